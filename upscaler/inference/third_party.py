"""Third-party networks: converts a file into a model of the app, and measures how to run it."""

from __future__ import annotations

import copy
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor

from upscaler import messages, paths
from upscaler.errors import ModelFileError, reason_of
from upscaler.inference.devices import DTYPES
from upscaler.network.architectures.network import RADIUS_UNKNOWN, Network
from upscaler.network.architectures.spandrel import SpandrelNetwork
from upscaler.network.architectures.srresnet import SRResNet
from upscaler.network.blocks import fold_batch_norm
from upscaler.network.catalog import ModelCard
from upscaler.network.checkpoint import load_third_party, save_network
from upscaler.options import HALF_PRECISIONS

_TOLERANCE = 0.5 / 255  # of a part compared with the whole picture; after rounding they differ by at most one level
_MARGIN = 1.25  # factor on the halo that the sample photo needs: other pictures needed up to a fifth more
_HALF_TOLERANCE = 4 / 255  # of a value in half precision; as for our own models (docs/precision.md)
_HALF_SIDE = 64  # LR pixels
_LEAST_LIKENESS = 18.0  # dB; real models reach over 25, with the wrong value range under 12
_ALIGNMENTS = (1, 2, 4, 6, 7, 8, 12, 14, 16, 24, 28, 32, 48, 64)  # LR pixels: covers all usual window sizes
_LARGEST_SIDE, _FIRST_SIDE = 256, 128  # LR pixels of the sample photo that the halo is measured on


def convert(source: Path, weights: Path, description: str, licence: str) -> ModelCard:
    """Write the network of a file of any known format and family to `weights`, a safetensors file, and return its card,
    named after that file. Its halo, and whether half precision works, are measured, which takes seconds to a minute.

    Raises ModelFileError and ModelKeysError if the file contains no network that can run.
    """
    network = as_meant(load_third_party(source), source)
    try:
        if isinstance(network, SpandrelNetwork):
            network.config = network.sizes_measured()  # the sizes in a third-party file may be wrong
            network.config = replace(network.config, alignment=measured_alignment(network))
        sha256 = save_network(network, weights)
        return measured_card(network, weights.stem, sha256, description, licence)
    except ValueError as error:
        raise ModelFileError(source.stem, source, reason_of(error)) from error


def as_meant(network: Network, source: Path) -> Network:
    """The network, interpreted in the way that makes its result most similar to the picture, if its weights are
    ambiguous.

    Raises ModelFileError if no interpretation gives a similar result: then some other assumption is wrong.
    """
    readings = network.readings()
    if len(readings) == 1:
        return network
    likenesses = [_likeness(reading) for reading in readings]
    if max(likenesses) < _LEAST_LIKENESS:
        raise ModelFileError(source.stem, source, messages.RANGE_UNKNOWN)
    return readings[likenesses.index(max(likenesses))]


@torch.inference_mode()
def _likeness(network: Network) -> float:
    """PSNR, in dB, between the sample photo and the network's result, downscaled to its size."""
    lr, scale = _middle(sample(), _HALF_SIDE), network.config.scales[-1]
    error = torch.mean((F.avg_pool2d(network(lr, scale), scale).clamp(0, 1) - lr) ** 2)
    return -10 * math.log10(max(float(error), 1e-10)) if error.isfinite() else 0.0


def measured_card(network: Network, name: str, sha256: str, description: str, licence: str) -> ModelCard:
    """The card of a network, which is modified for inference."""
    fold_batch_norm(network)
    network.requires_grad_(False).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    config = network.config
    is_ours = isinstance(network, SRResNet)  # runs in rows, so it is exact
    radius = config.receptive_field_radius
    return ModelCard(
        name=name,
        description=description,
        architecture=network.family(),
        scales=config.scales,
        base=config.base,
        halo=radius if is_ours else max(measured_halo(network, scale) for scale in config.scales),
        sha256=sha256,
        licence=licence,
        half=tuple(format for format in HALF_PRECISIONS if agrees_in(network, format)),
    )


