"""The format of the results, its quality, and what the format cannot hold."""

from __future__ import annotations

from upscaler.errors import TargetTooLargeError
from upscaler.gui.options.section import Section
from upscaler.gui.options.slider import SliderRow
from upscaler.gui.widgets import text
from upscaler.gui.widgets.controls import Button, ComboBox, Note
from upscaler.images.formats import BY_NAME, FORMATS, promised, target_format
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
        self.quality = SliderRow(self.tr("Quality"), *limits("quality"), self.reset, none=self.tr("lossless"))
        self.quality.changed.connect(self._on_quality_changed)
        self.losses = Note("warn")
        for widget in (self.choice, self.quality, self.losses):
            self._column.addWidget(widget)

    def _formats(self) -> list[tuple[str, str]]:
        written = [(format.name, text.translated(promised(format))) for format in FORMATS if format.writable]
        return [("keep", self.tr("Same as the original")), *written]

    def _show(self) -> None:
        options, format = self._state.options, self._state.format
        self.choice.setItemText(0, self._text_of_keep())
        self.choice.choose(options.format)
        default = format.quality if format else None
        self.quality.setVisible(default is not None or options.format == "keep")  # it depends on the picture in view
        self.quality.setEnabled(default is not None)
        if default is not None:
            self.quality.show_value(default if options.quality is None else options.quality)
        else:
            self.quality.show_none(self.tr("lossless") if format else "–")
        self.reset.setEnabled(default is not None and options.quality not in (None, default))
        self.losses.setText(self._loss_text())

    def _text_of_keep(self) -> str:
        """What "Same as the original" means for the picture in view, where its own format cannot be written."""
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

    def _on_quality_changed(self, value: int) -> None:
        self._request(quality=value)

    def _on_reset_clicked(self) -> None:
        self._request(quality=None)
