"""On the sample photo, the released weights beat interpolation by about as much as when they were added."""

import io
from functools import cache

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from upscaler import paths
from upscaler.images.bitmap import Bitmap
from upscaler.inference.compose import base_image
from upscaler.inference.engine import Engine
from upscaler.network.architectures.srresnet import SRResNet
from upscaler.network.catalog import built_in_models, find_model
from upscaler.network.checkpoint import load_model
from upscaler.pipeline import load_engine
from upscaler.training.metrics import Pixels, psnr_y

# Gain over bicubic at each scale in dB of Y, by model, strength and degradation of the photo; measured minus 0.3.
LEAST_GAINS = {
    ("photo", 0, "clean"): {2: 4.05, 3: 2.8, 4: 2.1},
    ("photo-restore", 50, "clean"): {2: 3.75, 3: 2.6, 4: 2.0},
    ("photo-restore", 100, "clean"): {2: 3.5, 3: 2.35, 4: 1.9},
    ("photo-restore", 100, "jpeg"): {2: 0.75, 3: 0.6, 4: 0.5},
    ("photo-sharp", 0, "clean"): {2: 2.55, 3: 1.7, 4: 0.8},  # looking better costs PSNR
    ("drawing", 0, "page"): {2: 13.05, 3: 10.05, 4: 7.5},
    ("drawing", 0, "page as jpeg"): {2: 6.65, 3: 5.05, 4: 3.7},
}


@cache
def pictures(scale: int, state: str) -> tuple[Pixels, Pixels]:
    """The sample photo or a drawing, and its LR: antialiased and, if requested, a JPEG of quality 50."""
    if state.startswith("page"):
        hr = drawing()
    else:
        with Image.open(paths.resources() / "samples" / "astronaut.png") as photo:
            hr = photo.convert("RGB").crop((0, 0, 252, 252))  # which all scales divide
    lr = hr.resize((252 // scale, 252 // scale), Image.Resampling.BICUBIC)
    if state.endswith("jpeg"):
        file = io.BytesIO()
        lr.save(file, "JPEG", quality=50)
        lr = Image.open(file)
    return np.array(hr), np.array(lr)


def drawing() -> Image.Image:
    """Flat shapes, lines and hatching with smooth edges, the same on every computer."""
    large = Image.new("RGB", (756, 756), (250, 248, 240))
    pen = ImageDraw.Draw(large)
    pen.ellipse((60, 60, 400, 340), (200, 40, 50), (20, 20, 20), 18)
    pen.polygon([(420, 90), (700, 60), (620, 380)], (40, 90, 200), (20, 20, 20), 12)
    pen.rounded_rectangle((90, 430, 420, 690), 40, (255, 255, 255), (0, 0, 0), 9)
    for index in range(6):
        pen.line((480 + 40 * index, 430, 400 + 40 * index, 690), (30, 30, 30), 15)
    pen.text((110, 440), "Aa Bg", (0, 0, 0), ImageFont.load_default(96))
    pen.text((120, 560), "x 12 %", (20, 110, 60), ImageFont.load_default(96))
    return large.reduce(3)


def gain(engine: Engine, scale: int, state: str) -> float:
    """How much closer to the photo the result is than bicubic, in dB."""
    hr, lr = pictures(scale, state)
    canvas = np.zeros_like(hr)
    engine.upscale(Bitmap(lr), scale, canvas, "cpu", "fp32")
    bicubic = base_image("bicubic", lr, Bitmap(lr).size.region, scale).round().clip(0, 255).astype(np.uint8)
    return psnr_y(canvas[:, :, ::-1], hr, scale) - psnr_y(bicubic, hr, scale)


@pytest.mark.parametrize(("case", "least"), LEAST_GAINS.items(), ids=lambda value: "-".join(map(str, value)))
def test_a_model_gains_what_it_did(case: tuple[str, int, str], least: dict[int, float]) -> None:
    model, strength, state = case
    engine = load_engine(model, strength)
    gains = {scale: gain(engine, scale, state) for scale in engine.scales}
    assert least.keys() == gains.keys()
    for scale, found in gains.items():
        assert found > least[scale], f"x{scale}"


def test_every_shipped_model_is_looked_at() -> None:
    assert {model for model, _, _ in LEAST_GAINS} == {model.card.name for model in built_in_models()}


@pytest.mark.parametrize("model", built_in_models(), ids=lambda model: model.card.name)
@pytest.mark.parametrize("scale", [2, 3, 4])
def test_without_its_residual_a_model_gains_nothing(model, scale: int) -> None:  # type: ignore[no-untyped-def]
    """This makes sure that a network which adds nothing cannot pass."""
    network = load_model(find_model(model.card.name))
    assert isinstance(network, SRResNet)
    for parameter in network.conv_last.parameters():
        parameter.zero_()
    assert abs(gain(Engine(network), scale, "clean")) < 0.01
