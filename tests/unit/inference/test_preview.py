from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.conftest import make_rrdbnet
from tests.unit.images.test_encode import with_channels
from upscaler.errors import Cancelled, CellsDoNotFitError
from upscaler.geometry import Region, Size
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.images.canvas import Canvas
from upscaler.images.wrapping import reduced
from upscaler.inference.engine import Engine
from upscaler.inference.passes import enlarge
from upscaler.inference.preview import enlarge_region
from upscaler.inference.textures import enlarge_as_asked
from upscaler.options import PrecisionChoice, UpscaleOptions
from upscaler.progress import Progress
from upscaler.target_size import Larger, TargetSize

REGIONS = [
    Region(0, 0, 60, 40),
    Region(0, 0, 9, 5),
    Region(21, 13, 17, 11),
    Region(50, 30, 10, 10),
    Region(33, 7, 1, 1),
]


def options(value: float, precision: PrecisionChoice = "fp32") -> UpscaleOptions:
    return UpscaleOptions(TargetSize(value), device="cpu", precision=precision)


def whole(engine: Engine, pixels: Pixels, wanted: UpscaleOptions, deep: bool) -> Pixels:
    size = Size(pixels.shape[1], pixels.shape[0])
    with Canvas(wanted.size.of(size), pixels.shape[2], deep) as canvas:
        enlarge(engine, Bitmap(pixels), canvas, wanted, Path("a.png"), Progress())
        return canvas.pixels


def part(engine: Engine, pixels: Pixels, region: Region, wanted: UpscaleOptions, deep: bool) -> tuple[Region, Pixels]:
    size = Size(pixels.shape[1], pixels.shape[0])

    def crop(place: Region) -> Bitmap:
        return Bitmap(np.ascontiguousarray(pixels[place.slices]))

    return enlarge_region(engine, crop, size, region, wanted, deep, Progress())


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
@pytest.mark.parametrize("value", [2, 3, 4, 6])
def test_it_equals_the_same_region_of_the_result(
    engine: Engine, photo: Pixels, value: float, precision: PrecisionChoice
) -> None:
    wanted = options(value, precision)
    result = whole(engine, photo, wanted, False)
    for region in REGIONS:
        place, pixels = part(engine, photo, region, wanted, False)
        assert place == region * int(value)
        assert np.array_equal(pixels, result[place.slices])


@pytest.mark.parametrize("channels", [1, 2, 4])
@pytest.mark.parametrize("deep", [False, True])
def test_gray_alpha_and_16_bits(engine: Engine, photo: Pixels, channels: int, deep: bool) -> None:
    pixels = with_channels(photo, channels)
    pixels = pixels.astype(np.uint16) * 257 if deep else pixels
    result = whole(engine, pixels, options(2), deep)
    for region in REGIONS:
        place, found = part(engine, pixels, region, options(2), deep)
        assert found.dtype == result.dtype
        assert np.abs(found.astype(int) - result[place.slices]).max() <= (1 if deep else 0)


@pytest.mark.parametrize("value", [1.0, 1.2, 2.5, 3.7])
def test_where_it_is_made_smaller_it_is_at_most_one_off(engine: Engine, photo: Pixels, value: float) -> None:
    result = whole(engine, photo, options(value), False)
    for region in REGIONS:
        place, pixels = part(engine, photo, region, options(value), False)
        assert place.x >= region.x * value - 0.01
        assert place.right <= max(region.right * value + 1, place.x + 1)
        assert pixels.shape[:2] == (place.height, place.width)
        assert np.abs(pixels.astype(int) - result[place.slices]).max() <= 1


@pytest.mark.parametrize("value", [2, 2.5])
def test_no_more_is_decoded_than_the_region_depends_on(engine: Engine, value: float) -> None:
    decoded: list[Region] = []

    def crop(context: Region) -> Bitmap:
        decoded.append(context)
        return Bitmap(np.zeros((context.height, context.width, 3), np.uint8))

    enlarge_region(engine, crop, Size(5000, 4000), Region(900, 800, 10, 20), options(value), False, Progress())
    (context,) = decoded
    assert 10 + 2 * engine.halo <= context.width <= 10 + 2 * (engine.halo + 12)
    assert 20 + 2 * engine.halo <= context.height <= 20 + 2 * (engine.halo + 12)


def test_it_can_be_cancelled(engine: Engine, photo: Pixels) -> None:
    import threading

    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        enlarge_region(
            engine, lambda _: Bitmap(photo), Size(60, 40), Region(0, 0, 60, 40), options(2), False, Progress(None, stop)
        )


