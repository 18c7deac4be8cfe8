"""Patches to train `drawing` on: rendered pages and drawings from a folder, clean or degraded as on the web.

The patches of a step depend on (seed, step) and on the crops in memory, a few of which are replaced regularly.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from upscaler.training.dataset import SCALES, Data, gradient_energy, is_held_back, photo_paths
from upscaler.training.degradation.steps import FILTERS, Pixels, antialiased, jpeg, sharpened, softened, webp
from upscaler.training.pool import PER_PICTURE, SIDE, Crop, CropPool, Source, photos
from upscaler.training.rendered import page

NAMES = "drawing*"  # of file names in a folder that are drawings
CROPS = 1800  # in memory, of all scales
HELD_BACK_CROPS = 30  # of each scale
PAGES = 0.75  # share of crops from pages; the rest are from files
RENEW_EVERY = 10  # batches after which some crops are replaced
CLEAN = 0.55  # share of crops that are only resized
RESIZE_SHARES = (0.5, 0.15, 0.25, 0.1)  # of FILTERS; the box is frequent because rendering programs average this way


class Drawings:
    """A pool of crops per scale, slowly renewed while batches are drawn from it."""

    def __init__(self, paths: Sequence[Path], held_back: bool, counts: dict[int, int], seed: int, threads: int) -> None:
        """`counts` is the number of crops per scale; they are taken from pages and from `paths`."""
        self.names = sorted(path.name for path in paths)
        self._pools = {
            scale: CropPool(
                drawn(paths, held_back, scale), drawing_crop, {scale: count}, seed, torch.device("cpu"), threads
            )
            for scale, count in counts.items()
        }
        self._batches = 0

    def batch(self, rng: np.random.Generator, scale: int, size: int, count: int) -> tuple[Pixels, Pixels]:
        """`count` patches: LR (N, size, size, 3) and HR (N, scale * size, scale * size, 3)"""
        pool = self._pools[scale]
        self._batches += 1
        if self._batches % RENEW_EVERY == 0:
            pool.renew(scale, PER_PICTURE)
        lr, hr, _ = (_levels(patches) for patches in pool.batch(rng, scale, size, 2 * count))
        energies = np.array([gradient_energy(patch) for patch in lr])
        busier = np.arange(count) + count * (energies[count:] > energies[:count])  # much of a page is blank
        return lr[busier], hr[busier]

    def holds(self, scale: int, size: int) -> bool:
        """Whether a crop has room for a patch of `size` LR pixels."""
        return size * scale <= SIDE


def _levels(patches: Tensor) -> Pixels:
    """(N, 3, H, W), 0 to 1 -> (N, H, W, 3) uint8"""
    return np.asarray(patches.mul(255).round().permute(0, 2, 3, 1).to(torch.uint8).numpy(), np.uint8)


def load_drawings(folder: Path, seed: int, scale_shares: Sequence[float], threads: int) -> Data:
    """Pages, and the drawings of a folder if there are any. The held-back pages have other fonts."""
    paths = [path for path in photo_paths(folder) if path.match(NAMES)]
    kept, held_back = ([path for path in paths if is_held_back(path.name) == held] for held in (False, True))
    counts = {s: round(CROPS * share) for s, share in zip(SCALES, scale_shares, strict=True) if share}
    few = dict.fromkeys(counts, HELD_BACK_CROPS)
    return Data(folder, Drawings(kept, False, counts, seed, threads), Drawings(held_back, True, few, 0, threads))


def drawn(paths: Sequence[Path], held_back: bool, scale: int) -> Source:
    """Random pages and, if there are any, random files.

    Pages are drawn so large that their LR looks like a screenshot, half of them aligned to the LR pixels.
    """
    files = photos(paths)

    def picture(rng: np.random.Generator) -> Pixels:
        if paths and rng.random() >= PAGES:
            return files(rng)
        zoom = scale if rng.random() < 0.5 else max(1.0, scale * float(rng.uniform(0.4, 1.3)))
        return page(SIDE, rng, held_back, zoom)

    return picture


def drawing_crop(hr: Pixels, scale: int, rng: np.random.Generator) -> Crop:
    """HR, LR, and the HR again as the target."""
    return hr, lr_of(hr, scale, rng), hr


def lr_of(hr: Pixels, scale: int, rng: np.random.Generator) -> Pixels:
    """(H, W, 3) -> (H / scale, W / scale, 3), by a random filter; 45 % are degraded.

    Of these, a quarter are first compressed at another size, so that blocks are off the grid; a fifth are softened or
    sharpened; nine in ten are compressed at the end.
    """
    height, width = hr.shape[0] // scale, hr.shape[1] // scale

    def resized(picture: Pixels, height: int, width: int) -> Pixels:
        return antialiased(picture, height, width, FILTERS[int(rng.choice(len(FILTERS), p=RESIZE_SHARES))])

    if rng.random() < CLEAN:
        return resized(hr, height, width)
    if rng.random() < 0.25:
        ratio = rng.uniform(0.75, 1.6)
        other = resized(hr, round(height * ratio), round(width * ratio))
        small = resized(_compressed(other, rng, 55), height, width)
    else:
        small = resized(hr, height, width)
    if rng.random() < 0.2:
        small = softened(small, rng.uniform(0.3, 0.7)) if rng.random() < 0.6 else sharpened(small, 0.5, 0.8)
    return small if rng.random() < 0.1 else _compressed(small, rng, 35)


def _compressed(picture: Pixels, rng: np.random.Generator, lowest: int) -> Pixels:
    quality = int(rng.integers(lowest, 96))
    if rng.random() < 0.15:
        return webp(picture, quality)
    return jpeg(picture, quality, colour_halved=rng.random() < 0.75)
