from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from upscaler.network.architectures.srresnet import SRResNet
from upscaler.network.blocks import ResidualBlock
from upscaler.training.dataset import load_photos
from upscaler.training.experiments import checks
from upscaler.training.experiments.variants import Variant


def test_folding_is_measured(photos_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photos = load_photos([photos_folder / "made-00.png"], (2,))
    network = Variant("residual", 4, norm="batch").network(16, seed=1)
    network(torch.rand(4, 3, 16, 16), 2)  # running statistics of its own
    found = checks.folding(network.eval(), photos)
    assert 0 < found.largest < 1e-2 and found.range > 50 and found.changed < 1e-3

    def wrong(network: SRResNet) -> None:
        for block in network.body:
            assert isinstance(block, ResidualBlock)
            block.norm2 = nn.Identity()

    monkeypatch.setattr(checks, "fold_batch_norm", wrong)
    assert checks.folding(network, photos).largest > 1
