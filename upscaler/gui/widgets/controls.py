"""The window's controls, styled for it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from upscaler.gui.widgets import layouts
from upscaler.gui.widgets.hover import HoverKeeper
from upscaler.gui.widgets.icons import icon
from upscaler.gui.widgets.tokens import DARK, current_tokens, font

CONTROL_HEIGHT = 32
_ICON = 16
_ICON_GAP = 4

ButtonRole = Literal["plain", "primary", "flat", "link", "disclosure", "overlay"]
LabelRole = Literal["body", "muted", "warn", "heading", "title"]


class Button(QPushButton):
    """A push button whose icon follows the theme. Only Tab gives it the focus: a click leaves the focus where it is."""

    def __init__(self, text: str, icon_name: str = "", role: ButtonRole = "plain") -> None:
        super().__init__(text)
        self._icon_name = icon_name
        self._drawn: tuple[object, ...] = ()  # the parameters with which the icon was last drawn
        self._role = role
        self._text = text
        self.setProperty("role", role)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        HoverKeeper(self)
        self._set_icon()

    def set_icon(self, name: str) -> None:
        self._icon_name = name
        self._set_icon()

    def show_text(self, shown: bool) -> None:
        """Show or hide the text beside the icon; a hidden text remains the accessible name."""
        if shown is bool(self.text()):
            return
        if not shown:
            self._text = self.text()
            self.setAccessibleName(self._text)
        self.setText(self._text if shown else "")
        self.setProperty("narrow", "no" if shown else "yes")
        self.style().polish(self)
        self._set_icon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._set_icon()

    def _set_icon(self) -> None:
        gap = _ICON_GAP if self.text() else 0
        self.setIconSize(QSize(_ICON + gap, _ICON))
        if self._icon_name:
            tokens = current_tokens()
            normal = {
                "primary": tokens.on_accent,
                "flat": tokens.muted,
                "disclosure": tokens.muted,
                "overlay": DARK.text,  # on pictures, in both themes
            }
            wanted = self._icon_name, normal.get(self._role, tokens.text), tokens.disabled, _ICON, gap
            if wanted != self._drawn:  # palettes change often while a window is built
                self._drawn = wanted
                self.setIcon(icon(*wanted))


class SegmentedControl(QWidget):
    """A row of choices, one of which is selected. `chosen` carries the key of a choice made by the user.

    Tab moves the focus to the chosen one; arrow keys then choose another.
    """

    chosen = Signal(object)

    def __init__(self, name: str, choices: Sequence[tuple[Hashable, str]], padding: int = 32) -> None:
        super().__init__()
        self.setObjectName("segments")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self.setFixedHeight(CONTROL_HEIGHT)
        layout = layouts.row(self, spacing=2, margins=(2, 2, 2, 2))
        self._group = QButtonGroup(self)
        self._keys: list[Hashable] = []
        strong = QFontMetrics(font(self.font(), strong=True))
        for key, text in choices:
            button = QPushButton(text)
            button.setProperty("role", "segment")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setMinimumWidth(strong.horizontalAdvance(text) + padding)  # room for the bold text of the chosen one
            button.setAccessibleName(f"{name}: {text}")
            self._group.addButton(button, len(self._keys))
            self._keys.append(key)
            layout.addWidget(button, 1)
        self._group.idClicked.connect(self._on_clicked)
        self._group.buttonToggled.connect(self._on_toggled)

    def current(self) -> Hashable:
        return self._keys[self._group.checkedId()]

    def set_current(self, key: Hashable) -> None:
        self._group.button(self._keys.index(key)).setChecked(True)

    def button(self, key: Hashable) -> QPushButton:
        """The button of a choice, for its tool tip."""
        button = self._group.button(self._keys.index(key))
        assert isinstance(button, QPushButton)
        return button

    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(self._keys[number])

    def _on_toggled(self, button: QPushButton, chosen: bool) -> None:
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus if chosen else Qt.FocusPolicy.NoFocus)


class Field(QLineEdit):
    """A line edit whose frame has the warning colour while its text is invalid."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setAcceptDrops(False)  # files go to the queue wherever in the window they are dropped

    def set_problem(self, problem: str) -> None:
        """Mark the text as invalid unless `problem` is empty. It is shown elsewhere; here, screen readers get it."""
        self.setAccessibleDescription(problem)
        if self.property("wrong") is not bool(problem):
            self.setProperty("wrong", bool(problem))
            self.style().polish(self)

    def set_narrow(self, narrow: bool) -> None:
        """Leave less room around the text, so that a narrow field holds five digits."""
        if self.property("narrow") is not narrow:
            self.setProperty("narrow", narrow)
            self.style().polish(self)


class CheckBox(QCheckBox):
    """A check box. It paints itself, so that the tick has the colours of the theme."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setMinimumHeight(28)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(_ICON + 10 + self.fontMetrics().horizontalAdvance(self.text()), 28)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRect(1, (self.height() - _ICON) // 2, _ICON, _ICON)
        focused = self.hasFocus()
        edge = tokens.text if focused else (tokens.accent if self.isChecked() else tokens.muted)
        painter.setPen(QPen(QColor(edge), 2 if focused else 1))
        painter.setBrush(QColor(tokens.accent if self.isChecked() else tokens.raised))
        painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if self.isChecked():
            painter.setPen(QPen(QColor(tokens.on_accent), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            corner = box.topLeft()
            painter.drawPolyline([corner + QPoint(4, 8), corner + QPoint(7, 11), corner + QPoint(12, 5)])
        painter.setPen(QColor(tokens.text))
        painter.drawText(self.rect().adjusted(_ICON + 10, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())


class ElidedLabel(QLabel):
    """A line that is shortened in the middle if there is no room for it; the tool tip has the full text."""

    def __init__(self, text: str = "", role: LabelRole = "muted") -> None:
        super().__init__(text)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = current_tokens()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        self.setToolTip(self.text() if text != self.text() else "")
        painter = QPainter(self)
        painter.setPen(QColor(tokens.muted if self.property("role") == "muted" else tokens.text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def label(text: str, role: LabelRole = "body", buddy: QWidget | None = None) -> QLabel:
    """A label in one of the text styles. `buddy` is the widget that it names: on Linux, that is the only way in which
    screen readers get the name of a drop-down list."""
    result = QLabel(text)
    result.setProperty("role", role)
    if buddy is not None:
        result.setBuddy(buddy)
    return result


class Note(QLabel):
    """Sentences below a control, over as many lines as they need; hidden while empty."""

    def __init__(self, role: LabelRole = "muted", indent: int = 0) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setContentsMargins(indent, 0, 0, 0)
        self.setWordWrap(True)
        # Near its control, even if more lines are reserved
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setVisible(False)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setVisible(bool(text))

    def clear(self) -> None:
        self.setText("")


def keep_place(widget: QWidget, kept: bool = True) -> None:
    """Reserve the space of a widget while it is hidden, so that nothing moves when it appears and disappears."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(kept)
    widget.setSizePolicy(policy)


def line() -> QFrame:
    """A horizontal line of one pixel between parts of the window."""
    result = QFrame()
    result.setObjectName("line")
    result.setFixedHeight(1)
    return result


def shows_focus(widget: QWidget) -> bool:
    """Whether to mark the focus: the widget has it, and the user uses the keyboard."""
    return widget.hasFocus() and widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)


def paint_dashed_frame(painter: QPainter, area: QRect, colour: str, fill: str | None = None) -> None:
    """The outline of a place where things can be dropped."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), 2)
    pen.setDashPattern([4, 4])
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 12, 12)
