import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from upscaler import __version__
from upscaler.gui.system import log as module
from upscaler.gui.system.log import Log, diagnostics, start, version_of, watch_crashes


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Log]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    logger = logging.getLogger("upscaler")
    before = list(logger.handlers)
    yield start(tmp_path)
    for handler in [handler for handler in logger.handlers if handler not in before]:
        logger.removeHandler(handler)
        handler.close()


def test_what_is_told_is_kept_in_memory_and_in_a_file(log: Log, tmp_path: Path) -> None:
    logging.getLogger("upscaler.jobs").warning("The folder %s is gone", "out")
    assert log.lines()[-1].endswith("  The folder out is gone")
    assert log.count == 2  # the start is the first
    assert "WARNING upscaler.jobs: The folder out is gone" in (tmp_path / "upscaler.log").read_text("utf-8")


def test_memory_is_bounded(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(module._KEPT + 10):
        logging.getLogger("upscaler").info("%d", number)
    assert len(log.lines()) == module._KEPT
    assert log.lines()[-1].endswith(f"  {module._KEPT + 9}")


def test_what_nobody_caught_is_told(log: Log) -> None:
    try:
        raise RuntimeError("so it goes")
    except RuntimeError as error:
        sys.excepthook(RuntimeError, error, error.__traceback__)
    assert "RuntimeError: so it goes" in log.lines()[-1]

    def fail() -> None:
        raise ValueError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert "ValueError: in a thread" in log.lines()[-1]


def test_a_frozen_app_may_not_know_its_parts() -> None:
    assert version_of("torch") != "?"
    assert version_of("no-such-package") == "?"


def test_diagnostics_have_versions_log_and_crash(log: Log, tmp_path: Path) -> None:
    (tmp_path / "crash-last.log").write_text("Fatal Python error", encoding="utf-8")
    text = diagnostics(log, tmp_path)
    for part in (__version__, "Qt", "torch", log.lines()[0], "Fatal Python error"):
        assert part in text


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert watch_crashes(blocked) == ""


def test_a_crash_is_known_at_the_next_start(tmp_path: Path) -> None:
    script = (
        "import faulthandler, pathlib, sys; from upscaler.gui.system.log import watch_crashes\n"
        "found = watch_crashes(pathlib.Path(sys.argv[1]))\n"
        "print(bool(found)) if found else faulthandler._sigabrt()"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    crashed = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert crashed.returncode != 0
    again = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert again.stdout.strip() == "True"
    assert "Fatal Python error" in (tmp_path / "crash-last.log").read_text("utf-8")
    assert (tmp_path / "crash.log").read_text("utf-8") == ""
