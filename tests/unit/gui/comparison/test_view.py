import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.geometry import Region
from upscaler.gui.comparison.layer import Layer, build_layer, growing_layer
from upscaler.gui.comparison.modes import Added, Flicker, SideBySide, Split
from upscaler.gui.comparison.stage import Content, Part, Side, Upsampling, compare
from upscaler.gui.comparison.view import ComparisonView
from upscaler.gui.widgets.theme import Theme
from upscaler.gui.widgets.tokens import DARK, LIGHT

LEFT = Qt.MouseButton.LeftButton


def layer(width: int, height: int, value: int = 0, channels: int = 3) -> Layer:
    return build_layer(np.full((height, width, channels), value, np.uint8))


@pytest.fixture
def both(view: ComparisonView) -> ComparisonView:
    view.set_content(compare(layer(400, 300, 60), layer(1600, 1200, 180)))
    return view


def seen(view: ComparisonView) -> QImage:
    return view.grab().toImage()


def turn(view: ComparisonView, x: int, y: int, notches: float) -> None:
    none, position = Qt.KeyboardModifier.NoModifier, QPointF(x, y)
    wheel = QPoint(0, round(120 * notches))
    turned = QWheelEvent(
        position, position, QPoint(), wheel, Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(view, turned)


def drag(view: ComparisonView, start: QPoint, end: QPoint, qtbot: QtBot) -> None:
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, LEFT, pos=end)


def test_the_original_alone_is_seen_whole(view: ComparisonView) -> None:
    view.set_content(Content({Side.ORIGINAL: layer(400, 300, 60)}, {Side.ORIGINAL: "Original"}, layer(1600, 1200).size))
    assert view.is_fitted
    assert view.zoom == pytest.approx(600 / 1200)
    assert seen(view).pixelColor(700, 400).red() == 60


def test_two_pictures_are_seen_whole_at_first(both: ComparisonView) -> None:
    assert both.is_fitted
    assert both.zoom == pytest.approx(400 / 1600)
    image = seen(both)
    assert [image.pixelColor(x, 300).red() for x in (2, 398, 404, 800)] == [60, 60, 180, 180]


def test_a_wide_picture_is_seen_above_its_result_with_a_label_in_each_pane(view: ComparisonView) -> None:
    view.set_content(compare(layer(400, 100, 60), layer(1600, 400, 180)))
    assert view.zoom == pytest.approx(802 / 1600)
    image = seen(view)
    assert [image.pixelColor(700, y).red() for y in (150, 450)] == [60, 180]
    for top in (12, 12 + 301):
        corner = [image.pixelColor(x, y).red() for x in range(20, 120) for y in range(top, top + 28)]
        assert max(corner) > 200 and min(corner) < 60, top  # light text on a dark plate


def test_a_double_click_shows_100_percent_there_and_the_whole_picture_again(both: ComparisonView) -> None:
    place = QPoint(100, 250)
    before = both.viewport.pixel_at(place.toPointF())
    QTest.mouseDClick(both, LEFT, pos=place)
    assert both.zoom == 1
    after = both.viewport.pixel_at(place.toPointF())
    assert before and after
    assert np.allclose(before, after, atol=4)  # a pixel of the screen was four of the result
    QTest.mouseDClick(both, LEFT, pos=place)
    assert both.is_fitted


def test_alone_on_the_screen_the_canvas_is_dark_in_both_themes(view: ComparisonView, qapp: QApplication) -> None:
    Theme(qapp, "light")
    corner = [seen(view).pixelColor(400, 300).name()]
    view.setWindowState(Qt.WindowState.WindowFullScreen)
    corner.append(seen(view).pixelColor(400, 300).name())
    assert corner == [LIGHT.canvas, DARK.canvas]


def test_fit_stays_when_the_window_grows(both: ComparisonView) -> None:
    assert both.is_fitted
    assert both.zoom == pytest.approx(400 / 1600)
    both.resize(1602, 900)
    assert both.is_fitted
    assert both.zoom == pytest.approx(800 / 1600)


def test_the_split_mode_shows_both_at_one_place(both: ComparisonView, qtbot: QtBot) -> None:
    both.set_mode(Split())
    image = seen(both)
    assert [image.pixelColor(x, 200).red() for x in (200, 600)] == [60, 180]
    drag(both, QPoint(401, 300), QPoint(700, 300), qtbot)
    assert seen(both).pixelColor(600, 200).red() == 60
    drag(both, QPoint(700, 20), QPoint(2000, 20), qtbot)
    assert seen(both).pixelColor(799, 200).red() != 180
    both.set_mode(SideBySide())
    assert seen(both).pixelColor(600, 200).red() == 180


