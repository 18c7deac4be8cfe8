"""The comparison: original and result under one camera."""

from __future__ import annotations

import time
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from upscaler.geometry import Region
from upscaler.gui.comparison import overlay
from upscaler.gui.comparison.camera import Camera, stepped
from upscaler.gui.comparison.captions import paint_captions, progress_areas
from upscaler.gui.comparison.magnifier import Spot, paint_magnifier
from upscaler.gui.comparison.modes import Mode
from upscaler.gui.comparison.stage import GAINS, Content, Stage, Upsampling, paint_pane
from upscaler.gui.comparison.tiles import TileCache
from upscaler.gui.comparison.viewport import Viewport
from upscaler.gui.widgets import text
from upscaler.gui.widgets.controls import shows_focus
from upscaler.gui.widgets.tokens import DARK, current_tokens

_PAINT_BUDGET = 0.015  # seconds for making new tiles in one repaint
_KEY_PAN = 64  # pixels
_NOTCH = 120  # of QWheelEvent.angleDelta


class ComparisonView(QWidget):
    """Shows a `Content` in one of the modes.

    Everything inside is in device pixels: 100 % is one result pixel per device pixel on any screen.
    """

    camera_changed = Signal()
    tools_changed = Signal()  # mode, gain, how the original is enlarged, or the magnifier
    step_requested = Signal(int)  # the next (1) or previous (-1) picture of the queue
    fold_requested = Signal()  # Tab, if it need not move the focus

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 160)
        self.setAccessibleName(self.tr("Comparison"))
        self.viewport = Viewport()
        self._tiles = TileCache()
        self._dragged_from: QPointF | None = None
        self._drags_divider = False
        self._magnifies = False
        self._spot: Spot | None = None
        self._was_reached_by_tab = False
        self._progress: float | None = None
        self._corners = (0, 0)  # widths in pixels of the lower corners that other widgets cover

    # What is shown

    @property
    def content(self) -> Content:
        return self.viewport.content

    @property
    def stage(self) -> Stage:
        """The content, and the settings with which it is drawn."""
        return self.viewport.stage

    @property
    def mode(self) -> Mode:
        return self.viewport.mode

    @property
    def magnifies(self) -> bool:
        return self._magnifies

    @property
    def zoom(self) -> float:
        """Device pixels per result pixel."""
        return self.viewport.camera.zoom

    @property
    def is_fitted(self) -> bool:
        """Whether the whole picture is in view, as large as possible."""
        return self.viewport.is_fitted

    @property
    def visible(self) -> Region | None:
        """The part of the result that is in view, in whole pixels."""
        return self.viewport.visible

    def set_content(self, content: Content, *, same_picture: bool = False) -> None:
        """Show other content. The same picture stays where it is; another one keeps zoom and place."""
        self.viewport.set_content(content, same_picture)
        self._restage(self.stage)
        self._describe()
        self._adjust()

    def set_hint(self, hint: str) -> None:
        """Change the text at the lower edge, repainting only its area."""
        if hint != self.content.hint:
            before = self._hint_area()
            self.viewport.stage = replace(self.stage, content=self.content.hinted(hint))
            self.update(self._hint_area().united(before))

    def set_progress(self, share: float | None) -> None:
        """Show the progress of the preview, 0 to 1, at the upper edge of the result; None: no preview is being made."""
        if share != self._progress:
            self._progress = share
            for area in progress_areas(self.viewport, self.devicePixelRatioF()):
                self.update(area)

    def set_mode(self, mode: Mode) -> None:
        self.viewport.mode = mode
        self.tools_changed.emit()
        self._describe()
        self._adjust()

    def set_upsampling(self, upsampling: Upsampling) -> None:
        """Choose how the original is enlarged."""
        self._restage(replace(self.stage, upsampling=upsampling))

    def set_gain(self, gain: float) -> None:
        """Choose how much the residual is amplified, within GAINS."""
        self._restage(replace(self.stage, gain=min(max(gain, GAINS[0]), GAINS[1])))

    def set_magnifies(self, shown: bool) -> None:
        """Show or hide the magnifier under the pointer."""
        self._magnifies = shown
        self.point_at(self.mapFromGlobal(self.cursor().pos()).toPointF() if shown else None)
        self.tools_changed.emit()

    def peek(self, peeks: bool) -> None:
        """Show only the original, for as long as a key or button is held."""
        if peeks != self.viewport.peeks:
            self.viewport.peeks = peeks
            self.update()

    def flip(self, flipped: bool) -> None:
        """Show the picture that the result is compared with instead of the result, or the result again."""
        self.viewport.is_flipped = flipped
        self.update()

    def cover_corner(self, *, left: int | None = None, right: int | None = None) -> None:
        """Keep the text at the lower edge clear of this many pixels on the left or right, which a widget covers."""
        corners = (self._corners[0] if left is None else left, self._corners[1] if right is None else right)
        if corners != self._corners:
            self._corners = corners
            self.update()

    def _describe(self) -> None:
        """Describe the view for screen readers."""
        labels = [self.content.label(pane) for pane in self.viewport.panes]
        self.setAccessibleDescription(text.listed([*labels, self.content.hint]))

    def _restage(self, stage: Stage) -> None:
        self.viewport.stage = stage
        self._tiles.keep(stage.all_pictures())
        self.update()
        self.tools_changed.emit()

    # Zoom

    def fit(self) -> None:
        """Show the whole picture, even after the window is resized."""
        self.viewport.fits = True
        self._adjust()

    def zoom_to(self, zoom: float) -> None:
        """Zoom about the middle."""
        self._look(self.viewport.camera.zoomed(zoom))

    def zoom_by(self, notches: float) -> None:
        """Zoom about the middle, by this many notches of the wheel."""
        self.zoom_to(stepped(self.zoom, notches))

    def centre_on(self, x: float, y: float) -> None:
        """Bring a point of the result into the middle, as far as the edges allow."""
        self._look(replace(self.viewport.camera, x=x, y=y))

    # Geometry

    def _device(self, position: QPointF) -> QPointF:
        return position * self.devicePixelRatioF()

    def _look(self, camera: Camera) -> None:
        """Move the camera where the user wants it."""
        self.viewport.look(camera)
        self._adjust()

    def _adjust(self) -> None:
        """Adapt the camera to the content and the size of the view, and repaint."""
        ratio = self.devicePixelRatioF()
        self.viewport.area = QRect(0, 0, round(self.width() * ratio), round(self.height() * ratio))
        self.viewport.adjust()
        if self._spot is not None:
            self.point_at(self._spot.pointer.toPointF())  # the pixel under the pointer has changed
        self.camera_changed.emit()
        self.update()

    def _hint_area(self) -> QRect:
        """The area of the hint: at the lower edge, or in the middle while there is no picture."""
        flag = Qt.AlignmentFlag
        where = flag.AlignLeft | flag.AlignBottom if self.content.layers else flag.AlignCenter
        room = self.rect().adjusted(self._corners[0], 0, -self._corners[1], 0)
        return overlay.label_area(self.fontMetrics(), self.content.hint, room, where)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = DARK if self.window().isFullScreen() else current_tokens()  # in full screen, nothing should glare
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
        complete = [
            paint_pane(painter, pane, exposed, self.stage, self.viewport.camera, self._tiles, deadline, tokens is DARK)
            for pane in self.viewport.panes
        ]
        painter.setClipping(False)
        painter.resetTransform()
        self._paint_overlay(painter, ratio)
        painter.end()
        if not all(complete):
            self.update()  # the remaining tiles are made in the next repaint

    def _paint_overlay(self, painter: QPainter, ratio: float) -> None:
        paint_captions(painter, self.viewport, self.rect(), ratio, self._progress)
        if self.viewport.shows_divider:
            overlay.paint_divider(painter, round(self.viewport.divider_x / ratio), self.rect())
        if self.content.hint:
            overlay.paint_label(painter, self._hint_area(), self.content.hint)
        if self._spot is not None:
            area = self._spot.area(self.rect())
            paint_magnifier(painter, area, self.stage, self._spot, self.zoom, ratio, self._tiles)
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
        camera = self.viewport.zoomed_at(position, zoom)
        if camera is not None and zoom != self.zoom:
            self._look(camera)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            self.peek(True)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._drags_divider = self._is_on_divider(event.position())
            self._dragged_from = event.position()
            self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """100 % at the pointer, or the whole picture again."""
        if event.button() != Qt.MouseButton.LeftButton or self._is_on_divider(event.position()):
            self.mousePressEvent(event)
        elif not self.is_fitted:
            self.fit()
        elif camera := self.viewport.zoomed_at(self._device(event.position()), 1):
            self._look(camera)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is not None:
            if self._drags_divider:
                self.viewport.divider = min(max(event.position().x() / max(1, self.width()), 0.0), 1.0)
                self.update()
            else:
                moved = self._device(event.position() - self._dragged_from)
                self._look(self.viewport.camera.panned(moved.x(), moved.y()))
            self._dragged_from = event.position()
        self.point_at(event.position())
        self._show_cursor(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            self.peek(False)
        self._dragged_from = None
        self._drags_divider = False
        self._show_cursor(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        self.point_at(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._was_reached_by_tab = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """After a click in the picture, Tab folds the panels; if Tab brought the focus here, it moves the focus on."""
        if forward and not self._was_reached_by_tab:
            self.fold_requested.emit()
            return True
        return super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.peek(False)
        super().focusOutEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle Space in a widget that this one filters as if it were pressed here."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            (self.keyPressEvent if event.type() == QEvent.Type.KeyPress else self.keyReleaseEvent)(event)
            return True
        if event.type() == QEvent.Type.FocusOut:
            self.peek(False)  # the key will be released elsewhere
        return super().eventFilter(watched, event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.peek(False)
        else:
            super().keyReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrows = {
            Qt.Key.Key_Left: QPoint(1, 0),
            Qt.Key.Key_Right: QPoint(-1, 0),
            Qt.Key.Key_Up: QPoint(0, 1),
            Qt.Key.Key_Down: QPoint(0, -1),
        }
        towards = arrows.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Space:
            self.peek(True)
        elif towards is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            step = _KEY_PAN * self.devicePixelRatioF()
            self._look(self.viewport.camera.panned(towards.x() * step, towards.y() * step))
        else:
            self.step_requested.emit(-(towards.x() + towards.y()))

    def point_at(self, position: QPointF | None) -> None:
        """Move the magnifier to the pointer while it is over a picture; None: the pointer has left the view."""
        before, self._spot = self._spot, self._spot_at(position) if self._magnifies and position else None
        for spot in (before, self._spot):
            if spot is not None:
                self.update(spot.area(self.rect()))

    def _spot_at(self, position: QPointF) -> Spot | None:
        pixel = self.viewport.pixel_at(self._device(position))
        return None if pixel is None else Spot(*pixel, position.toPoint())

    def _is_on_divider(self, position: QPointF) -> bool:
        x = self.viewport.divider_x / self.devicePixelRatioF()
        return self.viewport.shows_divider and abs(position.x() - x) <= overlay.HANDLE / 2

    def _show_cursor(self, position: QPointF) -> None:
        if self._drags_divider or (self._dragged_from is None and self._is_on_divider(position)):
            shape = Qt.CursorShape.SplitHCursor
        elif self.content.scene is None:
            shape = Qt.CursorShape.ArrowCursor
        elif self._dragged_from is not None:
            shape = Qt.CursorShape.ClosedHandCursor
        elif self._spot is not None:
            shape = Qt.CursorShape.CrossCursor
        else:
            shape = Qt.CursorShape.OpenHandCursor
        self.setCursor(shape)
