"""One run of training: networks, patches and Adam step by step, what is kept of it, and how it goes on."""

from __future__ import annotations

import copy
import csv
import math
import subprocess
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from upscaler.inference.devices import has_native_bf16
from upscaler.network.checkpoint import load_network, save_network
from upscaler.network.srresnet import SRResNet, SRResNetConfig, interpolated
from upscaler.training.dataset import SCALES, Data, PatchDataset, load_data
from upscaler.training.degradation.steps import Pixels
from upscaler.training.degradation.ways import DEGRADATIONS
from upscaler.training.losses import LOSSES
from upscaler.training.metrics import psnr_y
from upscaler.training.parts import Parts
from upscaler.training.plot import line_plot

SAVE_SECONDS = 180.0
HELD_BACK_PATCHES, HELD_BACK_SIZE = 32, 192  # HR pixels


class DivergedError(SystemExit):
    """The loss is not finite any more; what was saved before is kept."""


@dataclass(frozen=True)
class TrainConfig:
    """What a run is asked to do. One of `steps`, `minutes` and `until` (ISO date and time) is its budget."""

    photos: str
    steps: int | None = None
    minutes: float | None = None
    until: str | None = None
    start: str | None = None  # weights to start from; without, from scratch
    start_sha256: str | None = None  # of that file
    seed: int = 1
    channels: int = 48
    blocks: int = 12
    lr: float = 8e-4
    batch: int = 16
    patch: int = 32  # LR pixels
    last_patch: int = 48  # in the last part
    last_part: float = 0.1  # of the budget, with `last_loss`
    loss: str = "l1"
    last_loss: str = "psnr"
    warm_up: int = 250  # steps
    ema: float = 0.999
    clip: float = 0.5
    evaluate_every: int = 500  # steps
    degradation: str = "clean"  # what makes LR from HR: a name of DEGRADATIONS
    scale_shares: Sequence[float] = (0.25, 0.25, 0.5)  # of x2, x3, x4
    sizes: Sequence[float] = (1.0, 0.7, 0.5, 0.35)  # of each photo: small ones have more detail per pixel

    @property
    def scales(self) -> tuple[int, ...]:
        """Those that have a share."""
        return tuple(scale for scale, share in zip(SCALES, self.scale_shares, strict=True) if share)


def new_network(config: SRResNetConfig, seed: int) -> SRResNet:
    """A network whose blocks change little and whose residual is small, so that it starts as the interpolated input."""
    torch.manual_seed(seed)
    network = SRResNet(config)
    initialise(network)
    return network


def initialise(network: SRResNet, block_gain: float = 0.1) -> None:
    """Random weights, no biases.

    He et al. 2015 (arXiv 1502.01852); a tenth of it for the last convolution of the network and, by `block_gain`, for
    that of each block, as BasicSR's MSRResNet does.
    """
    for name, module in network.named_modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu" if "conv1" in name else "linear")
            module.weight.data.mul_(0.1 if "conv_last" in name else block_gain if "conv2" in name else 1.0)
            if module.bias is not None:
                nn.init.zeros_(module.bias)


def multiply_adds(config: SRResNetConfig, scale: int) -> int:
    """Multiplications with addition per LR pixel, interpolation left out."""
    per_3x3 = 9 * config.channels
    return per_3x3 * (3 + config.channels * (2 * config.blocks + 1) + 3 * scale**2)


def as_tensor(pixels: Pixels) -> Tensor:
    """(N, H, W, 3) uint8 -> (N, 3, H, W) float, 0 to 1, channels_last"""
    return torch.from_numpy(pixels).permute(0, 3, 1, 2).float().div_(255)


def mixed_precision(device: torch.device) -> torch.autocast:
    """bf16 where the hardware multiplies it, else fp32: an ordinary laptop emulates bf16, ten times slower."""
    native = has_native_bf16() if device.type == "cpu" else torch.cuda.is_bf16_supported(including_emulation=False)
    return torch.autocast(device.type, torch.bfloat16, enabled=native)


def upscaled(network: SRResNet, lr: Tensor, scale: int) -> Tensor:
    """The network on the interpolated input in fp32. (N, 3, H, W) -> (N, 3, scale * H, scale * W)"""
    with mixed_precision(lr.device):
        residual = network.residual(lr, scale)
    return residual.float() + interpolated(lr, scale) if network.config.global_skip else residual.float()


def draw(config: TrainConfig, dataset: PatchDataset, step: int, size: int) -> tuple[int, Pixels, Pixels]:
    """The scale, LR and HR of a step, which (seed, step) alone choose."""
    rng = np.random.default_rng([config.seed, step])
    scale = int(rng.choice(SCALES, p=config.scale_shares))
    return scale, *dataset.batch(rng, scale, size, config.batch)


