import numpy as np
import pytest
from PIL import ImageCms
from PySide6.QtGui import QColorSpace
from PySide6.QtWidgets import QApplication

from upscaler.gui.widgets.qimage import colour_space, to_qimage

RGB = np.full((3, 5, 3), (90, 60, 30), np.uint8)


def test_an_image_owns_its_memory() -> None:
    pixels = RGB.copy()
    image = to_qimage(pixels)
    pixels[:] = 0
    assert (image.width(), image.height()) == (5, 3)
    assert image.pixelColor(4, 2).getRgb() == (90, 60, 30, 255)


def test_colours_of_another_space_become_those_of_srgb(qapp: QApplication) -> None:
    wide = colour_space(bytes(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3).iccProfile().data()))
    assert wide is not None
    assert to_qimage(RGB, wide).pixelColor(0, 0).red() > 90  # the same red has a larger value in sRGB


@pytest.mark.qt_log_ignore("fromIccProfile", extend=True)
def test_a_profile_that_says_nothing_is_none(qapp: QApplication) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert [colour_space(profile) for profile in (None, b"", b"nonsense", srgb)] == [None] * 4
