"""Train `photo-sharp`, which turns damaged photos into crisp pictures:
`python -m upscaler.training.sharp --photos DIR --out DIR --from WEIGHTS --teacher SHARP.param --until 13:30`.

It learns by distillation. Crops are degraded realistically (`degradation/real_life.py`); the luma of the result is
compared with that of a sharp third-party network, the teacher, and the colours with those of the HR. Luma is compared
pixel by pixel and, at x4, if asked for, also by a discriminator (`discriminator.py`). The distance from the teacher on
held-back photos shows whether a run still learns; the best weights are chosen in a blind comparison of pictures.

OUT gets the same files as that of `train`.
"""

from __future__ import annotations

import argparse
import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from upscaler.network.architectures.network import bicubic
from upscaler.network.architectures.srresnet import SRResNet
from upscaler.network.checkpoint import load_network
from upscaler.network.widening import widened
from upscaler.training.command import asked, conduct, positive, run_parser
from upscaler.training.dataset import SCALES, is_held_back, photo_paths
from upscaler.training.degradation.real_life import damaged
from upscaler.training.degradation.steps import Pixels, sharpened
from upscaler.training.discriminator import Opponent
from upscaler.training.losses import colour, gradients, grid, l1, luma
from upscaler.training.plot import line_plot
from upscaler.training.pool import PER_PICTURE, SIDE, Crop, CropPool, photos
from upscaler.training.run import Run, RunConfig, chosen_device, learning_rate
from upscaler.training.teacher import LIGHT_DAMAGE, Teacher
from upscaler.training.trainer import as_pixels, multiply_adds, new_network, psnr_of_each, upscaled

LOSSES = ("target", "gradients", "chroma", "colour", "grid")
OPPONENT = ("opponent", "right", "features")  # columns of the log
JUDGED = 192  # HR pixels: side of the part that it sees of each crop; a larger one would cost more than the network
SHARPEN_SIGMA = 2.0  # HR pixels
VALIDATION_PATCHES = 24  # whole crops of held-back photos at x4


@dataclass(frozen=True)
class SharpConfig(RunConfig):
    """The settings of a run. The weights of the losses are factors; that of `target` is 1."""

    lr: float = 6e-4
    warm_up: int = 100
    clip: float = 1.0
    batch: int = 3  # patches at x4; at other scales, where they are larger, fewer
    # LR pixels at x4; other scales use the same number of HR pixels. Smaller patches lack context that the teacher saw
    patch: int = SIDE // 4
    crops: int = 1500  # in memory, of all scales
    pool: str | None = None  # a folder to keep them in
    teacher: str | None = None  # a .param file
    clean_teacher: str | None = None  # the same, for undamaged crops; without it their target is the HR
    # Unsharp mask on targets for damaged crops at x4, since the trained result is softer. At x2 it cost 2 dB
    sharpen: float = 0.6
    renew_every: int = 10  # steps after which some crops are replaced
    scale_shares: Sequence[float] = (0.06, 0.06, 0.88)  # of x2, x3, x4
    gradients: float = 0.5
    chroma: float = 1.0
    colour: float = 0.3
    grid: float = 1.0
    judgement: float = 0.0  # weight of the discriminator relative to the losses above; 0 for both: none
    features: float = 0.0  # the same for its features
    opponent_lr: float = 3e-4
    opponent_first: int = 250  # steps during which it trains alone
    channels: int | None = None  # of the network, if larger than in the weights it starts from
    blocks: int | None = None
    ends_of: Sequence[int] = ()  # scales: only their first and last convolutions are trained


