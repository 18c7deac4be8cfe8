"""A row for a number in a range: its name, a slider, and the value."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget

from upscaler.gui.widgets import layouts
from upscaler.gui.widgets.controls import CONTROL_HEIGHT, label


class SliderRow(QWidget):
    """`changed` carries the value that the person has chosen. A value in `names` is shown as its name; room is kept for
    the longest name, so that nothing moves. Further widgets follow on the right."""

    changed = Signal(int)

    def __init__(
        self, name: str, smallest: int, largest: int, *further: QWidget, names: Mapping[int, str] | None = None
    ) -> None:
        super().__init__()
        self._names = names or {}
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(smallest, largest)
        self.slider.setProperty("role", "option")
        self.slider.setPageStep(5)
        self.slider.setAccessibleName(name)
        self.slider.setFixedHeight(CONTROL_HEIGHT)
        self.slider.valueChanged.connect(self.changed)
        self.value_label = label("")
        if self._names:
            self.value_label.setMinimumWidth(
                max(map(self.value_label.fontMetrics().horizontalAdvance, self._names.values()))
            )
        row = layouts.row(self, spacing=8, margins=(0, 4, 0, 0))
        row.addWidget(label(name, "muted"))
        row.addWidget(self.slider, 1)
        for widget in (self.value_label, *further):
            row.addWidget(widget)

    def show_value(self, value: int) -> None:
        """Show a value without emitting `changed`."""
        self.slider.blockSignals(True)
        self.slider.setValue(value)
        self.slider.blockSignals(False)
        self.value_label.setText(self._names.get(value, str(value)))


class _Slider(QSlider):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the panel scrolls, as with ComboBox
