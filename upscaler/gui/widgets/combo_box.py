"""Drop-down lists, styled for the window."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem

from upscaler.gui.widgets.controls import CONTROL_HEIGHT
from upscaler.gui.widgets.hover import HoverKeeper
from upscaler.gui.widgets.tokens import current_tokens

_DEFAULT, _CHOOSE = "default", "choose"  # data of two items of FolderComboBox


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
        HoverKeeper(self)

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


class _TallItems(QStyledItemDelegate):
    """Makes the items of a drop-down list as high as a control."""

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        return super().sizeHint(option, index).expandedTo(QSize(0, CONTROL_HEIGHT))  # type: ignore[arg-type]
