"""Networks with random weights, made by spandrel's own classes."""

import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors import safe_open
from torch import Tensor

from tests.conftest import make_network, make_swinir, of_spandrel
from upscaler import messages
from upscaler.errors import ModelFileError
from upscaler.inference.backends.any_rows import AnyRows
from upscaler.inference.backends.tiles import TorchTiles
from upscaler.inference.mixture import Mixture
from upscaler.network.architectures import spandrel
from upscaler.network.architectures.registry import recognise
from upscaler.network.architectures.spandrel import SpandrelConfig, SpandrelNetwork, build
from upscaler.network.checkpoint import load_third_party, save_network


@pytest.fixture
def not_installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    spandrel._package.cache_clear()
    monkeypatch.setitem(sys.modules, "spandrel", None)
    yield
    spandrel._package.cache_clear()


def weights_of(network: Any) -> dict[str, Tensor]:
    weights: dict[str, Tensor] = network.state_dict()
    return weights


def test_weights_of_no_family_of_ours_become_a_network_of_spandrel_s() -> None:
    theirs, lr = make_swinir(), torch.rand(1, 3, 18, 21)
    weights = weights_of(theirs)
    network, found = recognise(weights)
    assert isinstance(network, SpandrelNetwork) and network.state_dict().keys() == found.keys()
    config = network.config
    assert (config.family, config.scales, config.base) == ("SwinIR", (2,), "none")
    assert config.channels <= config.values_per_pixel
    assert config.values_per_pixel >= 2 * 4 * 4  # of the attention: heads, pixels of a window
    with torch.inference_mode():
        expected = theirs(lr).clamp(0, 1)  # it pads its windows itself
        assert torch.allclose(network(lr, 2), expected, atol=1e-5)
    assert weights.keys() == weights_of(make_swinir()).keys()  # the given ones are unchanged


def test_it_is_saved_and_loaded_with_what_was_measured(tmp_path: Path) -> None:
    network, lr = build(weights_of(make_swinir())), torch.rand(1, 3, 16, 16)
    network.config = dataclasses.replace(network.config, alignment=4)
    save_network(network, tmp_path / "a.safetensors")
    found = load_third_party(tmp_path / "a.safetensors")
    assert isinstance(found, SpandrelNetwork) and found.config == network.config
    with torch.inference_mode():
        assert torch.allclose(found(lr, 2), network(lr, 2), atol=1e-6)


def test_marks_that_are_no_weights_are_saved_too(tmp_path: Path) -> None:
    """Real-CUGAN's "pro" networks expect a different range, which only an empty tensor indicates."""
    weights = {**weights_of(of_spandrel("RealCUGAN", "UpCunet2x", pro=True)), "pro": torch.zeros(1)}
    save_network(build(weights), tmp_path / "a.safetensors")
    with safe_open(tmp_path / "a.safetensors", framework="pt") as file:
        assert set(file.keys()) == weights.keys()
    found: Any = load_third_party(tmp_path / "a.safetensors")
    assert found.model.is_pro


def test_torchvision_is_neither_imported_nor_replaced_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = object()
    monkeypatch.setitem(sys.modules, "torchvision", mine)
    spandrel._package.cache_clear()
    assert build(weights_of(make_swinir()))
    assert sys.modules["torchvision"] is mine
    assert not any(name.startswith("torchvision.") for name in sys.modules)


@pytest.mark.usefixtures("not_installed")
def test_without_spandrel_it_is_named() -> None:
    with pytest.raises(ValueError, match=messages.NETWORK_NEEDS_SPANDREL):
        recognise({"a": torch.zeros(1)})


def test_a_saved_network_says_that_spandrel_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_network(build(weights_of(make_swinir())), tmp_path / "a.safetensors")
    monkeypatch.setattr(spandrel, "_package", lambda: None)
    with pytest.raises(ModelFileError) as caught:
        load_third_party(tmp_path / "a.safetensors")
    assert caught.value.reason == messages.SPANDREL_MISSING


def test_names_with_absurd_numbers_are_not_built() -> None:
    weights = weights_of(make_swinir())
    weights["layers.99999.residual_group.blocks.0.attn.relative_position_bias_table"] = torch.zeros(1)
    with pytest.raises(ValueError, match=messages.NETWORK_UNKNOWN):
        build(weights)


def test_weights_that_lack_some_or_have_another_shape_do_not_fit() -> None:
    weights = weights_of(make_swinir())
    for broken in (
        {key: weight for key, weight in weights.items() if key != "norm.weight"},
        {**weights, "norm.weight": torch.zeros(5)},
        {**weights, "conv_first.weight": torch.zeros(())},
    ):
        with pytest.raises(ValueError, match=messages.WEIGHTS_DO_NOT_FIT):
            build(broken)


def test_a_shape_that_is_not_in_the_weights_is_found_when_it_does_not_run() -> None:
    """SCUNet has 32 channels per head; with 16, the weights fit a network that cannot run."""
    with pytest.raises(ValueError, match=messages.WEIGHTS_DO_NOT_FIT):
        build(weights_of(of_spandrel("SCUNet", "SCUNet", config=[1] * 7, dim=16)))


def test_a_config_that_the_weights_contradict_is_refused() -> None:
    network = build(weights_of(make_swinir()))
    stored = dataclasses.asdict(network.config)
    with pytest.raises(ValueError, match=messages.WEIGHTS_DO_NOT_FIT):
        build(weights_of(make_swinir()), {**stored, "scale": 3})


@pytest.mark.parametrize(
    ("family", "name", "options", "reason"),
    [
        ("SwinIR", "SwinIR", {"in_chans": 1, "img_size": 8, "depths": [1], "num_heads": [2], "embed_dim": 8}, "1 chan"),
        ("Uformer", "Uformer", {"img_size": 128, "embed_dim": 4, "depths": [1] * 9}, "the whole picture"),
    ],
)
def test_what_does_not_make_a_picture_part_by_part_is_refused(
    family: str, name: str, options: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        build(weights_of(of_spandrel(family, name, **options)))


def test_it_runs_in_tiles_and_not_by_rows() -> None:
    network = build(weights_of(of_spandrel("PLKSR", "RealPLKSR", dim=16, n_blocks=1, upscaling_factor=2)))
    for one in (network, Mixture(make_network(), network, 0.5)):
        assert not AnyRows.can_run(one) and TorchTiles.can_run(one)


def test_the_config_is_that_of_one_scale() -> None:
    assert SpandrelConfig("DAT", 3, 60, 240, 8).scales == (3,)
