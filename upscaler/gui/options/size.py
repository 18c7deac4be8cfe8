"""The size of the result, as a scale or in pixels, and what follows from it: pixels, bytes and time."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from upscaler.errors import ScaleError
from upscaler.gui.options.section import Section
from upscaler.gui.widgets import layouts, text
from upscaler.gui.widgets.controls import ComboBox, ElidedLabel, Field, Note, SegmentedControl, keep_place
from upscaler.images.estimate import file_bytes
from upscaler.images.formats import keeps_depth
from upscaler.options import LARGEST_SCALE, LARGEST_SIDE, SCALES, SMALLEST_SCALE, Measure, TargetSize

_CUSTOM = "custom"
_FIRST_SIDE = 2000  # pixels; the suggestion while there is no picture


class SizeSection(Section):
    """2×, 3×, 4×, or a field for any other scale or a side in pixels."""

    def __init__(self) -> None:
        super().__init__(self.tr("Size"))
        choices: list[tuple[object, str]] = [(scale, text.scale(scale)) for scale in SCALES]
        self.scales = SegmentedControl(self.tr("Size"), [*choices, (_CUSTOM, self.tr("Custom"))], padding=26)
        self.scales.chosen.connect(self._on_scale_chosen)
        self._is_custom = False
        self._typed: TargetSize | None = None  # the size that the field shows
        self._before = TargetSize()  # the size before the field was edited: a half-typed number changes nothing
        self.custom = QWidget()
        self.number = Field(self.tr("Size as a number"))
        self.number.setFixedWidth(80)
        self.number.textEdited.connect(self._on_number_edited)
        self.number.editingFinished.connect(self._on_number_finished)
        self.measure = ComboBox(self.tr("Unit of the size"))
        self.measure.addItem(self.tr("times larger"), "scale")
        self.measure.addItem(self.tr("pixels wide"), "width")
        self.measure.addItem(self.tr("pixels high"), "height")
        self.measure.addItem(self.tr("pixels, longest side"), "longest")
        self.measure.activated.connect(self._on_measure_chosen)
        row = layouts.row(self.custom, spacing=8, margins=(0, 4, 0, 0))
        row.addWidget(self.number)
        row.addWidget(self.measure, 1)
        self.problem = Note("warn")
        self.pixels = ElidedLabel(role="body")
        self.time = ElidedLabel()
        for label in (self.pixels, self.time):
            keep_place(label)
        for widget in (self.scales, self.custom, self.problem, self.pixels, self.time):
            self._column.addWidget(widget)

    def _show(self) -> None:
        size = self._state.options.size
        if size != self._typed:  # it was set elsewhere, as by a preset
            self._typed = self._before = size
            self._is_custom = size.measure != "scale" or size.value not in SCALES
            self.number.setText(self._number_text(size.value))
        self.scales.set_current(_CUSTOM if self._is_custom else size.value)
        self.custom.setVisible(self._is_custom)
        self.measure.choose(size.measure)
        self._show_meaning()

    def _show_meaning(self) -> None:
        problem = self._problem_of_number() or self._problem_of_picture()
        self.problem.setText(problem)
        self.number.set_problem(self._problem_of_number())
        self.pixels.setText(self._size_text())
        self.pixels.setVisible(bool(self.pixels.text()))
        self.time.setText(self._time_text())
        self.time.setVisible(bool(self.time.text()))

    # Texts

    def _problem_of_number(self) -> str:
        """What is wrong with the number in the field; empty if it is valid."""
        measure = self.measure.currentData()
        if not self._is_custom or not self.number.text() or self._parsed(measure) is not None:
            return ""
        if measure == "scale":
            return self.tr("Enter a number from {smallest} to {largest}.").format(
                smallest=SMALLEST_SCALE, largest=LARGEST_SCALE
            )
        return self.tr("Enter a whole number of pixels up to {largest}.").format(
            largest=self.locale().toString(LARGEST_SIDE)
        )

    def _problem_of_picture(self) -> str:
        """Why the picture in view cannot have this size; empty if it can."""
        picture = self._state.picture
        if picture is not None:
            try:
                self._state.options.size.of(picture.header.size)
            except ScaleError as error:
                return text.failure(error)
        return ""

    def _size_text(self) -> str:
        asked, size = self._state.options.size, self._state.target_size
        if size is not None:
            frames = self._state.frames
            amount = self.tr("%n frames", "", frames) if frames > 1 else text.megapixels(size)
            return self.tr("{size} px · {megapixels} · about {bytes}").format(
                size=text.size(size), megapixels=amount, bytes=text.file_size(self._bytes())
            )
        if self._state.picture is not None:
            return ""
        if asked.measure == "scale":
            return self.tr("{scale} the width and height").format(scale=text.scale(asked.value))
        return ""

    def _bytes(self) -> int:
        state = self._state
        assert state.picture is not None and state.format is not None and state.target_size is not None
        return file_bytes(state.target_size, state.picture.header, state.format, state.options.quality)

    def _time_text(self) -> str:
        state = self._state
        throughput, picture, size, format = state.throughput, state.picture, state.target_size, state.format
        if throughput is None or picture is None or size is None or format is None:
            return ""
        high_bit_depth = picture.header.bits > 8 and keeps_depth(picture.header, size, format)
        seconds = throughput.seconds(picture.header.size, size, format.name, SCALES, high_bit_depth, state.frames)
        return self.tr("About {time} on this computer ({device}, {precision})").format(
            time=text.about(seconds), device=text.device(throughput.device), precision=throughput.precision
        )

    def _number_text(self, value: float) -> str:
        return f"{value:.7g}".replace(".", self.locale().decimalPoint())

    # Input

    def _parsed(self, measure: Measure) -> float | None:
        """The number in the field; None if it is not valid. In every language a comma is a decimal point."""
        try:
            value = float(self.number.text().strip().rstrip("x×").replace(",", "."))
        except ValueError:
            return None
        return value if TargetSize(value, measure).is_sensible else None

    def _on_scale_chosen(self, key: object) -> None:
        self._is_custom = key == _CUSTOM
        if not self._is_custom:
            self._request(size=TargetSize(float(str(key))))
            return
        self._show()
        self.number.setFocus()
        self.number.selectAll()

    def _on_number_edited(self, _text: str) -> None:
        measure = self.measure.currentData()
        value = self._parsed(measure)
        self._request_typed(self._before if value is None else TargetSize(value, measure))

    def _on_number_finished(self) -> None:
        """Replace an invalid number by the last valid one."""
        self._before = self._state.options.size
        if self._parsed(self._before.measure) != self._before.value:
            self.number.setText(self._number_text(self._before.value))
            self._show()

    def _on_measure_chosen(self, position: int) -> None:
        """Convert the number, so that the size of the result stays the same."""
        measure, before = self.measure.itemData(position), self._state.options.size
        if measure == before.measure:
            self._show()
            return
        picture, size = self._state.picture, self._state.target_size
        if picture is None or size is None:
            value = 4.0 if measure == "scale" else float(_FIRST_SIDE)
        elif measure == "scale":
            value = round(before.scale_of(picture.header.size), 2)
        else:
            value = {"width": size.width, "height": size.height, "longest": max(size.width, size.height)}[measure]
        self.number.setText(self._number_text(value))
        self._before = TargetSize(value, measure)
        self._request_typed(self._before)

    def _request_typed(self, size: TargetSize) -> None:
        self._typed = size
        self._request(size=size)
