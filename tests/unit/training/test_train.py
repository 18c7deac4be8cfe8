from __future__ import annotations

import csv
import hashlib
import json
import math
import signal
from pathlib import Path
from typing import Any, cast

import pytest
import torch

from tests.conftest import make_network, with_ranges
from upscaler.network.checkpoint import load_network, save_network
from upscaler.training import train
from upscaler.training import trainer as module
from upscaler.training.fake_int8 import residual_as_in_int8
from upscaler.training.trainer import Trainer

SMALL = ["--batch", "2", "--patch", "12", "--last-patch", "12", "--channels", "16", "--blocks", "1"]

pytestmark = pytest.mark.usefixtures("one_thread", "small_looks", "signals")


@pytest.mark.usefixtures("signals")
def test_sigterm_saves_and_resume_goes_on(photos_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "run"
    new = ["--photos", str(photos_folder), "--threads", "1", "--batch", "2", "--patch", "12", "--last-patch", "12"]
    tiny = [*new, "--out", str(out), "--steps", "6", "--channels", "16", "--blocks", "1"]
    one_step = Trainer.train_step

    def interrupted(trainer: Trainer) -> float:
        if trainer.step == 2:
            signal.raise_signal(signal.SIGTERM)
        return one_step(trainer)

    monkeypatch.setattr(Trainer, "train_step", interrupted)
    train.main(tiny)
    assert torch.load(out / "state.pt", weights_only=True)["step"] == 3
    assert json.loads((out / "config.json").read_text())["steps"] == 6
    with pytest.raises(SystemExit, match="--resume"):
        train.main(tiny)

    train.main(["--out", str(out), "--resume", "--threads", "1"])
    assert torch.load(out / "state.pt", weights_only=True)["step"] == 6
    with (out / "log.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["step"] for row in rows] == ["3", "6"]
    assert all(math.isfinite(float(row[f"psnr_x{scale}"])) for row in rows for scale in (2, 3, 4))
    assert (out / "log.png").exists()
    network = load_network(out / "ema.safetensors")
    assert (network.config.channels, network.config.blocks) == (16, 1)

    more = tmp_path / "more"
    train.main([*new, "--out", str(more), "--steps", "1", "--from", str(out / "ema.safetensors")])
    assert load_network(more / "ema.safetensors").config == network.config


def test_a_run_stopped_by_a_signal_ends_with_the_weights_of_one_never_stopped(
    photos_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny = ["--photos", str(photos_folder), "--threads", "1", "--batch", "2", "--patch", "12", "--last-patch", "16"]
    tiny += ["--steps", "8", "--last-part", "0.3", "--channels", "16", "--blocks", "1", "--evaluate-every", "3"]
    train.main([*tiny, "--out", str(tmp_path / "whole")])
    one_step = Trainer.train_step

    def interrupted(trainer: Trainer) -> float:
        if trainer.step == 4:
            signal.raise_signal(signal.SIGTERM)
        return one_step(trainer)

    monkeypatch.setattr(Trainer, "train_step", interrupted)
    stopped = ["--out", str(tmp_path / "stopped")]
    train.main([*tiny, *stopped])
    monkeypatch.undo()
    monkeypatch.setattr(module, "HELD_BACK_SIZE", 48)
    monkeypatch.chdir(tmp_path)
    train.main([*stopped, "--resume", "--threads", "1"])
    weights = [load_network(tmp_path / run / "ema.safetensors").state_dict() for run in ("whole", "stopped")]
    assert all(torch.equal(weights[0][key], weights[1][key]) for key in weights[0])


def test_a_run_stopped_before_anything_was_saved_begins_anew(photos_folder: Path, tmp_path: Path) -> None:
    train.main(["--photos", str(photos_folder), "--out", str(tmp_path), "--threads", "1", "--steps", "1", *SMALL])
    for name in ("state.pt", "ema.safetensors", "log.csv"):
        (tmp_path / name).unlink()
    train.main(["--out", str(tmp_path), "--resume", "--threads", "1"])
    assert torch.load(tmp_path / "state.pt", weights_only=True)["step"] == 1


def test_weights_to_start_from_are_recorded_and_not_needed_again(photos_folder: Path, tmp_path: Path) -> None:
    new = ["--photos", str(photos_folder), "--threads", "1", *SMALL]
    train.main([*new, "--out", str(tmp_path / "first"), "--steps", "1"])
    start = tmp_path / "first" / "ema.safetensors"
    digest = hashlib.sha256(start.read_bytes()).hexdigest()
    train.main([*new, "--out", str(tmp_path / "second"), "--steps", "2", "--from", str(start)])
    config = json.loads((tmp_path / "second" / "config.json").read_text())
    assert (config["start"], config["start_sha256"]) == (str(start), digest)
    start.unlink()
    train.main(["--out", str(tmp_path / "second"), "--resume", "--threads", "1"])


def test_fine_tuning_for_int8_keeps_the_ranges_and_resumes(
    photos_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, out, seen = tmp_path / "start.safetensors", tmp_path / "run", []
    network = with_ranges(make_network(blocks=1))
    save_network(network, start)

    def watched(*arguments: Any) -> torch.Tensor:
        seen.append(arguments)
        return residual_as_in_int8(*arguments)

    monkeypatch.setattr(module, "residual_as_in_int8", watched)
    new = ["--photos", str(photos_folder), "--out", str(out), "--threads", "1", "--from", str(start), *SMALL[:6]]
    train.main([*new, "--steps", "8", "--int8", "0.5"])
    assert 0 < len(seen) < 8
    (out / "config.json").write_text((out / "config.json").read_text().replace('"steps": 8', '"steps": 9'))
    train.main(["--out", str(out), "--resume", "--threads", "1"])
    ranges = load_network(out / "ema.safetensors").ranges
    assert ranges is not None
    assert torch.equal(ranges, cast(torch.Tensor, load_network(start).ranges))
    train.main([*new[:3], str(tmp_path / "other"), *new[4:], "--steps", "1"])
    assert load_network(tmp_path / "other" / "ema.safetensors").ranges is None  # they would not fit


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--out", "{out}"], "needs --photos"),
        (["--out", "{out}", "--photos", "{photos}", "--steps", "1", "--int8", "1", *SMALL], "have been measured"),
        (["--out", "{out}", "--resume"], "holds no run"),
        (["--out", "{out}", "--photos", "/nowhere", "--steps", "1"], "no photos in /nowhere"),
        (["--out", "{out}", "--photos", "{photos}", "--steps", "1", "--from", "/nowhere"], "no file /nowhere"),
        (["--out", "{out}", "--photos", "{photos}", "--steps", "1", "--patch", "500"], "large enough for patches"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: list[str], told: str, photos_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    with pytest.raises(SystemExit, match=told):
        train.main([argument.format(out=out, photos=photos_folder) for argument in arguments])
    assert not out.exists()


@pytest.mark.parametrize("argument", ["--steps=-1", "--warm-up=0", "--batch=0", "--minutes=x"])
def test_numbers_begin_at_one(argument: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        train.main(["--out", str(tmp_path), argument])
    assert "invalid positive value" in capsys.readouterr().err


def test_sigcont_tells_that_the_process_was_stopped(
    photos_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def run(trainer: Trainer) -> None:
        signal.raise_signal(signal.SIGCONT)
        seen.append(trainer.was_stopped)

    monkeypatch.setattr(Trainer, "run", run)
    train.main(["--photos", str(photos_folder), "--out", str(tmp_path), "--steps", "1", *SMALL])
    assert seen == [True]
