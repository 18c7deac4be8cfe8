"""Which model a picture runs with, and the effect of strength and detail."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.conftest import make_rrdbnet
from tests.unit.test_pipeline import save_deep, small  # noqa: F401 - a fixture too
from upscaler import messages
from upscaler.errors import CannotDenoiseError, CannotSharpenError
from upscaler.images.decode import decode
from upscaler.network.architectures.rrdbnet import RRDBNet
from upscaler.options import UpscaleOptions
from upscaler.pipeline import upscale_file
from upscaler.progress import Progress
from upscaler.target_size import TargetSize


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
    assert whole > 1 and first > 0.1 and 0.1 < second < whole  # the blend is on the way to the sharp end
    for alike in ("restored", "sharp"):  # wherever it starts, it ends at one model
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


def pixel_repeater(scale: int) -> RRDBNet:
    """A third-party network that enlarges by nearest neighbour, a little darker."""
    network = make_rrdbnet(scale=scale, channels=4)
    for weight in network.parameters():
        weight.zero_()
    names = ("conv_first", *(f"conv_up{step}" for step in range(1, scale.bit_length())), "conv_hr", "conv_last")
    for name in names:
        weight = network.get_parameter(f"{name}.weight")
        weight[range(3), range(3), 1, 1] = 1
    network.conv_last.weight.mul_(0.98)
    return network


def test_a_third_party_model_runs_alone_or_is_mixed_with_ours(
    small: Path, tmp_path: Path, add_network: Callable[..., Any]
) -> None:
    add_network(pixel_repeater(4))
    made = {}
    for detail in (None, 100, 50, 0):
        options = UpscaleOptions(model="guest", detail=detail, precision="fp32")
        result = upscale_file(small, tmp_path / f"{detail}.png", options, Progress())
        assert (result.choice.model, result.choice.detail) == ("guest", 100 if detail is None else detail)
        made[detail] = decode(tmp_path / f"{detail}.png").pixels.astype(int)
    source = decode(small).pixels.astype(float)
    alone = np.rint(source * 0.98).repeat(4, 0).repeat(4, 1)
    assert np.abs(made[None] - alone).max() <= 1 and np.array_equal(made[None], made[100])
    strength = result.choice.denoise
    options = UpscaleOptions(denoise=strength, detail=0, precision="fp32")
    upscale_file(small, tmp_path / "ours.png", options, Progress())
    ours = decode(tmp_path / "ours.png").pixels.astype(int)
    assert np.abs(made[0] - ours).max() <= 1
    assert np.abs(made[50] - (made[100] + ours) / 2).max() <= 1.5


def test_a_scale_that_ours_do_not_have_is_not_mixed(
    small: Path, tmp_path: Path, add_network: Callable[..., Any]
) -> None:
    add_network(pixel_repeater(8), "eight")
    upscale_file(small, tmp_path / "a.png", UpscaleOptions(TargetSize(8), model="eight"), Progress())
    with pytest.raises(CannotSharpenError):
        upscale_file(small, tmp_path / "b.png", UpscaleOptions(TargetSize(8), model="eight", detail=50), Progress())
    with pytest.raises(CannotDenoiseError):
        upscale_file(small, tmp_path / "b.png", UpscaleOptions(model="eight", denoise=50), Progress())