class SharpTrainer(Run):
    """A run that trains results to look like those of a sharp network. Raises PhotosError and ModelFileError."""

    def __init__(self, config: SharpConfig, out: Path, threads: int = 0, network: SRResNet | None = None) -> None:
        self.config: SharpConfig = config
        self.device = chosen_device(config.device)
        torch.manual_seed(config.seed)
        torch.set_num_threads(threads or os.cpu_count() or 1)
        network = network or started(config)
        self.network = network.to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        shares = config.judgement, config.features
        self.opponent = Opponent(self.device, config.opponent_lr, *shares) if any(shares) else None
        paths = photo_paths(Path(config.photos))
        self.paths = [path for path in paths if not is_held_back(path.name)]
        counts = {s: max(1, round(config.crops * part)) for s, part in zip(SCALES, config.scale_shares, strict=True)}
        workers = torch.get_num_threads()
        self._teacher = Teacher(
            Path(config.teacher or ""), Path(config.clean_teacher) if config.clean_teacher else None
        )
        folder = Path(config.pool) if config.pool else None
        self.pool = CropPool(photos(self.paths), self._training_crop, counts, config.seed, self.device, workers, folder)
        held_back = [path for path in paths if is_held_back(path.name)]
        self.validation = self._validation_patches(held_back) if held_back else None
        super().__init__(out)

    def train_step(self) -> float:
        """A step on patches drawn from the pool by (seed, step)."""
        config, progress = self.config, self.progress()
        rng = np.random.default_rng([config.seed, self.step])
        scale = int(rng.choice(SCALES, p=config.scale_shares))
        if self.step % config.renew_every == 0:
            self.pool.renew(scale, PER_PICTURE)
        patches = max(1, round(config.batch * (scale / 4) ** 2))  # a step costs about the same at every scale
        lr, hr, target = self.pool.batch(rng, scale, 4 * config.patch // scale, patches)

        value = self.checked(self._backward(lr, hr, target, scale))
        for group in self.adam.param_groups:
            group["lr"] = learning_rate(config, self.step, progress)
        if not self._waits:
            nn.utils.clip_grad_norm_([p for p in self.parameters if p.grad is not None], config.clip)
            self.adam.step()
            self.average()
        self.step += 1
        operations = 6 * patches * multiply_adds(self.network.config, scale)  # forward once, backward twice
        self.pflop += operations * (4 * config.patch / scale) ** 2 / 1e15
        return value

    def _training_crop(self, hr: Pixels, scale: int, rng: np.random.Generator) -> Crop:
        """HR, damaged LR, and the target."""
        chain, hr, lr = damaged(hr, scale, rng)
        target = self._teacher.answer(chain, hr, lr)
        if scale == 4 and chain not in LIGHT_DAMAGE:
            target = sharpened(target, self.config.sharpen, SHARPEN_SIGMA)
        return hr, lr, target

    def _backward(self, lr: Tensor, hr: Tensor, target: Tensor, scale: int) -> float:
        """Set the gradients of the network; none while the discriminator learns alone. Returns the sum of the pixel
        losses."""
        self.adam.zero_grad()
        result = upscaled(self.network, lr, scale)
        light, wanted = luma(result), luma(target)
        loss = self._loss(result, light, hr, target, wanted, scale)
        if self.opponent is None or scale != 4:
            loss.backward()  # type: ignore[no-untyped-call]
            return loss.item()
        place = _random_place(light, np.random.default_rng([self.config.seed, self.step, 1]))
        moved = [one[place] for one in (light, wanted, luma(bicubic(lr, scale)))]
        of_pixels = None
        if not self._waits:
            (of_pixels,) = torch.autograd.grad(loss, result, retain_graph=True)
        of_luma = None if of_pixels is None else of_pixels.sum(1, keepdim=True)
        of_opponent, values = self.opponent.step(moved[0], moved[1], moved[2], of_luma)
        for name, value in values.items():
            self.losses[name].append(value)
        if of_opponent is not None:
            torch.autograd.backward([result, moved[0]], [of_pixels, of_opponent])
        return loss.item()

    def _loss(self, result: Tensor, light: Tensor, hr: Tensor, target: Tensor, wanted: Tensor, scale: int) -> Tensor:
        """The pixel losses. `light` and `wanted`: luma of the result and of the target."""
        losses = {"target": l1(light, wanted), "chroma": l1(result - light, hr - luma(hr))}
        losses["gradients"] = torch.stack(list(map(l1, gradients(light), gradients(wanted)))).sum()
        losses |= {"colour": colour(result, hr), "grid": grid(result, target, scale)}
        for name, loss in losses.items():
            self.losses[name].append(loss.item())
        return torch.stack([getattr(self.config, name, 1.0) * loss for name, loss in losses.items()]).sum()

    @property
    def _waits(self) -> bool:
        """Whether only the discriminator learns: at first it knows nothing that could be learnt from it."""
        return self.opponent is not None and self.step < self.config.opponent_first

    def state(self) -> dict[str, Any]:
        return super().state() | ({"opponent": self.opponent.state()} if self.opponent else {})

    def restore(self, state: dict[str, Any]) -> None:
        super().restore(state)
        if self.opponent:
            self.opponent.restore(state["opponent"])

    # --- validation ------------------------------------------------------------------------------------------------

    def _validation_patches(self, paths: Sequence[Path]) -> tuple[Tensor, Tensor, Tensor]:
        """LR, HR and target of damaged patches at x4, the same every time."""
        pool = CropPool(photos(paths), self._training_crop, {4: VALIDATION_PATCHES}, 0, torch.device("cpu"))
        return pool.batch(np.random.default_rng(0), 4, SIDE // 4, VALIDATION_PATCHES)

    @torch.inference_mode()
    def measured(self) -> dict[str, str]:
        """Mean losses; and, at x4 on held-back photos, PSNR on Y and the distance of luma from the target, in
        levels."""
        row = {name: self.mean_loss(name) for name in (*LOSSES, *OPPONENT)}
        if self.validation is None:
            return row | {"psnr": "", "from_target": ""}
        lr, hr, target = self.validation
        result = torch.from_numpy(as_pixels(upscaled(self.averaged(), lr.to(self.device), 4)))
        result = result.permute(0, 3, 1, 2).float() / 255
        distance = 255 * l1(luma(result), luma(target)).item()
        return row | {
            "psnr": f"{np.mean(psnr_of_each(result, as_pixels(hr), 4)):.4f}",
            "from_target": f"{distance:.4f}",
        }

    def plot(self, log: Path) -> None:
        with log.open(newline="", encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if row["from_target"]]
        seconds, levels = ([float(row[name]) for row in rows] for name in ("seconds", "from_target"))
        series = {"mean": ([second / 60 for second in seconds], levels)}
        line_plot(log.with_suffix(".png"), series, "Held-back photos, damaged, x4", "minutes", "levels from the target")

    @property
    def photo_names(self) -> list[str]:
        return sorted(path.name for path in self.paths)


def started(config: SharpConfig) -> SRResNet:
    """The network with its initial weights, made larger if `config` says so. Raises ModelFileError."""
    network = load_network(Path(config.start or ""))
    shape = network.config
    larger = replace(shape, channels=config.channels or shape.channels, blocks=config.blocks or shape.blocks)
    if larger != shape:
        network = widened(network, new_network(larger, config.seed))
    network.ranges = None  # they would not fit the new weights
    network.train().requires_grad_(not config.ends_of)
    for scale in config.ends_of:
        network.conv_first[str(scale)].requires_grad_(True)
        network.conv_last[str(scale)].requires_grad_(True)
    return network


def _random_place(pictures: Tensor, rng: np.random.Generator) -> tuple[Any, ...]:
    """A random square of JUDGED pixels, off the LR grid, so that no pattern of that grid fools the discriminator."""
    side = min(JUDGED, pictures.shape[2] - 8)
    y, x = rng.integers(pictures.shape[2] - side + 1, size=2)
    return ..., slice(y, y + side), slice(x, x + side)


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = run_parser("sharp", __doc__, SharpConfig)
    for name in ("patch", "crops", "renew-every"):
        parser.add_argument(f"--{name}", type=positive, default=getattr(SharpConfig, name.replace("-", "_")))
    mask = "unsharp mask on answers to damaged crops at x4"
    parser.add_argument("--sharpen", type=float, default=SharpConfig.sharpen, help=mask)
    against = {"judgement": "weight of the discriminator", "features": "weight of its features", "opponent-lr": None}
    for name, text in against.items():
        parser.add_argument(f"--{name}", type=float, default=getattr(SharpConfig, name.replace("-", "_")), help=text)
    alone = "steps in which the discriminator learns alone"
    parser.add_argument("--opponent-first", type=int, default=SharpConfig.opponent_first, help=alone)
    for name in ("channels", "blocks"):
        parser.add_argument(f"--{name}", type=positive, help="of the network, if more than those of --from")
    ends = "scales whose first and last convolutions alone learn"
    parser.add_argument("--ends-of", type=int, nargs="+", choices=SCALES, default=(), help=ends)
    for name in LOSSES[1:]:
        parser.add_argument(f"--{name}", type=float, default=getattr(SharpConfig, name), help="weight of this loss")
    kept = "folder that keeps the crops with the teacher's answers, for later runs too"
    parser.add_argument("--pool", type=Path, help=kept)
    what = "ncnn file (.param) of a sharp x4 network that says how damaged crops should look"
    parser.add_argument("--teacher", type=Path, metavar="PARAM", help=what)
    clean = "the same for clean, soft and once compressed crops, which are otherwise to look like the HR"
    parser.add_argument("--clean-teacher", type=Path, metavar="PARAM", help=clean)
    parser.add_argument("--scale-shares", type=float, nargs=3, default=SharpConfig.scale_shares, metavar="SHARE")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> None:
    options = parse_arguments(arguments)
    config = asked(options, SharpConfig)
    if not config.start or not config.teacher:
        raise SystemExit("A sharp network starts from weights that enlarge well (--from) and needs a --teacher.")
    shares = zip(SCALES, config.scale_shares, strict=True)
    if config.ends_of and any(share and scale not in config.ends_of for scale, share in shares):
        raise SystemExit("With --ends-of, other scales must have no share: --scale-shares 0.5 0.5 0, for example.")
    conduct(SharpTrainer(config, options.out, options.threads), options.resume)


if __name__ == "__main__":
    main()
