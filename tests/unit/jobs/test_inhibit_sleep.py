import logging
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from upscaler.jobs.inhibit_sleep import inhibit_sleep

HOLDER = """
import time
from upscaler.jobs.inhibit_sleep import inhibit_sleep
with inhibit_sleep():
    print("in", flush=True)
    time.sleep(60)
"""
INHIBIT = """#!/bin/sh
echo "$@" >> {told}
while [ "${{1#--}}" != "$1" ]; do shift; done
"$@"
echo over >> {told}
"""


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The arguments that a stand-in for systemd-inhibit got, and its end."""
    program = tmp_path / "bin" / "systemd-inhibit"
    program.parent.mkdir()
    program.write_text(INHIBIT.format(told=tmp_path / "told"))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setattr(sys, "platform", "linux")
    return tmp_path / "told"


@pytest.mark.posix
def test_sleep_is_kept_off_until_the_end_of_the_block(told: Path) -> None:
    with inhibit_sleep():
        pass
    (asked, end) = told.read_text().splitlines()
    assert asked == "--what=idle:sleep --who=Upscaler --why=Pictures are upscaled --mode=block cat"
    assert end == "over"


@pytest.mark.posix
def test_a_program_that_does_not_end_is_killed(told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = told.parent / "bin" / "systemd-inhibit"
    program.write_text(f"#!/bin/sh\necho $$ > {told}\nexec sleep 60 < /dev/null\n")
    monkeypatch.setattr("upscaler.jobs.inhibit_sleep._TIMEOUT", 0.01)
    with inhibit_sleep():
        while not told.exists() or not told.read_text():
            time.sleep(0.01)
    with pytest.raises(ProcessLookupError):
        os.kill(int(told.read_text()), 0)


@pytest.mark.posix
def test_it_ends_when_the_process_is_killed(told: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "in\n"
        child.kill()
    deadline = time.monotonic() + 60
    while not told.exists() or "over" not in told.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_it_can_be_turned_off(told: Path) -> None:
    with inhibit_sleep(wanted=False):
        pass
    assert not told.exists()


@pytest.mark.posix
def test_a_program_that_cannot_be_started_does_not_stop_the_work(told: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    (told.parent / "bin" / "systemd-inhibit").write_bytes(b"\x7fELF, but of another processor")
    done: list[str] = []
    with inhibit_sleep():
        done.append("the work")
    assert done == ["the work"]
    assert "nothing keeps this computer awake: " in caplog.text


def test_without_such_a_program_the_work_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    done: list[str] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("upscaler.jobs.inhibit_sleep.shutil.which", lambda _: None)
    with inhibit_sleep():
        done.append("the work")
    assert done == ["the work"]
    assert "nothing keeps this computer awake: there is no systemd-inhibit" in caplog.text
