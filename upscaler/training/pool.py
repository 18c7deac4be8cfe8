"""Degraded crops of photos to take patches from: degrading them is slow, and each crop yields many patches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from upscaler.training.dataset import PhotosError, gradient_energy, load_hr, shrunk
from upscaler.training.degradation.steps import Pixels

SIDE = 384  # HR pixels of a crop
PER_PICTURE = 3  # crops per decoded photo or rendered page
SIZES = (1.0, 0.7, 0.5, 0.35)  # factors by which photos are resized before cropping
FLAT = 0.3  # share of crops taken at random; the others are the busier of two

Source = Callable[[np.random.Generator], Pixels]  # a picture, (H, W, 3) with sides of SIDE or more
Numbers = npt.NDArray[np.int64]
Crop = tuple[Pixels, Pixels, Pixels]  # HR (SIDE, SIDE, 3), LR (SIDE / scale, SIDE / scale, 3), target (SIDE, SIDE, 3)
CropMaker = Callable[[Pixels, int, np.random.Generator], Crop]  # (hr, scale, rng) -> crop


class CropPool:
    """Crops in the memory of the training device; new ones replace the oldest.

    Source: Wang et al. 2021 (Real-ESRGAN), who keep such a pool so that degradations differ within a batch.
    """

    def __init__(
        self,
        source: Source,
        make_crop: CropMaker,
        counts: Mapping[int, int],
        seed: int,
        device: torch.device,
        threads: int = 1,
        folder: Path | None = None,
    ) -> None:
        """`counts` is the number of crops per scale. A `folder` keeps them for later runs, since a slow teacher takes
        an hour to make them.

        Raises PhotosError if the folder holds a different number of crops.
        """
        self.source, self.make_crop, self.counts, self.seed = source, make_crop, counts, seed
        self._threads = ThreadPoolExecutor(threads, "crops")
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        self._made = {s: _kept(folder, f"made-x{s}", (1,), np.int64) for s in counts}
        self._kept = {
            s: [
                _kept(folder, f"{name}-x{s}", (count, side, side, 3), np.uint8)
                for name, side in (("hr", SIDE), ("lr", SIDE // s), ("target", SIDE))
            ]
            for s, count in counts.items()
        }
        self._moved = {s: [torch.from_numpy(crops).to(device) for crops in kept] for s, kept in self._kept.items()}
        for scale, count in counts.items():
            while missing := max(0, count - int(self._made[scale][0])):
                self.renew(scale, min(missing, PER_PICTURE * threads))

    def renew(self, scale: int, count: int) -> None:
        """Replace the oldest crops with `count` new ones, which depend on the seed and on how many were made before."""
        made = int(self._made[scale][0])
        starts = range(made, made + count, PER_PICTURE)
        several = self._threads.map(lambda start: list(self._crops(scale, start)), starts)
        for index, crop in enumerate(crop for crops in several for crop in crops):
            if index < count:
                self._put(scale, (made + index) % self.counts[scale], crop)
        self._made[scale][0] += count

    def _put(self, scale: int, place: int, crop: Crop) -> None:
        for kept, moved, pixels in zip(self._kept[scale], self._moved[scale], crop, strict=True):
            kept[place] = pixels
            if moved.device.type != "cpu":  # on the CPU both are the same memory
                moved[place] = torch.from_numpy(kept[place]).to(moved.device)

    def batch(self, rng: np.random.Generator, scale: int, size: int, count: int) -> tuple[Tensor, Tensor, Tensor]:
        """`count` patches, rotated and mirrored: LR (N, 3, size, size), HR and target (N, 3, scale * size, scale *
        size) float, 0 to 1, channels_last, on the device of the pool."""
        index = rng.integers(self.counts[scale], size=count)
        y, x = rng.integers(SIDE // scale - size + 1, size=(2, count))
        turns = rng.integers(2, size=(3, count))
        hr, lr, target = self._moved[scale]
        large = (index, scale * y, scale * x, scale * size, turns)
        return self._cut(lr, index, y, x, size, turns), self._cut(hr, *large), self._cut(target, *large)

    def _cut(self, crops: Tensor, index: Numbers, y: Numbers, x: Numbers, size: int, turns: Numbers) -> Tensor:
        device = crops.device
        along = torch.arange(size, device=device)
        rows, columns = (torch.from_numpy(start).to(device)[:, None] + along for start in (y, x))
        numbers = torch.from_numpy(index).to(device)
        patches = crops[numbers[:, None, None], rows[:, :, None], columns[:, None, :]]  # (N, size, size, 3)
        upside, mirrored, turned = (torch.from_numpy(turn).to(device).bool()[:, None, None, None] for turn in turns)
        patches = torch.where(upside, patches.flip(1), patches)
        patches = torch.where(mirrored, patches.flip(2), patches)
        patches = torch.where(turned, patches.transpose(1, 2), patches)
        return patches.permute(0, 3, 1, 2).float().div_(255)

    def _crops(self, scale: int, start: int) -> Iterator[Crop]:
        """PER_PICTURE crops of one picture, which depend only on (seed, scale, start)."""
        rng = np.random.default_rng([self.seed, scale, start])
        picture = self.source(rng)
        for _ in range(PER_PICTURE):
            crop = _place(picture, rng)
            if rng.random() >= FLAT:
                crop = max(crop, _place(picture, rng), key=lambda c: gradient_energy(c[::4, ::4]))
            yield self.make_crop(np.ascontiguousarray(crop), scale, rng)


def photos(paths: Sequence[Path]) -> Source:
    """Random photos at random sizes that are large enough for a crop. Raises PhotosError after 100 that are too
    small."""

    def photo(rng: np.random.Generator) -> Pixels:
        for _ in range(100):
            hr = load_hr(paths[int(rng.integers(len(paths)))])
            sizes = [size for size in SIZES if int(size * min(hr.shape[:2])) >= SIDE + 12]  # shrunk() crops
            if sizes:
                return shrunk(hr, sizes[int(rng.integers(len(sizes)))])
        raise PhotosError(f"No photo is large enough for crops of {SIDE} pixels.")

    return photo


def _kept(folder: Path | None, name: str, shape: tuple[int, ...], kind: type[np.generic]) -> npt.NDArray[Any]:
    """An array in memory, or mapped to a file in `folder`; zeros if it is new. Raises PhotosError."""
    if folder is None:
        return np.zeros(shape, kind)
    path = folder / f"{name}.npy"
    kept = np.lib.format.open_memmap(path, "r+" if path.exists() else "w+", kind, shape)
    if kept.shape != shape:
        raise PhotosError(f"{folder} holds another number of crops.")
    return np.asarray(kept)


def _place(picture: Pixels, rng: np.random.Generator) -> Pixels:
    y, x = (int(rng.integers(side - SIDE + 1)) for side in picture.shape[:2])
    return picture[y : y + SIDE, x : x + SIDE]
