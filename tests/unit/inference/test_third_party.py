from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from tests.conftest import make_compact, make_network, make_rrdbnet
from tests.unit.inference.test_engine import close, whole
from upscaler.errors import ModelFileError
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.inference.backends import torch_backend
from upscaler.inference.backends.tiles import stream_tiles
from upscaler.inference.engine import Engine
from upscaler.inference.third_party import measured_halo, sample, third_party_card
from upscaler.network.architectures.network import Network
from upscaler.network.catalog import find_model
from upscaler.network.checkpoint import load_model

THIRD_PARTY = {"compact": make_compact(), "RRDBNet": make_rrdbnet()}


def crop() -> Tensor:
    """(1, 3, 64, 64) with much in it."""
    return sample()[:, :, 40:104, 90:154]


def difference(network: Network, halo: int, scale: int) -> float:
    """The largest one between four tiles with this halo and the whole picture, in levels of 255."""
    lr, whole = crop(), network.residual(crop(), scale)
    largest = 0.0
    for region, values in stream_tiles(lambda tile: network.residual(tile, scale), lr, scale, halo, 32):
        rows, columns = (region * scale).slices
        largest = max(largest, float((values - whole[:, :, rows, columns]).abs().max()) * 255)
    return largest


@pytest.mark.parametrize("network", [make_network(), *THIRD_PARTY.values()], ids=["SR-ResNet", *THIRD_PARTY])
def test_the_halo_is_the_least_that_does(network: Network) -> None:
    scale = network.config.scales[-1]
    halo = measured_halo(network, crop(), scale)
    assert 0 < halo <= network.config.receptive_field_radius
    assert difference(network, halo, scale) <= 0.5 < difference(network, halo - 1, scale)


def test_what_hardly_matters_does_not_count() -> None:
    """A network that looks far, but hears little of what is there, has a small halo; one that ignores it has none."""
    network = make_compact(convolutions=6)
    for layer in network.body:
        if isinstance(layer, torch.nn.Conv2d):
            layer.weight[:, :, [0, 0, 0, 1, 1, 2, 2, 2], [0, 1, 2, 0, 2, 0, 1, 2]] *= 0.02  # all but the middle
    assert 0 < measured_halo(network, crop(), 4) < network.config.receptive_field_radius / 2
    for layer in network.body:
        if isinstance(layer, torch.nn.Conv2d):
            layer.weight.zero_()
    assert measured_halo(network, crop(), 4) == 0


@pytest.mark.parametrize("network", THIRD_PARTY.values(), ids=THIRD_PARTY)
def test_a_file_of_others_becomes_a_model(
    network: Network, photo: Pixels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a bare safetensors file to a card, and from the card to a picture in small tiles."""
    weights = tmp_path / "other.safetensors"
    save_file(network.state_dict(), weights)
    third_party_card(weights, "For a test", "CC0").save(weights)
    model = find_model("other", tmp_path)
    config, card = network.config, model.card
    assert (card.architecture, card.scales, card.base) == (type(network).__name__, config.scales, config.base)
    assert (card.description, card.licence, card.strengths) == ("For a test", "CC0", {})
    assert 0 < card.halo <= config.receptive_field_radius
    monkeypatch.setattr(torch_backend, "CPU_STRIP_BYTES", 400 * 8 * 4)
    canvas = np.zeros((160, 240, 3), np.uint8)
    Engine(load_model(model), card.halo).upscale(Bitmap(photo), 4, canvas, "cpu", "fp32")
    assert close(canvas, whole(network, photo, 4))


def test_a_file_of_no_known_family_gets_no_card(tmp_path: Path) -> None:
    save_file({"a": torch.zeros(3)}, tmp_path / "a.safetensors")
    with pytest.raises(ModelFileError):
        third_party_card(tmp_path / "a.safetensors", "", "")
