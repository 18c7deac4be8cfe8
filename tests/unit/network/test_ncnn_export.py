from typing import Any

import pytest
import torch
from torch import Tensor

from tests.conftest import make_network
from upscaler.network.architectures.ncnn import NcnnConfig, NcnnNetwork, read_weights
from upscaler.network.architectures.srresnet import SRResNet
from upscaler.network.blocks import fold_batch_norm
from upscaler.network.catalog import find_model
from upscaler.network.checkpoint import blended, load_model
from upscaler.network.ncnn_export import exported


def run_exported(network: SRResNet, scale: int, lr: Tensor) -> Tensor:
    """The result of the exported files for a picture, run by our own reader."""
    param, weights = exported(network, scale)
    read = NcnnNetwork(NcnnConfig(param))
    read.load_state_dict(dict(read_weights(read, weights)))
    return read.eval().residual(lr, scale)


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize("shape", [{}, {"shortcut": "none"}, {"norm": "batch"}])
def test_the_exported_network_is_the_network(scale: int, shape: dict[str, Any]) -> None:
    network = make_network(**shape)
    fold_batch_norm(network)
    lr = torch.rand(1, 3, 11, 14)
    with torch.inference_mode():
        assert torch.allclose(run_exported(network, scale, lr), network.residual(lr, scale), atol=1e-6)


def test_blends_of_the_app_s_models_are_exported() -> None:
    network = blended(load_model(find_model("photo")), load_model(find_model("photo-restore")), 0.37)
    assert isinstance(network, SRResNet)
    lr = torch.rand(1, 3, 9, 7)
    with torch.inference_mode():
        assert torch.allclose(run_exported(network, 4, lr), network.residual(lr, 4), atol=1e-5)


def test_the_file_states_how_many_layers_and_values_there_are() -> None:
    magic, counts, *layers = exported(make_network(), 2)[0].splitlines()
    assert magic == "7767517"
    outputs = [name for line in layers for name in line.split()[4 + int(line.split()[2]) :][: int(line.split()[3])]]
    assert counts == f"{len(layers)} {len(outputs)}"
    assert len(set(outputs)) == len(outputs)
    assert outputs[0] == "lr" and outputs[-1] == "residual"
