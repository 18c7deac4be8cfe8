import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from upscaler.geometry import Region, Size
from upscaler.gui.comparison.camera import Camera
from upscaler.gui.comparison.derived import Interpolated, Residual
from upscaler.gui.comparison.layer import Layer, build_layer
from upscaler.gui.comparison.stage import (
    Content,
    Pane,
    Part,
    Placed,
    Side,
    Stage,
    Upsampling,
    Variant,
    compare,
    original_label,
    paint_pane,
    placed_area,
    result_label,
    upsampling_named,
)
from upscaler.gui.comparison.tiles import TileCache
from upscaler.gui.widgets import text
from upscaler.options import UpscaleOptions

AREA = QRect(0, 0, 100, 80)
FREE = "#ff00ff"


def layer(width: int, height: int, value: int = 0) -> Layer:
    return build_layer(np.full((height, width, 3), value, np.uint8))


ORIGINAL, RESULT = layer(40, 30, 7), layer(160, 120, 9)


def plain(shown: str) -> str:
    return shown.replace(text.NARROW, " ")


def painted(side: Side, exposed: QRect = AREA, channels: int = 3) -> QImage:
    original = build_layer(np.full((10, 20, channels), 60, np.uint8))
    stage = Stage(compare(original, build_layer(np.full((20, 40, channels), 70, np.uint8))), gain=2)
    image = QImage(100, 80, QImage.Format.Format_RGB32)
    image.fill(QColor(FREE))
    painter = QPainter(image)
    assert paint_pane(painter, Pane(side, AREA, AREA), exposed, stage, Camera(20, 10, 2), TileCache(), math.inf, True)
    painter.end()
    return image


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> QApplication:
    return qapp


def test_labels() -> None:
    assert plain(original_label(Size(320, 240))) == "Original · 320 × 240"
    assert plain(result_label(Size(1280, 960), Size(320, 240))) == "Upscaled 4× · 1280 × 960"
    assert plain(result_label(Size(1000, 960), Size(320, 240))) == "Upscaled · 1000 × 960"
    assert plain(result_label(Size(1000, 960), None)) == "Upscaled · 1000 × 960"
    assert plain(result_label(Size(10, 10), Size(320, 240))) == "Upscaled · 10 × 10"


def test_the_scene_is_the_result_or_what_it_will_be() -> None:
    assert Content().scene is None
    waiting = Content({Side.ORIGINAL: layer(32, 24)}, result_size=Size(96, 72))
    assert waiting.scene == Size(96, 72)
    assert not waiting.both
    assert replace(waiting, expects_result=True).both
    both = compare(layer(32, 24), layer(64, 48))
    assert both.scene == Size(64, 48)
    assert both.both


def test_a_part_knows_what_it_covers() -> None:
    assert Part(layer(8, 6), 10, 20).region == Region(10, 20, 8, 6)


def test_a_hint_changes_nothing_else() -> None:
    content = compare(layer(4, 4), layer(8, 8))
    assert content.hinted("Opening…").hint == "Opening…"
    assert content.hinted("Opening…").layers is content.layers


def test_an_empty_stage() -> None:
    stage = Stage(Content())
    assert [stage.pictures(side) for side in Side] == [()] * len(Side)
    assert stage.result_values(0, 0) is None
    assert stage.original_values(3, 4) == ((3, 4), None)


def test_both_pictures_and_their_difference() -> None:
    stage = Stage(compare(ORIGINAL, RESULT), gain=3)
    (original,), (result,), (added,) = (stage.pictures(side) for side in (Side.ORIGINAL, Side.RESULT, Side.ADDED))
    assert (original.picture, original.pixel) == (ORIGINAL, 4)
    assert (result.picture, result.pixel) == (RESULT, 1)
    assert added.picture == Residual(Interpolated(ORIGINAL, Size(160, 120)), RESULT, 3)
    assert set(stage.all_pictures()) == {ORIGINAL, RESULT, added.picture}