@torch.inference_mode()
def measured_alignment(network: Network) -> int:
    """The smallest number of LR pixels at whose multiples a part may begin so that, away from the cut, it equals the
    whole picture: networks with windows (Swin and others) place them relative to the corner of their input.

    Raises ValueError if there is none: then every pixel depends on too much of the picture.
    """
    lr, scale, least = _middle(sample(), _FIRST_SIDE), network.config.scales[-1], network.config.alignment
    far = slice(-_FIRST_SIDE // 4 * scale, None)
    whole = network.residual(lr, scale)[:, :, far, far]
    for alignment in sorted({math.lcm(least, usual) for usual in _ALIGNMENTS}):
        if alignment > _FIRST_SIDE // 2:
            break
        part = network.residual(lr[:, :, alignment:, alignment:], scale)[:, :, far, far]
        if (part - whole).abs().max() <= _TOLERANCE:
            return alignment
    raise ValueError(messages.NETWORK_NEEDS_WHOLE)


@torch.inference_mode()
def measured_halo(network: Network, scale: int, lr: Tensor | None = None) -> int:
    """The smallest halo, in LR pixels, with which parts are within half a level of 255 of the whole picture, plus a
    margin, since pictures differ.

    By default the picture is the sample photo: first a small piece, then all of it if the receptive field is large. It
    runs whole and in quarters. The halo is at most the radius of the receptive field, and a multiple of the network's
    alignment. Raises ValueError if that radius is not known and the sample photo is too small to measure it.
    """
    radius, alignment = network.config.receptive_field_radius, network.config.alignment
    photo = sample() if lr is None else lr
    for side in (_FIRST_SIDE, _LARGEST_SIDE) if lr is None else (max(lr.shape[2:]),):
        halo = _halo_on(network, scale, _middle(photo, side))
        if halo is not None:
            return min(math.ceil(_MARGIN * halo / alignment) * alignment, radius)
    if radius == RADIUS_UNKNOWN:
        raise ValueError(messages.NETWORK_NEEDS_WHOLE)
    return radius


def _halo_on(network: Network, scale: int, lr: Tensor) -> int | None:
    """The halo: the distance from the cut within which a quarter differs from the whole; None if that reaches too far
    into the quarter to be certain."""
    whole, reach = network.residual(lr, scale), 0
    alignment = network.config.alignment
    middle = [side // 2 // alignment * alignment for side in lr.shape[2:]]
    for rows in (slice(None, middle[0]), slice(middle[0], None)):
        for columns in (slice(None, middle[1]), slice(middle[1], None)):
            large_rows, large_columns = (
                slice(part.start and part.start * scale, part.stop and part.stop * scale) for part in (rows, columns)
            )
            difference = network.residual(lr[:, :, rows, columns], scale) - whole[:, :, large_rows, large_columns]
            is_off = (difference.abs() > _TOLERANCE).any(dim=1)[0]
            if rows.start is None:
                is_off = is_off.flip(0)  # so that the cut is at the top
            if columns.start is None:
                is_off = is_off.flip(1)
            height, width = is_off.shape
            distance = torch.minimum(torch.arange(height)[:, None], torch.arange(width)[None]) // scale + 1
            reach = max(reach, int((distance * is_off).max()))
    return reach if reach < 0.75 * min(middle) or reach >= network.config.receptive_field_radius else None


@torch.inference_mode()
def agrees_in(network: Network, format: str) -> bool:
    """Whether its results in half precision ("bf16", "fp16") are visually the same as in fp32."""
    if format in network.never_in:
        return False
    lr, scale, dtype = _middle(sample(), _HALF_SIDE), network.config.scales[-1], DTYPES[format]
    exact = network.residual(lr, scale)
    try:
        found = copy.deepcopy(network).to(dtype).residual(lr.to(dtype), scale).float()
    except RuntimeError:  # some networks create fp32 values themselves
        return False
    return bool(found.isfinite().all() and (found - exact).abs().max() <= _HALF_TOLERANCE)


def _middle(lr: Tensor, side: int) -> Tensor:
    top, left = ((length - min(side, length)) // 2 for length in lr.shape[2:])
    return lr[:, :, top : top + side, left : left + side]


def sample() -> Tensor:
    """The sample photo: (1, 3, 256, 256), 0 to 1"""
    with Image.open(paths.resources() / "samples" / "astronaut.png") as photo:
        pixels = np.array(photo.convert("RGB"))
    return torch.from_numpy(pixels).permute(2, 0, 1)[None] / 255
