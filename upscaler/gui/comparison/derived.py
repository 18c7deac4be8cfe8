"""Pictures that are computed from others, tile by tile as they come into sight: never as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from upscaler.geometry import Region, Size
from upscaler.gui.comparison.layer import Layer
from upscaler.gui.widgets.qimage import to_qimage

if TYPE_CHECKING:
    from upscaler.images.interpolation import Values

GRAY = 128  # what a residual of nothing looks like


@dataclass(frozen=True)
class Interpolated:
    """The original enlarged to `size` as the network takes it before it adds anything: bicubic."""

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

        While the pixels of the level are smaller than those of the original, the enlarged pixels are averaged; beyond,
        the original is taken from further away, for which its own levels are there.
        """
        from upscaler.images.interpolation import interpolated

        across, down = self.size.width / self.original.size.width, self.size.height / self.original.size.height
        averaged = int(max(1.0, min(across, down))).bit_length() - 1  # levels
        away = min(max(0, level - averaged), len(self.original.pyramid.levels) - 1)
        source = self.original.pyramid.levels[away]
        offset = (x / 2**away, y / 2**away)
        return interpolated(source, region, (across, down), 2 ** (level - away), offset)

    def tile(self, level: int, region: Region) -> QImage:
        import numpy as np

        from upscaler.images.bitmap import max_value

        pixels = self.original.pyramid.levels[0]
        values = np.clip(np.rint(self.values(level, region)), 0, max_value(pixels))
        return to_qimage(values.astype(pixels.dtype), self.original.space)


@dataclass(frozen=True)
class Residual:
    """What the network added: a result, or the part of one at `x`, `y`, less the interpolated original.

    Differences are told in steps of 255, multiplied by `gain` and centred on gray. Alpha is left out.
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
