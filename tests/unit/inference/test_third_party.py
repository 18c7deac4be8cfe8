from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from tests.conftest import (
    make_compact,
    make_edsr,
    make_lifelike_span,
    make_msrresnet,
    make_network,
    make_rrdbnet,
    make_span,
    make_swinir,
    of_spandrel,
)
from tests.unit.inference.test_engine import close, whole
from upscaler import messages
from upscaler.errors import ModelFileError
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.inference import third_party
from upscaler.inference.backends import tiles, torch_backend
from upscaler.inference.backends.tiles import stream_tiles
from upscaler.inference.engine import Engine
from upscaler.inference.third_party import agrees_in, convert, measured_halo, sample
from upscaler.network.architectures.network import Network
from upscaler.network.architectures.span import IMAGENET_MEAN
from upscaler.network.architectures.spandrel import build
from upscaler.network.catalog import Model
from upscaler.network.checkpoint import load_model, save_network

THIRD_PARTY = {
    "compact": make_compact(),
    "RRDBNet": make_rrdbnet(),
    "RRDBNet with a pixel unshuffle": make_rrdbnet(scale=2, unshuffle=2),
    "SPAN": make_span(),
    "EDSR": make_edsr(scale=3),
    "MSRResNet": make_msrresnet(),
}


def crop() -> Tensor:
    """(1, 3, 64, 64) with much detail."""
    return sample()[:, :, 40:104, 90:154]


def difference(network: Network, halo: int, scale: int) -> float:
    """The largest difference between four tiles with this halo and the whole picture, in levels of 255."""
    lr, whole = crop(), network.residual(crop(), scale)
    largest, alignment = 0.0, network.config.alignment
    for region, values in stream_tiles(lambda tile: network.residual(tile, scale), lr, scale, halo, 32, 0, alignment):
        rows, columns = (region * scale).slices
        largest = max(largest, float((values - whole[:, :, rows, columns]).abs().max()) * 255)
    return largest


@pytest.mark.parametrize("network", [make_network(), *THIRD_PARTY.values()], ids=["SR-ResNet", *THIRD_PARTY])
def test_the_halo_is_about_the_least_that_does(network: Network) -> None:
    scale = network.config.scales[-1]
    halo = measured_halo(network, scale, crop())
    assert 0 < halo <= network.config.receptive_field_radius
    less = halo // 2 // network.config.alignment * network.config.alignment
    assert halo % network.config.alignment == 0 or halo == network.config.receptive_field_radius
    assert difference(network, halo, scale) <= 0.6 < difference(network, less, scale)  # tiles are cut elsewhere


def test_what_hardly_matters_does_not_count() -> None:
    """A network that looks far but weights distant pixels little has a small halo; one that ignores them has none."""
    network = make_compact(convolutions=6)
    for layer in network.body:
        if isinstance(layer, torch.nn.Conv2d):
            layer.weight[:, :, [0, 0, 0, 1, 1, 2, 2, 2], [0, 1, 2, 0, 2, 0, 1, 2]] *= 0.02  # all but the middle
    assert 0 < measured_halo(network, 4, crop()) < network.config.receptive_field_radius / 2
    for layer in network.body:
        if isinstance(layer, torch.nn.Conv2d):
            layer.weight.zero_()
    assert measured_halo(network, 4, crop()) == 0


def test_a_network_that_sees_too_far_for_the_sample_has_the_halo_of_its_receptive_field() -> None:
    network = make_compact(convolutions=2)
    assert measured_halo(network, 4, crop()[:, :, :6, :6]) == network.config.receptive_field_radius


def test_half_precision_must_agree() -> None:
    network = make_compact()
    assert agrees_in(network, "fp16")
    last = network.body[-1]
    assert isinstance(last, torch.nn.Conv2d) and last.bias is not None
    for factor, agrees in ((0.02, True), (150.0, False)):
        last.weight.mul_(factor)
        last.bias.mul_(factor)
        assert agrees_in(network, "bf16") is agrees
    last.bias.add_(1e6)
    assert not agrees_in(network, "fp16")  # not finite there
    assert all(weight.dtype == torch.float32 for weight in network.parameters())


