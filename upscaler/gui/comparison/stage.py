"""What is painted for each side: the pictures of a content and those computed from them, each in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from upscaler.geometry import Size
from upscaler.gui.comparison.content import Content, Part
from upscaler.gui.comparison.derived import Interpolated, Residual
from upscaler.gui.comparison.layer import Layer, Picture
from upscaler.gui.comparison.modes import Side

GAINS = (1, 16)  # smallest and largest


class Before(StrEnum):
    """How the original is enlarged to the size of the result."""

    NEAREST = "nearest"
    BICUBIC = "bicubic"


@dataclass(frozen=True)
class Placed:
    """A picture at `x`, `y` of the result, of whose pixels each of its own takes `pixel`."""

    picture: Picture
    x: float = 0.0
    y: float = 0.0
    pixel: float = 1.0
    framed: bool = False

    @property
    def size(self) -> Size:
        return self.picture.sizes[0]


@dataclass(frozen=True)
class Stage:
    """A content as it is looked at."""

    content: Content
    before: Before = Before.NEAREST
    gain: float = 4.0

    def pictures(self, side: Side) -> tuple[Placed, ...]:
        """What is painted for a side, the lowest first."""
        scene = self.content.scene
        if scene is None:
            return ()
        original, result = self.content.layers.get(Side.ORIGINAL), self.content.layers.get(Side.RESULT)
        if side is Side.ORIGINAL:
            return (self._original(original, scene),) if original else ()
        if side is Side.RESULT:
            if result:
                return (Placed(result),)
            base = (Placed(Interpolated(original, scene)),) if original else ()
            return (*base, *(Placed(part.layer, part.x, part.y, framed=part.framed) for part in self.content.parts))
        if original is None:
            return ()
        before = Interpolated(original, scene)
        return tuple(
            Placed(Residual(before, part.layer, self.gain, part.x, part.y), part.x, part.y, framed=part.framed)
            for part in self._parts()
        )

    def result_values(self, x: int, y: int) -> tuple[int, ...] | None:
        """The samples of a pixel of the result; None where it is not known yet."""
        for part in reversed(self._parts()):
            found = part.layer.values(x - part.x, y - part.y)
            if found is not None:
                return found
        return None

    def original_values(self, x: int, y: int) -> tuple[tuple[int, int], tuple[int, ...] | None]:
        """The pixel of the original that lies at a pixel of the result, and its samples."""
        scene, original = self.content.scene, self.content.layers.get(Side.ORIGINAL)
        if scene is None or original is None:
            return (x, y), None
        place = x * original.size.width // scene.width, y * original.size.height // scene.height
        return place, original.values(*place)

    def all_pictures(self) -> Iterator[Picture]:
        """Everything that can come into view without the person doing more than press a key."""
        for side in Side:
            for placed in self.pictures(side):
                yield placed.picture

    def _original(self, original: Layer, scene: Size) -> Placed:
        if self.before is Before.BICUBIC and scene.width >= original.size.width:
            return Placed(Interpolated(original, scene))
        return Placed(original, pixel=scene.width / original.size.width)

    def _parts(self) -> tuple[Part, ...]:
        result = self.content.layers.get(Side.RESULT)
        return (Part(result),) if result else self.content.parts


def before_named(name: str) -> Before:
    """The way of that name, or the first one."""
    return next((before for before in Before if before == name), Before.NEAREST)
