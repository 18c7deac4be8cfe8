"""The things painted over the pictures (labels, the divider), and the checkerboard under transparent ones."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPen, QPixmap

from upscaler.gui.widgets.tokens import DARK

# The same in both themes, as pictures have any colour: light on dark, with a contrast of 15:1.
INK = QColor("#eceff2")
_SHADE = QColor(16, 18, 20, 210)

LABEL_HEIGHT = 28
MARGIN = 12
DIVIDER = 2  # pixels wide
HANDLE = 28  # pixels across
PROGRESS = 3  # pixels high
_SQUARE = 8  # of the checkerboard
_PADDING = 10
_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


def label_area(metrics: QFontMetrics, text: str, room: QRect, alignment: Qt.AlignmentFlag) -> QRect:
    """The area of a label in `room`: never wider than `room`, and as high as its lines need."""
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
    """Paint light text on a dark, slightly transparent background."""
    paint_plate(painter, area)
    painter.setPen(INK)
    room = area.adjusted(_PADDING, 0, 1 - _PADDING, 0)
    painter.drawText(room, _WRAPPED, _broken(painter.fontMetrics(), text, room.width()))


def _broken(metrics: QFontMetrics, text: str, width: int) -> str:
    """The text; if it does not fit in one line, its last part goes on a second one."""
    return text if metrics.horizontalAdvance(text) <= width else "\n".join(text.rsplit(" · ", 1))


def paint_plate(painter: QPainter, area: QRect) -> None:
    """Paint the background of texts and tools."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_SHADE)
    painter.drawRoundedRect(area, 6, 6)


def paint_frame(painter: QPainter, area: QRect) -> None:
    """Paint the frame of a preview: light with a dark outline, visible on any picture. Device pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, grown in ((_SHADE, 1), (INK, 0)):
        painter.setPen(QPen(colour, 1))
        painter.drawRect(area.adjusted(-grown - 1, -grown - 1, grown, grown))


def paint_progress(painter: QPainter, area: QRect, share: float) -> None:
    """Paint how much of a preview is made, 0 to 1, as a line."""
    painter.fillRect(area, _SHADE)
    painter.fillRect(QRect(area.left(), area.top(), round(area.width() * share), area.height()), QColor(DARK.accent))


def paint_divider(painter: QPainter, x: int, view: QRect) -> None:
    """Paint the line of the split mode, and its handle with arrows to both sides."""
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
    """Paint a checkerboard, in device pixels, under transparent pixels."""
    light, shade = ("#4a4d52", "#3b3e42") if dark else ("#ffffff", "#dfe1e5")
    squares = QImage(2 * _SQUARE, 2 * _SQUARE, QImage.Format.Format_RGB32)
    squares.fill(QColor(light))
    inner = QPainter(squares)
    inner.fillRect(QRect(0, 0, _SQUARE, _SQUARE), QColor(shade))
    inner.fillRect(QRect(_SQUARE, _SQUARE, _SQUARE, _SQUARE), QColor(shade))
    inner.end()
    painter.drawTiledPixmap(QRectF(area), QPixmap.fromImage(squares))
