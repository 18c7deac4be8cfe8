from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.training.experiments.conftest import run
from upscaler.training.experiments import __main__ as program
from upscaler.training.experiments.curves import Settings
from upscaler.training.trainer import Trainer


def test_a_finished_curve_is_not_run_again(
    photos_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []
    one_run = Trainer.run

    def counted(trainer: Trainer) -> None:
        started.append(trainer.out.name)
        one_run(trainer)

    monkeypatch.setattr(Trainer, "run", counted)
    run("norm", photos_folder, tmp_path)
    runs = ["residual-2-0.001", "residual-2-0.0002", "residual-2"]
    assert started == [*runs, *(name.replace("residual-2", "residual-2-norm") for name in runs)]

    report_file, written = tmp_path / "experiments.md", (tmp_path / "experiments.md").read_text()
    report_file.unlink()
    (tmp_path / "curves" / "residual-2-norm.csv").unlink()
    started.clear()
    run("norm", photos_folder, tmp_path)
    assert len(started) == 3 and all("norm" in name for name in started)
    assert report_file.read_text() == written  # what was stopped at its end has nothing left to train
    with pytest.raises(SystemExit, match="another --out"):
        program.main(["shortcuts", "--photos", str(photos_folder), "--out", str(tmp_path), "--steps", "6"])


def test_an_experiment_needs_photos_to_hold_back(photos_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "made-00.png").write_bytes((photos_folder / "made-00.png").read_bytes())
    with pytest.raises(SystemExit, match="none is held back"):
        run("norm", tmp_path, tmp_path / "run")


def test_trials_are_short_and_looked_at_once() -> None:
    settings = Settings("photos", 600)
    whole, trial = settings.config(1e-3, 600), settings.config(1e-3, 100, 1)
    assert (whole.evaluate_every, whole.warm_up, trial.evaluate_every, trial.scales) == (20, 30, 100, (2,))
