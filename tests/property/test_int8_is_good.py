"""int8 is close to fp32 with the models that have ranges: on a photo, on flat areas and on gradients."""

import numpy as np
import pytest
from PIL import Image

from upscaler import paths
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.inference.engine import Engine
from upscaler.network.catalog import built_in_models, find_model
from upscaler.network.checkpoint import load_model
from upscaler.options import PrecisionChoice

pytestmark = pytest.mark.int8
ENGINES = {
    model.card.name: Engine(load_model(model)) for model in built_in_models() if load_model(model).ranges is not None
}
LARGEST, NEAR = 12, 48.0  # largest error of a sample in levels, and PSNR to fp32 in dB
models = pytest.mark.parametrize("name", list(ENGINES))


def enlarged(name: str, pixels: Pixels, scale: int, precision: PrecisionChoice) -> Pixels:
    canvas = np.zeros((pixels.shape[0] * scale, pixels.shape[1] * scale, 3), np.uint8)
    assert ENGINES[name].upscale(Bitmap(pixels), scale, canvas, "cpu", precision).precision == precision
    return canvas.astype(np.int16)


def test_the_main_model_states_ranges() -> None:
    assert "photo" in ENGINES
    assert load_model(find_model("photo")).ranges is not None


@models
@pytest.mark.parametrize("scale", [2, 3, 4])
def test_a_photo_is_near(name: str, scale: int) -> None:
    with Image.open(paths.resources() / "samples" / "astronaut.png") as photo:
        pixels = np.array(photo.convert("RGB"))[20:116, 80:176]
    difference = enlarged(name, pixels, scale, "int8") - enlarged(name, pixels, scale, "fp32")
    assert np.abs(difference).max() <= LARGEST
    assert 10 * np.log10(255**2 / np.square(difference, dtype=np.float64).mean()) >= NEAR


@models
@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 255, 255), (128, 128, 128), (200, 30, 90)])
def test_a_flat_area_stays_flat(name: str, colour: tuple[int, int, int]) -> None:
    pixels = np.full((70, 66, 3), colour, np.uint8)
    inner = enlarged(name, pixels, 2, "int8")[2 * 28 : -2 * 28, 2 * 28 : -2 * 28]
    assert (np.ptp(inner[::2, ::2], axis=(0, 1)) == 0).all()  # of pixels at the same position of the pixel shuffle
    assert np.abs(inner - np.array(colour[::-1])).max() <= 1


@models
def test_a_gradient_stays_monotone_within_a_level(name: str) -> None:
    ramp = np.broadcast_to(np.arange(256, dtype=np.uint8)[None, :, None], (60, 256, 3))
    inner = enlarged(name, np.ascontiguousarray(ramp), 2, "int8")[56:-56, 56:-56]
    assert np.diff(inner, axis=1).min() >= -1
