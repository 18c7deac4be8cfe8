from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from upscaler.errors import CannotDenoiseError, DetailError, ModelNotFoundError
from upscaler.inference.engine import Engine
from upscaler.network.architectures.srresnet import SRResNetConfig
from upscaler.network.catalog import find_model
from upscaler.network.checkpoint import load_model, save_network
from upscaler.options import natural_detail
from upscaler.training import enlargers
from upscaler.training.degradation.steps import Pixels, bicubic, gaussian_noise
from upscaler.training.enlargers import Enlarged, Enlarger
from upscaler.training.evaluate import enlarged, enlarged_bicubic
from upscaler.training.trainer import new_network

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(scope="module")
def lr(photo: Pixels) -> Pixels:
    """Noisy enough that the automatic choice denoises."""
    return gaussian_noise(bicubic(photo, 2), 12, np.random.default_rng(0))


def pixels(enlarger: Enlarger, lr: Pixels, scale: int = 4) -> Pixels:
    made = enlarger(lr, scale)
    assert made.seconds > 0 and made.pixels.shape == (scale * lr.shape[0], scale * lr.shape[1], 3)
    return made.pixels


def test_names_of_the_app_are_its_models_and_choices(lr: Pixels) -> None:
    assert np.array_equal(pixels(enlargers.of_the_app("bicubic"), lr), enlarged_bicubic(lr, 4))
    clean, restored = (Engine(load_model(find_model(name))) for name in ("photo", "photo-restore"))
    assert np.array_equal(pixels(enlargers.of_the_app("photo"), lr), enlarged(clean, lr, 4))
    full = pixels(enlargers.of_the_app("photo-restore"), lr)
    assert np.array_equal(full, pixels(enlargers.of_the_app("photo-restore@100"), lr))
    assert np.abs(full.astype(int) - enlarged(restored, lr, 4)).max() <= 1  # is not blended with the other
    assert np.array_equal(full, pixels(enlargers.of_the_app("automatic/0"), lr))
    assert not np.array_equal(full, pixels(enlargers.of_the_app("photo-restore@50"), lr))


def test_detail_is_that_of_the_app_unless_it_is_named(lr: Pixels) -> None:
    details = (0, natural_detail(100), 100)  # the picture calls for full strength
    faithful, natural, crisp = (pixels(enlargers.of_the_app(f"automatic/{detail}"), lr) for detail in details)
    assert np.array_equal(natural, pixels(enlargers.of_the_app("automatic"), lr))
    assert not np.array_equal(natural, faithful)
    assert np.array_equal(crisp, pixels(enlargers.of_the_app("photo/100"), lr))  # is not blended with the other
    assert np.array_equal(crisp, pixels(enlargers.of_the_app("photo-restore@50/100"), lr))


def test_a_name_that_is_none_ends_with_a_typed_error() -> None:
    with pytest.raises(ModelNotFoundError):
        enlargers.of_the_app("no-such-model")
    with pytest.raises(CannotDenoiseError):
        enlargers.of_the_app("photo@50")
    with pytest.raises(DetailError):
        enlargers.of_the_app("photo/101")


def test_weights_in_training_are_shown_alone(lr: Pixels, tmp_path: Path) -> None:
    network = new_network(SRResNetConfig(channels=16, blocks=1), 1)
    save_network(network, tmp_path / "tiny.safetensors")
    found = pixels(enlargers.of_weights(tmp_path / "tiny.safetensors"), lr, 3)
    assert np.array_equal(found, enlarged(Engine(network.eval()), lr, 3))


def test_detail_blends_weights_with_the_automatic_choice(lr: Pixels) -> None:
    sharp = find_model("photo").weights  # any with the same shape and start
    results = [pixels(enlargers.of_weights(sharp, detail), lr).astype(float) for detail in (0, 50, 100)]
    assert np.abs(results[0] - pixels(enlargers.of_the_app("automatic/0"), lr)).max() <= 1
    whole = np.abs(results[2] - results[0]).mean()
    assert whole > 1
    assert all(0.05 * whole < np.abs(results[1] - results[end]).mean() < whole for end in (0, 2))


def test_results_are_remembered_by_model_scale_and_picture(lr: Pixels, tmp_path: Path) -> None:
    calls = []

    def slow(lr: Pixels, scale: int) -> Enlarged:
        calls.append(scale)
        return Enlarged(enlarged_bicubic(lr, scale), 7.5)

    folder = tmp_path / "kept"
    first = enlargers.remembered(slow, "a", folder)(lr, 2)
    again = enlargers.remembered(slow, "a", folder)(lr, 2)
    assert calls == [2] and np.array_equal(first.pixels, again.pixels) and again.seconds == 7.5
    enlargers.remembered(slow, "b", folder)(lr, 2)
    enlargers.remembered(slow, "a", folder)(lr, 4)
    enlargers.remembered(slow, "a", folder)(255 - lr, 2)
    enlargers.remembered(slow, "a", folder)(lr.reshape(lr.shape[1], lr.shape[0], 3), 2)
    assert len(calls) == 5 and len(list(folder.iterdir())) == 5


def test_a_network_of_others_is_shrunk_to_the_scale_that_is_asked_for(lr: Pixels, tmp_path: Path) -> None:
    param = tmp_path / "nearest.param"
    param.write_text("7767517\n2 2\nInput in 0 1 data\nInterp up 1 1 data out 0=1 1=4.0 2=4.0\n")
    param.with_suffix(".bin").write_bytes(b"")
    enlarger = enlargers.of_others(param, tmp_path / "kept")
    nearest = lr.repeat(4, 0).repeat(4, 1)
    assert np.array_equal(pixels(enlarger, lr), nearest)
    size = (2 * lr.shape[1], 2 * lr.shape[0])
    expected = np.asarray(Image.fromarray(nearest).resize(size, Image.Resampling.BICUBIC))
    assert np.array_equal(pixels(enlarger, lr, 2), expected)
    assert len(list((tmp_path / "kept").iterdir())) == 2