def test_the_wheel_zooms_at_the_pointer(view: ComparisonView) -> None:
    pixels = np.zeros((1200, 1600, 3), np.uint8)
    pixels[500:520, 900:920] = 250
    view.set_content(Content({Side.RESULT: build_layer(pixels)}))
    view.fit()

    def bright() -> tuple[float, float]:
        image = seen(view)
        points = [(x, y) for x in range(0, 802, 2) for y in range(0, 600, 2) if image.pixelColor(x, y).red() > 200]
        return float(np.mean([x for x, _ in points])), float(np.mean([y for _, y in points]))

    x, y = map(round, bright())
    turn(view, x, y, 4)
    assert view.zoom == 1
    assert bright() == pytest.approx((x, y), abs=6)
    assert not view.is_fitted


def test_dragging_pans_and_stops_at_the_edge(both: ComparisonView, qtbot: QtBot) -> None:
    both.zoom_to(1)
    start = both.viewport.camera
    drag(both, QPoint(200, 300), QPoint(150, 280), qtbot)
    assert (both.viewport.camera.x - start.x, both.viewport.camera.y - start.y) == (50, 20)
    drag(both, QPoint(100, 100), QPoint(5000, 5000), qtbot)
    assert both.viewport.camera.origin(both.viewport.pane_size) == (0, 0)


def test_the_camera_stays_when_the_result_arrives(view: ComparisonView) -> None:
    original = layer(400, 300, 60)
    view.set_content(Content({Side.ORIGINAL: original}, result_size=original.size * 2))
    view.zoom_to(1)
    before = view.viewport.camera
    view.set_content(compare(original, layer(1600, 1200, 180)), same_picture=True)
    assert view.zoom == before.zoom / 2
    assert view.viewport.camera.x == pytest.approx(before.x * 2)
    view.zoom_to(1)
    camera = view.viewport.camera
    view.set_content(compare(original, layer(1600, 1200, 180)))
    assert view.viewport.camera == camera  # another picture is seen at the same zoom and place