@pytest.mark.parametrize("network", {**THIRD_PARTY, "SPAN": make_lifelike_span()}.values(), ids=THIRD_PARTY)
def test_a_file_of_others_becomes_a_model(
    network: Network, photo: Pixels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From bare weights to a card, and from the card to a picture in small tiles."""
    monkeypatch.setattr(third_party, "_FIRST_SIDE", 64)
    torch.save(network.state_dict(), tmp_path / "other.pth")
    weights = tmp_path / "own.safetensors"
    card = convert(tmp_path / "other.pth", weights, "For a test", "CC0")
    config, scale = network.config, network.config.scales[0]
    assert (card.name, card.architecture) == ("own", type(network).__name__)
    assert (card.scales, card.base) == (config.scales, config.base)
    assert (card.description, card.licence, card.strengths) == ("For a test", "CC0", {})
    assert 0 < card.halo <= config.receptive_field_radius and "fp16" in card.half
    monkeypatch.setattr(torch_backend, "CPU_STRIP_BYTES", 400 * config.channels * 4)
    monkeypatch.setattr(tiles, "_HALOS", 0)
    canvas = np.zeros((scale * 40, scale * 60, 3), np.uint8)
    Engine(load_model(Model(card, weights)), card.halo, card.half).upscale(Bitmap(photo), scale, canvas, "cpu", "fp32")
    assert close(canvas, whole(network, photo, scale))


@pytest.mark.parametrize(
    "shape",
    [{}, {"range": 1.0}, {"range": 1.0, "mean": IMAGENET_MEAN}, {"norm": False}],
    ids=["as published", "values up to 1", "another mean", "as they are"],
)
def test_values_that_a_span_was_trained_with_are_found_by_what_it_does(shape: dict[str, Any], tmp_path: Path) -> None:
    """Older files do not even have the marker for the absence of a range."""
    network = make_lifelike_span(**shape)
    torch.save({key: weight for key, weight in network.state_dict().items() if key != "no_norm"}, tmp_path / "a.pth")
    card = convert(tmp_path / "a.pth", tmp_path / "b.safetensors", "", "")
    found = load_model(Model(card, tmp_path / "b.safetensors"))
    assert found.config == network.config
    assert torch.allclose(found(crop(), 4), network(crop(), 4), atol=1e-5)


def test_a_span_that_makes_another_picture_in_every_way_is_refused(tmp_path: Path) -> None:
    torch.save(make_span().state_dict(), tmp_path / "a.pth")
    with pytest.raises(ModelFileError) as caught:
        convert(tmp_path / "a.pth", tmp_path / "b.safetensors", "", "")
    assert caught.value.reason == messages.RANGE_UNKNOWN
    assert not (tmp_path / "b.safetensors").exists()


def test_our_own_weights_stay_exact(tmp_path: Path) -> None:
    """They run in rows, so nothing is measured; batch norm is folded for inference, not in the file."""
    torch.save({"params": make_network(norm="batch").state_dict()}, tmp_path / "ours.pth")
    card = convert(tmp_path / "ours.pth", tmp_path / "own.safetensors", "", "")
    assert (card.architecture, card.scales, card.halo) == ("SRResNet", (2, 3, 4), 9)
    assert load_model(Model(card, tmp_path / "own.safetensors")).config == make_network(norm="batch").config


def test_a_file_of_no_known_family_gets_no_card(tmp_path: Path) -> None:
    save_file({"a": torch.zeros(3)}, tmp_path / "a.safetensors")
    with pytest.raises(ModelFileError):
        convert(tmp_path / "a.safetensors", tmp_path / "b.safetensors", "", "")
    assert not (tmp_path / "b.safetensors").exists()


def test_a_network_of_spandrel_s_runs_in_tiles_on_the_grid_of_its_windows(
    photo: Pixels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(third_party, "_FIRST_SIDE", 64)
    theirs = build(make_swinir().state_dict())
    measured = theirs.config
    theirs.config = replace(measured, alignment=0, values_per_pixel=1)  # it may come from anyone
    save_network(theirs, tmp_path / "other.safetensors")
    weights = tmp_path / "own.safetensors"
    card = convert(tmp_path / "other.safetensors", weights, "For a test", "CC0")
    assert (card.architecture, card.scales, card.base) == ("SwinIR (spandrel)", (2,), "none")
    assert card.halo % 4 == 0 and 0 < card.halo <= 16
    network = load_model(Model(card, weights))
    assert network.config == replace(measured, alignment=4)
    monkeypatch.setattr(torch_backend, "CPU_STRIP_BYTES", 400 * network.config.channels * 4)
    monkeypatch.setattr(tiles, "_HALOS", 0)
    canvas = np.zeros((2 * 40, 2 * 60, 3), np.uint8)
    Engine(network, card.halo, card.half).upscale(Bitmap(photo), 2, canvas, "cpu", "fp32")
    assert close(canvas, whole(theirs, photo, 2))


def test_a_network_that_averages_the_whole_picture_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(third_party, "_FIRST_SIDE", 64)
    network = of_spandrel("RCAN", "RCAN", n_resgroups=1, n_resblocks=1, n_feats=8, reduction=2, scale=2)
    torch.save(network.state_dict(), tmp_path / "a.pth")
    with pytest.raises(ModelFileError) as caught:
        convert(tmp_path / "a.pth", tmp_path / "b.safetensors", "", "")
    assert caught.value.reason == messages.NETWORK_NEEDS_WHOLE
    assert not (tmp_path / "b.safetensors").exists()


def test_half_precision_that_a_network_cannot_run_in_does_not_agree() -> None:
    network = build(make_swinir().state_dict())
    assert not agrees_in(network, "bf16")  # its masks are fp32
    assert not agrees_in(network, "fp16")  # spandrel says so