def test_each_variant_lies_on_the_enlarged_original() -> None:
    made = Variant("Crisp", UpscaleOptions(), parts=(Part(RESULT),))
    content = Content(
        {Side.ORIGINAL: ORIGINAL}, {}, Size(160, 120), "", (), True, (Variant("", UpscaleOptions()), made)
    )
    stage, base = Stage(content), Interpolated(ORIGINAL, Size(160, 120))
    assert [placed.picture for placed in stage.pictures(Side.VARIANT, 0)] == [base]
    assert [placed.picture for placed in stage.pictures(Side.VARIANT, 1)] == [base, RESULT]
    assert stage.pictures(Side.VARIANT, 2) == ()
    assert RESULT in set(stage.all_pictures())
    pane = Pane(Side.VARIANT, QRect(), QRect(), variant=1)
    assert content.label(pane) == "Crisp"


def test_an_earlier_result_is_compared_at_the_size_of_the_new_one() -> None:
    preview = Part(layer(320, 240, 5))
    content = Content({Side.ORIGINAL: ORIGINAL, Side.EARLIER: RESULT}, {}, Size(320, 240), "", (preview,), True)
    assert content.both and content.before is Side.EARLIER
    assert compare(ORIGINAL, RESULT).before is Side.ORIGINAL
    (earlier,) = Stage(content).pictures(Side.EARLIER)
    assert (earlier.picture, earlier.pixel) == (RESULT, 2)
    (smooth,) = Stage(content, Upsampling.BICUBIC).pictures(Side.EARLIER)
    assert smooth.picture == Interpolated(RESULT, Size(320, 240))


def test_the_original_can_be_bicubic() -> None:
    stage = Stage(compare(ORIGINAL, RESULT), Upsampling.BICUBIC)
    (original,) = stage.pictures(Side.ORIGINAL)
    assert original.picture == Interpolated(ORIGINAL, Size(160, 120))
    assert original.pixel == 1


def test_before_the_result_parts_lie_on_the_enlarged_original() -> None:
    rows, preview = Part(RESULT), Part(layer(20, 10, 5), 50, 60, framed=True)
    content = Content({Side.ORIGINAL: ORIGINAL}, {}, Size(160, 120), "", (rows, preview), True)
    stage = Stage(content)
    base, first, second = stage.pictures(Side.RESULT)
    assert base.picture == Interpolated(ORIGINAL, Size(160, 120))
    assert (first.picture, second.x, second.y, second.framed) == (RESULT, 50, 60, True)
    assert len(stage.pictures(Side.ADDED)) == 2
    assert stage.result_values(50, 60) == (5, 5, 5)
    assert stage.result_values(49, 60) == (9, 9, 9)
    assert stage.result_values(160, 0) is None


def test_values_of_the_original_under_a_pixel_of_the_result() -> None:
    stage = Stage(compare(ORIGINAL, RESULT))
    assert stage.original_values(7, 119) == ((1, 29), (7, 7, 7))


def test_names_of_ways_to_enlarge_the_original() -> None:
    assert upsampling_named("bicubic") is Upsampling.BICUBIC
    assert upsampling_named("no such") is Upsampling.NEAREST


@pytest.mark.parametrize(("side", "value"), [(Side.ORIGINAL, 60), (Side.RESULT, 70), (Side.ADDED, 148)])
def test_every_side_lies_at_the_same_place(side: Side, value: int) -> None:
    image = painted(side)
    assert image.pixelColor(50, 40).red() == value
    assert [image.pixelColor(x, 40).name() == FREE for x in (9, 10, 89, 90)] == [True, False, False, True]
    assert [image.pixelColor(50, y).name() == FREE for y in (19, 20, 59, 60)] == [True, False, False, True]


def test_only_what_is_exposed_is_painted() -> None:
    image = painted(Side.RESULT, QRect(0, 0, 30, 80))
    assert [image.pixelColor(x, 40).name() == FREE for x in (29, 30)] == [False, True]


def test_a_board_lies_under_transparency() -> None:
    image = painted(Side.RESULT, channels=4)
    assert len({image.pixelColor(x, 40).name() for x in range(12, 88)}) > 1


def test_the_area_of_a_part() -> None:
    placed = Placed(build_layer(np.zeros((10, 20, 3), np.uint8)), 5, 6, 2)
    assert placed_area(placed, 100, 200, 3) == QRect(115, 218, 120, 60)
