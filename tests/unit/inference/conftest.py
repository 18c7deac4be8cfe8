"""An engine."""

from __future__ import annotations

import pytest

from tests.conftest import make_network
from upscaler.inference.engine import Engine


@pytest.fixture(scope="module")
def engine() -> Engine:
    network = make_network(seed=1)
    for conv in network.conv_last.values():
        for parameter in conv.parameters():
            parameter.mul_(0.05)  # a small residual, so that the result resembles the picture
    return Engine(network)
