"""The handle at each edge of the comparison that folds a side panel away and brings it back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from upscaler.gui.widgets.controls import shows_focus
from upscaler.gui.widgets.tokens import current_tokens

_WIDTH, _HEIGHT = 16, 72
_ABOVE = 4  # pixels above the middle, where the label of a lower pane begins
_RADIUS = 6


class FoldHandle(QAbstractButton):
    """Lies just above the middle of an edge of `parent`: the left one, or the right one with `on_right`."""

    def __init__(self, parent: QWidget, on_right: bool, hide: str, show: str) -> None:
        """`hide` and `show` describe what a click does while the panel is shown or folded away."""
        super().__init__(parent)
        self._beside, self._on_right = parent, on_right
        self._hide, self._show = hide, show
        self.setFixedSize(_WIDTH, _HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self.is_folded = False
        self.set_folded(False)
        parent.installEventFilter(self)

    def set_folded(self, folded: bool) -> None:
        """Show whether the panel is folded away."""
        self.is_folded = folded
        meaning = self._show if folded else self._hide
        self.setToolTip(meaning)
        self.setAccessibleName(meaning)
        self._reposition()
        self.update()

    def _reposition(self) -> None:
        x = self._beside.width() - self.width() if self._on_right else 0
        self.move(x, self._beside.height() // 2 - self.height() - _ABOVE)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._reposition()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a tab of the panel, with an arrow that points to where the panel's edge moves."""
        tokens, painter = current_tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = shows_focus(self)
        painter.setPen(QPen(QColor(tokens.accent if focused else tokens.line), 2 if focused else 1))
        painter.setBrush(QColor(tokens.raised if self.underMouse() else tokens.panel))
        inside = 0 if self._on_right else -_RADIUS - 1  # the other corners are outside, so that it touches the panel
        plate = QRect(inside, 0, _WIDTH + _RADIUS, _HEIGHT - 1).toRectF().adjusted(0.5, 0.5, 0.5, 0.5)
        painter.drawRoundedRect(plate, _RADIUS, _RADIUS)
        painter.setPen(
            QPen(
                QColor(tokens.text if self.underMouse() else tokens.muted),
                1.5,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.RoundCap,
            )
        )
        towards = 2 if self._on_right is not self.is_folded else -2
        middle = QPoint(_WIDTH // 2 - (0 if self._on_right else 1), _HEIGHT // 2)
        tip = middle + QPoint(towards, 0)
        painter.drawPolyline([tip + QPoint(-2 * towards, -4), tip, tip + QPoint(-2 * towards, 4)])
