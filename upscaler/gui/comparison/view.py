"""The comparison: original and result under one camera."""

from __future__ import annotations

import time
from enum import Enum

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from upscaler.geometry import Size
from upscaler.gui.comparison import overlay
from upscaler.gui.comparison.camera import Camera, filled, fitted, stepped
from upscaler.gui.comparison.content import Content
from upscaler.gui.comparison.modes import MODES, Mode, Pane, whole
from upscaler.gui.comparison.tiles import Placement, TileCache, paint_layer
from upscaler.gui.controls import shows_focus
from upscaler.gui.tokens import DARK, current_tokens

_PAINT_BUDGET = 0.04  # seconds for making new tiles in one repaint
_KEY_PAN = 64  # pixels
_NOTCH = 120  # of QWheelEvent.angleDelta


class Framing(Enum):
    """What the camera does when content, mode or size of the view change."""

    FIRST = "first"  # until the person zooms or pans: two panes are filled, one shows the whole picture
    FIT = "fit"  # keep the whole picture in view
    FREE = "free"  # stay where the person has moved it


class ComparisonView(QWidget):
    """Shows a `Content` in one of the modes.

    Everything inside is in device pixels: 100 % is one result pixel per device pixel on any screen.
    """

    camera_changed = Signal()
    step_requested = Signal(int)  # the next (1) or previous (-1) picture of the queue

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 160)
        self.setAccessibleName(self.tr("Comparison"))
        self._content = Content()
        self._mode: Mode = MODES[0]
        self._camera = Camera(0, 0, 1)
        self._framing = Framing.FIRST
        self._divider = 0.5  # share of the width
        self._tiles = TileCache()
        self._dragged_from: QPointF | None = None
        self._drags_divider = False

    # What is shown

    @property
    def content(self) -> Content:
        return self._content

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def zoom(self) -> float:
        """Device pixels per result pixel."""
        return self._camera.zoom

    @property
    def is_fitted(self) -> bool:
        """Whether the whole picture is in view, as large as possible."""
        scene = self._content.scene
        return scene is not None and self._camera == fitted(scene, self._pane_size())

    def set_content(self, content: Content, *, same_picture: bool = False) -> None:
        """Show something else. The camera stays where it is if it is the same picture, with a result or without."""
        before, after = self._content.scene, content.scene
        if set(map(id, content.layers.values())) != set(map(id, self._content.layers.values())):
            self._tiles.clear()
        self._content = content
        if same_picture and before and after:
            self._camera = self._camera.stretched(after.width / before.width)
        else:
            self._framing = Framing.FIRST
        self.setAccessibleDescription(", ".join([*content.labels.values(), content.hint]).strip(", "))
        self._adjust()

    def set_hint(self, hint: str) -> None:
        """Change what is said at the lower edge; repaints no more than that."""
        if hint != self._content.hint:
            before = self._hint_area()
            self._content = self._content.hinted(hint)
            self.update(self._hint_area().united(before))

    def set_mode(self, mode: Mode) -> None:
        self._mode = mode
        self._adjust()

    # Zoom

    def fit(self) -> None:
        """Keep the whole picture in view, also when the window is resized."""
        self._framing = Framing.FIT
        self._adjust()

    def zoom_to(self, zoom: float) -> None:
        """Zoom about the middle."""
        self._look(self._camera.zoomed(zoom))

    def zoom_by(self, notches: float) -> None:
        """Zoom in or out about the middle, as by that many notches of the wheel."""
        self.zoom_to(stepped(self.zoom, notches))

    # Geometry

    def _view(self) -> QRect:
        """The widget in device pixels."""
        ratio = self.devicePixelRatioF()
        return QRect(0, 0, round(self.width() * ratio), round(self.height() * ratio))

    def _panes(self) -> tuple[Pane, ...]:
        view = self._view()
        if self._content.both:
            return self._mode.panes(view, self._divider_x())
        return tuple(pane for side in self._content.layers for pane in whole(side, view))

    def _divider_x(self) -> int:
        return round(self._divider * self._view().width())

    def _shows_divider(self) -> bool:
        return self._content.both and self._mode.has_divider

    def _pane_size(self) -> Size:
        panes = self._panes()
        area = panes[0].area if panes else self._view()
        return Size(max(1, area.width()), max(1, area.height()))

    def _device(self, position: QPointF) -> QPointF:
        return position * self.devicePixelRatioF()

    def _look(self, camera: Camera) -> None:
        """Move the camera to a place of the person's choice."""
        self._camera = camera
        self._framing = Framing.FREE
        self._adjust()

    def _adjust(self) -> None:
        """Bring the camera in line with the content and the size of the view, and repaint."""
        scene = self._content.scene
        if scene:
            pane = self._pane_size()
            if self._framing is Framing.FREE:
                self._camera = self._camera.clamped(scene, pane)
            elif self._framing is Framing.FIRST and pane.width < self._view().width():
                self._camera = filled(scene, pane)
            else:
                self._camera = fitted(scene, pane)
        self.camera_changed.emit()
        self.update()

    def _hint_area(self) -> QRect:
        """At the lower edge, or in the middle where there is nothing to cover."""
        flag = Qt.AlignmentFlag
        vertical = flag.AlignBottom if self._content.layers else flag.AlignVCenter
        return overlay.label_area(self.fontMetrics(), self._content.hint, self.rect(), flag.AlignHCenter | vertical)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(tokens.canvas))
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        exposed = QRect(
            int(event.rect().left() * ratio),
            int(event.rect().top() * ratio),
            round(event.rect().width() * ratio) + 2,
            round(event.rect().height() * ratio) + 2,
        )
        deadline = time.monotonic() + _PAINT_BUDGET
        complete = [self._paint_pane(painter, pane, exposed, deadline, tokens is DARK) for pane in self._panes()]
        painter.setClipping(False)
        painter.resetTransform()
        self._paint_overlay(painter, ratio)
        painter.end()
        if not all(complete):
            self.update()  # the rest of the tiles, in the next turn

    def _paint_pane(self, painter: QPainter, pane: Pane, exposed: QRect, deadline: float, dark: bool) -> bool:
        layer = self._content.layers[pane.side]
        x, y = self._camera.origin(Size(pane.area.width(), pane.area.height()))
        pixel = self._content.pixel_size(pane.side) * self._camera.zoom
        place = Placement(pane.area.left() + x, pane.area.top() + y, pixel)
        clip = pane.clip.intersected(exposed)
        painter.setClipRect(clip)
        if layer.has_alpha:
            picture = QRect(place.x, place.y, round(layer.size.width * pixel), round(layer.size.height * pixel))
            overlay.paint_board(painter, picture.intersected(pane.clip), dark)
        return paint_layer(painter, layer, place, clip, self._tiles, deadline)

    def _paint_overlay(self, painter: QPainter, ratio: float) -> None:
        for pane in self._panes():
            clip = QRect(
                round(pane.clip.left() / ratio), 0, round(pane.clip.width() / ratio), round(pane.clip.height() / ratio)
            )
            text = self._content.labels.get(pane.side, "")
            if text:
                side = Qt.AlignmentFlag.AlignRight if pane.label_on_right else Qt.AlignmentFlag.AlignLeft
                room = self.rect() if self._shows_divider() else clip
                painter.setClipRect(clip)
                overlay.paint_label(painter, overlay.label_area(self.fontMetrics(), text, room, side), text)
        painter.setClipping(False)
        if self._shows_divider():
            overlay.paint_divider(painter, round(self._divider_x() / ratio), self.rect())
        if self._content.hint:
            overlay.paint_label(painter, self._hint_area(), self._content.hint)
        if shows_focus(self):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QColor(current_tokens().accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    # Input

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._adjust()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.DevicePixelRatioChange, QEvent.Type.PaletteChange):
            self._adjust()
        super().changeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        position = self._device(event.position())
        zoom = stepped(self.zoom, event.angleDelta().y() / _NOTCH)
        panes = [pane for pane in self._panes() if pane.clip.contains(position.toPoint())]
        if panes and zoom != self.zoom:
            centre = QPointF(panes[0].area.width() / 2, panes[0].area.height() / 2) + panes[0].area.topLeft()
            offset = position - centre
            self._look(self._camera.zoomed(zoom, offset.x(), offset.y()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drags_divider = self._is_on_divider(event.position())
            self._dragged_from = event.position()
            self._show_cursor(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is not None:
            if self._drags_divider:
                self._divider = min(max(event.position().x() / max(1, self.width()), 0.0), 1.0)
                self.update()
            else:
                moved = self._device(event.position() - self._dragged_from)
                self._look(self._camera.panned(moved.x(), moved.y()))
            self._dragged_from = event.position()
        self._show_cursor(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = None
        self._drags_divider = False
        self._show_cursor(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrows = {
            Qt.Key.Key_Left: QPoint(1, 0),
            Qt.Key.Key_Right: QPoint(-1, 0),
            Qt.Key.Key_Up: QPoint(0, 1),
            Qt.Key.Key_Down: QPoint(0, -1),
        }
        towards = arrows.get(Qt.Key(event.key()))
        if towards is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            step = _KEY_PAN * self.devicePixelRatioF()
            self._look(self._camera.panned(towards.x() * step, towards.y() * step))
        else:
            self.step_requested.emit(-(towards.x() + towards.y()))

    def _is_on_divider(self, position: QPointF) -> bool:
        x = self._divider_x() / self.devicePixelRatioF()
        return self._shows_divider() and abs(position.x() - x) <= overlay.HANDLE / 2

    def _show_cursor(self, position: QPointF) -> None:
        if self._drags_divider or (self._dragged_from is None and self._is_on_divider(position)):
            shape = Qt.CursorShape.SplitHCursor
        elif self._content.scene is None:
            shape = Qt.CursorShape.ArrowCursor
        elif self._dragged_from is not None:
            shape = Qt.CursorShape.ClosedHandCursor
        else:
            shape = Qt.CursorShape.OpenHandCursor
        self.setCursor(shape)
