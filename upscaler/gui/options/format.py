"""The format of the results, its quality, and what the format cannot hold."""

from __future__ import annotations

from upscaler.errors import TargetTooLargeError
from upscaler.gui.options.section import Section
from upscaler.gui.options.slider import SliderRow
from upscaler.gui.widgets import text
from upscaler.gui.widgets.controls import Button, ComboBox, Note, keep_place
from upscaler.images.formats import FORMATS, promised
from upscaler.options import limits


class FormatSection(Section):
    def __init__(self) -> None:
        super().__init__(self.tr("Format"))
        self.choice = ComboBox(self.tr("Format"))
        self._title.setBuddy(self.choice)
        for key, title in self._formats():
            self.choice.addItem(title, key)
        self.choice.activated.connect(self._on_chosen)
        self.reset = Button(self.tr("Reset"), role="flat")
        self.reset.setToolTip(self.tr("Reset to the quality that suits most pictures"))
        self.reset.clicked.connect(self._on_reset_clicked)
        self.quality = SliderRow(self.tr("Quality"), *limits("quality"), self.reset)
        self.quality.changed.connect(self._on_quality_changed)
        self.losses = Note("warn")
        for widget in (self.choice, self.quality, self.losses):
            self._column.addWidget(widget)

    def _formats(self) -> list[tuple[str, str]]:
        written = [(format.name, text.translated(promised(format))) for format in FORMATS if format.writable]
        return [("keep", self.tr("Same as the original")), *written]

    def _show(self) -> None:
        options, format = self._state.options, self._state.format
        self.choice.choose(options.format)
        default = format.quality if format else None
        keep_place(self.quality, options.format == "keep")  # where it depends on the picture in view
        self.quality.setVisible(default is not None)
        if default is not None:
            self.quality.show_value(default if options.quality is None else options.quality)
            self.reset.setEnabled(options.quality not in (None, default))
        self.losses.setText(self._loss_text())

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

    def _on_quality_changed(self, value: int) -> None:
        self._request(quality=value)

    def _on_reset_clicked(self) -> None:
        self._request(quality=None)
