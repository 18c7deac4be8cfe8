from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import torch

from upscaler.inference.engine import Engine
from upscaler.network.architectures.srresnet import SRResNetConfig
from upscaler.network.checkpoint import save_network
from upscaler.training import evaluate
from upscaler.training.dataset import photo_paths
from upscaler.training.degradation.steps import Pixels
from upscaler.training.evaluate import Measured, Scores
from upscaler.training.trainer import as_tensor, new_network

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("weights") / "tiny.safetensors"
    save_network(new_network(SRResNetConfig(channels=16, blocks=1), 1), path)
    return path


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_the_engine_gives_what_the_network_gives(photo: Pixels, weights: Path, scale: int) -> None:
    network = evaluate.load_weights(weights)
    result = evaluate.enlarged(Engine(network), photo, scale, "fp32")
    expected = network(as_tensor(photo[None]), scale)[0].permute(1, 2, 0).mul(255).round().clamp(0, 255)
    assert np.abs(result.astype(int) - expected.to(torch.uint8).numpy()).max() <= 1  # rounding of halves


def test_rows_hold_every_photo_and_scale(photos_folder: Path, weights: Path) -> None:
    paths = photo_paths(photos_folder)[:2]
    rows = evaluate.measure(Engine(evaluate.load_weights(weights)), paths, (2, 4), "fp32", "noise10")
    assert [(row.photo, row.scale) for row in rows] == [(path.name, scale) for path in paths for scale in (2, 4)]
    assert all(10 < row.bicubic.psnr < 60 and 0 < row.model.ssim < 1 for row in rows)
    assert rows == evaluate.measure(Engine(evaluate.load_weights(weights)), paths, (2, 4), "fp32", "noise10")


def test_means_by_set_and_over_all() -> None:
    rows = [
        Measured("kodak-01.png", 2, Scores(30.0, 0.8), Scores(33.0, 0.9)),
        Measured("kodak-02.png", 2, Scores(32.0, 0.9), Scores(34.0, 0.95)),
        Measured("art-x-1.png", 2, Scores(40.0, 0.95), Scores(41.0, 0.97)),
    ]
    assert evaluate.table(rows).splitlines()[2:] == [
        "| art | 1 | x2 | 40.00 / 0.9500 | 41.00 / 0.9700 | +1.00 |",
        "| kodak | 2 | x2 | 31.00 / 0.8500 | 33.50 / 0.9250 | +2.50 |",
        "| all | 3 | x2 | 34.00 / 0.8833 | 36.00 / 0.9400 | +2.00 |",
    ]


def test_the_command_prints_a_table(photos_folder: Path, weights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--photos", str(photos_folder), "--weights", str(weights), "--scales", "4", "--held-back"]
    evaluate.main([*arguments, "--precision", "fp32"])
    lines = capsys.readouterr().out.splitlines()
    held_back = len(photo_paths(photos_folder, held_back_only=True))
    assert held_back < len(photo_paths(photos_folder))
    assert len(lines) == 4 and lines[-1].startswith(f"| all | {held_back} | x4 |")


def test_photos_that_cannot_be_scored_are_left_out() -> None:
    rows = [
        Measured("all-1.png", 2, Scores(30.0, 0.8), Scores(33.0, 0.9)),
        Measured("all-2.png", 2, Scores(math.inf, 1.0), Scores(math.inf, 1.0)),
        Measured("all-3.png", 2, Scores(30.0, math.nan), Scores(30.0, math.nan)),
    ]
    assert [(name, count) for (name, _), (count, *_) in evaluate.means(rows).items()] == [("all", 1), (None, 1)]


def test_a_folder_without_photos_ends_with_a_sentence(tmp_path: Path, weights: Path) -> None:
    with pytest.raises(SystemExit, match="no photos"):
        evaluate.main(["--photos", str(tmp_path), "--weights", str(weights)])
