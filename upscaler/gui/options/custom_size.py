"""The fields for any size: a number and what it measures, for lengths a unit and pixels per inch, and what happens to
pictures that are already larger."""

from __future__ import annotations

import itertools
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from upscaler.geometry import Size
from upscaler.gui.widgets import layouts
from upscaler.gui.widgets.combo_box import ComboBox
from upscaler.gui.widgets.controls import Field, label
from upscaler.target_size import (
    LARGEST_BLEED,
    LARGEST_SCALE,
    LARGEST_SIDE,
    SMALLEST_SCALE,
    UNITS_PER_INCH,
    Larger,
    TargetSize,
)

_NUMBER, _SHORT = 80, 56  # pixels wide; a box has two fields beside each other
_FIRST_SIDE = 2000  # pixels; the suggestion while there is no picture
_DECIMALS = 2  # of a converted length


class CustomSize(QWidget):
    """`requested` carries a TargetSize: the typed one, or the previous one while something is invalid."""

    requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._typed: TargetSize | None = None  # the size that the fields show
        self._before = TargetSize()  # the size before a field was edited: a half-typed number changes nothing
        self._source: Size | None = None  # of the picture in view
        self.number = self._field(self.tr("Size as a number"))
        self.box_height = self._field(self.tr("Height of the box"))
        self.dpi = self._field(self.tr("Pixels per inch"))
        self.bleed = self._field(self.tr("Bleed on each side, in mm"))
        self.measure = ComboBox(self.tr("What the size measures"))
        self.measure.offer(
            {
                "scale": self.tr("times larger"),
                "width": self.tr("wide"),
                "height": self.tr("high"),
                "longest": self.tr("longest side"),
                "box": self.tr("in a box"),
            }
        )
        self.measure.activated.connect(self._on_measure_chosen)
        self.unit = ComboBox(self.tr("Unit of the size"))
        self.unit.offer(
            {
                "px": self.tr("pixels"),
                "cm": self.tr("cm"),
                "mm": self.tr("mm"),
                "in": self.tr("inches"),
            }
        )
        self.unit.activated.connect(self._on_unit_chosen)
        self.larger = ComboBox(self.tr("Pictures that are already larger"))
        self.larger.offer(
            {
                "shrink": self.tr("Reduce them"),
                "copy": self.tr("Copy them as they are"),
                "skip": self.tr("Skip them"),
                "fail": self.tr("Report them as failed"),
            }
        )
        self.larger.activated.connect(self._on_larger_chosen)
        self._times, self._dpi_label = label("×", "muted"), label(self.tr("dpi"), "muted", self.dpi)
        self.larger_label = label(self.larger.accessibleName(), "muted", self.larger)
        self.larger_label.setWordWrap(True)
        self._bleed, self._larger = QWidget(), QWidget()
        self._first, self._second = layouts.row(spacing=8), layouts.row(spacing=8)
        self._lay_out()

    def _field(self, name: str) -> Field:
        field = Field(name)
        field.setFixedWidth(_NUMBER)
        field.textEdited.connect(self._on_edited)
        field.editingFinished.connect(self._on_finished)
        return field

    def _lay_out(self) -> None:
        for field in (self.box_height, self.dpi, self.bleed):
            field.set_narrow(field is not self.bleed)
            field.setFixedWidth(_SHORT)
        column = layouts.column(self, spacing=8, margins=(0, 4, 0, 0))
        for widget in (self.number, self._times, self.box_height, self.unit):
            self._first.addWidget(widget)
        self._first.setStretchFactor(self.unit, 1)
        for widget in (self.measure, self.dpi, self._dpi_label):
            self._second.addWidget(widget)
        self._second.setStretchFactor(self.measure, 1)
        bleed = layouts.row(self._bleed, spacing=8)
        bleed.addWidget(label(self.bleed.accessibleName(), "muted", self.bleed), 1)
        bleed.addWidget(self.bleed)
        third = layouts.column(self._larger, spacing=4)
        third.addWidget(self.larger_label)
        third.addWidget(self.larger)
        column.addLayout(self._first)
        column.addLayout(self._second)
        column.addWidget(self._bleed)
        column.addWidget(self._larger)
        order = [self.number, self.box_height, self.unit, self.measure, self.dpi, self.bleed, self.larger]
        for before, after in itertools.pairwise(order):
            QWidget.setTabOrder(before, after)

    def _place_measure(self, is_scale: bool) -> None:
        """Put the measure beside the number of a scale; for a length, the unit is there."""
        home, other = (self._first, self._second) if is_scale else (self._second, self._first)
        if home.indexOf(self.measure) < 0:
            other.removeWidget(self.measure)
            home.insertWidget(home.count() if is_scale else 0, self.measure, 1)

    def show_size(self, size: TargetSize, source: Size | None) -> bool:
        """Show this size, for a picture of size `source` in view. Returns whether it was set elsewhere, by a preset."""
        self._source = source
        is_new = size != self._typed
        if is_new:
            self._typed = self._before = size
            self._show_numbers(size)
        is_scale, is_box = size.measure == "scale", size.measure == "box"
        self.measure.choose(size.measure)
        self.unit.choose(size.unit)
        self.larger.choose(size.larger)
        self._place_measure(is_scale)
        self.unit.setVisible(not is_scale)
        self.number.set_narrow(is_box)
        self.number.setFixedWidth(_SHORT if is_box else _NUMBER)
        self._larger.setVisible(not is_scale)
        self._bleed.setVisible(size.unit != "px")
        for widget in (self._times, self.box_height):
            widget.setVisible(is_box)
        for widget in (self.dpi, self._dpi_label):
            widget.setVisible(size.unit != "px")
        for field in (self.number, self.box_height, self.dpi, self.bleed):
            field.set_problem(self.problem())
        return is_new

    def problem(self) -> str:
        """What is wrong with the numbers in the fields; empty if they are valid."""
        if not self.number.text() or self._parsed() is not None:
            return ""
        size = self._before
        if size.measure == "scale":
            return self.tr("Enter a number from {smallest} to {largest}.").format(
                smallest=SMALLEST_SCALE, largest=LARGEST_SCALE
            )
        largest = self.locale().toString(LARGEST_SIDE)
        if size.unit == "px":
            return self.tr("Enter a whole number of pixels up to {largest}.").format(largest=largest)
        return self.tr("Enter a size of 1 to {largest} pixels, with at most {bleed} mm of bleed.").format(
            largest=largest, bleed=round(LARGEST_BLEED)
        )

    def focus_number(self) -> None:
        self.number.setFocus()
        self.number.selectAll()

    def _show_numbers(self, size: TargetSize) -> None:
        fields = self.number, self.box_height, self.dpi, self.bleed
        for field, value in zip(fields, (size.value, size.height, size.dpi, size.bleed), strict=True):
            field.setText(f"{value:.7g}".replace(".", self.locale().decimalPoint()))

    def _parsed(self) -> TargetSize | None:
        """The size in the fields; None if it is invalid. A comma counts as a decimal point in every language."""
        size = self._before

        def number(field: Field) -> float:
            return float(field.text().strip().rstrip("x×").replace(",", "."))

        try:
            typed = replace(size, value=number(self.number))
            if size.measure == "box":
                typed = replace(typed, height=number(self.box_height))
            if size.unit != "px":
                typed = replace(typed, dpi=number(self.dpi), bleed=number(self.bleed))
        except ValueError:
            return None
        return typed if typed.is_sensible else None

    def _request(self, size: TargetSize) -> None:
        self._typed = size
        self.requested.emit(size)

    def _on_edited(self, _text: str) -> None:
        self._request(self._parsed() or self._before)

    def _on_finished(self) -> None:
        """Replace invalid numbers by the last valid ones."""
        was_wrong = self._parsed() is None
        self._before = self._typed or self._before
        if was_wrong:
            self._show_numbers(self._before)
            self._request(self._before)

    def _on_measure_chosen(self, position: int) -> None:
        """Convert the number, so that the size of the result stays the same."""
        measure, before = self.measure.itemData(position), self._before
        if measure != before.measure:
            unit = "px" if measure == "scale" else before.unit
            size = self._converted(replace(before, measure=measure, unit=unit))
            larger: Larger = "shrink" if before.larger == "fail" else before.larger
            self._take(replace(size, larger="fail" if measure == "scale" else larger))

    def _on_unit_chosen(self, position: int) -> None:
        unit = self.unit.itemData(position)
        if unit != self._before.unit:
            self._take(self._converted(replace(self._before, unit=unit)))

    def _on_larger_chosen(self, position: int) -> None:
        self._take(replace(self._before, larger=self.larger.itemData(position)))

    def _take(self, size: TargetSize) -> None:
        self._before = size
        self._show_numbers(size)
        self._request(size)

    def _converted(self, wanted: TargetSize) -> TargetSize:
        """The size in the measure and the unit of `wanted`, with which the result has the same size as before.

        A box stays a box of the same size: other pictures may fill it better.
        """
        source = self._source
        if wanted.measure == "scale":
            possible = source is not None and SMALLEST_SCALE <= self._before.scale_of(source) <= LARGEST_SCALE
            return replace(wanted, value=round(self._before.scale_of(source), 2) if source and possible else 4.0)
        if self._before.measure == wanted.measure == "box":
            now = Size(*(_pixels(length, self._before) for length in (self._before.value, self._before.height)))
        elif source is not None and self._before.is_possible(source):
            now = self._before.of(source)
        else:
            now = Size(_FIRST_SIDE, _FIRST_SIDE)
        sides = {"width": now.width, "height": now.height, "longest": max(now.width, now.height), "box": now.width}
        value, height = (_length(pixels, wanted) for pixels in (sides[wanted.measure], now.height))
        return replace(wanted, value=value, height=height if wanted.measure == "box" else 0.0)


def _pixels(length: float, size: TargetSize) -> int:
    """A length in the unit of a size, in pixels."""
    return round(length if size.unit == "px" else length / UNITS_PER_INCH[size.unit] * size.dpi)


def _length(pixels: int, wanted: TargetSize) -> float:
    """A length in pixels, converted to the unit of a size."""
    if wanted.unit == "px":
        return float(pixels)
    return round(pixels / wanted.dpi * UNITS_PER_INCH[wanted.unit], _DECIMALS)
