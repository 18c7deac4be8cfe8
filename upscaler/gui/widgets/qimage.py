"""Converts pixels and colour profiles to Qt's types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColorSpace, QImage

if TYPE_CHECKING:
    from upscaler.images.bitmap import Pixels


def to_qimage(pixels: Pixels, space: QColorSpace | None = None) -> QImage:
    """Pixels (H, W, C) as in a `Bitmap`, converted to an 8-bit sRGB image that owns its memory."""
    import numpy as np

    from upscaler.images.opencv import cv2

    height, width, channels = pixels.shape
    if pixels.dtype == np.uint16:  # the screen has 8 bits
        pixels = np.asarray(cv2.convertScaleAbs(pixels, alpha=1 / 257), np.uint8).reshape(pixels.shape)
    if channels == 2:  # Qt has no gray with alpha
        pixels, channels = np.asarray(cv2.merge([pixels[:, :, 0]] * 3 + [pixels[:, :, 1]]), np.uint8), 4
    formats = {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBA8888}
    pixels = np.ascontiguousarray(pixels)
    made = QImage(pixels.data, width, height, pixels.strides[0], formats[channels])
    if space is None:
        return made.copy()
    made.setColorSpace(space)
    return made.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))


def colour_space(icc_profile: bytes | None) -> QColorSpace | None:
    """The colour space of a profile; None for sRGB, no profile, and profiles that Qt does not understand."""
    if not icc_profile:
        return None
    space = QColorSpace.fromIccProfile(QByteArray(icc_profile))
    return space if space.isValid() and space != QColorSpace(QColorSpace.NamedColorSpace.SRgb) else None
