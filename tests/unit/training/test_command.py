from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

import pytest

from upscaler.training.command import asked, clock_time, run_parser
from upscaler.training.run import RunConfig


def config(*arguments: str) -> RunConfig:
    return asked(run_parser("module", None, RunConfig).parse_args(arguments), RunConfig)


def test_a_new_run_names_its_files_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("start.safetensors").write_bytes(b"weights")
    new = config("--photos", "photos", "--out", "run", "--seconds", "30", "--from", "start.safetensors")
    assert (new.photos, new.start) == (str(tmp_path / "photos"), str(tmp_path / "start.safetensors"))
    assert (new.minutes, new.start_sha256) == (0.5, hashlib.sha256(b"weights").hexdigest())


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--steps", "3"), "needs --photos"),
        (("--photos", "photos"), "one of --steps"),
        (("--photos", "photos", "--steps", "3", "--from", "nowhere"), "no file nowhere"),
        (("--resume",), "holds no run"),
    ],
)
def test_what_is_missing_is_said(arguments: tuple[str, ...], why: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=why):
        config(*arguments, "--out", str(tmp_path / "run"))


def test_a_run_is_not_begun_twice(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(SystemExit, match="--resume"):
        config("--photos", "photos", "--steps", "3", "--out", str(tmp_path))


def test_a_clock_time_is_the_next_one() -> None:
    moment = datetime.fromisoformat(clock_time("13:30"))
    assert (moment.hour, moment.minute) == (13, 30)
    assert 0 < (moment - datetime.now()).total_seconds() <= 86400
