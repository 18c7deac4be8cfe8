"""The whole picture with a frame around the part that is kept: moved and resized by mouse and keys."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from upscaler.geometry import Region, Size
from upscaler.gui.comparison import overlay
from upscaler.gui.comparison.cropping import Grip, moved, resized
from upscaler.gui.comparison.layer import Layer
from upscaler.gui.comparison.tiles import Placement, TileCache, paint_picture
from upscaler.gui.widgets.controls import shows_focus
from upscaler.gui.widgets.tokens import DARK, current_tokens

_NEAR = 10  # pixels around an edge or corner in which it can be grabbed
_GRIP = 9  # pixels across
_EDGE = 8  # pixels around the picture, so that grips are not cut off
_SHADE = QColor(16, 18, 20, 160)
_MOVE = Grip(0, 0)
_GRIPS = [Grip(across, down) for down in (-1, 0, 1) for across in (-1, 0, 1) if (across, down) != _MOVE]
_CURSORS = {
    _MOVE: Qt.CursorShape.SizeAllCursor,
    Grip(-1, -1): Qt.CursorShape.SizeFDiagCursor,
    Grip(1, 1): Qt.CursorShape.SizeFDiagCursor,
    Grip(1, -1): Qt.CursorShape.SizeBDiagCursor,
    Grip(-1, 1): Qt.CursorShape.SizeBDiagCursor,
    Grip(-1, 0): Qt.CursorShape.SizeHorCursor,
    Grip(1, 0): Qt.CursorShape.SizeHorCursor,
    Grip(0, -1): Qt.CursorShape.SizeVerCursor,
    Grip(0, 1): Qt.CursorShape.SizeVerCursor,
}
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_LARGE_STEP = 10  # pixels of the picture, with Shift


class CropArea(QWidget):
    """`changed`: the user has moved or resized the frame, `region`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._layer: Layer | None = None
        self.region: Region | None = None
        self.ratio: float | None = None
        self.text = ""  # shown instead of a picture
        self._tiles = TileCache()
        self._grip: Grip | None = None  # the one being dragged
        self._base = Region(0, 0, 0, 0)  # the frame when the drag began
        self._began = QPointF()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(200)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("The part to upscale"))

    def show_picture(self, layer: Layer, region: Region) -> None:
        self._layer, self.region, self.text = layer, region, ""
        self._tiles.keep([layer])
        self.update()

    def show_text(self, text: str) -> None:
        """Say why there is no picture."""
        self.text = text
        self.update()

    def set_region(self, region: Region) -> None:
        self.region = region
        self.update()

    # Places

    def _scale(self, size: Size) -> float:
        """How many pixels of this widget a pixel of the picture takes."""
        room = self.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        return max(min(room.width() / size.width, room.height() / size.height), 1e-6)

    def _corner(self, size: Size) -> QPointF:
        scale = self._scale(size)
        return QPointF((self.width() - size.width * scale) / 2, (self.height() - size.height * scale) / 2)

    def frame(self) -> QRectF:
        """The frame, in pixels of this widget."""
        if self._layer is None or self.region is None:
            return QRectF()
        scale, corner = self._scale(self._layer.size), self._corner(self._layer.size)
        place = corner + QPointF(self.region.x, self.region.y) * scale
        return QRectF(place.x(), place.y(), self.region.width * scale, self.region.height * scale)

    def _pixel(self, position: QPointF, size: Size) -> tuple[int, int]:
        place = (position - self._corner(size)) / self._scale(size)
        return round(place.x()), round(place.y())

    def _grip_at(self, position: QPointF) -> Grip | None:
        """The grip at this position: an edge or corner of the frame, or all of it; None outside."""
        frame = self.frame()
        if not frame.adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR).contains(position):
            return None
        return Grip(_near(position.x(), frame.left(), frame.right()), _near(position.y(), frame.top(), frame.bottom()))

    # Input

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._layer is None or self.region is None:
            return
        self._grip, self._base, self._began = self._grip_at(event.position()), self.region, event.position()
        if self._grip is None:  # a new frame begins here
            x, y = self._pixel(event.position(), self._layer.size)
            size = self._layer.size
            self._grip = Grip(1, 1)
            self._base = Region(min(max(x, 0), size.width - 1), min(max(y, 0), size.height - 1), 1, 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._layer is None:
            return
        if self._grip is None:
            over = self._grip_at(event.position())
            self.setCursor(Qt.CursorShape.CrossCursor if over is None else _CURSORS[over])
            return
        size, base = self._layer.size, self._base
        x, y = self._pixel(event.position(), size)
        if self._grip == _MOVE:
            from_x, from_y = self._pixel(self._began, size)
            self._take(moved(base, x - from_x, y - from_y, size))
        elif (base.width, base.height) == (1, 1):  # towards any side of where the drag began
            self._take(resized(base, Grip(1 if x > base.x else -1, 1 if y > base.y else -1), x, y, size, self.ratio))
        else:
            self._take(resized(base, self._grip, x, y, size, self.ratio))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grip = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or self._layer is None or self.region is None:
            super().keyPressEvent(event)
            return
        by = _LARGE_STEP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        self._take(moved(self.region, step[0] * by, step[1] * by, self._layer.size))

    def _take(self, region: Region) -> None:
        if region != self.region:
            self.set_region(region)
            self.changed.emit()

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.canvas))
        if self._layer is None:
            painter.setPen(QColor(tokens.text))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text)
            return
        size, ratio = self._layer.size, self.devicePixelRatioF()
        scale, corner = self._scale(size), self._corner(size)
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        place = Placement(round(corner.x() * ratio), round(corner.y() * ratio), scale * ratio)
        area = QRect(place.x, place.y, round(size.width * place.zoom), round(size.height * place.zoom))
        if self._layer.has_alpha:
            overlay.paint_board(painter, area, tokens is DARK)
        paint_picture(painter, self._layer, place, area, self._tiles, math.inf)
        painter.restore()
        self._paint_frame(painter, QRectF(corner.x(), corner.y(), size.width * scale, size.height * scale))

    def _paint_frame(self, painter: QPainter, picture: QRectF) -> None:
        frame = self.frame()
        outside = QPainterPath()
        outside.addRect(picture)
        outside.addRect(frame)  # a hole: the area inside both is not filled
        painter.fillPath(outside, _SHADE)
        painter.setPen(QPen(QColor(236, 239, 242, 110), 1))
        for third in (1, 2):
            x, y = frame.left() + frame.width() * third / 3, frame.top() + frame.height() * third / 3
            painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
        accent = QColor(current_tokens().accent)
        painter.setPen(QPen(accent if shows_focus(self) else overlay.INK, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)
        painter.setPen(QPen(_SHADE, 1))
        painter.setBrush(overlay.INK)
        for grip in _GRIPS:
            centre = QPointF(
                frame.center().x() + grip.across * frame.width() / 2,
                frame.center().y() + grip.down * frame.height() / 2,
            )
            painter.drawRect(QRectF(centre.x() - _GRIP / 2, centre.y() - _GRIP / 2, _GRIP, _GRIP))


def _near(position: float, start: float, end: float) -> int:
    """-1 near the start, 1 near the end, 0 between them. A small frame can always be moved: its middle third."""
    near = min(_NEAR, (end - start) / 3)
    return -1 if position < start + near else 1 if position > end - near else 0
