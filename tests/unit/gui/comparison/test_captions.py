import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from upscaler.geometry import Size
from upscaler.gui.comparison.captions import paint_captions, progress_areas
from upscaler.gui.comparison.layer import build_layer
from upscaler.gui.comparison.modes import VARIANTS, Added, Flicker, Mode, SideBySide, Split
from upscaler.gui.comparison.stage import Content, Part, Side, Variant, compare
from upscaler.gui.comparison.viewport import Viewport
from upscaler.gui.widgets.tokens import DARK
from upscaler.options import UpscaleOptions


@pytest.fixture
def viewport() -> Viewport:
    """Both pictures, one above the other, on a screen of 2 device pixels per pixel."""
    made = Viewport()
    made.area = QRect(0, 0, 800, 600)
    made.set_content(compare(*(build_layer(np.zeros((h, w, 3), np.uint8)) for w, h in ((40, 10), (160, 40)))), False)
    made.adjust()
    return made


def painted(viewport: Viewport, share: float | None) -> QImage:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    paint_captions(painter, viewport, image.rect(), 2, share)
    painter.end()
    return image


def bright(image: QImage, area: QRect) -> bool:
    rows, columns = range(area.top(), area.bottom() + 1), range(area.left(), area.right() + 1)
    return any(image.pixelColor(x, y).lightness() > 150 for y in rows for x in columns)


def test_each_pane_has_its_label_in_its_corner(viewport: Viewport, qapp: QApplication) -> None:
    image = painted(viewport, None)
    assert bright(image, QRect(12, 12, 100, 28))
    assert bright(image, QRect(12, 151 + 12, 100, 28))
    assert not bright(image, QRect(0, 60, 400, 90))
    viewport.peeks = True
    assert not bright(painted(viewport, None), QRect(0, 60, 400, 240))


def test_progress_is_a_line_over_the_pane_of_the_result(viewport: Viewport, qapp: QApplication) -> None:
    image = painted(viewport, 0.5)
    line = [image.pixelColor(x, 152).name() == DARK.accent for x in range(400)]
    assert line == [True] * 200 + [False] * 200
    assert painted(viewport, None) != image


def test_progress_is_shown_over_the_variant_that_is_being_made(viewport: Viewport) -> None:
    made = Variant("a", UpscaleOptions(), parts=(Part(build_layer(np.zeros((4, 4, 3), np.uint8))),))
    waiting = (Variant("b", UpscaleOptions()), Variant("c", UpscaleOptions()))
    layers = {Side.ORIGINAL: viewport.content.layers[Side.ORIGINAL]}
    viewport.mode = VARIANTS
    viewport.set_content(Content(layers, {}, Size(160, 40), expects_result=True, variants=(made, *waiting)), True)
    (area,) = progress_areas(viewport, 1)
    assert area.topLeft() == viewport.panes[1].area.topLeft()


@pytest.mark.parametrize(("mode", "top"), [(SideBySide(), 151), (Split(), 0), (Flicker(), 0), (Added(), 0)])
def test_every_mode_has_a_place_for_progress(viewport: Viewport, mode: Mode, top: int) -> None:
    viewport.mode = mode
    (area,) = progress_areas(viewport, 2)
    assert area.top() == top and area.height() == 3
