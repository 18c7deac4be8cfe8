"""Train `photo-sharp`, whose results look like good photographs even if the input is damaged:
`python -m upscaler.training.sharp --photos DIR --out DIR --from WEIGHTS --until 13:30`.

It starts from weights that already enlarge well, and sees crops with the damage of real life
(`degradation/real_life.py`). The target of a damaged crop is the answer of a sharp third-party network (--teacher),
else the HR. Losses compare the luma of result and target by pixels, by the features of a network that recognises
objects, and by a discriminator that learns to tell the two apart; colours are compared with those of the HR, by pixels.
ST-LPIPS with AlexNet measures progress on photos held back; no loss contains it.

OUT gets the same files as that of `train`.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from upscaler.network.architectures.srresnet import SRResNet
from upscaler.network.checkpoint import load_network
from upscaler.training.command import asked, conduct, positive, run_parser
from upscaler.training.dataset import SCALES, is_held_back, photo_paths
from upscaler.training.degradation.real_life import damaged
from upscaler.training.degradation.steps import Pixels
from upscaler.training.discriminator import PatchDiscriminator, relativistic_loss
from upscaler.training.losses import artefacts, colour, gradients, grid, l1, luma
from upscaler.training.parts import Parts
from upscaler.training.perceptual import Distance, Features, load_distance, load_features
from upscaler.training.plot import line_plot
from upscaler.training.pool import PER_PICTURE, Crop, CropPool, photos
from upscaler.training.run import Run, RunConfig, chosen_device, learning_rate
from upscaler.training.teacher import Teacher
from upscaler.training.trainer import as_pixels, mixed_precision, multiply_adds, psnr_of_each, upscaled

STAGES = (0.1, 0.1, 1.0)  # weights of conv1_2, conv2_2 and conv3_3 of VGG16, before the ReLUs as in ESRGAN
FEATURES, DISCRIMINATOR = 186_000, 26_000  # multiply-adds for an HR pixel
LOSSES = ("pixels", "target", "chroma", "colour", "features", "artefacts", "grid", "adversarial", "judging")
VALIDATION_PATCHES, VALIDATION_SIDE = 24, 48  # of held-back photos at x4: how many, and their LR pixels


@dataclass(frozen=True)
class SharpConfig(RunConfig):
    """What a run is asked to do. The weights of the losses are factors."""

    lr: float = 2e-4
    warm_up: int = 100
    clip: float = 1.0
    batch: int = 4
    patch: int = 32  # LR pixels at x4, with as many HR pixels at other scales
    crops: int = 1500  # in memory, of all scales
    pool: str | None = None  # a folder that keeps them
    teacher: str | None = None  # a .param file; without it the HR is the target, and --pixels 1 --target 1 is better
    opponent: str | None = None  # state.pt of a run, with the discriminator to start from
    pixels: float = 0.0  # near the HR
    target: float = 0.15
    chroma: float = 1.0
    renew_every: int = 10  # steps, after which some crops are made anew
    scale_shares: Sequence[float] = (0.2, 0.2, 0.6)  # of x2, x3, x4
    features: float = 0.6
    features_share: float = 0.5  # of a batch whose features are compared: they are the most expensive part of a step
    adversarial: float = 0.2
    adversarial_from: int = 250  # steps in which the discriminator learns alone
    adversarial_ramp: int = 500  # steps until it has its full weight
    artefacts: float = 0.0
    colour: float = 1.0
    grid: float = 6.0
    discriminator_lr: float = 2e-4


class Opponents(nn.Module):
    """The network that upscales and the one that judges its results."""

    def __init__(self, generator: SRResNet) -> None:
        super().__init__()
        self.generator, self.discriminator = generator, PatchDiscriminator()


class SharpTrainer(Run):
    """A run that makes results look like photographs. Raises PhotosError and MissingPackageError."""

    def __init__(
        self,
        config: SharpConfig,
        out: Path,
        threads: int = 0,
        network: SRResNet | None = None,
        features: Features | None = None,
        judge: Distance | None = None,
    ) -> None:
        self.config: SharpConfig = config
        self.device = chosen_device(config.device)
        torch.manual_seed(config.seed)
        network = network or load_network(Path(config.start or "")).train()
        opponents = Opponents(network)
        if config.opponent:
            opponents.discriminator.load_state_dict(torch.load(config.opponent, weights_only=True)["discriminator"])
        opponents.to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.network, self.discriminator = opponents.generator, opponents.discriminator
        self.features = (features or load_features("vgg")).to(self.device)
        self.judge = judge or load_distance("alex")
        self.parts: Parts[Opponents] = Parts(opponents, config.batch, threads)
        paths = photo_paths(Path(config.photos))
        self.paths = [path for path in paths if not is_held_back(path.name)]
        counts = {s: max(1, round(config.crops * part)) for s, part in zip(SCALES, config.scale_shares, strict=True)}
        workers = len(self.parts.slices) if self.device.type == "cpu" else torch.get_num_threads()
        self._teacher = Teacher(Path(config.teacher)) if config.teacher else None
        folder = Path(config.pool) if config.pool else None
        self.pool = CropPool(photos(self.paths), self._training_crop, counts, config.seed, self.device, workers, folder)
        held_back = [path for path in paths if is_held_back(path.name)]
        self.validation = _validation_patches(held_back) if held_back else None
        super().__init__(out)
        self.judging = torch.optim.Adam(
            self.discriminator.parameters(), lr=config.discriminator_lr, betas=(0.9, 0.99), fused=True
        )
        self._average = self.averaged()
        for parameter, value in zip(self._average.parameters(), self.ema, strict=True):
            parameter.data = value  # it runs with what `average` changes

    def train_step(self) -> float:
        """Both networks take a step on patches drawn from the pool by (seed, step)."""
        config, progress = self.config, self.progress()
        rng = np.random.default_rng([config.seed, self.step])
        scale = int(rng.choice(SCALES, p=config.scale_shares))
        if self.step % config.renew_every == 0:
            self.pool.renew(scale, PER_PICTURE)
        lr, hr, target = self.pool.batch(rng, scale, 4 * config.patch // scale, config.batch)
        ramp = min(max((self.step - config.adversarial_from) / config.adversarial_ramp, 0.0), 1.0)

        def loss_of(opponents: Opponents, part: slice) -> Tensor:
            return self._loss(opponents, lr[part], hr[part], target[part], scale, ramp)

        value = self.checked(self.parts.backward(loss_of))
        rate = learning_rate(config, self.step, progress)
        for optimizer, share in ((self.adam, 1.0), (self.judging, config.discriminator_lr / config.lr)):
            for group in optimizer.param_groups:
                group["lr"] = rate * share
        nn.utils.clip_grad_norm_([p for p in self.parameters if p.grad is not None], config.clip)
        self.adam.step()
        self.judging.step()
        self.average()
        self.step += 1
        self.pflop += self._flop(scale) / 1e15
        return value

    def _training_crop(self, hr: Pixels, scale: int, rng: np.random.Generator) -> Crop:
        """HR, damaged LR, and the target: the teacher's answer, or the HR without a teacher."""
        chain, hr, lr = damaged(hr, scale, rng)
        return hr, lr, self._teacher.answer(chain, hr, lr) if self._teacher else hr

    def _loss(self, opponents: Opponents, lr: Tensor, hr: Tensor, target: Tensor, scale: int, ramp: float) -> Tensor:
        """The loss of both networks: neither learns from the other's part."""
        config, judge = self.config, opponents.discriminator
        result = upscaled(opponents.generator, lr, scale)
        light, wanted = luma(result), luma(target)
        seen = target + light - wanted  # the result in the target's colours, which are compared by other losses
        losses = {"pixels": l1(result, hr), "chroma": l1(result - light, hr - luma(hr)), "colour": colour(result, hr)}
        losses["target"] = l1(light, wanted) + sum(map(l1, gradients(light), gradients(wanted)))
        losses |= {"features": self._feature_loss(seen, target), "grid": grid(result, target, scale)}
        losses["artefacts"] = self._artefacts(seen, target, lr, scale)
        with mixed_precision(self.device):
            judge.requires_grad_(False)
            losses["adversarial"] = relativistic_loss(judge(seen).float(), judge(target).float())
            judge.requires_grad_(True)
            losses["judging"] = relativistic_loss(judge(target).float(), judge(seen.detach()).float())
        for name, loss in losses.items():
            self.losses[name].append(loss.item())
        weights = {"judging": 1.0, "adversarial": ramp * config.adversarial}
        weights |= {name: getattr(config, name) for name in losses.keys() - weights.keys()}
        return torch.stack([weights[name] * loss for name, loss in losses.items()]).sum()

    def _artefacts(self, result: Tensor, target: Tensor, lr: Tensor, scale: int) -> Tensor:
        if not self.config.artefacts:
            return result.new_zeros(())
        with torch.no_grad():
            average = upscaled(self._average, lr, scale)
        return artefacts(result, target, average)

    def _feature_loss(self, result: Tensor, hr: Tensor) -> Tensor:
        """At a random offset, so that no pattern can be fixed to the strides of the features."""
        count = max(1, round(self.config.features_share * len(result)))
        y, x = (int(offset) for offset in torch.randint(0, 8, (2,)))
        result, hr = result[:count, :, y:, x:], hr[:count, :, y:, x:]
        with mixed_precision(self.device):
            with torch.no_grad():
                wanted = self.features(hr, len(STAGES), rectified=False)
            found = self.features(result, len(STAGES), rectified=False)
        return torch.stack([w * l1(a.float(), b.float()) for w, a, b in zip(STAGES, found, wanted, strict=True)]).sum()

    def _flop(self, scale: int) -> float:
        """Of a step: forward once, backward twice, or once where weights are fixed; two operations per multiply-add."""
        pixels = self.config.batch * (4 * self.config.patch) ** 2
        generator = (8 if self.config.artefacts else 6) * multiply_adds(self.network.config, scale) / scale**2
        return pixels * (generator + 6 * self.config.features_share * FEATURES + 18 * DISCRIMINATOR)

    # --- validation and state ------------------------------------------------------------------------------------

    @torch.inference_mode()
    def measured(self) -> dict[str, str]:
        """Mean losses; at x4 on held-back photos with the same damage PSNR on Y and ST-LPIPS (lower is better)."""
        row = {name: self.mean_loss(name) for name in LOSSES}
        if self.validation is None:
            return row | {"psnr": "", "st_lpips": ""}
        lr, hr, _ = self.validation
        result = as_pixels(upscaled(self.averaged(), lr.to(self.device), 4))
        both = [torch.from_numpy(p).permute(0, 3, 1, 2).float() / 255 for p in (result, as_pixels(hr))]
        psnr = np.mean(psnr_of_each(both[0], as_pixels(hr), 4))
        return row | {"psnr": f"{psnr:.4f}", "st_lpips": f"{self.judge(*both).mean():.4f}"}

    def plot(self, log: Path) -> None:
        with log.open(newline="", encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if row["st_lpips"]]
        series = {"AlexNet": ([float(row["seconds"]) / 60 for row in rows], [float(row["st_lpips"]) for row in rows])}
        line_plot(log.with_suffix(".png"), series, "Held-back photos, damaged, x4", "minutes", "ST-LPIPS")

    @property
    def photo_names(self) -> list[str]:
        return sorted(path.name for path in self.paths)

    def state(self) -> dict[str, Any]:
        return super().state() | {
            "discriminator": self.discriminator.state_dict(),
            "judging": self.judging.state_dict(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        super().restore(state)
        self.discriminator.load_state_dict(state["discriminator"])
        self.judging.load_state_dict(state["judging"])


def _validation_patches(paths: Sequence[Path]) -> tuple[Tensor, Tensor, Tensor]:
    """The same damaged patches every time, at x4."""

    def without_teacher(hr: Pixels, scale: int, rng: np.random.Generator) -> Crop:
        _, hr, lr = damaged(hr, scale, rng)
        return hr, lr, hr

    pool = CropPool(photos(paths), without_teacher, {4: VALIDATION_PATCHES}, 0, torch.device("cpu"))
    return pool.batch(np.random.default_rng(0), 4, VALIDATION_SIDE, VALIDATION_PATCHES)


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = run_parser("sharp", __doc__, SharpConfig)
    for name in ("patch", "crops", "renew-every", "adversarial-from", "adversarial-ramp"):
        parser.add_argument(f"--{name}", type=positive, default=getattr(SharpConfig, name.replace("-", "_")))
    for name in ("features-share", "discriminator-lr", *LOSSES[:-1]):
        parser.add_argument(f"--{name}", type=float, default=getattr(SharpConfig, name.replace("-", "_")))
    kept = "folder that keeps the crops with the teacher's answers, for later runs too"
    parser.add_argument("--pool", type=Path, help=kept)
    what = "ncnn file (.param) of a sharp x4 network that says how damaged crops should look"
    parser.add_argument("--teacher", type=Path, metavar="PARAM", help=what)
    parser.add_argument(
        "--opponent", type=Path, metavar="STATE", help="state.pt of a run, with the discriminator to start from"
    )
    parser.add_argument("--scale-shares", type=float, nargs=3, default=SharpConfig.scale_shares, metavar="SHARE")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> None:
    options = parse_arguments(arguments)
    config = asked(options, SharpConfig)
    if not config.start:
        raise SystemExit("A sharp network starts from weights that enlarge well: name them by --from.")
    conduct(SharpTrainer(config, options.out, options.threads), options.resume)


if __name__ == "__main__":
    main()
