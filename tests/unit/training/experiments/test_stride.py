from __future__ import annotations

from pathlib import Path

import pytest

from upscaler.training import classify
from upscaler.training.classify import EstimatorTrainer
from upscaler.training.experiments import __main__ as program


@pytest.mark.usefixtures("few_pages")
def test_three_shortcuts_are_compared_and_not_run_again(
    large_photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(classify, "HELD_BACK_CROPS", 8)
    arguments = ["stride", "--photos", str(large_photos), "--out", str(tmp_path), "--steps", "2"]
    program.main(arguments)
    text = (tmp_path / "experiments.md").read_text()
    rows = [line for line in text.splitlines() if line.startswith("| option ") or line.startswith("| none ")]
    assert [row.split("|")[1].split(":")[0].strip() for row in rows] == ["option A", "option B", "none"]
    parameters = [int(row.split("|")[2].replace(",", "")) for row in rows]
    assert parameters[0] == parameters[2] < parameters[1]
    assert (tmp_path / "images" / "experiments-stride.png").is_file()

    def never(_: EstimatorTrainer) -> None:
        raise AssertionError("it was run again")

    monkeypatch.setattr(EstimatorTrainer, "run", never)
    program.main(arguments)
    assert (tmp_path / "experiments.md").read_text() == text
