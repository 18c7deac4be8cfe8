"""What the comparison shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QCoreApplication

from upscaler.geometry import Region, Size
from upscaler.gui.comparison.layer import Layer
from upscaler.gui.comparison.modes import Side
from upscaler.gui.widgets import words

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Part:
    """A part of the result that is there before the result is: finished rows, or a framed preview.

    `x`, `y` is its top left corner in pixels of the result.
    """

    layer: Layer
    x: int = 0
    y: int = 0
    framed: bool = False

    @property
    def region(self) -> Region:
        return Region(self.x, self.y, self.layer.size.width, self.layer.size.height)


@dataclass(frozen=True)
class Content:
    """The pictures that are there and what is said about them.

    `result_size` tells how large the result will be while there is none. `hint` lies quietly at the lower edge.
    """

    layers: Mapping[Side, Layer] = field(default_factory=dict)
    labels: Mapping[Side, str] = field(default_factory=dict)
    result_size: Size | None = None
    hint: str = ""
    parts: tuple[Part, ...] = ()  # while there is no result; the later ones lie above
    expects_result: bool = False  # there is none yet, but its place is shown

    @property
    def scene(self) -> Size | None:
        """Size of the result, which is what zoom and positions count in."""
        if Side.RESULT in self.layers:
            return self.layers[Side.RESULT].size
        if Side.ORIGINAL in self.layers:
            return self.result_size or self.layers[Side.ORIGINAL].size
        return None

    @property
    def both(self) -> bool:
        """Whether there is something to compare."""
        return Side.ORIGINAL in self.layers and (Side.RESULT in self.layers or self.expects_result)

    def hinted(self, hint: str) -> Content:
        return replace(self, hint=hint)


def original_label(size: Size) -> str:
    return translate("content", "Original · {size}").format(size=words.size(size))


def result_label(size: Size, original: Size | None) -> str:
    """Upscaled 4× · 1280 × 960; without the number where the sizes are no whole multiple of each other."""
    times = size.width // original.width if original else 0
    if original and times and original * times == size:
        return translate("content", "Upscaled {scale} · {size}").format(scale=words.scale(times), size=words.size(size))
    return translate("content", "Upscaled · {size}").format(size=words.size(size))


def added_label() -> str:
    return translate("content", "What the network added")


def compare(original: Layer, result: Layer) -> Content:
    """Both pictures, labelled."""
    return Content(
        {Side.ORIGINAL: original, Side.RESULT: result},
        {
            Side.ORIGINAL: original_label(original.size),
            Side.RESULT: result_label(result.size, original.size),
            Side.ADDED: added_label(),
        },
    )
