import pytest
from PySide6.QtCore import QRect

from upscaler.geometry import Size
from upscaler.gui.comparison.modes import MODES, VARIANTS, Added, Flicker, SideBySide, Split, mode_named, whole
from upscaler.gui.comparison.stage import Side

VIEW = QRect(0, 0, 661, 400)
SQUARE = Size(100, 100)


def test_side_by_side_has_panes_of_equal_size() -> None:
    left, right = SideBySide().panes(VIEW, 100, SQUARE)
    assert (left.side, right.side) == (Side.ORIGINAL, Side.RESULT)
    assert left.area.size() == right.area.size()
    assert left.area.right() < right.area.left()
    assert right.area.right() == VIEW.right()


@pytest.mark.parametrize("view", [VIEW, QRect(0, 0, 400, 661)])
@pytest.mark.parametrize("scene", [SQUARE, Size(300, 100), Size(100, 300)])
def test_two_panes_lie_as_the_picture_is_larger(view: QRect, scene: Size) -> None:
    first, second = (pane.area for pane in SideBySide().panes(view, 100, scene))
    shown = min(first.width() / scene.width, first.height() / scene.height)
    beside = min((view.width() // 2 - 1) / scene.width, view.height() / scene.height)
    stacked = min(view.width() / scene.width, (view.height() // 2 - 1) / scene.height)
    assert shown == max(beside, stacked)
    assert not first.intersects(second)
    assert first.united(second) == view
    assert first.size() == second.size()


def test_split_shows_one_place_on_both_sides_of_the_divider() -> None:
    left, right = Split().panes(VIEW, 100, SQUARE)
    assert left.area == right.area == VIEW
    assert left.clip.width() == 100
    assert left.clip.right() + 1 == right.clip.left()
    assert left.clip.united(right.clip) == VIEW


def test_the_others_show_one_picture() -> None:
    assert [pane.side for pane in Flicker().panes(VIEW, 0, SQUARE)] == [Side.RESULT]
    assert [pane.side for pane in Added().panes(VIEW, 0, SQUARE)] == [Side.ADDED]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("scene", [SQUARE, Size(500, 100), Size(100, 500)])
def test_variants_have_panes_of_equal_size_inside_of_the_view(count: int, scene: Size) -> None:
    panes = VARIANTS.panes(VIEW, 0, scene, count)
    assert [pane.variant for pane in panes] == list(range(count))
    assert len({(pane.area.width(), pane.area.height()) for pane in panes}) == 1
    assert all(VIEW.contains(pane.area) for pane in panes)
    assert not any(a.area.intersects(b.area) for a in panes for b in panes if a is not b)
    assert panes[0].area.topLeft() == VIEW.topLeft()
    if scene.width > scene.height:
        assert panes[0].area.width() == VIEW.width()  # one above the other
    assert VARIANTS.panes(VIEW, 0, scene, 0) == ()


def test_names() -> None:
    assert [mode_named(mode.name) for mode in (*MODES, VARIANTS)] == [*MODES, VARIANTS]
    assert mode_named("unknown") is MODES[0]
    assert whole(Side.RESULT, VIEW)[0].clip == VIEW
