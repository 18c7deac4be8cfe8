"""Aligned LR/HR patches from a folder of photos.

Photos are decoded once into memory, at one or several sizes. The LR of a whole photo is made once per scale with
Pillow's bicubic, antialiased `resize`, and patches are cropped from both at the same place. Which patches a step sees
depends only on (seed, step). Unusable files are skipped and listed on stderr.
"""

from __future__ import annotations

import hashlib
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from PIL import Image

from upscaler.errors import ReadError
from upscaler.images import alpha
from upscaler.images.decode import decode
from upscaler.images.opencv import cv2
from upscaler.messages import sentence
from upscaler.training.degradation.catalog import Degradation
from upscaler.training.degradation.steps import Pixels, bicubic

SCALES = (2, 3, 4)
HR_MULTIPLE = 12  # divisible by every scale
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp"}
FLAT_PERCENTILE = 30  # patches flatter than this teach little and are mostly avoided
TRIES = 8  # attempts to draw a patch that is not flat


class PhotosError(SystemExit):
    """The photos of a folder cannot be used; the program exits with this message."""


@dataclass(frozen=True)
class Photo:
    """One photo: HR (H, W, 3), its sides multiples of 12, and for each scale its LR (H / scale, W / scale, 3)."""

    name: str
    hr: Pixels
    lr: dict[int, Pixels]


