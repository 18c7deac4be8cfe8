"""The requested size of a result, and the passes of the network that reach it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from upscaler.errors import CannotEnlargeError, SmallerThanOriginalError, TooMuchLargerError
from upscaler.geometry import Size

Measure = Literal["scale", "width", "height", "longest", "box"]
Unit = Literal["px", "cm", "mm", "in"]
Larger = Literal["fail", "shrink", "copy", "skip"]

SCALES = (2, 3, 4)  # of one pass of the network
SMALLEST_SCALE, LARGEST_SCALE = 1, 16
LARGEST_SCALE_TO_SIDES = 64  # for tiny pictures with a requested size
LARGEST_SIDE = 500_000  # pixels
UNITS_PER_INCH: dict[Unit, float] = {"cm": 2.54, "mm": 25.4, "in": 1.0}
PRINT_DPI, LARGEST_DPI = 300, 9600
LARGEST_BLEED = 50.0  # mm


@dataclass(frozen=True)
class TargetSize:
    """The size of the result: a scale, or the length of its width, height or longest side, or a box into which it fits.

    Lengths are in pixels, or in a `unit` of which `dpi` pixels make an inch; a box is `value` wide and `height` high,
    and a box on paper (not in pixels) is rotated if the picture fits better that way. `larger` says what happens to
    pictures that are already larger: they fail, are reduced, keep their size, or are left out. On paper, `bleed` mm are
    added on each side, to be trimmed after printing; `of` does not include them.
    """

    value: float = 4.0
    measure: Measure = "scale"
    height: float = 0.0
    unit: Unit = "px"
    dpi: float = PRINT_DPI
    larger: Larger = "fail"
    bleed: float = 0.0

    @property
    def is_sensible(self) -> bool:
        """Whether the scale or size is possible at all; it may still be impossible for a particular picture."""
        if self.measure == "scale":
            return SMALLEST_SCALE <= self.value <= LARGEST_SCALE
        known = (get_args(Measure), get_args(Unit), get_args(Larger))
        if not all(
            value in values for value, values in zip((self.measure, self.unit, self.larger), known, strict=True)
        ):
            return False
        if self.unit == "px" and not all(float(length).is_integer() for length in self._lengths):
            return False
        return (
            1 <= self.dpi <= LARGEST_DPI
            and 0 <= self.bleed <= LARGEST_BLEED
            and all(1 <= self._pixels(length) <= LARGEST_SIDE for length in self._lengths)
        )

    @property
    def turns(self) -> bool:
        """Whether it is a box that is turned to fit the picture better."""
        return self.measure == "box" and self.unit != "px"

    @property
    def resolution(self) -> float | None:
        """The pixels per inch of the result, if it has a size on paper."""
        return None if self.measure == "scale" or self.unit == "px" else self.dpi

    def resolution_of(self, source: Size) -> float | None:
        """The pixels per inch with which a picture's result has that size on paper; higher if it is copied as it is."""
        is_copy = self.larger == "copy" and self.is_exceeded_by(source)
        return self.resolution / self._scale_of(source) if self.resolution and is_copy else self.resolution

    @property
    def bleed_pixels(self) -> int:
        """The pixels that are added on each side of the result."""
        return 0 if self.resolution is None else round(self.bleed / UNITS_PER_INCH["mm"] * self.dpi)

    def with_bleed(self, size: Size) -> Size:
        """The size of the file of a result of this size."""
        return Size(size.width + 2 * self.bleed_pixels, size.height + 2 * self.bleed_pixels)

    def of(self, source: Size) -> Size:
        """Size of the result, with the aspect ratio of `source`. Raises ScaleError."""
        scale = self.scale_of(source)
        if not self.is_possible(source):
            is_smaller = scale < SMALLEST_SCALE
            possible = SMALLEST_SCALE if is_smaller else self._largest_scale
            nearest = scaled(source, possible)
            kind = SmallerThanOriginalError if is_smaller else TooMuchLargerError
            raise kind(scale, possible, nearest.width, nearest.height)
        return scaled(source, scale)

    def is_possible(self, source: Size) -> bool:
        """Whether `of` succeeds for a picture of this size."""
        may_be_smaller = self.larger in ("shrink", "copy")
        return (self.scale_of(source) >= SMALLEST_SCALE or may_be_smaller) and self.scale_of(
            source
        ) <= self._largest_scale

    def is_exceeded_by(self, source: Size) -> bool:
        """Whether a picture is already larger."""
        return self._scale_of(source) < SMALLEST_SCALE

    def leaves_out(self, source: Size) -> bool:
        """Whether a picture is not upscaled because it is already larger."""
        return self.larger == "skip" and self.is_exceeded_by(source)

    def scale_of(self, source: Size) -> float:
        """How many times larger than `source` the result is, in width and height."""
        return 1.0 if self.larger == "copy" and self.is_exceeded_by(source) else self._scale_of(source)

    def _scale_of(self, source: Size) -> float:
        if self.measure == "scale":
            return self.value
        if self.measure == "box":
            width, height = (self._pixels(length) for length in self._lengths)
            if self.turns and (width > height) is not (source.width > source.height):
                width, height = height, width
            return min(width / source.width, height / source.height)
        sides = {"width": source.width, "height": source.height, "longest": max(source.width, source.height)}
        return self._pixels(self.value) / sides[self.measure]

    @property
    def _largest_scale(self) -> int:
        return LARGEST_SCALE if self.measure == "scale" else LARGEST_SCALE_TO_SIDES

    @property
    def _lengths(self) -> tuple[float, ...]:
        return (self.value, self.height) if self.measure == "box" else (self.value,)

    def _pixels(self, length: float) -> int:
        return round(length if self.unit == "px" else length / UNITS_PER_INCH[self.unit] * self.dpi)


def scaled(size: Size, scale: float) -> Size:
    """A size in whole pixels, `scale` times as large; at least one pixel."""
    return Size(max(1, round(size.width * scale)), max(1, round(size.height * scale)))


def chain(source: Size, target: Size, scales: Sequence[int]) -> tuple[int, ...]:
    """The scales of the passes: the smallest product that reaches `target`, in as few passes as possible.

    Small scales come first, since later passes work on more pixels. Raises CannotEnlargeError if only 1 is among the
    scales and the target is larger than the source.
    """
    larger = [scale for scale in scales if scale > 1]
    longest = math.ceil(math.log(LARGEST_SCALE_TO_SIDES, min(larger))) if larger else 1
    chains = (
        steps
        for length in range(1, longest + 1)
        for steps in itertools.combinations_with_replacement(sorted(scales), length)
    )
    reaching = [steps for steps in chains if _reaches(source * math.prod(steps), target)]
    if not reaching:
        raise CannotEnlargeError(target.width / source.width, 1, source.width, source.height)
    return min(reaching, key=lambda steps: (math.prod(steps), len(steps)))


def _reaches(size: Size, target: Size) -> bool:
    return size.width >= target.width and size.height >= target.height
