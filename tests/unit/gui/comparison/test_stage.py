import numpy as np

from upscaler.geometry import Size
from upscaler.gui.comparison.content import Content, Part, compare
from upscaler.gui.comparison.derived import Interpolated, Residual
from upscaler.gui.comparison.layer import Layer, build_layer
from upscaler.gui.comparison.modes import Side
from upscaler.gui.comparison.stage import Before, Stage, before_named


def layer(width: int, height: int, value: int = 0) -> Layer:
    return build_layer(np.full((height, width, 3), value, np.uint8))


ORIGINAL, RESULT = layer(40, 30, 7), layer(160, 120, 9)


def test_an_empty_stage() -> None:
    stage = Stage(Content())
    assert [stage.pictures(side) for side in Side] == [(), (), ()]
    assert stage.result_values(0, 0) is None
    assert stage.original_values(3, 4) == ((3, 4), None)


def test_both_pictures_and_their_difference() -> None:
    stage = Stage(compare(ORIGINAL, RESULT), gain=3)
    (original,), (result,), (added,) = (stage.pictures(side) for side in Side)
    assert (original.picture, original.pixel) == (ORIGINAL, 4)
    assert (result.picture, result.pixel) == (RESULT, 1)
    assert added.picture == Residual(Interpolated(ORIGINAL, Size(160, 120)), RESULT, 3)
    assert set(stage.all_pictures()) == {ORIGINAL, RESULT, added.picture}


def test_the_original_can_be_bicubic() -> None:
    stage = Stage(compare(ORIGINAL, RESULT), Before.BICUBIC)
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
    assert before_named("bicubic") is Before.BICUBIC
    assert before_named("no such") is Before.NEAREST
