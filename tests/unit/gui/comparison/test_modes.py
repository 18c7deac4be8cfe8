from PySide6.QtCore import QRect

from upscaler.gui.comparison.modes import MODES, Added, Flicker, SideBySide, Split, mode_named, whole
from upscaler.gui.comparison.stage import Side

VIEW = QRect(0, 0, 661, 400)


def test_side_by_side_has_panes_of_equal_size() -> None:
    left, right = SideBySide().panes(VIEW, 100)
    assert (left.side, right.side) == (Side.ORIGINAL, Side.RESULT)
    assert left.area.size() == right.area.size()
    assert left.area.right() < right.area.left()
    assert right.area.right() == VIEW.right()


def test_split_shows_one_place_on_both_sides_of_the_divider() -> None:
    left, right = Split().panes(VIEW, 100)
    assert left.area == right.area == VIEW
    assert left.clip.width() == 100
    assert left.clip.right() + 1 == right.clip.left()
    assert left.clip.united(right.clip) == VIEW


def test_the_others_show_one_picture() -> None:
    assert [pane.side for pane in Flicker().panes(VIEW, 0)] == [Side.RESULT]
    assert [pane.side for pane in Added().panes(VIEW, 0)] == [Side.ADDED]


def test_names() -> None:
    assert [mode_named(mode.name) for mode in MODES] == list(MODES)
    assert mode_named("unknown") is MODES[0]
    assert whole(Side.RESULT, VIEW)[0].clip == VIEW
