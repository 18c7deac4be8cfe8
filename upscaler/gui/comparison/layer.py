"""A decoded picture, ready to be painted at any zoom: itself and ever smaller copies, as QImages.

Built outside of the GUI thread. Nothing here holds more than one copy of the full picture: the QImages share memory
with the arrays they are made of.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColorSpace, QImage

from upscaler.geometry import Size

if TYPE_CHECKING:
    from upscaler.images.bitmap import Pixels

SMALLEST_SIDE = 512  # pixels; halving ends here


@dataclass(frozen=True)
class Layer:
    """`levels[0]` is the picture, each further one half of it. `nbytes` is what all of them occupy."""

    levels: tuple[QImage, ...]
    has_alpha: bool
    nbytes: int

    @property
    def size(self) -> Size:
        return Size(self.levels[0].width(), self.levels[0].height())


def load_layer(path: Path) -> Layer:
    """Decode a picture file into a layer. Not for the GUI thread. Raises the ReadError family."""
    from upscaler.images.decode import decode

    bitmap = decode(path)
    return build_layer(bitmap.pixels, bitmap.icc_profile)


def build_layer(pixels: Pixels, icc_profile: bytes | None = None) -> Layer:
    """A layer of an array (H, W, C), C as in `Bitmap`. Keeps the array; it must not be written any more."""
    import cv2
    import numpy as np

    if pixels.dtype == np.uint16:  # the screen has 8 bits
        pixels = np.asarray(cv2.convertScaleAbs(pixels, alpha=1 / 257), np.uint8).reshape(pixels.shape)
    if pixels.shape[2] == 2:  # Qt has no gray with alpha
        pixels = np.asarray(cv2.merge([pixels[:, :, 0]] * 3 + [pixels[:, :, 1]]), np.uint8)
    arrays = [pixels]
    while max(arrays[-1].shape[:2]) > SMALLEST_SIDE:
        height, width, channels = arrays[-1].shape
        half = cv2.resize(arrays[-1], ((width + 1) // 2, (height + 1) // 2), interpolation=cv2.INTER_AREA)
        arrays.append(np.asarray(half, np.uint8).reshape((height + 1) // 2, (width + 1) // 2, channels))
    space = _colour_space(icc_profile)
    levels = tuple(_image(array, space) for array in arrays)
    return Layer(levels, pixels.shape[2] == 4, sum(array.nbytes for array in arrays))


def _image(array: Pixels, space: QColorSpace | None) -> QImage:
    formats = {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBA8888}
    height, width, channels = array.shape
    image = QImage(array.data, width, height, array.strides[0], formats[channels])
    if space is not None:
        image.setColorSpace(space)
    return image


def _colour_space(icc_profile: bytes | None) -> QColorSpace | None:
    """What the profile says, or None for sRGB, no profile, and profiles that Qt does not understand."""
    if not icc_profile:
        return None
    space = QColorSpace.fromIccProfile(QByteArray(icc_profile))
    return space if space.isValid() and space != QColorSpace(QColorSpace.NamedColorSpace.SRgb) else None