@pytest.mark.parametrize("larger", ["shrink", "copy"])
def test_what_is_already_larger_is_shown_as_it_will_be(engine: Engine, photo: Pixels, larger: Larger) -> None:
    size = Size(photo.shape[1], photo.shape[0])
    wanted = UpscaleOptions(TargetSize(size.width // 2, "width", larger=larger), device="cpu")
    with Canvas(wanted.size.of(size), photo.shape[2], False) as canvas:
        reduced(photo, canvas.pixels)
        place, pixels = part(engine, photo, REGIONS[2], wanted, deep=False)
        difference = pixels.astype(int) - canvas.pixels[place.slices]
    assert np.abs(difference).max() <= 1


@pytest.mark.parametrize(
    "region", [Region(59, 39, 1, 1), Region(55, 3, 5, 2), Region(30, 0, 1, 40), Region(0, 0, 1, 1)], ids=str
)
def test_a_region_smaller_than_a_pixel_of_the_result_shows_that_pixel(
    engine: Engine, photo: Pixels, region: Region
) -> None:
    wanted = UpscaleOptions(TargetSize(7, "width", larger="shrink"), device="cpu")
    with Canvas(wanted.size.of(Size(60, 40)), 3, False) as canvas:
        reduced(photo, canvas.pixels)
        place, pixels = part(engine, photo, region, wanted, deep=False)
        assert place.is_inside(canvas.size)
        assert np.abs(pixels.astype(int) - canvas.pixels[place.slices]).max() <= 1


@pytest.mark.parametrize("region", REGIONS, ids=str)
@pytest.mark.parametrize("value", [2, 4])
def test_it_keeps_to_the_grid_of_a_pixel_unshuffle(photo: Pixels, region: Region, value: float) -> None:
    network = make_rrdbnet(scale=2, unshuffle=2)
    network.conv_last.weight.mul_(0.3)
    engine = Engine(network)
    base = np.full_like(photo, 128)  # the network's result is gray: only its mean is verified
    base[10:20, 10:40] += (photo[10:20, 10:40] // 16).astype(np.uint8)
    wanted = options(value)
    with Canvas(wanted.size.of(Size(60, 40)), 3, False) as canvas:
        bitmap = Bitmap(base)
        for _ in range(int(value).bit_length() - 1):
            out = np.zeros((bitmap.size.height * 2, bitmap.size.width * 2, 3), np.uint8)
            engine.upscale(bitmap, 2, out, "cpu", "fp32")
            bitmap = Bitmap(np.ascontiguousarray(out[:, :, ::-1]))
        canvas.pixels[:] = out
        place, pixels = part(engine, base, region, wanted, False)
        expected = canvas.pixels[place.slices].astype(int)
    assert np.abs(pixels.astype(int) - expected).max() <= 1


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ({"cells": "16x20"}, 2),
        ({"cells": "16x20", "tileable": "both"}, 4),
        ({"cells": "16x20"}, 2.5),
        ({"cells": "16x20", "normal_map": True}, 2),
        ({"normal_map": True}, 2),
        ({"normal_map": True, "tileable": "x"}, 3),
    ],
)
@pytest.mark.parametrize("deep", [False, True])
def test_sheets_and_normal_maps_look_as_they_will(
    engine: Engine, photo: Pixels, asked: dict[str, Any], value: float, deep: bool
) -> None:
    pixels = with_channels(photo, 4)[:, :48].copy()
    pixels[:, :, 3] = np.where(pixels[:, :, 3] > 100, 255, 0)  # hard edges
    pixels = pixels.astype(np.uint16) * 257 if deep else pixels
    wanted = replace(options(value), **asked)
    size = Size(48, 40)
    with Canvas(wanted.size.of(size), 4, deep) as canvas:
        enlarge_as_asked(engine, Bitmap(pixels), canvas, wanted, Path("a.png"), Progress())
        result = canvas.pixels
    for region in (size.region, Region(0, 0, 9, 5), Region(21, 13, 17, 11), Region(33, 7, 1, 1)):
        place, found = part(engine, pixels, region, wanted, deep)
        assert found.shape == result[place.slices].shape
        difference = np.abs(found.astype(int) - result[place.slices])
        assert difference.max() <= (1 if deep or value == 2.5 else 0)
    assert not np.array_equal(part(engine, pixels, size.region, options(value), deep)[1], result)


def test_a_constant_component_of_a_normal_map_stays_so(engine: Engine, photo: Pixels) -> None:
    pixels = photo.copy()
    pixels[:, :, 2] = 255  # two components: nothing to normalise
    found = part(engine, pixels, Region(10, 10, 20, 20), replace(options(2), normal_map=True), False)[1]
    assert (found[:, :, 0] == 255).all()


def test_cells_that_do_not_fit_are_told(engine: Engine, photo: Pixels) -> None:
    with pytest.raises(CellsDoNotFitError):
        part(engine, photo, Region(0, 0, 9, 9), replace(options(2), cells="7x7"), False)


def test_nothing_is_cut_into_cells_that_is_only_made_smaller(engine: Engine, photo: Pixels) -> None:
    wanted = replace(UpscaleOptions(TargetSize(20, "longest", larger="shrink")), cells="7x7", normal_map=True)
    assert part(engine, photo, Size(60, 40).region, wanted, False)[1].shape == (13, 20, 3)
