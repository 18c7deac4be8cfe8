from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.conftest import make_compact
from tests.unit.images.test_encode import with_channels
from upscaler.errors import CellsDoNotFitError
from upscaler.geometry import Region, Size
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.images.canvas import Canvas
from upscaler.images.wrapping import reduced
from upscaler.inference.engine import Engine
from upscaler.inference.passes import enlarge
from upscaler.inference.preview import enlarge_region
from upscaler.inference.textures import enlarge_as_asked, normalise
from upscaler.options import Tileable, UpscaleOptions
from upscaler.pipeline import load_engine
from upscaler.progress import Progress
from upscaler.target_size import TargetSize

FP32 = UpscaleOptions(TargetSize(2), precision="fp32", device="cpu")


def run(engine: Engine, pixels: Pixels, options: UpscaleOptions, deep: bool = False) -> Pixels:
    size = Size(pixels.shape[1], pixels.shape[0])
    with Canvas(options.size.of(size), pixels.shape[2], deep) as canvas:
        enlarge_as_asked(engine, Bitmap(pixels), canvas, options, Path("a.png"), Progress())
        return canvas.pixels


def middle_of_mosaic(
    engine: Engine, pixels: Pixels, options: UpscaleOptions, deep: bool = False, repeats: int = 3
) -> Pixels:
    down, across = (repeats if options.tileable in (axis, "both") else 1 for axis in ("y", "x"))
    mosaic = np.tile(pixels, (down, across, 1))
    large = run(engine, mosaic, replace(options, tileable="none"), deep)
    height, width = large.shape[0] // down, large.shape[1] // across
    return large[height * (down // 2) :, width * (across // 2) :][:height, :width]


@pytest.mark.parametrize("tileable", ["x", "y", "both"])
@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_a_texture_is_the_middle_of_its_mosaic(
    channels: int, tileable: Tileable, engine: Engine, photo: Pixels
) -> None:
    pixels, options = with_channels(photo, channels), replace(FP32, tileable=tileable)
    found, expected = run(engine, pixels, options), middle_of_mosaic(engine, pixels, options)
    assert not np.array_equal(found, run(engine, pixels, FP32))
    if channels in (2, 4):
        visible = expected[:, :, -1] > 0
        assert np.array_equal(found[:, :, -1], expected[:, :, -1])
        found, expected = found[visible], expected[visible]
    assert np.array_equal(found, expected)


@pytest.mark.parametrize("detail", [0, 50])
@pytest.mark.parametrize("value", [4, 6, 2.5])
def test_it_is_so_with_our_models_at_any_scale(value: float, detail: int, photo: Pixels) -> None:
    """6 takes two passes, 2.5 is downscaled afterwards, where samples may be off by one."""
    engine = load_engine("photo", 0, detail)
    options = replace(FP32, size=TargetSize(value), tileable="both")
    texture = photo[:30, :28]
    found, expected = run(engine, texture, options), middle_of_mosaic(engine, texture, options)
    assert np.abs(found.astype(int) - expected).max() <= (value == 2.5)


def test_it_is_so_for_tiny_ones_in_16_bits_and_for_other_networks(engine: Engine, photo: Pixels) -> None:
    options = replace(FP32, tileable="both")
    for pixels in (photo[:5, :3], photo[:1, :6]):
        deep = pixels.astype(np.uint16) * 257
        expected = middle_of_mosaic(engine, deep, options, True, repeats=41)
        assert np.array_equal(run(engine, deep, options, True), expected)
    network = make_compact(scale=2)
    for parameter in network.body[-1].parameters():
        parameter.mul_(0.01)
    other = Engine(network)
    assert np.array_equal(run(other, photo, options), middle_of_mosaic(other, photo, options))


def test_no_network_is_needed_to_make_one_smaller(photo: Pixels) -> None:
    small, mosaic = np.zeros((10, 15, 3), np.uint8), np.zeros((30, 45, 3), np.uint8)
    reduced(photo, small, "both")
    reduced(np.tile(photo, (3, 3, 1)), mosaic)
    assert np.array_equal(small, mosaic[10:20, 15:30])


@pytest.mark.parametrize("value", [2, 3, 2.5])
def test_a_preview_shows_what_the_result_will_be(value: float, engine: Engine, photo: Pixels) -> None:
    options = replace(FP32, size=TargetSize(value), tileable="both")
    result = run(engine, photo, options)
    for region in (Region(0, 0, 12, 8), Region(48, 30, 12, 10), Region(20, 10, 9, 9), Region(0, 0, 60, 40)):
        place, pixels = enlarge_region(
            engine,
            lambda inside: Bitmap(np.ascontiguousarray(photo[inside.slices])),
            Size(60, 40),
            region,
            options,
            False,
            Progress(),
        )
        assert np.abs(pixels.astype(int) - result[place.slices]).max() <= (value == 2.5)


def test_the_cells_of_a_sheet_know_nothing_of_each_other(engine: Engine, photo: Pixels) -> None:
    sheet = with_channels(photo, 4)[:32, :48]
    options = replace(FP32, cells="16x32")
    large = run(engine, sheet, options)
    for column in range(3):
        alone = np.ascontiguousarray(sheet[:, column * 16 : column * 16 + 16])
        assert np.array_equal(large[:, column * 32 : column * 32 + 32], run(engine, alone, FP32))
    tiles = run(engine, sheet, replace(options, tileable="both"))
    alone = run(engine, np.ascontiguousarray(sheet[:, :16]), replace(FP32, tileable="both"))
    assert np.array_equal(tiles[:, :32], alone)  # the tiles of a tile set


def test_hard_edges_of_sprites_stay_hard(engine: Engine, photo: Pixels) -> None:
    sheet = with_channels(photo, 4)[:32, :32].copy()
    rows, columns = np.mgrid[:32, :32] % 16
    sheet[:, :, 3] = 255 * ((rows - 8) ** 2 + (columns - 8) ** 2 < 30)
    assert set(np.unique(run(engine, sheet, replace(FP32, cells="16x16"))[:, :, 3])) == {0, 255}
    assert len(np.unique(run(engine, sheet, FP32)[:, :, 3])) > 2
    sheet[0, 0, 3] = 128  # soft edges stay soft
    assert len(np.unique(run(engine, sheet, replace(FP32, cells="16x16"))[:, :, 3])) > 2


@pytest.mark.parametrize(("cells", "value"), [("16x16", 2), ("20x20", 2.53), ("80x40", 2)])
def test_cells_that_do_not_fit(cells: str, value: float, engine: Engine, photo: Pixels) -> None:
    with pytest.raises(CellsDoNotFitError):
        run(engine, photo, replace(FP32, cells=cells, size=TargetSize(value)))


def normal_map(deep: bool = False, size: int = 96) -> tuple[Pixels, Pixels]:
    """A bumpy surface with an edge, as RGB; and the same at half the size."""
    y, x = np.mgrid[:size, :size] * (8 / size)
    heights = np.sin(x * 2) * np.cos(y * 3) * 0.2 + 0.1 * (x + y > 8)
    down, across = np.gradient(heights * size / 8)
    vectors = np.dstack([-across, down, np.ones_like(x)])
    half = vectors.reshape(size // 2, 2, size // 2, 2, 3).mean(axis=(1, 3))
    return as_pixels(vectors, deep), as_pixels(half, deep)


def as_pixels(vectors: npt.NDArray[np.float64], deep: bool) -> Pixels:
    components = vectors / np.linalg.norm(vectors, axis=2, keepdims=True)
    found: Pixels = np.rint((components + 1) / 2 * (65535 if deep else 255)).astype(np.uint16 if deep else np.uint8)
    return found


def vectors_in(pixels: Pixels) -> npt.NDArray[np.float64]:
    """(H, W, 3), from -1 to 1."""
    return pixels[:, :, :3] / (65535 if pixels.dtype == np.uint16 else 255) * 2 - 1


@pytest.mark.parametrize("deep", [False, True])
def test_the_vectors_of_a_normal_map_keep_their_length(deep: bool) -> None:
    engine, (_, small) = load_engine("photo", 0), normal_map(deep)
    small[:, :, 0] = small[:, :, 0] // 2 + (16384 if deep else 64)  # not of length 1 to begin with
    found = run(engine, small, replace(FP32, normal_map=True), deep)
    assert np.abs(np.linalg.norm(vectors_in(found), axis=2) - 1).max() < (1e-4 if deep else 0.01)


def test_a_normal_map_comes_nearer_to_the_true_one_than_as_colours() -> None:
    true, small = normal_map(deep=True)
    errors = []
    for options in (replace(FP32, normal_map=True), FP32):
        found = run(load_engine("photo", 0), small, options, deep=True)[:, :, ::-1]
        chord = np.linalg.norm(vectors_in(true) - vectors_in(found), axis=2)
        errors.append(float(np.degrees(2 * np.arcsin(chord / 2)).mean()))
    assert errors[0] < min(2.0, 0.95 * errors[1])


def test_the_channels_of_a_normal_map_are_no_colours(engine: Engine, photo: Pixels) -> None:
    """Each is upscaled as if it were a gray picture, including a fourth; a constant one stays constant."""
    pixels = with_channels(photo, 4).copy()
    pixels[:, :, 2] = 255  # two components: nothing to normalise
    found = run(engine, pixels, replace(FP32, normal_map=True))
    for channel, place in ((0, 2), (1, 1), (3, 3)):
        gray = np.ascontiguousarray(pixels[:, :, channel : channel + 1])
        with Canvas(Size(120, 80), 1) as canvas:
            enlarge(engine, Bitmap(gray), canvas, FP32, Path("a.png"), Progress())
            assert np.array_equal(found[:, :, place], canvas.pixels[:, :, 0])
    assert (found[:, :, 0] == 255).all()


def test_a_vector_without_length_is_left() -> None:
    vectors = np.array([[[255, 127, 127], [127, 128, 127]]], np.uint8)
    normalise(vectors)
    assert vectors[0, 0].tolist() == [255, 127, 127]
