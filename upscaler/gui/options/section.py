"""The base of every section of the options panel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
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
from upscaler.options import ModelChoice, UpscaleOptions
from upscaler.target_size import TargetSize

if TYPE_CHECKING:
    from upscaler.images.codecs.base import Header
    from upscaler.jobs.throughput import Throughput
from upscaler.gui.widgets import layouts


@dataclass(frozen=True)
class CurrentPicture:
    """The picture in view, for which the panel shows the effect of the options."""

    source: Path
    header: Header
    root: Root | None = None  # the folder whose tree the results mirror, if it is not the picture's own


@dataclass(frozen=True)
class Crowd:
    """How many of the pictures in the queue are already larger than the size, or too small for it."""

    larger: int
    too_small: int
    total: int

    @classmethod
    def of(cls, sizes: Iterable[Size], asked: TargetSize) -> Crowd:
        """For pictures of these sizes."""
        known = list(sizes)
        larger = sum(asked.is_exceeded_by(size) for size in known)
        possible = sum(asked.is_possible(size) or asked.is_exceeded_by(size) for size in known)
        return cls(larger, len(known) - possible, len(known))


@dataclass(frozen=True)
class PanelState:
    """Everything that the panel shows. `output` None: beside each picture; `throughput` is for these options.

    `seen` is the model that suits the picture in view, once that is known.
    """

    options: UpscaleOptions
    output: Path | None = None
    picture: CurrentPicture | None = None
    throughput: Throughput | None = None
    devices: Mapping[str, str] = field(default_factory=lambda: {"cpu": ""})  # and their names
    seen: ModelChoice | None = None
    crowd: Crowd | None = None  # once the sizes of all pictures are known

    @property
    def has_fp16(self) -> bool:
        """Whether fp16 can be chosen: a CPU only emulates it, and Vulkan uses it automatically if results agree."""
        return not {"cuda", "mps"}.isdisjoint(self.devices)

    @property
    def target_size(self) -> Size | None:
        """The size of the result of the picture in view, bleed included; None without one, or if it is impossible."""
        if self.picture is None:
            return None
        try:
            return self.options.size.with_bleed(self.options.size.of(self.picture.header.size))
        except ScaleError:
            return None

    @property
    def format(self) -> Codec | None:
        """The format of the result of the picture in view; None if it depends on the picture and there is none."""
        if self.picture is None and self.options.format == "keep":
            return None
        return target_format(self.options.format, self.picture.header.kind if self.picture else "")

    @property
    def frames(self) -> int:
        """How many frames or pages the result of the picture in view will have."""
        if self.picture is None or self.target_size is None or self.format is None:
            return 1
        header = self.picture.header
        return header.frames if keeps_frames(header, self.target_size, self.format) else 1


class Section(QWidget):
    """A title, controls, and their meaning. `options_requested` carries new options and the folder of results."""

    options_requested = Signal(object, object)  # UpscaleOptions, Path or None

    def __init__(self, title: str) -> None:
        super().__init__()
        self._state = PanelState(UpscaleOptions())
        self._column = layouts.column(self, spacing=4, margins=(0, 0, 0, 8))
        self._title = label(title, "muted")
        if title:
            self._column.addWidget(self._title)

    def show_state(self, state: PanelState) -> None:
        """Show these options in the controls."""
        self._state = state
        self._show()

    def _show(self) -> None:
        raise NotImplementedError

    def _request(self, **changes: Any) -> None:
        """Request the current options with these fields changed."""
        self.options_requested.emit(replace(self._state.options, **changes), self._state.output)
