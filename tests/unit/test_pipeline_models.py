"""Which model a picture is run with, and what strength and detail make of it."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.unit.test_pipeline import save_deep, small  # noqa: F401 - a fixture too
from upscaler import messages
from upscaler.images.decode import decode
from upscaler.options import TargetSize, UpscaleOptions
from upscaler.pipeline import upscale_file
from upscaler.progress import Progress


@pytest.mark.parametrize(
    ("fault", "begins"),
    [("none", "Clean"), ("jpeg", "JPEG artefacts found · restoring at "), ("noise", "Noise found · restoring at ")],
)
def test_the_model_is_chosen_by_what_is_wrong(fault: str, begins: str, sample: Path, tmp_path: Path) -> None:
    source = tmp_path / "in.png"
    with Image.open(sample) as picture:
        pixels = np.array(picture.convert("RGB"))
    if fault == "jpeg":
        Image.fromarray(pixels).save(tmp_path / "a.jpg", quality=30)
        pixels = np.array(Image.open(tmp_path / "a.jpg"))
    elif fault == "noise":
        noise = np.random.default_rng(1).normal(0, 12, pixels.shape)
        pixels = np.clip(pixels + noise, 0, 255).astype(np.uint8)
    Image.fromarray(pixels).save(source)
    choice = upscale_file(source, tmp_path / "out.png", UpscaleOptions(TargetSize(2)), Progress()).choice
    assert choice.fault == fault
    assert messages.choice(choice).startswith(begins)
    assert choice.model == ("photo" if fault == "none" else "photo-restore")
    assert (choice.denoise >= 50) == (fault != "none")


def test_detail_changes_the_picture_and_0_is_faithful(small: Path, tmp_path: Path) -> None:
    made = {}
    for name, options in {
        "faithful": UpscaleOptions(model="photo", detail=0),
        "natural": UpscaleOptions(model="photo"),
        "crisp": UpscaleOptions(model="photo", detail=100),
        "restored": UpscaleOptions(denoise=100, detail=100),
        "sharp": UpscaleOptions(model="photo-sharp"),
    }.items():
        result = upscale_file(small, tmp_path / f"{name}.png", options, Progress())
        assert result.choice.detail == {"faithful": 0, "natural": 50, "sharp": 0}.get(name, 100)
        made[name] = decode(tmp_path / f"{name}.png").pixels.astype(int)
    whole, first, second = (
        np.abs(made[one] - made[other]).mean()
        for one, other in (("faithful", "crisp"), ("faithful", "natural"), ("natural", "crisp"))
    )
    assert whole > 1 and whole > max(first, second) and min(first, second) > 0.1  # the blend lies between
    for alike in ("restored", "sharp"):  # wherever it begins, it ends at one model
        assert np.array_equal(made["crisp"], made[alike])


def test_pictures_of_16_bits_stay_faithful_unless_asked(small: Path, tmp_path: Path) -> None:
    deep = tmp_path / "deep.png"
    save_deep(deep, decode(small).pixels.astype(np.uint16) * 257)
    for asked, detail in ((None, 0), (70, 70)):
        made = upscale_file(deep, tmp_path / f"{detail}.png", UpscaleOptions(TargetSize(2), detail=asked), Progress())
        assert made.choice.detail == detail


def test_a_strength_changes_the_picture_and_0_is_the_clean_model(small: Path, tmp_path: Path) -> None:
    made = {}
    for name, options in {
        "clean": UpscaleOptions(model="photo"),
        "0": UpscaleOptions(denoise=0),
        "50": UpscaleOptions(denoise=50),
        "full": UpscaleOptions(model="photo-restore"),
    }.items():
        upscale_file(small, tmp_path / f"{name}.png", options, Progress())
        made[name] = decode(tmp_path / f"{name}.png").pixels.astype(int)
    assert np.array_equal(made["clean"], made["0"])
    for one, other in (("50", "clean"), ("full", "clean"), ("50", "full")):
        assert np.abs(made[one] - made[other]).mean() > 0.2
