"""What lies on top of the pictures: labels, the divider, the board under transparency."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPen, QPixmap

# The same in both themes, as they lie on pictures of any colour: light on dark, 15:1.
INK = QColor("#eceff2")
_SHADE = QColor(16, 18, 20, 210)

LABEL_HEIGHT = 28
MARGIN = 12
DIVIDER = 2  # pixels wide
HANDLE = 28  # pixels across
_SQUARE = 8  # of the board
_PADDING = 10
_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


def label_area(metrics: QFontMetrics, text: str, room: QRect, alignment: Qt.AlignmentFlag) -> QRect:
    """Where a label lies in `room`; it is never wider than that, and has as many lines as it needs."""
    inner = room.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    most = QRect(0, 0, max(0, inner.width() - 2 * _PADDING), inner.height())
    needed = metrics.boundingRect(most, _WRAPPED, _broken(metrics, text, most.width()))
    width = min(max(needed.width(), 0), most.width()) + 2 * _PADDING
    more_lines = max(0, round(needed.height() / metrics.lineSpacing()) - 1)
    area = QRect(0, 0, width, LABEL_HEIGHT + more_lines * metrics.lineSpacing())
    if alignment & Qt.AlignmentFlag.AlignRight:
        area.moveRight(inner.right())
    elif alignment & Qt.AlignmentFlag.AlignHCenter:
        area.moveCenter(inner.center())
    else:
        area.moveLeft(inner.left())
    if alignment & Qt.AlignmentFlag.AlignBottom:
        area.moveBottom(inner.bottom())
    elif alignment & Qt.AlignmentFlag.AlignVCenter:
        area.moveTop(inner.center().y() - area.height() // 2)
    else:
        area.moveTop(inner.top())
    return area


def paint_label(painter: QPainter, area: QRect, text: str) -> None:
    """Light text on a dark, slightly transparent plate."""
    paint_plate(painter, area)
    painter.setPen(INK)
    room = area.adjusted(_PADDING, 0, 1 - _PADDING, 0)
    painter.drawText(room, _WRAPPED, _broken(painter.fontMetrics(), text, room.width()))


def _broken(metrics: QFontMetrics, text: str, width: int) -> str:
    """Where a line has no room for all, the last part of a label has its own."""
    return text if metrics.horizontalAdvance(text) <= width else "\n".join(text.rsplit(" · ", 1))


def paint_plate(painter: QPainter, area: QRect) -> None:
    """What text and tools lie on."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_SHADE)
    painter.drawRoundedRect(area, 6, 6)


def paint_frame(painter: QPainter, area: QRect) -> None:
    """Around a preview: light with a dark outline, to be seen on any picture. Device pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, grown in ((_SHADE, 1), (INK, 0)):
        painter.setPen(QPen(colour, 1))
        painter.drawRect(area.adjusted(-grown - 1, -grown - 1, grown, grown))


def paint_divider(painter: QPainter, x: int, view: QRect) -> None:
    """The line of the split mode and its handle in the middle, with arrows to both sides."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRect(x - DIVIDER // 2 - 1, view.top(), DIVIDER + 2, view.height()), QColor(16, 18, 20, 90))
    painter.fillRect(QRect(x - DIVIDER // 2, view.top(), DIVIDER, view.height()), INK)
    centre = QPointF(x, view.center().y() + 1)
    painter.setPen(QPen(QColor(16, 18, 20, 90), 1))
    painter.setBrush(INK)
    painter.drawEllipse(centre, HANDLE / 2, HANDLE / 2)
    painter.setPen(QPen(QColor(16, 18, 20), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for side in (-1, 1):
        tip = QPointF(centre.x() + side * 8, centre.y())
        painter.drawPolyline([tip + QPointF(-side * 4, -4), tip, tip + QPointF(-side * 4, 4)])


def paint_board(painter: QPainter, area: QRect, dark: bool) -> None:
    """A checkerboard, in device pixels, for what is transparent."""
    light, shade = ("#4a4d52", "#3b3e42") if dark else ("#ffffff", "#dfe1e5")
    squares = QImage(2 * _SQUARE, 2 * _SQUARE, QImage.Format.Format_RGB32)
    squares.fill(QColor(light))
    inner = QPainter(squares)
    inner.fillRect(QRect(0, 0, _SQUARE, _SQUARE), QColor(shade))
    inner.fillRect(QRect(_SQUARE, _SQUARE, _SQUARE, _SQUARE), QColor(shade))
    inner.end()
    painter.drawTiledPixmap(QRectF(area), QPixmap.fromImage(squares))