def held_back_patches(dataset: PatchDataset, scale: int) -> tuple[Pixels, Pixels]:
    """The LR and HR that every look is taken at, (N, H, W, 3)."""
    return dataset.batch(np.random.default_rng(scale), scale, HELD_BACK_SIZE // scale, HELD_BACK_PATCHES)


def as_pixels(result: Tensor) -> Pixels:
    """(N, 3, H, W), 0 to 1 -> (N, H, W, 3) uint8, rounded"""
    rounded = result.mul(255).round().clamp(0, 255).permute(0, 2, 3, 1).to("cpu", torch.uint8)
    return np.asarray(rounded.numpy(), np.uint8)


def psnr_of_each(result: Tensor, hr: Pixels, scale: int) -> list[float]:
    """PSNR on Y of results (N, 3, H, W), 0 to 1, rounded to uint8, against HR (N, H, W, 3)."""
    return [psnr_y(a, b, scale) for a, b in zip(as_pixels(result), hr, strict=True)]


class Trainer:
    """One run: network, its averaged copy (EMA), Adam, and how far they are.

    `network` and `data` are made as `config` says, unless they are given. Raises PhotosError if a patch fits nowhere.
    """

    def __init__(
        self,
        config: TrainConfig,
        out: Path,
        threads: int = 0,
        network: SRResNet | None = None,
        data: Data | None = None,
    ) -> None:
        self.config, self.out = config, out
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        if data is None:
            degradation = None if config.degradation == "clean" else DEGRADATIONS[config.degradation]
            data = load_data(Path(config.photos), config.scales, degradation, config.sizes)
        for size in {config.patch, config.last_patch} if config.last_part else {config.patch}:
            for scale in config.scales:
                data.training.check(scale, size)
        self.dataset, self.held_back = data.training, data.held_back
        if self.held_back and not all(self.held_back.holds(s, HELD_BACK_SIZE // s) for s in config.scales):
            print(f"No held-back photo has {HELD_BACK_SIZE} pixels a side: nothing is measured meanwhile.", flush=True)
            self.held_back = None
        if network is None:
            shape = SRResNetConfig(SCALES, config.channels, config.blocks)
            network = load_network(Path(config.start)).train() if config.start else new_network(shape, config.seed)
        self.network: SRResNet = network.to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.parts = Parts(self.network, config.batch, threads)
        self.parameters = list(self.network.parameters())
        self.ema = [parameter.detach().clone() for parameter in self.parameters]
        self.adam = torch.optim.Adam(self.parameters, lr=config.lr, betas=(0.9, 0.99), fused=True)
        self.step, self.seconds, self.pflop = 0, 0.0, 0.0
        self.losses: dict[int, list[float]] = defaultdict(list)
        self.stopping = False  # set by a signal, as is the next one
        self.was_stopped = False  # since the last step
        self.commit = commit()

    # --- one step -----------------------------------------------------------------------------------------------

    def progress(self) -> float:
        """The part of the budget that is spent, 0 to 1."""
        if self.config.steps is not None:
            return min(self.step / self.config.steps, 1.0)
        if self.config.minutes is not None:
            return min(self.seconds / (60 * self.config.minutes), 1.0)
        left = (datetime.fromisoformat(self.config.until or "") - datetime.now()).total_seconds()
        return 1.0 if left <= 0 else self.seconds / (self.seconds + left)

    def train_step(self) -> float:
        """Forward, backward, Adam, EMA on patches that (seed, step) alone choose. Returns the loss.

        Raises DivergedError before a loss that is not finite has changed anything.
        """
        config, progress = self.config, self.progress()
        is_last = progress >= 1 - config.last_part
        size = config.last_patch if is_last else config.patch
        scale, *pixels = draw(config, self.dataset, self.step, size)

        def loss_of(network: SRResNet, part: slice) -> Tensor:
            lr, hr = (as_tensor(p[part]).to(self.device) for p in pixels)
            return LOSSES[config.last_loss if is_last else config.loss](upscaled(network, lr, scale), hr)

        value = self.parts.backward(loss_of)
        if not math.isfinite(value):
            raise DivergedError(f"The loss of step {self.step} is not finite. What was saved before is kept.")
        for group in self.adam.param_groups:
            group["lr"] = learning_rate(config, self.step, progress)
        nn.utils.clip_grad_norm_([p for p in self.parameters if p.grad is not None], config.clip)
        self.adam.step()
        keep = min(config.ema, (1 + self.step) / (10 + self.step))
        torch._foreach_lerp_(self.ema, [p.detach() for p in self.parameters], 1 - keep)

        self.step += 1
        self.pflop += 6 * multiply_adds(self.network.config, scale) * config.batch * size**2 / 1e15
        self.losses[scale].append(value)
        return value

    def run(self) -> None:
        """Train to the end of the budget or until `stopping`, saving and logging on the way."""
        before = saved = time.monotonic()
        while self.progress() < 1 and not self.stopping:
            self.train_step()
            if self.step % self.config.evaluate_every == 0:
                self.log()
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

    # --- looking and keeping ------------------------------------------------------------------------------------

    def averaged(self) -> SRResNet:
        """The network with the averaged weights, a copy."""
        network = copy.deepcopy(self.network)  # with the running statistics of batch norm
        for parameter, value in zip(network.parameters(), self.ema, strict=True):
            parameter.data.copy_(value)
        return network.eval()

    @torch.inference_mode()
    def held_back_psnr(self) -> dict[int, float]:
        """Mean PSNR on Y of the averaged weights over the same patches of held-back photos every time."""
        network, means = self.averaged(), {}
        for scale in self.config.scales if self.held_back else ():
            assert self.held_back is not None
            lr, hr = held_back_patches(self.held_back, scale)
            result = upscaled(network, as_tensor(lr).to(self.device), scale)
            means[scale] = float(np.mean(psnr_of_each(result, hr, scale)))
        return means

    def log(self) -> None:
        """Append a row to log.csv (losses are means since the last row), print it, draw log.png."""
        psnr = self.held_back_psnr()
        row: dict[str, Any] = {"step": self.step, "seconds": round(self.seconds), "pflop": f"{self.pflop:.5f}"}
        row |= {"lr": f"{self.adam.param_groups[0]['lr']:.3e}"}
        row |= {f"loss_x{s}": f"{np.mean(self.losses[s]):.6f}" if self.losses[s] else "" for s in SCALES}
        row |= {f"psnr_x{s}": f"{psnr[s]:.4f}" if s in psnr else "" for s in SCALES}
        self.losses.clear()
        path = self.out / "log.csv"
        is_new = not path.exists()
        with path.open("a", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, row.keys())
            if is_new:
                writer.writeheader()
            writer.writerow(row)
        print(" ".join(f"{name}={value}" for name, value in row.items() if value != ""), flush=True)
        plot_log(path)

    def save(self) -> None:
        """Write state.pt and ema.safetensors, each whole or not at all."""
        state: dict[str, Any] = {"network": self.network.state_dict(), "ema": self.ema, "adam": self.adam.state_dict()}
        state |= {"step": self.step, "seconds": self.seconds, "pflop": self.pflop, "losses": dict(self.losses)}
        state["commit"] = self.commit
        part = self.out / "state.pt.part"
        torch.save(state, part)
        part.replace(self.out / "state.pt")
        record = asdict(self.config) | {"step": self.step, "seconds": round(self.seconds), "commit": self.commit}
        record |= {"channels": self.network.config.channels, "blocks": self.network.config.blocks}
        record |= {"pflop": round(self.pflop, 4), "photos": sorted({photo.name for photo in self.dataset.photos})}
        record["start"] = Path(self.config.start).name if self.config.start else None
        weights = self.out / "ema.safetensors.part"
        save_network(self.averaged(), weights, record)
        weights.replace(self.out / "ema.safetensors")

    def resume(self) -> None:
        """Take up state.pt, if there is one; rows of log.csv that are newer, or not whole, are dropped."""
        if (self.out / "state.pt").exists():
            self._take(torch.load(self.out / "state.pt", map_location=self.device, weights_only=True))
        path = self.out / "log.csv"
        if path.exists():
            head, *rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines())) or [[]]
            kept = [head, *(row for row in rows if len(row) == len(head) and int(row[0]) <= self.step)]
            part = path.with_suffix(".part")
            part.write_text("".join(",".join(row) + "\n" for row in kept if row), encoding="utf-8")
            part.replace(path)

    def _take(self, state: dict[str, Any]) -> None:
        self.network.load_state_dict(state["network"])
        torch._foreach_copy_(self.ema, state["ema"])
        self.adam.load_state_dict(state["adam"])
        self.step, self.seconds, self.pflop = state["step"], state["seconds"], state["pflop"]
        self.losses = defaultdict(list, state["losses"])
        before = state["commit"]
        self.commit = before if before.endswith(self.commit) else f"{before}, then {self.commit}"


def learning_rate(config: TrainConfig, step: int, progress: float) -> float:
    """A linear warm-up in steps, then one cosine over the whole budget. Source: Loshchilov and Hutter 2017 (SGDR)."""
    return config.lr * min(1.0, (step + 1) / config.warm_up) * (0.5 + 0.5 * math.cos(math.pi * progress))


def commit() -> str:
    """The commit of the code that runs, if it runs from a checkout; ends with -dirty if the code differs from it."""
    command = ["git", "-C", str(Path(__file__).parent), "describe", "--always", "--abbrev=40", "--dirty", "--exclude=*"]
    try:
        found = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:  # there is no git
        return "unknown"
    return found.stdout.strip() or "unknown"


def plot_log(path: Path) -> None:
    """log.csv -> log.png: held-back PSNR, as gain since the first row so that all scales fit one plot."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    minutes = [float(row["seconds"]) / 60 for row in rows]
    psnr = {s: [float(row[f"psnr_x{s}"]) for row in rows if row[f"psnr_x{s}"]] for s in SCALES}
    series = {f"x{s}: now {y[-1]:.2f} dB": (minutes, [v - y[0] for v in y]) for s, y in psnr.items() if y}
    line_plot(path.with_suffix(".png"), series, "Held-back photos", "minutes", "PSNR on Y since the first row, dB")
