"""The right panel: what waiting pictures are asked for. What most people need is in sight, the rest is folded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from upscaler.errors import TargetTooLargeError
from upscaler.gui import words
from upscaler.gui.controls import Button, Choice, ElidedLabel, Segments, label
from upscaler.options import SCALES, DeviceChoice, Enlargement, UpscaleOptions

if TYPE_CHECKING:
    from upscaler.images.header import Header
    from upscaler.jobs.pace import Pace

WIDTH = 304
_PADDING = 16
_BESIDE = "beside"
_CHOOSE = "choose"


@dataclass(frozen=True)
class Sample:
    """The picture in view, by which the panel shows what the options mean."""

    source: Path
    header: Header
    root: Path | None = None  # the folder whose tree the results mirror, if it is not the picture's own


class OptionsPanel(QScrollArea):
    """`changed`: the person has chosen something; `options` and `output` have it."""

    changed = Signal()

    def __init__(self, options: UpscaleOptions, output: Path | None) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Options"))
        self._options = options
        self._output = output
        self._devices: tuple[DeviceChoice, ...] = ("cpu",)
        self._sample: Sample | None = None
        self._pace: Pace | None = None
        self._page = QWidget()
        self._page.setObjectName("panel")
        self._layout = QVBoxLayout(self._page)
        self._layout.setContentsMargins(_PADDING, 12, _PADDING, _PADDING)
        self._layout.setSpacing(4)
        self._add_controls()
        self._layout.addStretch(1)
        self.setWidget(self._page)
        self._fill_folders()
        self._fill_devices()
        self._show()

    @property
    def options(self) -> UpscaleOptions:
        return self._options

    @property
    def output(self) -> Path | None:
        """The folder for results; None means beside each picture."""
        return self._output

    @property
    def more_shown(self) -> bool:
        return self._more.isVisibleTo(self)

    def show_more(self, shown: bool) -> None:
        """Unfold or fold "More options"."""
        self._more.setVisible(shown)
        self._more_button.set_icon("chevron-down" if shown else "chevron-right")
        self._more_button.setAccessibleDescription(self.tr("unfolded") if shown else self.tr("folded"))

    def set_sample(self, sample: Sample | None) -> None:
        """The picture in view, or None."""
        if sample != self._sample:
            self._sample = sample
            self._show()

    def set_pace(self, pace: Pace) -> None:
        """How fast this computer is, once that is known."""
        self._pace = pace
        self._show()

    def set_devices(self, devices: list[DeviceChoice]) -> None:
        """What this computer has, once that is known. A remembered device that is gone becomes automatic."""
        self._devices = tuple(devices)
        if self._options.device not in ("auto", *devices):
            self._options = replace(self._options, device="auto")
            self.changed.emit()
        self._fill_devices()

    def _add_controls(self) -> None:
        self._size = Segments(self.tr("Size"), [(scale, words.scale(scale)) for scale in SCALES])
        self._size.chosen.connect(self._on_scale_chosen)
        self._pixels = ElidedLabel(role="body")
        self._time = ElidedLabel()
        self._add_section(self._layout, self.tr("Size"), self._size, self._pixels, self._time)

        self._format = Choice(self.tr("Format"))
        for key, text in self._formats():
            self._format.addItem(text, key)
        self._format.activated.connect(self._on_format_chosen)
        self._losses = label("", "warn")
        self._losses.setWordWrap(True)
        self._add_section(self._layout, self.tr("Format"), self._format, self._losses)

        self._folder = Choice(self.tr("Save to"))
        self._folder.activated.connect(self._on_folder_chosen)
        self._where = ElidedLabel()
        self._name = ElidedLabel()
        self._add_section(self._layout, self.tr("Save to"), self._folder, self._where, self._name)

        self._exists = Choice(self.tr("If the file exists"))
        self._exists.addItem(self.tr("Keep both"), "rename")
        self._exists.addItem(self.tr("Skip the picture"), "skip")
        self._exists.addItem(self.tr("Replace the file"), "overwrite")
        self._exists.activated.connect(self._on_exists_chosen)
        self._add_section(self._layout, self.tr("If the file exists"), self._exists)
        self._add_more()

    def _add_more(self) -> None:
        self._more_button = Button(self.tr("More options"), "chevron-right", role="disclosure")
        self._more_button.clicked.connect(self._on_more_clicked)
        self._layout.addWidget(self._more_button)
        self._more = QWidget()
        inner = QVBoxLayout(self._more)
        inner.setContentsMargins(0, 8, 0, 0)
        inner.setSpacing(4)
        self._device = Choice(self.tr("Device"))
        self._device.activated.connect(self._on_device_chosen)
        self._add_section(inner, self.tr("Device"), self._device)
        self._precision = Choice(self.tr("Precision"))
        self._precision.activated.connect(self._on_precision_chosen)
        self._add_section(inner, self.tr("Precision"), self._precision)
        self._layout.addWidget(self._more)
        self.show_more(False)

    def _add_section(self, layout: QVBoxLayout, title: str, *widgets: QWidget) -> None:
        layout.addWidget(label(title, "muted"))
        for widget in widgets:
            layout.addWidget(widget)
        layout.addSpacing(12)

    def _formats(self) -> list[tuple[str, str]]:
        return [
            ("keep", self.tr("As the original")),
            ("png", self.tr("PNG, lossless")),
            ("jpg", self.tr("JPEG, small files")),
            ("webp", self.tr("WebP, small files")),
            ("tiff", self.tr("TIFF, lossless")),
            ("avif", self.tr("AVIF, smallest files")),
        ]

    def _fill_folders(self) -> None:
        self._folder.clear()
        self._folder.addItem(self.tr("“upscaled” beside the picture"), _BESIDE)
        if self._output is not None:
            self._folder.addItem(self._output.name or str(self._output), str(self._output))
        self._folder.addItem(self.tr("Choose a folder…"), _CHOOSE)

    def _fill_devices(self) -> None:
        names = {device: words.device(device) for device in get_args(DeviceChoice)}
        self._device.clear()
        self._device.addItem(self.tr("Automatic"), "auto")
        for device in self._devices:
            self._device.addItem(names[device], device)
        self._precision.clear()
        self._precision.addItem(self.tr("Automatic"), "auto")
        self._precision.addItem(self.tr("Exact (fp32)"), "fp32")
        self._precision.addItem(self.tr("Faster (bf16)"), "bf16")
        if self._devices != ("cpu",):  # a processor only emulates it
            self._precision.addItem(self.tr("Faster (fp16)"), "fp16")
        self._device.choose(self._options.device)
        self._precision.choose(self._options.precision)

    def _on_scale_chosen(self, scale: int) -> None:
        self._change(replace(self._options, enlargement=Enlargement(scale)))

    def _on_format_chosen(self, position: int) -> None:
        self._change(replace(self._options, format=self._format.itemData(position)))

    def _on_exists_chosen(self, position: int) -> None:
        self._change(replace(self._options, on_exists=self._exists.itemData(position)))

    def _on_device_chosen(self, position: int) -> None:
        self._change(replace(self._options, device=self._device.itemData(position)))

    def _on_precision_chosen(self, position: int) -> None:
        self._change(replace(self._options, precision=self._precision.itemData(position)))

    def _on_folder_chosen(self, position: int) -> None:
        chosen = self._folder.itemData(position)
        if chosen == _CHOOSE:
            start = str(self._output or (self._sample.source.parent if self._sample else ""))
            folder = QFileDialog.getExistingDirectory(self, self.tr("Save results to"), start)
            self._output = Path(folder) if folder else self._output
        else:
            self._output = None if chosen == _BESIDE else Path(chosen)
        self._fill_folders()
        self._change(self._options)

    def _on_more_clicked(self) -> None:
        self.show_more(not self.more_shown)

    def _change(self, options: UpscaleOptions) -> None:
        self._options = options
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        """Bring the controls in line with the options."""
        self._size.set_current(self._options.enlargement.value)
        self._format.choose(self._options.format)
        self._exists.choose(self._options.on_exists)
        self._folder.choose(_BESIDE if self._output is None else str(self._output))
        self._pixels.setText(self._size_words())
        self._time.setText(self._time_words())
        self._losses.setText(self._loss_words())
        self._losses.setVisible(bool(self._losses.text()))
        folder, name = self._target_words()
        self._where.setText(folder)
        self._name.setText(name)

    def _size_words(self) -> str:
        if self._sample is None:
            return self.tr("{scale} as wide and as high").format(scale=words.scale(self._options.enlargement.value))
        size = self._options.enlargement.target_size(self._sample.header.size)
        return f"{words.size(size)}{words.NARROW}px · {words.megapixels(size)}"

    def _loss_words(self) -> str:
        """What the format cannot hold of the picture in view, before anything is started."""
        if self._sample is None:
            return ""
        from upscaler.images.fitting import check_size, losses
        from upscaler.images.formats import target_format

        source, size = self._sample.header, self._options.enlargement.target_size(self._sample.header.size)
        format = target_format(self._options.format, source.kind)
        try:
            check_size(size, format, self._sample.source.with_suffix(format.suffixes[0]))
        except TargetTooLargeError as error:
            return words.failure(error)
        return "\n".join(losses(source, size, format))

    def _time_words(self) -> str:
        if self._sample is None or self._pace is None:
            return ""
        from upscaler.images.formats import target_format

        source = self._sample.header
        target = self._options.enlargement.target_size(source.size)
        format = target_format(self._options.format, source.kind).name
        seconds = self._pace.seconds(source.size, target, format, SCALES)
        return self.tr("About {time} on this computer ({device}, {precision})").format(
            time=words.about(seconds), device=words.device(self._pace.device), precision=self._pace.precision
        )

    def _target_words(self) -> tuple[str, str]:
        """Folder and file name of the result of the picture in view."""
        if self._sample is None:
            return (str(self._output), "") if self._output else (self.tr("A folder of its own, made when needed"), "")
        # Late: these modules load Pillow, and nothing may delay the first paint.
        from upscaler.jobs.folders import RESULTS
        from upscaler.jobs.naming import target_name
        from upscaler.jobs.planning import mirrored

        root = self._sample.root or self._sample.source.parent
        folder = (self._output or root / RESULTS) / mirrored(self._sample.source, root)
        return str(folder), target_name(self._sample.source, self._sample.header, self._options)
