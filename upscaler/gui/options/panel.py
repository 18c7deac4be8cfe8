"""The right panel: the options of the waiting pictures. Rarely needed ones are in a collapsed section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from upscaler.gui.options.format import FormatSection
from upscaler.gui.options.model import ModelSection
from upscaler.gui.options.more import MoreOptions
from upscaler.gui.options.presets import PresetButton
from upscaler.gui.options.scope import Scope
from upscaler.gui.options.section import Crowd, CurrentPicture, PanelState, Section
from upscaler.gui.options.size import SizeSection
from upscaler.gui.options.target import FolderSection
from upscaler.gui.widgets import layouts
from upscaler.gui.widgets.controls import label
from upscaler.jobs.throughput import same_speed
from upscaler.options import ModelChoice, UpscaleOptions

if TYPE_CHECKING:
    from upscaler.jobs.throughput import Throughput

WIDTH, SMALLEST_WIDTH = 304, 276
_PADDING = 16


class OptionsPanel(QScrollArea):
    """`changed`: the user has changed `options` or `output`."""

    changed = Signal()

    def __init__(self, options: UpscaleOptions, output: Path | None) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Options"))
        self._state = PanelState(options, output)
        self.presets = PresetButton()
        self.presets.chosen.connect(self.choose)
        self.scope = Scope()
        self.model_section = ModelSection()
        self.size_section = SizeSection()
        self.format_section = FormatSection()
        self.folder_section = FolderSection()
        self.more = MoreOptions()
        self.setWidget(self._page())
        self._show()

    @property
    def options(self) -> UpscaleOptions:
        return self._state.options

    @property
    def output(self) -> Path | None:
        """The folder for results; None means beside each picture."""
        return self._state.output

    @property
    def throughput(self) -> Throughput | None:
        """The throughput of this computer with the current options, if it is known."""
        return self._state.throughput

    @property
    def more_shown(self) -> bool:
        return self.more.is_expanded

    def show_more(self, shown: bool) -> None:
        """Expand or collapse "More options"."""
        self.more.expand(shown)

    def show_options(self, options: UpscaleOptions, output: Path | None) -> None:
        """Show these options, without emitting `changed`."""
        if (options, output) != (self.options, self.output):
            self._set_options(options, output)

    def set_picture(self, picture: CurrentPicture | None) -> None:
        """Show what the options mean for the picture in view; None without one."""
        if picture != self._state.picture:
            self._set(picture=picture)

    def set_seen(self, seen: ModelChoice | None) -> None:
        """Show the model that suits the picture in view; None if that is not known."""
        if seen != self._state.seen:
            self._set(seen=seen)

    def set_crowd(self, crowd: Crowd | None) -> None:
        """Show how many pictures the size does not fit; None while that is not known."""
        if crowd != self._state.crowd:
            self._set(crowd=crowd)

    def set_throughput(self, throughput: Throughput) -> None:
        """Show the estimated time, from the speed of this computer with the current options."""
        self._set(throughput=throughput)

    def set_devices(self, devices: Mapping[str, str]) -> None:
        """Offer the devices of this computer, with their names. A stored choice that is not available becomes
        automatic."""
        self._set(devices=devices)
        possible = self._possible(self.options)
        if possible != self.options:
            self._on_options_requested(possible, self.output)

    def _sections(self) -> tuple[Section, ...]:
        """The sections, from top to bottom."""
        return (self.model_section, self.size_section, self.format_section, self.folder_section, self.more)

    def _page(self) -> QWidget:
        page = QWidget()
        page.setObjectName("panel")
        layout = layouts.column(page, spacing=0, margins=(_PADDING, 5, _PADDING, 4))
        header = layouts.row(margins=(0, 0, 0, 4))
        header.addWidget(label(self.tr("Options"), "heading"))
        header.addStretch(1)
        header.addWidget(self.presets)
        layout.addLayout(header)
        layout.addWidget(self.scope)
        for section in self._sections():
            section.options_requested.connect(self._on_options_requested)
            layout.addWidget(section)
        layout.addStretch(1)
        return page

    def choose(self, options: UpscaleOptions) -> None:
        """Use these options as if the user had set each of them, as far as this computer can."""
        self._on_options_requested(self._possible(options), self.output)

    def add_models(self, files: list[Path]) -> None:
        """Add weight files as models, and choose the last one."""
        self.model_section.add(files)

    def shut_down(self) -> None:
        self.model_section.shut_down()

    def _possible(self, options: UpscaleOptions) -> UpscaleOptions:
        """The options, with a device or precision that is not available replaced by automatic."""
        devices = self._state.devices
        return replace(
            options,
            device=options.device if options.device in ("auto", *devices) else "auto",
            precision="auto" if options.precision == "fp16" and not self._state.has_fp16 else options.precision,
        )

    def _on_options_requested(self, options: UpscaleOptions, output: Path | None) -> None:
        self._set_options(options, output)  # even if they are equal: the typed text may be invalid
        self.changed.emit()

    def _set_options(self, options: UpscaleOptions, output: Path | None) -> None:
        throughput = self._state.throughput if same_speed(options, self.options) else None
        self._set(options=options, output=output, throughput=throughput)

    def _set(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # of any field
        self._show()

    def _show(self) -> None:
        self.presets.show_options(self.options)
        for section in self._sections():
            section.show_state(self._state)
