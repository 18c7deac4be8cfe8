"""A decoded picture with smaller copies, ready to be painted at any zoom. It is built off the GUI thread.

The GUI thread copies tiles out of it, so no QImage refers to the array.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QColorSpace, QImage

from upscaler.geometry import Region, Size
from upscaler.gui.widgets.qimage import colour_space, to_qimage
from upscaler.options import check_crop

if TYPE_CHECKING:
    from upscaler.images.bitmap import Pixels
    from upscaler.images.pyramid import Pyramid


class Picture(Protocol):
    """A source of tiles. Level 0 is the picture, each further level half as large. Equal sources have equal pixels."""

    @property
    def sizes(self) -> list[Size]:
        """The sizes of the levels; the last level fits into one tile."""
        ...

    @property
    def rows(self) -> int:
        """How many rows of level 0 are finished, from the top."""
        ...

    @property
    def has_alpha(self) -> bool: ...

    def tile(self, level: int, region: Region) -> QImage:
        """A copy of a part of a level, in sRGB."""
        ...


@dataclass(frozen=True, eq=False)
class Layer:
    """A picture with its smaller copies. `bgr` is the order of its channels, `kind` the format of its file."""

    pyramid: Pyramid
    bgr: bool = False
    space: QColorSpace | None = None
    kind: str = ""

    @property
    def size(self) -> Size:
        return self.pyramid.size

    @property
    def sizes(self) -> list[Size]:
        return [Size(level.shape[1], level.shape[0]) for level in self.pyramid.levels]

    @property
    def rows(self) -> int:
        return self.pyramid.rows

    @property
    def has_alpha(self) -> bool:
        return self.pyramid.levels[0].shape[2] in (2, 4)

    @property
    def is_high_bit_depth(self) -> bool:
        """Whether samples have 16 bits."""
        return self.pyramid.levels[0].itemsize > 1

    @property
    def nbytes(self) -> int:
        """The bytes of all levels."""
        return sum(level.nbytes for level in self.pyramid.levels)

    def block(self, level: int, region: Region) -> Pixels:
        """A copy of a part of a level as in a `Bitmap`: gray, gray + alpha, RGB or RGBA, in its own bit depth."""
        from upscaler.images.canvas import RGB_ORDER

        pixels = self.pyramid.levels[level][region.slices]
        return pixels[:, :, RGB_ORDER[pixels.shape[2]]] if self.bgr else pixels.copy()

    def pixels(self) -> Pixels:
        """The whole picture as in a `Bitmap`; a view of it where possible."""
        from upscaler.images.canvas import RGB_ORDER

        pixels = self.pyramid.levels[0]
        if not self.bgr or pixels.shape[2] < 3:
            return pixels
        return pixels[:, :, ::-1] if pixels.shape[2] == 3 else pixels[:, :, RGB_ORDER[4]]

    def values(self, x: int, y: int) -> tuple[int, ...] | None:
        """The samples of a pixel as they are in the file; None outside, and where they are not finished."""
        if not (0 <= x < self.size.width and 0 <= y < self.rows):
            return None
        return tuple(int(value) for value in self.block(0, Region(x, y, 1, 1))[0, 0])

    def tile(self, level: int, region: Region) -> QImage:
        return to_qimage(self.block(level, region), self.space)


def load_layer(path: Path, allow_truncated: bool = False, crop: Region | None = None, bleed: int = 0) -> Layer:
    """Decode a picture file, or a part of it, into a layer, without the bleed on its sides. Not for the GUI thread.

    Raises the ReadError family, and CropError.
    """
    from upscaler.images.stored import decode_stored

    bitmap, bgr = decode_stored(path, allow_truncated)
    check_crop(crop, bitmap.size)
    pixels = bitmap.pixels if crop is None else bitmap.pixels[crop.slices]
    pixels = pixels[bleed : pixels.shape[0] - bleed, bleed : pixels.shape[1] - bleed]
    return build_layer(pixels, bitmap.icc_profile, bgr=bgr, kind=bitmap.kind)


def build_layer(pixels: Pixels, icc_profile: bytes | None = None, *, bgr: bool = False, kind: str = "") -> Layer:
    """A layer of an array (H, W, C), C as in `Bitmap`. It keeps the array, which must not change afterwards."""
    layer = Layer(_pyramid(pixels), bgr, colour_space(icc_profile), kind)
    layer.pyramid.extend(layer.size.height)
    return layer


def growing_layer(canvas: Pixels) -> Layer:
    """A layer of a canvas that is being filled; its caller extends the pyramid."""
    return Layer(_pyramid(canvas), bgr=True)


def _pyramid(pixels: Pixels) -> Pyramid:
    from upscaler.images.pyramid import Pyramid  # late: OpenCV

    return Pyramid(pixels)
