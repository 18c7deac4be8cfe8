"""The window's controls, styled for it."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from upscaler.gui.widgets import layouts
from upscaler.gui.widgets.icons import icon
from upscaler.gui.widgets.tokens import DARK, current_tokens, font

CONTROL_HEIGHT = 32
_ICON = 16
_ICON_GAP = 4
_DEFAULT, _CHOOSE = "default", "choose"  # data of two items of FolderComboBox

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

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:  # Qt does not say that the mouse left while a dialog was open
            self.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, self.underMouse() and _is_mouse_over(self))
            self.update()
        return super().event(event)

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


class ComboBox(QComboBox):
    """A drop-down list. It paints itself, since a style sheet would remove the arrow."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that the wheel does not give it the focus
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(12)
        self._has_list = False

    def offer(self, choices: Mapping[str, str]) -> None:
        """Add choices: the value of each, and its title."""
        for value, title in choices.items():
            self.addItem(title, value)

    def text_room(self) -> QRect:
        """The area of the text, to the left of the arrow."""
        return self.rect().adjusted(12, 0, -32, 0)

    def hold_width(self) -> None:
        """Be exactly as wide as the longest choice needs, in any language."""
        self.ensurePolished()  # only then is the font known
        metrics = QFontMetricsF(self.font())  # in fractions of a pixel, as Qt elides text
        longest = max(metrics.horizontalAdvance(self.itemText(row)) for row in range(self.count()))
        self.setFixedWidth(self.width() - self.text_room().width() + math.ceil(longest) + 1)
        # Otherwise its neighbours would cover it
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def showPopup(self) -> None:
        if not self._has_list:  # made when it is first opened: it takes milliseconds, and there are many boxes
            self._has_list = True
            self.make_list()
        super().showPopup()

    def hidePopup(self) -> None:
        super().hidePopup()
        self.update()

    def underMouse(self) -> bool:
        """Qt does not say that the mouse has left while a list is open, be it that of another box."""
        return super().underMouse() and _is_mouse_over(self)

    def make_list(self) -> None:
        """Make the items as high as a control."""
        self.setItemDelegate(_TallItems(self))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel scrolls the panel; an accidental change would go unnoticed

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = tokens.hover if self.underMouse() and self.isEnabled() else tokens.raised
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(tokens.accent if focused else tokens.line), 2 if focused else 1))
        painter.setBrush(QColor(fill))
        half = 1.0 if focused else 0.5
        painter.drawRoundedRect(self.rect().toRectF().adjusted(half, half, -half, -half), 6, 6)
        ink = QColor(tokens.text if self.isEnabled() else tokens.disabled)
        room = self.text_room()
        painter.setPen(ink)
        text = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.setPen(QPen(QColor(tokens.muted), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        tip = QPoint(self.width() - 18, self.height() // 2 + 2)
        painter.drawPolyline([tip + QPoint(-4, -4), tip, tip + QPoint(4, -4)])

    def choose(self, data: object) -> None:
        """Show the item with this data, without emitting a signal."""
        position = next((i for i in range(self.count()) if self.itemData(i) == data), -1)
        if position >= 0:
            self.blockSignals(True)
            self.setCurrentIndex(position)
            self.blockSignals(False)
            self.update()


class FolderComboBox(ComboBox):
    """The default folder, the folder chosen last, or another one. `chosen`: a Path, or None for the default."""

    chosen = Signal(object)

    def __init__(self, name: str, default: str, other: str, title: str) -> None:
        """`default` and `other` are the texts of the first and last item, `title` is that of the folder dialog."""
        super().__init__(name)
        self._default, self._other, self._title = default, other, title
        self._folder: Path | None = None
        self._start = ""
        self.activated.connect(self._on_activated)

    def show_folder(self, folder: Path | None, start: Path | None) -> None:
        """Show the chosen folder, without emitting a signal. The folder dialog opens in `start`."""
        self._folder, self._start = folder, str(start or "")
        self.clear()
        self.addItem(self._default, _DEFAULT)
        if folder is not None:
            self.addItem(folder.name or str(folder), str(folder))
        self.addItem(self._other, _CHOOSE)
        self.choose(str(folder) if folder else _DEFAULT)

    def _on_activated(self, position: int) -> None:
        data = self.itemData(position)
        if data == _CHOOSE:
            name = QFileDialog.getExistingDirectory(self, self._title, self._start)
            self.chosen.emit(Path(name) if name else self._folder)
        else:
            self.chosen.emit(None if data == _DEFAULT else Path(data))


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


class _TallItems(QStyledItemDelegate):
    """Makes the items of a drop-down list as high as a control."""

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        return super().sizeHint(option, index).expandedTo(QSize(0, CONTROL_HEIGHT))  # type: ignore[arg-type]


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


def _is_mouse_over(widget: QWidget) -> bool:
    return widget.rect().contains(widget.mapFromGlobal(QCursor.pos()))


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
