"""What every part of the options panel has in common."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from upscaler.errors import ScaleError
from upscaler.geometry import Size
from upscaler.gui.widgets.controls import label
from upscaler.images.codecs.base import Codec
from upscaler.images.formats import keeps_frames, target_format
from upscaler.jobs.job import Root
from upscaler.options import DeviceChoice, ModelChoice, UpscaleOptions

if TYPE_CHECKING:
    from upscaler.images.codecs.base import Header
    from upscaler.jobs.throughput import Throughput
from upscaler.gui.widgets import layouts


@dataclass(frozen=True)
class CurrentPicture:
    """The picture in view, by which the panel shows what the options mean."""

    source: Path
    header: Header
    root: Root | None = None  # the folder whose tree the results mirror, if it is not the picture's own


@dataclass(frozen=True)
class PanelState:
    """All that the panel shows. `output` is a folder, None beside each picture; `throughput` is that of these options.

    `seen` is the model that the picture in view asks for, once that is known.
    """

    options: UpscaleOptions
    output: Path | None = None
    picture: CurrentPicture | None = None
    throughput: Throughput | None = None
    devices: tuple[DeviceChoice, ...] = ("cpu",)
    seen: ModelChoice | None = None

    @property
    def target_size(self) -> Size | None:
        """Of the result of the picture in view; None if there is none, or it cannot be that large."""
        if self.picture is None:
            return None
        try:
            return self.options.size.of(self.picture.header.size)
        except ScaleError:
            return None

    @property
    def format(self) -> Codec | None:
        """Of the result of the picture in view; None if only a picture would tell."""
        if self.picture is None and self.options.format == "keep":
            return None
        return target_format(self.options.format, self.picture.header.kind if self.picture else "")

    @property
    def frames(self) -> int:
        """How many pictures the result of the one in view will hold."""
        if self.picture is None or self.target_size is None or self.format is None:
            return 1
        header = self.picture.header
        return header.frames if keeps_frames(header, self.target_size, self.format) else 1


class Section(QWidget):
    """A title, controls, and what they mean. `options_requested`: other options, and this folder for results."""

    options_requested = Signal(object, object)  # UpscaleOptions, Path or None

    def __init__(self, title: str) -> None:
        super().__init__()
        self._state = PanelState(UpscaleOptions())
        self._column = layouts.column(self, spacing=4, margins=(0, 0, 0, 12))
        self._title = label(title, "muted")
        if title:
            self._column.addWidget(self._title)

    def show_state(self, state: PanelState) -> None:
        """Bring the controls in line with the options."""
        self._state = state
        self._show()

    def _show(self) -> None:
        raise NotImplementedError

    def _request(self, **changes: Any) -> None:
        """Ask for options with these fields changed."""
        self.options_requested.emit(replace(self._state.options, **changes), self._state.output)
