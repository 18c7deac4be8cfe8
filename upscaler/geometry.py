"""Geometry as frozen values. Units are pixels; x grows to the right, y downwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Padding:
    """Pixels added to (or cropped from) each side of a region."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class Region:
    """A rectangle: columns x .. x + width - 1, rows y .. y + height - 1."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def size(self) -> Size:
        return Size(self.width, self.height)

    def __str__(self) -> str:
        """X,Y,W,H, as a crop is typed on the command line."""
        return f"{self.x},{self.y},{self.width},{self.height}"

    @property
    def slices(self) -> tuple[slice, slice]:
        """(rows, columns), to index an array (H, W, ...)."""
        return slice(self.y, self.bottom), slice(self.x, self.right)

    def __mul__(self, scale: int) -> Region:
        return Region(self.x * scale, self.y * scale, self.width * scale, self.height * scale)

    def is_inside(self, size: Size) -> bool:
        """Whether it has pixels, and all of them are in a picture of this size."""
        has_pixels = self.width > 0 and self.height > 0
        return has_pixels and self.x >= 0 and self.y >= 0 and self.right <= size.width and self.bottom <= size.height

    def halo(self, pixels: int, inside: Size) -> Padding:
        """How far this region can grow by `pixels` on each side without leaving a picture of size `inside`."""
        return Padding(
            min(pixels, self.x),
            min(pixels, self.y),
            min(pixels, inside.width - self.right),
            min(pixels, inside.height - self.bottom),
        )

    def moved(self, right: int, down: int) -> Region:
        return Region(self.x + right, self.y + down, self.width, self.height)

    def common(self, other: Region) -> Region | None:
        """The pixels that two regions share; None if they share none."""
        left, top = max(self.x, other.x), max(self.y, other.y)
        width, height = min(self.right, other.right) - left, min(self.bottom, other.bottom) - top
        return Region(left, top, width, height) if width > 0 and height > 0 else None

    def grown(self, by: Padding) -> Region:
        return Region(
            self.x - by.left, self.y - by.top, self.width + by.left + by.right, self.height + by.top + by.bottom
        )


@dataclass(frozen=True)
class Size:
    """Width and height in pixels."""

    width: int
    height: int

    @property
    def pixels(self) -> int:
        return self.width * self.height

    @property
    def region(self) -> Region:
        """The whole picture."""
        return Region(0, 0, self.width, self.height)

    def __mul__(self, scale: int) -> Size:
        return Size(self.width * scale, self.height * scale)

    def __str__(self) -> str:
        return f"{self.width} × {self.height}"

    def tiles(self, width: int, height: int, alignment: int = 1) -> Iterator[Region]:
        """Regions of nearly equal size, at most `width` x `height`, that cover the picture once, row by row.

        They begin at multiples of `alignment`, and are as large as the next multiple of it where that is needed.
        """
        for y, tile_height in _even_steps(self.height, height, alignment):
            for x, tile_width in _even_steps(self.width, width, alignment):
                yield Region(x, y, tile_width, tile_height)


def _even_steps(length: int, largest: int, alignment: int) -> Iterator[tuple[int, int]]:
    """(start, length) of the fewest steps no longer than `largest`, none more than `alignment` longer than another.

    All start at multiples of `alignment`, and `largest` is rounded up to one.
    """
    units = -(-length // alignment)
    count = -(-units // -(-largest // alignment))
    for i in range(count):
        start, end = (min(length, number * units // count * alignment) for number in (i, i + 1))
        yield start, end - start