def test_arrows_step_through_the_queue_and_shift_pans(both: ComparisonView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(both.step_requested) as step:
        QTest.keyClick(both, Qt.Key.Key_Down)
    assert step.args == [1]
    with qtbot.waitSignal(both.step_requested) as step:
        QTest.keyClick(both, Qt.Key.Key_Left)
    assert step.args == [-1]
    both.zoom_to(2)
    x = both.viewport.camera.x
    QTest.keyClick(both, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert both.viewport.camera.x == x + 32
    QTest.keyClick(both, Qt.Key.Key_A)  # nobody's


def test_a_hint_repaints_little(both: ComparisonView) -> None:
    both.set_hint("Opening…")
    assert both.content.hint == "Opening…"
    assert "Upscaled" in both.accessibleDescription()
    image = seen(both)
    assert image.pixelColor(401, 600 - 12 - 4).lightness() < 60


def test_transparency_lies_on_a_board(view: ComparisonView) -> None:
    view.set_content(Content({Side.ORIGINAL: layer(40, 30, 0, channels=4)}))
    image = seen(view)
    assert len({image.pixelColor(x, 300).name() for x in range(100, 700)}) == 2


def test_the_cursor_tells_what_dragging_does(both: ComparisonView, qtbot: QtBot) -> None:
    both.set_mode(Split())
    QTest.mouseMove(both, QPoint(401, 100))
    assert both.cursor().shape() == Qt.CursorShape.SplitHCursor
    QTest.mouseMove(both, QPoint(100, 100))
    assert both.cursor().shape() == Qt.CursorShape.OpenHandCursor
    QTest.mousePress(both, LEFT, pos=QPoint(100, 100))
    assert both.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    QTest.mouseRelease(both, LEFT, pos=QPoint(100, 100))
    both.set_content(Content())
    QTest.mouseMove(both, QPoint(90, 100))
    assert both.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_flicker_shows_the_result_and_space_the_original(both: ComparisonView) -> None:
    both.set_mode(Flicker())
    assert {seen(both).pixelColor(x, 300).red() for x in (100, 700)} == {180}
    for mode in (Flicker(), SideBySide(), Split(), Added()):
        both.set_mode(mode)
        QTest.keyPress(both, Qt.Key.Key_Space)
        image = seen(both)
        assert {image.pixelColor(x, 200).red() for x in (100, 380, 420, 700)} == {60}
        QTest.keyRelease(both, Qt.Key.Key_Space)
    QTest.mousePress(both, Qt.MouseButton.RightButton, pos=QPoint(100, 100))
    assert seen(both).pixelColor(700, 200).red() == 60
    QTest.mouseRelease(both, Qt.MouseButton.RightButton, pos=QPoint(100, 100))
    both.set_mode(Flicker())
    assert seen(both).pixelColor(700, 200).red() == 180


def test_what_was_added_is_centred_on_gray(both: ComparisonView) -> None:
    both.set_mode(Added())
    both.set_gain(1)
    assert seen(both).pixelColor(400, 300).name() == "#f8f8f8"
    both.set_content(compare(layer(400, 300, 60), layer(1600, 1200, 57)))
    both.set_gain(16)
    assert seen(both).pixelColor(400, 300).red() == 128 - 48


def test_above_100_percent_pixels_are_pixels_unless_bicubic(view: ComparisonView) -> None:
    pixels = np.zeros((30, 40, 3), np.uint8)
    pixels[:, 20:] = 200
    view.set_content(compare(build_layer(pixels), layer(160, 120)))
    view.zoom_to(4)

    def reds() -> set[int]:
        image = seen(view)
        return {image.pixelColor(x, 300).red() for x in range(150, 250)}

    assert reds() == {0, 200}
    view.set_upsampling(Upsampling.BICUBIC)
    assert len(reds()) > 3


def test_finished_rows_appear_in_place_over_the_enlarged_original(view: ComparisonView) -> None:
    pixels = np.full((600, 800, 3), 1, np.uint8)
    growing = growing_layer(pixels)
    content = Content({Side.ORIGINAL: layer(400, 300, 60)}, {}, growing.size, "", (Part(growing),), True)
    view.set_content(content)
    view.zoom_to(1)
    assert seen(view).pixelColor(600, 100).red() == 60
    pixels[:300] = 180
    growing.pyramid.extend(300)
    image = seen(view)
    assert [image.pixelColor(600, y).red() for y in (100, 298, 302, 500)] == [180, 180, 60, 60]


def test_a_preview_is_framed_in_its_place(view: ComparisonView) -> None:
    part = Part(layer(100, 80, 180), 350, 200, framed=True)
    view.set_content(Content({Side.ORIGINAL: layer(400, 300, 60)}, {}, layer(800, 600).size, "", (part,), True))
    view.zoom_to(1)
    image = seen(view)
    assert image.pixelColor(602, 240).red() == 180
    assert image.pixelColor(602 - 50 - 8, 240).red() == 60
    assert max(image.pixelColor(602 - 50 - dx, 240).red() for dx in range(-2, 4)) > 200
    assert view.visible == Region(200, 0, 400, 600)


def test_a_preview_has_no_line_along_an_edge_of_the_picture(view: ComparisonView) -> None:
    part = Part(layer(300, 80, 180), 0, 100, framed=True)  # as wide as the picture
    view.set_content(Content({Side.ORIGINAL: layer(150, 150, 60)}, {}, layer(300, 300).size, "", (part,), True))
    view.zoom_to(1)
    image = seen(view)
    middle = image.height() // 2
    row = [image.pixelColor(x, middle - 10).red() for x in range(image.width() // 2, image.width())]
    assert 180 in row
    assert max(row) == 180
    column = [image.pixelColor(image.width() * 3 // 4, y).red() for y in range(image.height())]
    assert max(column) > 200  # but one against the rest of it


def test_the_magnifier_follows_the_pointer_and_tells_the_values(both: ComparisonView) -> None:
    both.zoom_to(2)
    both.set_magnifies(True)
    QTest.mouseMove(both, QPoint(100, 200))
    spot = both._spot
    assert spot is not None
    x, y = both.viewport.camera.origin(both.viewport.pane_size)
    assert (spot.x, spot.y) == ((100 - x) // 2, (200 - y) // 2)
    assert both.stage.result_values(spot.x, spot.y) == (180, 180, 180)
    before = seen(both)
    QTest.mouseMove(both, QPoint(300, 300))
    assert both._spot != spot
    assert seen(both) != before
    spot = both._spot
    both.zoom_to(5)  # by key, with the pointer over something else
    assert both._spot is not None and spot is not None
    assert both._spot.pointer == spot.pointer
    assert (both._spot.x, both._spot.y) != (spot.x, spot.y)
    both.set_magnifies(False)
    assert both._spot is None


def test_what_is_in_view_is_told_and_nothing_else(both: ComparisonView) -> None:
    original, result, added = (both.content.labels[side] for side in (Side.ORIGINAL, Side.RESULT, Side.ADDED))
    told = []
    for mode in (SideBySide(), Split(), Flicker(), Added()):
        both.set_mode(mode)
        told.append(both.accessibleDescription())
    assert told == [f"{original}, {result}", f"{original}, {result}", result, added]
    both.set_content(Content({}, {Side.ADDED: added}, hint="Failed"))
    assert both.accessibleDescription() == "Failed"
