import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from tests.conftest import make_compact, make_network, make_rrdbnet
from upscaler.errors import ModelFileError, ModelHashError, ModelKeysError
from upscaler.network.architectures.network import Network
from upscaler.network.architectures.srresnet import SRResNet
from upscaler.network.catalog import Model, ModelCard, file_hash
from upscaler.network.checkpoint import (
    blended,
    load_estimator,
    load_model,
    load_network,
    load_third_party,
    save_network,
    save_ranges,
)
from upscaler.network.degradation_estimator import DegradationEstimator, DegradationEstimatorConfig

CONFIG = {"architecture": "SRResNet", "scales": [2, 3, 4], "channels": 16, "blocks": 3}


@pytest.fixture
def weights(network: SRResNet, tmp_path: Path) -> Path:
    path = tmp_path / "a.safetensors"
    save_network(network, path, {"steps": 1})
    return path


def rewrite(path: Path, **changes: object) -> None:
    """Write a file with other tensors or another config."""
    tensors = {**load_file(path), **{key: value for key, value in changes.items() if isinstance(value, torch.Tensor)}}
    tensors = {key: value for key, value in tensors.items() if key not in changes or changes[key] is not None}
    save_file(tensors, path, {"config": json.dumps(changes.get("config", CONFIG))})


def test_round_trip(network: SRResNet, weights: Path) -> None:
    again = load_network(weights)
    assert again.config == network.config
    lr = torch.rand(1, 3, 6, 7)
    assert torch.allclose(again(lr, 3), network(lr, 3), atol=1e-6)  # memory formats differ
    assert not again.training


def test_a_model_is_checked_and_folded(tmp_path: Path) -> None:
    network = make_network(norm="batch")
    path = tmp_path / "a.safetensors"
    sha256 = save_network(network, path)
    model = Model(ModelCard("a", "", "SRResNet", (2, 3, 4), "bicubic", 9, sha256, "MIT"), path)
    loaded = load_model(model)
    assert not any(isinstance(module, torch.nn.BatchNorm2d) for module in loaded.modules())
    lr = torch.rand(1, 3, 6, 7)
    assert torch.allclose(loaded(lr, 2), network(lr, 2), atol=1e-5)
    with pytest.raises(ModelHashError):
        load_model(replace(model, card=replace(model.card, sha256="0" * 64)))
    with pytest.raises(ModelFileError):
        load_model(replace(model, weights=tmp_path / "none.safetensors"))


def test_an_estimator_is_read_as_one_and_folded(tmp_path: Path) -> None:
    network = DegradationEstimator(DegradationEstimatorConfig((4, 8), 1)).eval()
    path = tmp_path / "faults.safetensors"
    model = Model(
        ModelCard("faults", "", "DegradationEstimator", (), "none", 0, save_network(network, path), "MIT"), path
    )
    loaded = load_estimator(model)
    assert not any(isinstance(module, torch.nn.BatchNorm2d) for module in loaded.modules())
    crops = torch.rand(2, 3, 16, 16)
    assert torch.allclose(loaded(crops), network(crops), atol=1e-5)
    with pytest.raises(ModelFileError):
        load_model(model)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float16])
@pytest.mark.parametrize("network", [make_compact(), make_rrdbnet(), make_network()], ids=lambda n: type(n).__name__)
def test_a_file_of_others_is_recognised(network: Network, dtype: torch.dtype, tmp_path: Path) -> None:
    """By its tensors alone, since it has no config of ours."""
    path = tmp_path / "other.safetensors"
    save_file(
        {key: value.to(dtype).contiguous() for key, value in network.state_dict().items()}, path, {"format": "pt"}
    )
    loaded = load_third_party(path)
    assert (type(loaded), loaded.config) == (type(network), network.config)
    assert all(value.dtype == torch.float32 for value in loaded.parameters())
    lr, scale = torch.rand(1, 3, 6, 7), network.config.scales[0]
    assert torch.allclose(loaded(lr, scale), network(lr, scale), atol=1e-5 if dtype == torch.float32 else 1e-2)


