"""The part of the pictures that a comparison shows. Pure arithmetic, no Qt.

Lengths are device pixels, positions in a picture are pixels of the result: at zoom 1 one result pixel is one device
pixel, whatever the density of the screen. All panes of a view share one camera, so they always show the same place.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from upscaler.geometry import Region, Size

LARGEST = 32.0  # device pixels per result pixel
SMALLEST = 0.01
_STEP = 1.25  # zoom factor of one notch of the wheel


@dataclass(frozen=True)
class Camera:
    """`x`, `y` is the point of the result in the middle of a pane; `zoom` is device pixels per result pixel."""

    x: float
    y: float
    zoom: float

    def origin(self, pane: Size) -> tuple[int, int]:
        """Where the top left corner of the result lies in a pane. Whole pixels, so that 100 % is sharp."""
        return round(pane.width / 2 - self.x * self.zoom), round(pane.height / 2 - self.y * self.zoom)

    def visible(self, scene: Size, pane: Size) -> Region:
        """The part of the result that a pane shows, in whole pixels."""
        left, top = self.origin(pane)
        x, y = max(0, math.floor(-left / self.zoom)), max(0, math.floor(-top / self.zoom))
        right = min(scene.width, math.ceil((pane.width - left) / self.zoom))
        bottom = min(scene.height, math.ceil((pane.height - top) / self.zoom))
        return Region(x, y, max(1, right - x), max(1, bottom - y))

    def panned(self, right: float, down: float) -> Camera:
        """The picture moved by that many device pixels."""
        return replace(self, x=self.x - right / self.zoom, y=self.y - down / self.zoom)

    def zoomed(self, zoom: float, right: float = 0.0, down: float = 0.0) -> Camera:
        """Another zoom that keeps the point `right`, `down` of the pane's middle (device pixels) where it is."""
        zoom = min(max(zoom, SMALLEST), LARGEST)
        shift = 1 / self.zoom - 1 / zoom
        return Camera(self.x + right * shift, self.y + down * shift, zoom)

    def clamped(self, scene: Size, pane: Size) -> Camera:
        """The nearest camera that wastes no space: a dimension that fits is centred, a larger one fills the pane."""
        return replace(
            self,
            x=_clamp(self.x, scene.width, pane.width / self.zoom),
            y=_clamp(self.y, scene.height, pane.height / self.zoom),
        )

    def stretched(self, by: float) -> Camera:
        """The same view of the same picture, after its result became `by` times larger."""
        return Camera(self.x * by, self.y * by, self.zoom / by)

    def carried(self, before: Size, after: Size) -> Camera:
        """The same zoom at the same place of another picture: its middle stays the middle."""
        return replace(self, x=self.x * after.width / before.width, y=self.y * after.height / before.height)


def fitted(scene: Size, pane: Size) -> Camera:
    """The whole picture, as large as the pane allows."""
    zoom = min(pane.width / scene.width, pane.height / scene.height)
    return Camera(scene.width / 2, scene.height / 2, min(max(zoom, SMALLEST), LARGEST))


def stepped(zoom: float, notches: float) -> float:
    """The zoom after turning the wheel. It stops at 100 % instead of passing it."""
    result = zoom * _STEP**notches
    return 1.0 if min(zoom, result) < 1 < max(zoom, result) else result


def _clamp(position: float, length: int, visible: float) -> float:
    if length <= visible:
        return length / 2
    return min(max(position, visible / 2), length - visible / 2)
