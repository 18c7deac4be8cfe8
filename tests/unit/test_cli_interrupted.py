"""Signals, and streams that nobody reads or that are full."""

import errno
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from safetensors.torch import save_file

from tests.conftest import make_rrdbnet
from tests.unit.test_cli import lines, signals_restored, small  # noqa: F401 - fixtures too
from upscaler.cli import FAILED, INTERRUPTED, OK, main


@pytest.mark.posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_leaves_nothing_and_says_so(number: signal.Signals, tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (1500, 2000, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "large.png", compress_level=0)
    command = [sys.executable, "-m", "upscaler.cli", "large.png", "large.png", "--json"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 60
        while not any(tmp_path.glob("upscaled/.upscaler-*")):  # the work has begun
            assert time.monotonic() < deadline
            time.sleep(0.01)
        os.kill(process.pid, number)
        out, err = process.communicate(timeout=60)
    assert process.returncode == INTERRUPTED
    assert [json.loads(line)["status"] for line in out.splitlines()] == ["cancelled"]
    assert "Interrupted." in err
    assert "Traceback" not in err
    assert [path.name for path in tmp_path.iterdir()] == ["large.png"]


@pytest.mark.posix
def test_interrupted_while_a_model_is_added_it_ends_in_silence(small: Path) -> None:
    """Measuring takes minutes on a slow computer."""
    model = small.with_name("a.safetensors")
    save_file(make_rrdbnet().state_dict(), model)
    command = [sys.executable, "-m", "upscaler.cli", small.name, "--model", model.name]
    with subprocess.Popen(command, cwd=small.parent, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("Reading the model a.safetensors")
        os.kill(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (INTERRUPTED, "")


@pytest.mark.posix
def test_a_signal_that_whoever_started_it_ignores_stays_ignored(small: Path) -> None:
    def hang_up_is_ignored() -> None:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does

    command = [sys.executable, "-c", "import os, signal, sys; from upscaler.cli import main; main(); "]
    command[-1] += "os.kill(os.getpid(), signal.SIGHUP); print('alive')"
    done = subprocess.run(
        [*command, str(small)],
        preexec_fn=hang_up_is_ignored,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "alive\n", done.stderr


@pytest.mark.posix
def test_whoever_reads_the_lines_may_have_seen_enough(small: Path) -> None:
    names = [str(shutil.copy(small, small.with_name(f"{number}.png"))) for number in range(3)]
    command = [sys.executable, "-m", "upscaler.cli", *names, "-x", "2", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        err = process.stderr.read()
    assert process.returncode == INTERRUPTED
    assert "Traceback" not in err


class Gone(io.StringIO):
    """A stream whose reader is gone."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self._error = error

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:  # noqa: ARG002
        raise self._error


@pytest.mark.parametrize("error", [OSError(errno.EIO, "a closed terminal"), BrokenPipeError()])
def test_all_pictures_are_made_though_nobody_reads_what_is_told(
    error: OSError, small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [str(shutil.copy(small, small.with_name(f"{number}.png"))) for number in range(3)]
    monkeypatch.setattr(sys, "stderr", Gone(error))
    assert main([*names, str(small.with_name("none.png")), "-x", "2", "--json"]) == FAILED
    results, _ = lines(capsys)
    assert sorted(line["status"] for line in results) == ["done"] * 3 + ["failed"]


def test_lines_that_cannot_be_written_end_the_call(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Gone(OSError(errno.ENOSPC, "No space left on device")))
    names = [str(shutil.copy(small, small.with_name(f"{number}.png"))) for number in range(3)]
    assert main([*names, "-x", "2", "--json"]) == INTERRUPTED
    assert "The output of --json cannot be written: No space left on device." in capsys.readouterr().err


def test_lists_may_have_been_seen_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Gone(BrokenPipeError()))
    assert main(["--list-models"]) == OK


def test_help_in_an_encoding_that_lacks_its_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(file, "latin-1"))
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == OK
    sys.stdout.flush()
    assert b"a folder \\u201cupscaled\\u201d" in b" ".join(file.getvalue().split())