def load_hr(path: Path) -> Pixels:
    """A photo as upright 8-bit RGB (H, W, 3), cropped at the right and bottom to multiples of 12.

    Transparent pixels are blended with white. Raises ReadError.
    """
    bitmap = decode(path)
    pixels = (alpha.flattened(bitmap) if bitmap.has_alpha else bitmap).pixels
    if bitmap.is_high_bit_depth:
        pixels = ((pixels.astype(np.uint32) + 128) // 257).astype(np.uint8)
    return cropped(np.broadcast_to(pixels, (*pixels.shape[:2], 3)))


def readable(paths: Iterable[Path]) -> Iterator[tuple[Path, Pixels]]:
    """Each photo with its HR. Files that are unreadable or smaller than 12 pixels are listed on stderr instead."""
    for path in paths:
        try:
            hr = load_hr(path)
        except ReadError as error:
            print(f"Left out: {sentence(error)}", file=sys.stderr)
            continue
        if hr.size:
            yield path, hr
        else:
            print(f"Left out: {path} is smaller than {HR_MULTIPLE} pixels.", file=sys.stderr)


def photo_paths(folder: Path, held_back_only: bool = False) -> list[Path]:
    """The photos of a folder, by name. Raises PhotosError if there are none."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    paths = [path for path in found if path.suffix.lower() in SUFFIXES and path.name[0] != "." and path.is_file()]
    paths = [path for path in paths if is_held_back(path.name) or not held_back_only]
    if not paths:
        raise PhotosError(f"There are no {'held-back ' if held_back_only else ''}photos in {folder}.")
    return paths


def is_held_back(name: str) -> bool:
    """Whether a photo with this file name is in the tenth that is held back from training, to compare weights on."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10 == 0


def load_photos(paths: Iterable[Path], scales: Sequence[int] = SCALES, sizes: Sequence[float] = (1.0,)) -> list[Photo]:
    """Decode photos, resize each by every factor in `sizes`, and make the LR for every scale."""
    sized = ((path.name, shrunk(hr, size)) for path, hr in readable(paths) for size in sizes)
    return [Photo(name, hr, {scale: bicubic(hr, scale) for scale in scales}) for name, hr in sized if hr.size]


def shrunk(hr: Pixels, size: float) -> Pixels:
    """A photo resized by the factor `size`, bicubic and antialiased, cropped to multiples of 12 again."""
    height, width = (round(size * side) for side in hr.shape[:2])
    return cropped(np.asarray(Image.fromarray(hr).resize((width, height), Image.Resampling.BICUBIC)))


def cropped(pixels: Pixels) -> Pixels:
    """Pixels (H, W, 3) cropped at the right and bottom to multiples of 12."""
    height, width = (side // HR_MULTIPLE * HR_MULTIPLE for side in pixels.shape[:2])
    return np.ascontiguousarray(pixels[:height, :width])


def gradient_energy(patch: Pixels) -> float:
    """Mean absolute difference of neighbouring pixels of the green channel, in levels."""
    green = patch[:, :, 1].astype(np.int16)
    return float(np.abs(np.diff(green, axis=0)).mean() + np.abs(np.diff(green, axis=1)).mean())


def busiest_square(pixels: Pixels, size: int, step: int = 4) -> tuple[slice, slice]:
    """(rows, columns) of the square of `size` pixels with the most detail, its corner at a multiple of `step`.

    A side shorter than `size` is taken whole.
    """
    green = pixels[:, :, 1].astype(np.float32)
    detail = np.abs(np.diff(green, axis=0))[:, :-1] + np.abs(np.diff(green, axis=1))[:-1]
    sums = np.pad(cv2.integral(detail), ((0, 1), (0, 1)), mode="edge")
    height, width = (min(size, side) for side in green.shape)
    squares = sums[height:, width:] - sums[height:, :-width] - sums[:-height, width:] + sums[:-height, :-width]
    y, x = np.unravel_index(np.argmax(squares[::step, ::step]), squares[::step, ::step].shape)
    return slice(step * int(y), step * int(y) + height), slice(step * int(x), step * int(x) + width)


class Patches(Protocol):
    """A source of patches to train a network on."""

    @property
    def names(self) -> list[str]:
        """The names of the files that they are taken from."""

    def batch(self, rng: np.random.Generator, scale: int, size: int, count: int) -> tuple[Pixels, Pixels]:
        """`count` patches: LR (N, size, size, 3) and HR (N, scale * size, scale * size, 3)"""

    def holds(self, scale: int, size: int) -> bool:
        """Whether there is room for a patch of `size` LR pixels."""


class PatchDataset:
    """Draws patches from photos: more from larger photos, and few flat ones.

    With a `degradation`, the LR of each patch is made from its HR when it is drawn; the HR may change too.
    """

    def __init__(
        self,
        photos: Sequence[Photo],
        degradation: Degradation | None = None,
        flat_percentile: float = FLAT_PERCENTILE,
    ) -> None:
        if not photos:
            raise PhotosError("There are no photos to draw patches from.")
        self.photos, self.degradation = photos, degradation
        self._sides = np.array([math.sqrt(photo.hr.shape[0] * photo.hr.shape[1]) for photo in photos])
        self._flat = {scale: self._flat_energy(scale, flat_percentile) for scale in photos[0].lr}

    @property
    def names(self) -> list[str]:
        """The names of the photos."""
        return sorted({photo.name for photo in self.photos})

    def batch(self, rng: np.random.Generator, scale: int, size: int, count: int) -> tuple[Pixels, Pixels]:
        """`count` patches: LR (N, size, size, 3) and HR (N, scale * size, scale * size, 3)"""
        lr = np.empty((count, size, size, 3), np.uint8)
        hr = np.empty((count, scale * size, scale * size, 3), np.uint8)
        for i in range(count):
            for _ in range(TRIES):
                lr_patch, hr_patch = self._cut(rng, scale, size)
                if gradient_energy(lr_patch) >= self._flat[scale]:
                    break
            turn = int(rng.integers(8))
            lr[i], hr[i] = turned(lr_patch, turn), turned(hr_patch, turn)
            if self.degradation is not None:
                hr[i], lr[i] = self.degradation(hr[i], scale, rng)
        return lr, hr

    def holds(self, scale: int, size: int) -> bool:
        """Whether any photo has room for a patch of `size` LR pixels."""
        return any(min(photo.lr[scale].shape[:2]) >= size for photo in self.photos)

    def _cut(self, rng: np.random.Generator, scale: int, size: int) -> tuple[Pixels, Pixels]:
        photo = self.photos[int(rng.choice(len(self.photos), p=self._shares(scale, size)))]
        lr = photo.lr[scale]
        y, x = (int(rng.integers(side - size + 1)) for side in lr.shape[:2])
        top, left, hr_size = y * scale, x * scale, size * scale
        return lr[y : y + size, x : x + size], photo.hr[top : top + hr_size, left : left + hr_size]

    @cache  # noqa: B019 - a data set lives as long as its run
    def _shares(self, scale: int, size: int) -> npt.NDArray[np.float64]:
        """The probability of each photo: in proportion to its mean side, 0 if no patch fits into it. In proportion to
        area, small photos, which have the most detail per pixel, would hardly ever be drawn."""
        check(self, scale, size)
        fits = [min(photo.lr[scale].shape[:2]) >= size for photo in self.photos]
        sides = np.where(fits, self._sides, 0)
        return np.asarray(sides / sides.sum())

    def _flat_energy(self, scale: int, percentile: float, size: int = 32, count: int = 1000) -> float:
        rng = np.random.default_rng([scale, count])
        size = min(size, max(min(photo.lr[scale].shape[:2]) for photo in self.photos))
        energies = [gradient_energy(self._cut(rng, scale, size)[0]) for _ in range(count)]
        return float(np.percentile(energies, percentile))


def check(patches: Patches, scale: int, size: int) -> None:
    """Raise PhotosError if no photo has room for a patch of `size` LR pixels."""
    if not patches.holds(scale, size):
        raise PhotosError(f"No photo is large enough for patches of {size} LR pixels at x{scale}.")


@dataclass(frozen=True)
class Data:
    """The patches to train on and those of the held-back photos, if there are any."""

    folder: Path
    training: Patches
    held_back: Patches | None

    def required(self) -> Patches:
        """The held-back patches. Raises PhotosError if there are none."""
        if self.held_back is None:
            raise PhotosError(f"{self.folder} has too few photos: none is held back.")
        return self.held_back


def load_data(
    folder: Path,
    scales: Sequence[int] = SCALES,
    degradation: Degradation | None = None,
    sizes: Sequence[float] = (1.0,),
) -> Data:
    """The photos of a folder, split by `is_held_back`. Raises PhotosError if there is none to train on."""
    paths = photo_paths(folder)
    photos = load_photos((path for path in paths if not is_held_back(path.name)), scales, sizes)
    held_back = load_photos((path for path in paths if is_held_back(path.name)), scales, sizes)
    return Data(folder, PatchDataset(photos, degradation), PatchDataset(held_back, degradation) if held_back else None)


def turned(patch: npt.NDArray[Any], turn: int) -> npt.NDArray[Any]:
    """One of the eight flips and rotations of a square patch (H, W, C)."""
    patch = np.rot90(patch, turn % 4)
    return patch[:, ::-1] if turn >= 4 else patch
