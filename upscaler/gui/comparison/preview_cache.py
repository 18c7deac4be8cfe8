"""The latest previews, so that going back to earlier settings is instant."""

from __future__ import annotations

from upscaler.geometry import Region
from upscaler.gui.comparison.layer import Layer
from upscaler.gui.comparison.preview_service import PreviewResult
from upscaler.options import UpscaleOptions

_BUDGET = 256 * 2**20  # bytes


class PreviewCache:
    """Keeps as many as fit into `budget` bytes, together with the originals that they hold; the oldest go first."""

    def __init__(self, budget: int = _BUDGET) -> None:
        self._budget = budget
        self._results: list[PreviewResult] = []  # the most recently used last

    def add(self, result: PreviewResult) -> None:
        """Keep this preview; it takes the place of those that it covers."""
        request = result.request
        self._results = [
            kept
            for kept in self._results
            if not (is_for(kept, request.original, request.options) and covers(request.region, kept.request.region))
        ]
        self._results.append(result)
        while len(self._results) > 1 and self._bytes() > self._budget:
            self._results.pop(0)

    def find(self, original: Layer, options: UpscaleOptions, region: Region) -> PreviewResult | None:
        """The largest preview of this region with these options."""
        found = [
            kept for kept in self._results if is_for(kept, original, options) and covers(kept.request.region, region)
        ]
        if not found:
            return None
        best = max(found, key=lambda kept: kept.request.region.width * kept.request.region.height)
        self._results.remove(best)
        self._results.append(best)
        return best

    def _bytes(self) -> int:
        layers = {id(layer): layer for kept in self._results for layer in (kept.layer, kept.request.original) if layer}
        return sum(layer.nbytes for layer in layers.values())


def is_for(result: PreviewResult, original: Layer, options: UpscaleOptions) -> bool:
    """Whether it shows this picture with these options."""
    return result.request.original is original and result.request.options == options


def covers(outer: Region, inner: Region) -> bool:
    """Whether `inner` lies inside of `outer`."""
    return outer.x <= inner.x and outer.y <= inner.y and outer.right >= inner.right and outer.bottom >= inner.bottom