def test_a_third_party_network_is_no_network_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "other.safetensors"
    sha256 = save_network(make_compact(), path)
    with pytest.raises(ModelFileError):
        load_network(path)
    card = ModelCard("other", "", "SRVGGNetCompact", (4,), "nearest", 5, sha256, "MIT")
    assert load_model(Model(card, path)).config == make_compact().config


def test_weights_that_only_begin_as_a_family_s_take_no_memory(tmp_path: Path) -> None:
    """The first tensor implies convolutions of a terabyte."""
    path = tmp_path / "other.safetensors"
    first = torch.zeros(200_000, 3, 1, 1)
    save_file({"body.0.weight": first, "body.1.weight": torch.zeros(1), "body.2.weight": first.clone()}, path)
    with pytest.raises(ModelKeysError):
        load_third_party(path)


def test_a_blend_lies_between_two_networks() -> None:
    first, second = make_network(), make_network()
    with torch.no_grad():
        for weight in second.parameters():
            weight.add_(1)
    for share in (0.0, 0.25, 1.0):
        for found, before in zip(blended(first, second, share).parameters(), first.parameters(), strict=True):
            assert torch.allclose(found, before + share, atol=1e-6)


@pytest.mark.parametrize(
    "changes",
    [
        {"body.0.conv1.weight": None},
        {"surprise": torch.zeros(1)},
        {"body.0.conv1.weight": torch.zeros(16, 16, 1, 1)},
        {"config": {**CONFIG, "blocks": 4}},
    ],
)
def test_wrong_tensors(changes: dict[str, object], weights: Path) -> None:
    rewrite(weights, **changes)
    with pytest.raises(ModelKeysError) as caught:
        load_network(weights)
    assert caught.value.keys


@pytest.mark.parametrize("config", [{}, {**CONFIG, "architecture": "GAN"}, {**CONFIG, "depth": 3}, []])
def test_wrong_configs(config: object, weights: Path) -> None:
    rewrite(weights, config=config)
    with pytest.raises(ModelFileError):
        load_network(weights)


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\xff" * 100])
def test_no_safetensors_file(content: bytes, weights: Path) -> None:
    weights.write_bytes(content)
    with pytest.raises(ModelFileError):
        load_network(weights)


def test_a_file_without_metadata(weights: Path) -> None:
    save_file({"a": torch.zeros(1)}, weights)
    with pytest.raises(ModelFileError):
        load_network(weights)


def test_ranges_are_put_beside_the_weights_which_stay(weights: Path, network: SRResNet) -> None:
    ranges, before = torch.rand(7, 16), load_file(weights)
    assert load_network(weights).ranges is None
    assert save_ranges(weights, ranges) == file_hash(weights)
    found = load_network(weights)
    assert found.ranges is not None
    assert torch.allclose(found.ranges, ranges, rtol=0.01)
    after = load_file(weights)
    assert before.keys() == after.keys()
    assert all(torch.equal(before[key], after[key]) for key in before)


def test_ranges_are_saved_with_the_weights(network: SRResNet, tmp_path: Path) -> None:
    network.ranges = torch.rand(7, 16)
    save_network(network, tmp_path / "b.safetensors")
    found = load_network(tmp_path / "b.safetensors").ranges
    assert found is not None
    assert torch.allclose(found, network.ranges, rtol=0.01)


def test_ranges_of_another_network_are_refused(weights: Path) -> None:
    save_ranges(weights, torch.rand(6, 16))
    with pytest.raises(ModelFileError):
        load_network(weights)


def test_a_blend_has_ranges_if_both_have_some() -> None:
    first, second = make_network(), make_network()
    assert blended(first, second, 0.5).ranges is None
    first.ranges, second.ranges = torch.full((7, 16), 1.0), torch.full((7, 16), 3.0)
    ranges = blended(first, second, 0.5).ranges
    assert ranges is not None
    assert ranges.min() >= 2
