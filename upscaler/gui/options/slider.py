"""A number in a range: its name, a field with the value, and a slider below."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget

from upscaler.gui.widgets import layouts
from upscaler.gui.widgets.controls import Field, label

_LINE = 28  # pixels high
_FIELD = 48  # pixels wide at least
_PADDING = 26  # of the field, both sides together


class SliderRow(QWidget):
    """`changed` carries the value chosen by the user. A value in `names` is shown by name; there is always room for the
    longest of them, so that nothing moves. Further widgets are placed before the field."""

    changed = Signal(int)

    def __init__(
        self,
        name: str,
        smallest: int,
        largest: int,
        *further: QWidget,
        names: Mapping[int, str] | None = None,
    ) -> None:
        super().__init__()
        self._names = names or {}
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(smallest, largest)
        self.slider.setProperty("role", "option")
        self.slider.setPageStep(5)
        self.slider.setAccessibleName(name)
        self.slider.setFixedHeight(_LINE)
        self.slider.valueChanged.connect(self.changed)
        self.value_label = _Value(self.tr("{name} as a number").format(name=name), self.slider)
        longest = max(map(self.value_label.fontMetrics().horizontalAdvance, (*self._names.values(), "100")))
        self.value_label.setFixedWidth(max(_FIELD, longest + _PADDING))
        self.value_label.editingFinished.connect(self._on_edited)
        first = layouts.row(spacing=8)
        first.addWidget(label(name, "muted"))
        first.addStretch(1)
        for widget in (*further, self.value_label):
            first.addWidget(widget)
        column = layouts.column(self, spacing=0, margins=(0, 4, 0, 0))
        column.addLayout(first)
        column.addWidget(self.slider)

    def show_value(self, value: int) -> None:
        """Show a value without emitting `changed`."""
        self.slider.blockSignals(True)
        self.slider.setValue(value)
        self.slider.blockSignals(False)
        self.value_label.setText(self._names.get(value, str(value)))

    def show_none(self, why: str) -> None:
        """Show that there is no value at the moment."""
        self.value_label.setText(why)

    def _on_edited(self) -> None:
        """Use the typed number or name; anything else is replaced by the current value."""
        typed = self.value_label.text().strip().rstrip("%").strip()
        named = {name.casefold(): value for value, name in self._names.items()}
        value = named.get(typed.casefold(), int(typed) if typed.isdecimal() else self.slider.value())
        self.slider.setValue(value)
        self.value_label.setText(self._names.get(self.slider.value(), str(self.slider.value())))


class _Value(Field):
    """The value as text; the arrow keys move the slider, as in other number fields."""

    def __init__(self, name: str, slider: QSlider) -> None:
        super().__init__(name)
        self._slider = slider
        self.setFixedHeight(_LINE)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 5, Qt.Key.Key_PageDown: -5}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._slider.setValue(self._slider.value() + step)


class _Slider(QSlider):
    """A click in the groove moves the handle there."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the panel scrolls, as with ComboBox

    def mousePressEvent(self, event: QMouseEvent) -> None:
        option, control = QStyleOptionSlider(), QStyle.ComplexControl.CC_Slider
        self.initStyleOption(option)
        handle = self.style().subControlRect(control, option, QStyle.SubControl.SC_SliderHandle, self)
        x = event.position().toPoint().x()
        if event.button() == Qt.MouseButton.LeftButton and not handle.left() <= x <= handle.right():
            room = self.width() - handle.width()
            begin = x - handle.width() // 2
            self.setValue(
                QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), begin, room, option.upsideDown)
            )
        super().mousePressEvent(event)  # so that it can be dragged from there
