from dataclasses import replace

import numpy as np
import pytest

from upscaler.geometry import Region
from upscaler.gui.comparison.layer import Layer, build_layer
from upscaler.gui.comparison.preview_cache import PreviewCache, covers
from upscaler.gui.comparison.preview_service import PreviewRequest, PreviewResult
from upscaler.options import UpscaleOptions

OPTIONS = UpscaleOptions()
OTHER = replace(OPTIONS, model="other")
WHOLE, PART = Region(0, 0, 40, 30), Region(10, 10, 5, 5)


def layer() -> Layer:
    return build_layer(np.zeros((30, 40, 3), np.uint8))


def result(original: Layer, options: UpscaleOptions = OPTIONS, region: Region = WHOLE) -> PreviewResult:
    return PreviewResult(PreviewRequest(1, original, region, options), region * 4, layer())


def test_it_finds_what_was_made_of_the_same_place_with_the_same_options() -> None:
    cache, original = PreviewCache(), layer()
    kept = result(original)
    cache.add(kept)
    assert cache.find(original, OPTIONS, PART) is kept
    assert cache.find(original, OTHER, PART) is None
    assert cache.find(layer(), OPTIONS, PART) is None
    cache.add(result(original, OTHER, PART))
    assert cache.find(original, OTHER, WHOLE) is None


def test_a_larger_one_takes_the_place_of_a_smaller_one() -> None:
    cache, original = PreviewCache(), layer()
    cache.add(result(original, OPTIONS, PART))
    larger = result(original)
    cache.add(larger)
    assert cache.find(original, OPTIONS, PART) is larger
    assert cache._results == [larger]


@pytest.mark.parametrize("used", [0, 1])
def test_the_one_not_used_for_longest_goes_first(used: int) -> None:
    original = layer()
    results = [result(original, options) for options in (OPTIONS, OTHER)]
    cache = PreviewCache(budget=3 * original.nbytes)  # both results and the original
    for kept in results:
        cache.add(kept)
    assert cache.find(original, results[used].request.options, PART) is results[used]
    cache.add(result(original, replace(OPTIONS, detail=7)))
    assert [cache.find(original, kept.request.options, PART) is kept for kept in results] == [used == 0, used == 1]


def test_the_latest_is_kept_however_large_it_is() -> None:
    cache, original = PreviewCache(budget=0), layer()
    cache.add(result(original))
    assert cache.find(original, OPTIONS, PART) is not None


def test_covers() -> None:
    assert covers(WHOLE, PART) and covers(PART, PART)
    assert not covers(PART, WHOLE)
    assert not covers(WHOLE, Region(36, 0, 5, 5))
