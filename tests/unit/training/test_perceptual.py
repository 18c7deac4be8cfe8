from __future__ import annotations

from importlib import metadata
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from upscaler.training import perceptual
from upscaler.training.degradation.steps import Pixels
from upscaler.training.perceptual import BlurPool, Distance, Features, MissingPackageError, Net
from upscaler.training.trainer import as_tensor

pytestmark = pytest.mark.usefixtures("one_thread")

# By the authors' code (stlpips-pytorch 0.0.2, variant "shift_tolerant") with `made_weights` on `made_pictures`.
GOLDEN: dict[Net, float] = {"alex": 0.80741239, "vgg": 0.63671726}
LAYERS: dict[Net, tuple[tuple[int, ...], ...]] = {  # of each of their slices, the numbers of convolutions
    "alex": ((0,), (5,), (9,), (11,), (13,)),
    "vgg": ((0, 2), (6, 8), (12, 14, 16), (20, 22, 24), (28, 30, 32)),
}


def made_weights(net: Net) -> tuple[dict[str, Tensor], np.random.Generator]:
    """Random weights under the authors' names, and the generator that they came from."""
    rng, state = np.random.default_rng(1), {}
    numbers = [(stage, layer) for stage, layers in enumerate(LAYERS[net], 1) for layer in layers]
    for (stage, layer), convolution in zip(numbers, Features(net).convolutions(), strict=True):
        shape = tuple(convolution.weight.shape)
        gain = np.sqrt(2 / np.prod(shape[1:])).astype(np.float32)
        state[f"net.slice{stage}.{layer}.weight"] = torch.from_numpy(rng.standard_normal(shape, np.float32) * gain)
        bias = 0.1 * rng.standard_normal(shape[0], np.float32)
        state[f"net.slice{stage}.{layer}.bias"] = torch.from_numpy(bias)
    for stage, width in enumerate(perceptual.WIDTHS[net]):
        state[f"lin{stage}.model.1.weight"] = torch.from_numpy(rng.random((1, width, 1, 1), np.float32))
    return state, rng


@pytest.fixture(scope="module")
def alex() -> Distance:
    return perceptual.fill(Distance("alex"), made_weights("alex")[0])


@pytest.mark.parametrize("net", ["alex", "vgg"])
def test_the_distance_equals_that_of_the_authors(net: Net) -> None:
    state, rng = made_weights(net)
    distance = perceptual.fill(Distance(net), state)
    pictures = torch.from_numpy(rng.random((2, 3, 64, 48), np.float32))
    assert distance(pictures[:1], pictures[1:]).item() == pytest.approx(GOLDEN[net], rel=1e-4)


def test_equal_pictures_have_no_distance_and_order_does_not_matter(alex: Distance, photo: Pixels) -> None:
    picture = as_tensor(photo[None, :96, :96].copy())
    noisy = (picture + 0.1 * torch.randn(picture.shape, generator=torch.Generator().manual_seed(0))).clamp(0, 1)
    assert alex(picture, picture).item() == 0
    assert alex(picture, noisy).item() == pytest.approx(alex(noisy, picture).item()) and alex(picture, noisy) > 0.01


def test_a_batch_is_compared_one_by_one(alex: Distance, photo: Pixels) -> None:
    first = as_tensor(np.stack([photo[:64, :64], photo[32:96, 32:96]]))
    second = first.flip(0)
    found = alex(first, second)
    assert found.shape == (2,) and found[0].item() == pytest.approx(found[1].item(), rel=1e-4)
    assert torch.allclose(found, alex.between(alex.features(first), alex.features(second)))


def test_a_shift_by_a_pixel_counts_little(alex: Distance, photo: Pixels) -> None:
    still, shifted, other = (as_tensor(photo[None, :96, x : x + 96].copy()) for x in (8, 9, 40))
    assert 0 < alex(still, shifted) < 0.3 * alex(still, other)


def test_blur_pool_halves_and_keeps_what_is_flat() -> None:
    flat = torch.full((1, 2, 11, 8), 3.0)
    assert torch.equal(BlurPool()(flat), torch.full((1, 2, 7, 5), 3.0))
    point = torch.zeros(1, 1, 9, 9)
    point[0, 0, 3, 3] = point[0, 0, 6, 6] = 16  # on a sample that is kept, and between four of them
    assert torch.equal(BlurPool()(point)[0, 0, 2:5, 2:5], torch.tensor([[4.0, 0, 0], [0, 1, 1], [0, 1, 1]]))


def test_stages_end_with_relus_and_the_third_of_vgg_is_a_quarter() -> None:
    features = Features("vgg")
    found = features(torch.rand(1, 3, 64, 64))
    assert [tuple(stage.shape) for stage in found[:3]] == [(1, 64, 64, 64), (1, 128, 33, 33), (1, 256, 17, 17)]
    assert len(found) == 5 and all(stage.min() >= 0 for stage in found)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with the name of the authors' package and generated weights."""
    folder = tmp_path / "stlpips_pytorch" / "weights" / "vST0.0"
    folder.mkdir(parents=True)
    about = tmp_path / "stlpips_pytorch-9.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: stlpips_pytorch\nVersion: 9\n")
    torch.save(made_weights("alex")[0], folder / "alex_shift_tolerant.pth")
    monkeypatch.setattr("sys.path", [str(tmp_path)])
    return folder


def test_weights_come_from_the_installed_package(installed: Path, alex: Distance) -> None:
    loaded = perceptual.load_distance("alex")
    picture = torch.rand(1, 3, 48, 48, generator=torch.Generator().manual_seed(0))
    assert loaded(picture, 1 - picture).item() == pytest.approx(alex(picture, 1 - picture).item(), rel=1e-5)
    assert not any(parameter.requires_grad for parameter in loaded.parameters()) and not loaded.training


def test_without_the_package_it_ends_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", missing)
    with pytest.raises(MissingPackageError, match=r"upscaler\[train\].*stlpips-pytorch"):
        perceptual.load_distance("alex")
