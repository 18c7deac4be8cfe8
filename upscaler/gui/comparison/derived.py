"""Pictures computed from others, tile by tile as they become visible, never as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from upscaler.geometry import Region, Size
from upscaler.gui.comparison.layer import Layer
from upscaler.gui.widgets.qimage import to_qimage

if TYPE_CHECKING:
    from upscaler.images.interpolation import Values

GRAY = 128  # a residual of 0


@dataclass(frozen=True)
class Interpolated:
    """The original enlarged to `size`: the bicubic image that the network adds to."""

    original: Layer
    size: Size

    @property
    def sizes(self) -> list[Size]:
        from upscaler.images.pyramid import level_sizes

        return level_sizes(self.size)

    @property
    def rows(self) -> int:
        return self.size.height

    @property
    def has_alpha(self) -> bool:
        return self.original.has_alpha

    def values(self, level: int, region: Region, x: int = 0, y: int = 0) -> Values:
        """A region of a level, counted from the pixel `x`, `y` of level 0; in the range of the original.

        While the pixels of the level are smaller than those of the original, the enlarged pixels are averaged; for
        smaller levels, a smaller level of the original is enlarged instead.
        """
        from upscaler.images.interpolation import interpolated

        across, down = self.size.width / self.original.size.width, self.size.height / self.original.size.height
        averaged = int(max(1.0, min(across, down))).bit_length() - 1  # levels
        source_level = min(max(0, level - averaged), len(self.original.pyramid.levels) - 1)
        source = self.original.pyramid.levels[source_level]
        offset = (x / 2**source_level, y / 2**source_level)
        return interpolated(source, region, (across, down), 2 ** (level - source_level), offset)

    def tile(self, level: int, region: Region) -> QImage:
        import numpy as np

        from upscaler.images.bitmap import max_value

        pixels = self.original.pyramid.levels[0]
        values = np.clip(np.rint(self.values(level, region)), 0, max_value(pixels))
        return to_qimage(values.astype(pixels.dtype), self.original.space)


@dataclass(frozen=True)
class Residual:
    """The residual: a result, or the part of one at `x`, `y`, minus the interpolated original.

    Differences, in levels of 255, are multiplied by `gain` and centred on gray. Alpha is left out.
    """

    before: Interpolated
    result: Layer
    gain: float
    x: int = 0
    y: int = 0

    @property
    def sizes(self) -> list[Size]:
        return self.result.sizes

    @property
    def rows(self) -> int:
        return self.result.rows

    @property
    def has_alpha(self) -> bool:
        return False

    def tile(self, level: int, region: Region) -> QImage:
        import numpy as np

        from upscaler.images.bitmap import max_value

        after = self.result.block(level, region)
        colours = 1 if after.shape[2] < 3 else 3
        before = self.before.values(level, region, self.x, self.y)
        before = before[:, :, : 1 if before.shape[2] < 3 else 3] * (
            255 / max_value(self.before.original.pyramid.levels[0])
        )
        added = after[:, :, :colours].astype(np.float32) * (255 / max_value(after)) - before
        return to_qimage(np.clip(np.rint(added * self.gain + GRAY), 0, 255).astype(np.uint8))
