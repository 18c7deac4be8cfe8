from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from upscaler.inference.engine import Engine
from upscaler.network.architectures.srresnet import SRResNetConfig
from upscaler.network.catalog import degradation_estimator
from upscaler.network.checkpoint import load_estimator, save_network
from upscaler.network.degradation_estimator import DegradationEstimate
from upscaler.training import denoise
from upscaler.training.dataset import load_hr
from upscaler.training.degradation.faults import FIXED
from upscaler.training.degradation.steps import bicubic
from upscaler.training.denoise import Measured
from upscaler.training.evaluate import enlarged
from upscaler.training.metrics import psnr_y
from upscaler.training.trainer import new_network

pytestmark = pytest.mark.usefixtures("one_thread")

CLEAN = Measured("clean", 2, 30.0, {0: 34.0, 50: 33.0, 100: 32.0}, DegradationEstimate(100, 0, 0))
JPEG = Measured("jpeg", 2, 28.0, {0: 28.0, 50: 29.0, 100: 29.5}, DegradationEstimate(30, 0, 0))


def test_between_strengths_the_psnr_is_interpolated() -> None:
    assert [CLEAN.at(strength) for strength in (0, 25, 50, 100)] == [34, 33.5, 33, 32]


def test_loss_is_against_the_best_strength() -> None:
    ramps = {"jpeg": (0.5, 0.9), "noise": (0.5, 0.9), "blur": (0.5, 0.9)}
    assert (CLEAN.loss(ramps), JPEG.loss(ramps)) == (0, 0)
    never = dict.fromkeys(ramps, (1.0, 1.5))
    assert JPEG.loss(never) == 1.5
    assert denoise.mean_loss([CLEAN, JPEG], never) == 0.75


def test_the_fit_finds_ramps_that_lose_nothing() -> None:
    # The current ramps leave it unchanged
    faint = Measured("jpeg", 2, 28.0, JPEG.by_strength, DegradationEstimate.of([0.1, 0, 0]))
    rows = [CLEAN, JPEG, faint]
    assert denoise.mean_loss(rows) > 0
    assert denoise.mean_loss(rows, denoise.fit(rows)) == 0


def test_strengths_go_from_the_clean_to_the_restoring_model(photos_folder: Path) -> None:
    clean, restoring = (new_network(SRResNetConfig(channels=16, blocks=1), seed).eval() for seed in (1, 2))
    estimator = load_estimator(degradation_estimator())
    path = photos_folder / "made-00.png"
    (row, *_) = denoise.measure(clean, restoring, estimator, [path], (4,), (0, 100), 0)
    hr = load_hr(path)
    for strength, network in ((0, clean), (100, restoring)):
        result = enlarged(Engine(network), bicubic(hr, 4), 4, "auto")
        assert row.by_strength[strength] == psnr_y(result, hr, 4)


def test_the_command(photos_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [tmp_path / "a.safetensors", tmp_path / "b.safetensors"]
    for seed, path in enumerate(paths):
        save_network(new_network(SRResNetConfig(channels=16, blocks=1), seed), path)
    arguments = ["--photos", str(photos_folder), "--held-back", "--scales", "4", "--strengths", "0", "100"]
    denoise.main([*arguments, "--clean", str(paths[0]), "--restoring", str(paths[1])])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("|")[1].strip() for line in lines[2:7]] == list(FIXED)
    assert lines[-1].startswith("Mean loss of the automatic choice: ")
    networks = ["--clean", str(paths[0]), "--restoring", str(paths[1])]
    photo = ["--photo", "made-00.png", "--pictures", str(tmp_path / "pictures.png")]
    denoise.main([*arguments, *networks, *photo])
    with Image.open(tmp_path / "pictures.png") as grid:
        assert grid.width > 4 * 100 and grid.height > 5 * 100
    denoise.main([*arguments, *networks, "--random", "2", "--fit"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("{'jpeg': (")
    assert [line.split("|")[1].strip() for line in lines[3:9]] == [*FIXED, "random"]
    with pytest.raises(SystemExit, match="2"):
        denoise.main([*arguments, "--pictures", str(tmp_path / "pictures.png")])
