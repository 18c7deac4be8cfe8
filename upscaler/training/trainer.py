"""Training for PSNR: the network, its patches, its loss and a training step."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from upscaler.inference.devices import is_bf16_faster
from upscaler.network.architectures.network import bicubic
from upscaler.network.architectures.srresnet import SRResNet, SRResNetConfig
from upscaler.network.checkpoint import load_network
from upscaler.training.dataset import SCALES, Data, Patches, check, load_data
from upscaler.training.degradation.catalog import DEGRADATIONS
from upscaler.training.degradation.steps import Pixels
from upscaler.training.drawings import load_drawings
from upscaler.training.fake_int8 import residual_as_in_int8
from upscaler.training.losses import LOSSES
from upscaler.training.metrics import psnr_y
from upscaler.training.parts import Parts
from upscaler.training.plot import line_plot
from upscaler.training.run import Run, RunConfig, chosen_device, learning_rate

HELD_BACK_PATCHES, HELD_BACK_SIZE = 32, 192  # HR pixels


@dataclass(frozen=True)
class TrainConfig(RunConfig):
    """The settings of a run. Without `start` it trains from scratch."""

    channels: int = 48
    blocks: int = 12
    patch: int = 32  # LR pixels
    last_patch: int = 48  # in the last part
    last_part: float = 0.1  # of the budget, with `last_loss`
    loss: str = "l1"
    last_loss: str = "psnr"
    material: str = "photos"  # or "drawings": rendered pages too, and degradations for them
    degradation: str = "clean"  # makes LR from HR: a name in DEGRADATIONS
    int8: float = 0.0  # share of steps whose results are rounded as int8 rounds them
    scale_shares: Sequence[float] = (0.25, 0.25, 0.5)  # of x2, x3, x4
    sizes: Sequence[float] = (1.0, 0.7, 0.5, 0.35)  # of each photo: small ones have more detail per pixel

    @property
    def scales(self) -> tuple[int, ...]:
        """The scales being trained."""
        return tuple(scale for scale, share in zip(SCALES, self.scale_shares, strict=True) if share)


def new_network(config: SRResNetConfig, seed: int) -> SRResNet:
    """A network with random weights, whose residual is so small that its initial results are the interpolated input."""
    torch.manual_seed(seed)
    network = SRResNet(config)
    initialise(network)
    return network


def initialise(network: SRResNet, block_gain: float = 0.1) -> None:
    """Set random weights and zero biases.

    Source: He et al. 2015 (arXiv 1502.01852). The weights of the network's last convolution are multiplied by 0.1,
    those of each block's last one by `block_gain`, as in BasicSR's MSRResNet.
    """
    for name, module in network.named_modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu" if "conv1" in name else "linear")
            module.weight.data.mul_(0.1 if "conv_last" in name else block_gain if "conv2" in name else 1.0)
            if module.bias is not None:
                nn.init.zeros_(module.bias)


def multiply_adds(config: SRResNetConfig, scale: int) -> int:
    """Multiply-adds per LR pixel, without the interpolation."""
    per_3x3 = 9 * config.channels
    return per_3x3 * (3 + config.channels * (2 * config.blocks + 1) + 3 * scale**2)


def as_tensor(pixels: Pixels) -> Tensor:
    """(N, H, W, 3) uint8 -> (N, 3, H, W) float, 0 to 1, channels_last"""
    return torch.from_numpy(pixels).permute(0, 3, 1, 2).float().div_(255)


def mixed_precision(device: torch.device) -> torch.autocast:
    """bf16 where it is faster, otherwise fp32: ordinary laptops emulate bf16, ten times slower."""
    faster = is_bf16_faster() if device.type == "cpu" else torch.cuda.is_bf16_supported(including_emulation=False)
    return torch.autocast(device.type, torch.bfloat16, enabled=faster)


def upscaled(network: SRResNet, lr: Tensor, scale: int, int8: bool = False) -> Tensor:
    """The residual in mixed precision plus the fp32 interpolated input. (N, 3, H, W) -> (N, 3, scale * H, scale * W)

    `int8`: rounded as int8 rounds it (see `fake_int8`).
    """
    with mixed_precision(lr.device):
        residual = residual_as_in_int8(network, lr, scale) if int8 else network.residual(lr, scale)
    return residual.float() + bicubic(lr, scale) if network.config.global_skip else residual.float()


def draw(config: TrainConfig, dataset: Patches, step: int, size: int) -> tuple[int, Pixels, Pixels]:
    """The scale, LR and HR of a step, which depend only on (seed, step)."""
    rng = np.random.default_rng([config.seed, step])
    scale = int(rng.choice(SCALES, p=config.scale_shares))
    return scale, *dataset.batch(rng, scale, size, config.batch)


def held_back_patches(dataset: Patches, scale: int) -> tuple[Pixels, Pixels]:
    """The LR and HR on which every evaluation measures PSNR, (N, H, W, 3)."""
    return dataset.batch(np.random.default_rng(scale), scale, HELD_BACK_SIZE // scale, HELD_BACK_PATCHES)


def as_pixels(result: Tensor) -> Pixels:
    """(N, 3, H, W), 0 to 1 -> (N, H, W, 3) uint8, rounded"""
    rounded = result.mul(255).round().clamp(0, 255).permute(0, 2, 3, 1).to("cpu", torch.uint8)
    return np.asarray(rounded.numpy(), np.uint8)


def psnr_of_each(result: Tensor, hr: Pixels, scale: int) -> list[float]:
    """PSNR on Y of results (N, 3, H, W), 0 to 1, rounded to uint8, against HR (N, H, W, 3)."""
    return [psnr_y(a, b, scale) for a, b in zip(as_pixels(result), hr, strict=True)]


class Trainer(Run):
    """A run that minimises a pixel-wise loss between result and HR.

    `network` and `data` are made from `config` unless they are given. Raises PhotosError if no photo holds a patch.
    """

    def __init__(
        self,
        config: TrainConfig,
        out: Path,
        threads: int = 0,
        network: SRResNet | None = None,
        data: Data | None = None,
    ) -> None:
        self.config: TrainConfig = config
        self.device = chosen_device(config.device)
        if data is None:
            data = _material(config, threads)
        for size in {config.patch, config.last_patch} if config.last_part else {config.patch}:
            for scale in config.scales:
                check(data.training, scale, size)
        self.dataset, self.held_back = data.training, data.held_back
        if self.held_back and not all(self.held_back.holds(s, HELD_BACK_SIZE // s) for s in config.scales):
            print(f"No held-back photo has {HELD_BACK_SIZE} pixels a side: PSNR is not measured.", flush=True)
            self.held_back = None
        if network is None:
            shape = SRResNetConfig(SCALES, config.channels, config.blocks)
            network = load_network(Path(config.start)).train() if config.start else new_network(shape, config.seed)
        if not config.int8:
            network.ranges = None  # they would not fit the new weights
        self.network: SRResNet = network.to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.parts = Parts(self.network, config.batch, threads)
        super().__init__(out)

    def train_step(self) -> float:
        """Forward, backward, Adam and EMA on the patches of this step. Returns the loss.

        Raises DivergedError if the loss is not finite; nothing has changed then.
        """
        config, progress = self.config, self.progress()
        is_last = progress >= 1 - config.last_part
        size = config.last_patch if is_last else config.patch
        scale, *pixels = draw(config, self.dataset, self.step, size)
        int8 = np.random.default_rng([config.seed, self.step, 1]).random() < config.int8

        def loss_of(network: SRResNet, part: slice) -> Tensor:
            lr, hr = (as_tensor(p[part]).to(self.device) for p in pixels)
            return LOSSES[config.last_loss if is_last else config.loss](upscaled(network, lr, scale, int8), hr)

        value = self.checked(self.parts.backward(loss_of))
        for group in self.adam.param_groups:
            group["lr"] = learning_rate(config, self.step, progress)
        nn.utils.clip_grad_norm_([p for p in self.parameters if p.grad is not None], config.clip)
        self.adam.step()
        self.average()
        self.step += 1
        self.pflop += 6 * multiply_adds(self.network.config, scale) * config.batch * size**2 / 1e15
        self.losses[scale].append(value)
        return value

    @torch.inference_mode()
    def held_back_psnr(self) -> dict[int, float]:
        """For each scale, the mean PSNR on Y in dB of the averaged weights on fixed patches of held-back photos."""
        network, means = self.averaged(), {}
        for scale in self.config.scales if self.held_back else ():
            assert self.held_back is not None
            lr, hr = held_back_patches(self.held_back, scale)
            result = upscaled(network, as_tensor(lr).to(self.device), scale)
            means[scale] = float(np.mean(psnr_of_each(result, hr, scale)))
        return means

    def measured(self) -> dict[str, str]:
        psnr = self.held_back_psnr()
        row = {f"loss_x{scale}": self.mean_loss(scale) for scale in SCALES}
        return row | {f"psnr_x{s}": f"{psnr[s]:.4f}" if s in psnr else "" for s in SCALES}

    def plot(self, log: Path) -> None:
        plot_log(log)

    @property
    def photo_names(self) -> list[str]:
        return self.dataset.names


def _material(config: TrainConfig, threads: int) -> Data:
    folder = Path(config.photos)
    if config.material == "drawings":
        return load_drawings(folder, config.seed, config.scale_shares, threads or 1)
    degradation = None if config.degradation == "clean" else DEGRADATIONS[config.degradation]
    return load_data(folder, config.scales, degradation, config.sizes)


def plot_log(path: Path) -> None:
    """Plot log.csv as log.png: the gain in held-back PSNR since the first row, so that all scales fit one plot."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    minutes = [float(row["seconds"]) / 60 for row in rows]
    psnr = {s: [float(row[f"psnr_x{s}"]) for row in rows if row[f"psnr_x{s}"]] for s in SCALES}
    series = {f"x{s}: now {y[-1]:.2f} dB": (minutes, [v - y[0] for v in y]) for s, y in psnr.items() if y}
    line_plot(path.with_suffix(".png"), series, "Held-back photos", "minutes", "PSNR on Y since the first row, dB")
