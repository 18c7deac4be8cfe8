from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication

from upscaler.gui.comparison import overlay

ROOM = QRect(0, 0, 400, 300)
FLAG = Qt.AlignmentFlag


@pytest.fixture
def metrics(qapp: QApplication) -> QFontMetrics:
    return QFontMetrics(QFont())


def test_labels_keep_their_distance(metrics: QFontMetrics) -> None:
    left = overlay.label_area(metrics, "Original", ROOM, FLAG.AlignLeft)
    right = overlay.label_area(metrics, "Original", ROOM, FLAG.AlignRight)
    bottom = overlay.label_area(metrics, "Original", ROOM, FLAG.AlignHCenter | FLAG.AlignBottom)
    assert left.topLeft().toTuple() == (overlay.MARGIN, overlay.MARGIN)
    assert ROOM.right() - right.right() == overlay.MARGIN
    assert ROOM.bottom() - bottom.bottom() == overlay.MARGIN
    assert abs(bottom.center().x() - ROOM.center().x()) <= 1


def test_a_label_is_never_wider_than_its_room(metrics: QFontMetrics) -> None:
    narrow = QRect(0, 0, 60, 300)
    assert narrow.contains(overlay.label_area(metrics, "Original · 320 × 240", narrow, FLAG.AlignLeft))


def painted(paint: Callable[..., None], *arguments: object) -> QImage:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("#808080"))
    painter = QPainter(image)
    paint(painter, *arguments)
    painter.end()
    return image


def test_a_label_is_light_on_dark(metrics: QFontMetrics) -> None:
    image = painted(overlay.paint_label, QRect(10, 10, 100, 28), "Original")
    assert image.pixelColor(14, 24).lightness() < 50
    assert max(image.pixelColor(x, y).lightness() for x in range(10, 110) for y in range(10, 38)) > 180


def test_the_divider_is_two_pixels_with_a_handle_of_28(qapp: QApplication) -> None:
    image = painted(overlay.paint_divider, 200, ROOM)
    light = [x for x in range(400) if image.pixelColor(x, 10).lightness() > 200]
    assert light == [199, 200]
    handle = [x for x in range(400) if image.pixelColor(x, 152).lightness() > 200]
    assert 20 <= max(handle) - min(handle) <= overlay.HANDLE


@pytest.mark.parametrize("dark", [True, False])
def test_the_board_has_two_colours(qapp: QApplication, dark: bool) -> None:
    image = painted(overlay.paint_board, QRect(0, 0, 64, 64), dark)
    assert len({image.pixelColor(x, y).name() for x in range(64) for y in range(64)}) == 2
    assert image.pixelColor(80, 80).name() == "#808080"


def test_a_label_without_room_for_one_line_has_more(metrics: QFontMetrics) -> None:
    text = "Upscaled 4× · 7680 × 5120"
    wide = overlay.label_area(metrics, text, ROOM, FLAG.AlignLeft)
    narrow = overlay.label_area(metrics, text, QRect(0, 0, wide.width(), 300), FLAG.AlignLeft)
    assert wide.height() == overlay.LABEL_HEIGHT
    assert narrow.height() == overlay.LABEL_HEIGHT + metrics.lineSpacing()
    assert narrow.width() < wide.width()
