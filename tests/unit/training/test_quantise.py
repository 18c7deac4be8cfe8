from pathlib import Path
from shutil import copy

import pytest
import torch

from tests.conftest import make_network
from upscaler.network.blocks import ResidualBlock
from upscaler.network.catalog import built_in_models, find_model
from upscaler.network.checkpoint import load_model, load_network, save_network
from upscaler.options import DRAWING_MODEL
from upscaler.training import quantise
from upscaler.training.dataset import is_held_back, photo_paths
from upscaler.training.degradation.steps import Pixels

pytestmark = pytest.mark.usefixtures("one_thread")


def test_the_largest_values_are_what_goes_into_the_convolutions(photo: Pixels) -> None:
    network = make_network(blocks=2)
    seen = []
    blocks = [block for block in network.body if isinstance(block, ResidualBlock)]
    for conv in (*(conv for block in blocks for conv in (block.conv1, block.conv2)), network.conv_after_body):
        conv.register_forward_pre_hook(lambda _, values: seen.append(values[0]))
    network.residual(torch.tensor(photo).permute(2, 0, 1)[None] / 255, 2)
    first, middle, second, other_middle, end = seen
    expected = torch.stack([one.abs().amax(dim=(0, 2, 3)) for one in (first, second, end, middle, other_middle)])
    assert torch.allclose(quantise.largest_values(network, photo, 2), expected, rtol=1e-4)


def test_crops_are_of_photos_that_are_trained_on(photos_folder: Path) -> None:
    trained = sum(not is_held_back(path.name) for path in photo_paths(photos_folder))
    assert [scale for scale, _ in quantise.photo_crops(photos_folder)] == trained * [2, 2, 3, 3, 4, 4]


def test_ranges_hold_the_values_of_all_pictures(photo: Pixels) -> None:
    network, other = make_network(), photo[::-1].copy()
    found = quantise.measured_ranges(network, [(2, photo), (3, other)])
    for scale, lr in ((2, photo), (3, other)):
        assert (found >= quantise.largest_values(network, lr, scale)).all()


def test_the_command_writes_ranges_beside_the_weights(
    photos_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quantise, "PHOTOS", 2)
    monkeypatch.setattr(quantise, "CROP", 48)
    for model in built_in_models():
        copy(model.weights, tmp_path)
        copy(model.weights.with_suffix(".json"), tmp_path)
    monkeypatch.setattr(quantise, "built_in_models", lambda: built_in_models(tmp_path))
    save_network(make_network(), tmp_path / "own.weights")
    quantise.main(["--photos", str(photos_folder), "--weights", str(tmp_path / "own.weights")])
    assert load_network(tmp_path / "own.weights").ranges is not None
    quantise.main(["--photos", str(photos_folder)])
    for model in built_in_models(tmp_path):
        before, after = load_model(find_model(model.card.name)), load_model(model)
        assert (after.ranges is None) is (model.card.name == DRAWING_MODEL)
        assert all(torch.equal(a, b) for a, b in zip(before.parameters(), after.parameters(), strict=True))
