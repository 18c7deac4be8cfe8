from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from upscaler.errors import ModelFileError
from upscaler.network.checkpoint import load_network
from upscaler.training import classify
from upscaler.training.classify import ClassifyConfig, EstimatorTrainer, load_material
from upscaler.training.degradation.faults import Faults

pytestmark = pytest.mark.usefixtures("one_thread", "few_pages")


def test_severities_are_those_of_the_faults() -> None:
    assert classify.severities(Faults()) == [0, 0, 0]
    assert classify.severities(Faults(quality=30, noise=15, blur=0.8)) == [1, 1, 1]


def test_a_run_learns_and_can_be_repeated(large_photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classify, "HELD_BACK_CROPS", 32)
    material = load_material(large_photos)
    config = ClassifyConfig("photos", steps=40, crop=24, batch=12, warm_up=5, evaluate_every=10)
    runs = [EstimatorTrainer(config, *material) for _ in range(2)]
    for trainer in runs:
        trainer.run()
    first, second = runs
    assert [evaluation.step for evaluation in first.evaluations] == [10, 20, 30, 40]
    assert first.evaluations == second.evaluations
    assert first.evaluations[-1].loss < 0.85 * first.evaluations[0].loss


def test_the_mean_error_is_in_shares_of_the_ranges() -> None:
    assert classify.mean_error(classify.Evaluation(2, 0.1, 7, 1.5, 0.08)) == pytest.approx(0.1)


def test_crops_hold_what_their_severities_say(large_photos: Path) -> None:
    training, _ = load_material(large_photos)
    lr, truth = classify.crops(training, np.random.default_rng(3), 24, 40)
    assert lr.shape == (40, 24, 24, 3) and truth.shape == (40, 4)
    assert truth.min() >= 0 and truth.max() <= 1
    for sign in range(4):
        assert 0.2 < (truth[:, sign] > 0).float().mean() < 0.8
    again, _ = classify.crops(training, np.random.default_rng(3), 24, 40)
    assert np.array_equal(lr, again)


def test_the_command_leaves_weights_log_and_plot(
    large_photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(classify, "HELD_BACK_CROPS", 8)
    out = tmp_path / "run"
    classify.main(["--photos", str(large_photos), "--out", str(out), "--steps", "2", "--shortcut", "zero_pad"])
    assert {path.name for path in out.iterdir()} == {"weights.safetensors", "log.csv", "log.png"}
    assert (out / "log.csv").read_text().startswith("step,loss,quality,noise,blur,drawing\n2,")
    with pytest.raises(ModelFileError):  # it is no SR-ResNet
        load_network(out / "weights.safetensors")
