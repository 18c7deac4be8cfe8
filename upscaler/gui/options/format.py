"""The format of the results, its quality, and what the format cannot hold."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from upscaler.errors import TargetTooLargeError
from upscaler.gui.options.section import Section
from upscaler.gui.options.slider import SliderRow
from upscaler.gui.widgets import layouts, text
from upscaler.gui.widgets.combo_box import ComboBox
from upscaler.gui.widgets.controls import Button, Field, Note, label
from upscaler.images.formats import BY_NAME, FORMATS, promised, target_format
from upscaler.options import limits

_NUMBER = 72  # pixels wide
_KILOBYTES = 1000  # of a megabyte


class FormatSection(Section):
    def __init__(self) -> None:
        super().__init__(self.tr("Format"))
        self.choice = ComboBox(self.tr("Format"))
        self._title.setBuddy(self.choice)
        self.choice.offer(self._formats())
        self.choice.activated.connect(self._on_chosen)
        self.reset = Button(self.tr("Reset"), role="flat")
        self.reset.setToolTip(self.tr("Reset to the quality that suits most pictures"))
        self.reset.clicked.connect(self._on_reset_clicked)
        self.quality = SliderRow(self.tr("Quality"), *limits("quality"), self.reset)
        self.quality.changed.connect(self._on_quality_changed)
        self.at_most = Field(self.tr("Maximum file size in megabytes"))
        self.at_most.setFixedWidth(_NUMBER)
        self.at_most.setPlaceholderText(self.tr("any"))
        self.at_most.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.at_most.textEdited.connect(self._on_most_edited)
        self.at_most.editingFinished.connect(self._on_most_finished)
        self._typed: int | None = None  # the kilobytes that the field shows
        self._most = QWidget()
        row = layouts.row(self._most, spacing=8, margins=(0, 4, 0, 0))
        row.addWidget(label(self.tr("Max. size"), "muted", self.at_most))
        row.addStretch(1)
        row.addWidget(self.at_most)
        row.addWidget(label(self.tr("MB"), "muted"))
        self.png = ComboBox(self.tr("PNG files"))
        self.png.addItem(self.tr("Fast, but larger"), "fast")
        self.png.addItem(self.tr("Smaller, but slow"), "small")
        self.png.activated.connect(self._on_png_chosen)
        self.losses = Note("warn")
        for widget in (self.choice, self.png, self.quality, self._most, self.losses):
            self._column.addWidget(widget)

    def _formats(self) -> dict[str, str]:
        written = {format.name: text.translated(promised(format)) for format in FORMATS if format.writable}
        return {"keep": self.tr("Same as the original"), **written}

    def _show(self) -> None:
        options, format = self._state.options, self._state.format
        self.choice.setItemText(0, self._text_of_keep())
        self.choice.choose(options.format)
        default = format.quality if format else None
        self.quality.setVisible(default is not None or options.format == "keep")  # "keep" depends on the picture
        self.quality.setEnabled(default is not None)
        if default is not None:
            self.quality.show_value(default if options.quality is None else options.quality)
        else:
            self.quality.show_none("–")
        self.reset.setEnabled(default is not None and options.quality not in (None, default))
        self._most.setVisible(not self.quality.isHidden())
        self._most.setEnabled(default is not None)
        if options.largest_file != self._typed:  # it was set elsewhere, as by a preset
            self._typed = options.largest_file
            self._show_most()
        chosen = BY_NAME.get(options.format)  # None for "keep": the layout must not depend on the picture in view
        self.png.setVisible(chosen is not None and chosen.can_be_small)
        self.png.choose(options.png)
        self.losses.setText(self._loss_text())

    def _text_of_keep(self) -> str:
        """What "Same as the original" means for the picture in view, if its own format cannot be written."""
        picture, same = self._state.picture, self.tr("Same as the original")
        if picture is None:
            return same
        result, source = target_format("keep", picture.header.kind), BY_NAME[picture.header.kind]
        if result is source:
            return same
        name = self.tr("animated {format}") if result.sequence == "animation" and self._state.frames > 1 else "{format}"
        return self.tr("Instead of {format}: {result}").format(
            format=source.title, result=name.format(format=result.title)
        )

    def _loss_text(self) -> str:
        """The parts of the picture in view that the format cannot hold, shown before the run."""
        picture, size, format = self._state.picture, self._state.target_size, self._state.format
        if picture is None or size is None or format is None:
            return ""
        from upscaler.images.fitting import check_size, losses  # late: it loads Pillow and OpenCV

        try:
            check_size(size, format, picture.source.with_suffix(format.suffixes[0]))
        except TargetTooLargeError as error:
            return text.failure(error)
        return "\n".join(map(text.translated, losses(picture.header, size, format)))

    def _on_chosen(self, position: int) -> None:
        self._request(format=self.choice.itemData(position))

    def _on_png_chosen(self, position: int) -> None:
        self._request(png=self.png.itemData(position))

    def _on_quality_changed(self, value: int) -> None:
        self._request(quality=value)

    def _show_most(self) -> None:
        self.at_most.setText("" if self._typed is None else text.number(self._typed / _KILOBYTES))
        self.at_most.set_problem("")

    def _on_most_edited(self, typed: str) -> None:
        """Use the number; invalid text changes nothing, and an empty field means no limit."""
        try:
            kilobytes = round(float(typed.strip().replace(",", ".")) * _KILOBYTES) if typed.strip() else None
            is_wrong = kilobytes is not None and kilobytes < 1
        except (ValueError, OverflowError):
            kilobytes, is_wrong = self._typed, True
        self.at_most.set_problem(self.tr("Enter a number of megabytes.") if is_wrong else "")
        if not is_wrong:
            self._typed = kilobytes
            self._request(largest_file=kilobytes)

    def _on_most_finished(self) -> None:
        """Replace invalid text by the last number."""
        if self.at_most.property("wrong"):
            self._show_most()

    def _on_reset_clicked(self) -> None:
        self._request(quality=None)
