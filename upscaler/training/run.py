"""What all training runs share: steps until the budget is spent, the log, saving and resuming."""

from __future__ import annotations

import copy
import csv
import math
import subprocess
import time
from abc import ABC, abstractmethod
from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import torch

from upscaler.network.architectures.srresnet import SRResNet
from upscaler.network.checkpoint import save_network

SAVE_SECONDS = 180.0
MILESTONES = (0.25, 0.5, 0.75)  # of the budget, at which weights are kept too


class DivergedError(SystemExit):
    """The loss is no longer finite. The files saved before are kept."""


@dataclass(frozen=True)
class RunConfig:
    """The settings of any run. One of `steps`, `minutes` and `until` (ISO date and time) is its budget."""

    photos: str
    steps: int | None = None
    minutes: float | None = None
    until: str | None = None
    start: str | None = None  # weights to start from
    start_sha256: str | None = None  # of that file
    seed: int = 1
    device: str = "auto"  # CUDA if it is available, else the CPU
    lr: float = 8e-4
    warm_up: int = 250  # steps
    ema: float = 0.999
    clip: float = 0.5
    batch: int = 16
    evaluate_every: int = 500  # steps


class Run(ABC):
    """A network, its averaged weights (EMA), Adam, and the progress. Subclasses define a step."""

    config: RunConfig
    network: SRResNet

    def __init__(self, out: Path) -> None:
        self.out = out
        self.parameters = list(self.network.parameters())
        self.ema = [parameter.detach().clone() for parameter in self.parameters]
        self.adam = torch.optim.Adam(self.parameters, lr=self.config.lr, betas=(0.9, 0.99), fused=True)
        self.step, self.seconds, self.pflop = 0, 0.0, 0.0
        self.losses: dict[Any, list[float]] = defaultdict(list)
        self.stopping = False  # set by a signal, as is the next one
        self.was_stopped = False  # since the last step
        self.commit = commit()

    @abstractmethod
    def train_step(self) -> float:
        """One step. Returns the loss; raises DivergedError if it is not finite, and then changes nothing."""

    def checked(self, loss: float) -> float:
        """The loss of this step. Raises DivergedError if it is not finite."""
        if not math.isfinite(loss):
            raise DivergedError(f"The loss of step {self.step} is not finite. What was saved before is kept.")
        return loss

    @abstractmethod
    def measured(self) -> dict[str, str]:
        """Log columns by name: the losses since the last row, and the scores of the averaged weights."""

    @abstractmethod
    def plot(self, log: Path) -> None:
        """Plot log.csv as log.png beside it."""

    @property
    @abstractmethod
    def photo_names(self) -> list[str]:
        """The names of the training photos, for the metadata of the weights."""

    def progress(self) -> float:
        """The share of the budget that is spent, 0 to 1."""
        if self.config.steps is not None:
            return min(self.step / self.config.steps, 1.0)
        if self.config.minutes is not None:
            return min(self.seconds / (60 * self.config.minutes), 1.0)
        left = (datetime.fromisoformat(self.config.until or "") - datetime.now()).total_seconds()
        return 1.0 if left <= 0 else self.seconds / (self.seconds + left)

    def run(self) -> None:
        """Train until the budget is spent or `stopping` is set, saving and logging regularly."""
        before = saved = time.monotonic()
        while self.progress() < 1 and not self.stopping:
            self.train_step()
            if self.step % self.config.evaluate_every == 0:
                self.log()
            self.keep_milestones()
            now = time.monotonic()
            elapsed, before = 0.0 if self.was_stopped else now - before, now
            self.was_stopped = False
            self.seconds += elapsed
            if now - saved > SAVE_SECONDS:
                self.save()
                saved = now
        if any(self.losses.values()):
            self.log()
        self.save()

    def average(self) -> None:
        """Update the averaged weights with those of this step."""
        keep = min(self.config.ema, (1 + self.step) / (10 + self.step))
        torch._foreach_lerp_(self.ema, [p.detach() for p in self.parameters], 1 - keep)

    def averaged(self) -> SRResNet:
        """A copy of the network with the averaged weights."""
        network = copy.deepcopy(self.network)  # with the running statistics of batch norm
        for parameter, value in zip(network.parameters(), self.ema, strict=True):
            parameter.data.copy_(value)
        return network.eval()

    def keep_milestones(self) -> None:
        """Save the averaged weights once each at a quarter, half and three quarters of the budget."""
        for share in MILESTONES:
            path = self.out / f"ema-{round(100 * share)}.safetensors"
            if self.progress() >= share and not path.exists():
                self.save_weights(path)

    def log(self) -> None:
        """Append a row to log.csv, print it, and plot log.png."""
        row: dict[str, Any] = {"step": self.step, "seconds": round(self.seconds), "pflop": f"{self.pflop:.5f}"}
        row |= {"lr": f"{self.adam.param_groups[0]['lr']:.3e}"} | self.measured()
        self.losses.clear()
        path = self.out / "log.csv"
        is_new = not path.exists()
        with path.open("a", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, row.keys())
            if is_new:
                writer.writeheader()
            writer.writerow(row)
        print(" ".join(f"{name}={value}" for name, value in row.items() if value != ""), flush=True)
        self.plot(path)

    def mean_loss(self, key: Any) -> str:
        """The mean since the last log row; empty if there was no such loss."""
        return f"{np.mean(self.losses[key]):.6f}" if self.losses[key] else ""

    def save(self) -> None:
        """Write state.pt and ema.safetensors, each atomically."""
        part = self.out / "state.pt.part"
        torch.save(self.state(), part)
        part.replace(self.out / "state.pt")
        self.save_weights(self.out / "ema.safetensors")

    def save_weights(self, path: Path) -> None:
        """Write the averaged weights atomically, with the settings and progress of the run as metadata."""
        record = asdict(self.config) | {"step": self.step, "seconds": round(self.seconds), "commit": self.commit}
        record |= {"channels": self.network.config.channels, "blocks": self.network.config.blocks}
        record |= {"pflop": round(self.pflop, 4), "photos": self.photo_names}
        record["start"] = Path(self.config.start).name if self.config.start else None
        part = path.with_name(f"{path.name}.part")
        save_network(self.averaged(), part, record)
        part.replace(path)

    def resume(self) -> None:
        """Load state.pt if it exists; drop rows of log.csv that are newer or incomplete."""
        if (self.out / "state.pt").exists():
            self.restore(torch.load(self.out / "state.pt", map_location=self.ema[0].device, weights_only=True))
        path = self.out / "log.csv"
        if path.exists():
            head, *rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines())) or [[]]
            kept = [head, *(row for row in rows if len(row) == len(head) and int(row[0]) <= self.step)]
            part = path.with_suffix(".part")
            part.write_text("".join(",".join(row) + "\n" for row in kept if row), encoding="utf-8")
            part.replace(path)

    def state(self) -> dict[str, Any]:
        """Everything that `restore` needs."""
        state: dict[str, Any] = {"network": self.network.state_dict(), "ema": self.ema, "adam": self.adam.state_dict()}
        state |= {"step": self.step, "seconds": self.seconds, "pflop": self.pflop, "losses": dict(self.losses)}
        return state | {"commit": self.commit}

    def restore(self, state: dict[str, Any]) -> None:
        """Continue from what `state` returned, possibly in another process."""
        self.network.load_state_dict(state["network"])
        torch._foreach_copy_(self.ema, state["ema"])
        self.adam.load_state_dict(state["adam"])
        self.step, self.seconds, self.pflop = state["step"], state["seconds"], state["pflop"]
        self.losses = defaultdict(list, state["losses"])
        before = state["commit"]
        self.commit = before if before.endswith(self.commit) else f"{before}, then {self.commit}"


def chosen_device(name: str) -> torch.device:
    """The device of this name; "auto" is CUDA if it is available, else the CPU."""
    return torch.device(("cuda" if torch.cuda.is_available() else "cpu") if name == "auto" else name)


def learning_rate(config: RunConfig, step: int, progress: float) -> float:
    """A linear warm-up in steps, then one cosine decay over the whole budget. Source: Loshchilov and Hutter 2017
    (SGDR)."""
    return config.lr * min(1.0, (step + 1) / config.warm_up) * (0.5 + 0.5 * math.cos(math.pi * progress))


def commit() -> str:
    """The commit of this checkout, with -dirty if files differ from it; "unknown" outside a checkout."""
    command = ["git", "-C", str(Path(__file__).parent), "describe", "--always", "--abbrev=40", "--dirty", "--exclude=*"]
    try:
        found = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:  # git is not installed
        return "unknown"
    return found.stdout.strip() or "unknown"
