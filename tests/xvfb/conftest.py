"""These tests need a few system packages. `make test` installs them if it may; CI must have them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.qt import THROUGHPUT
from tests.xvfb.desktop import Desktop, has_menu_actions, missing_tools
from upscaler import paths
from upscaler.jobs import throughput
from upscaler.options import UpscaleOptions

MakePhoto = Callable[..., Path]

MISSING = missing_tools() if os.name == "posix" else ["a desktop of X11"]
if MISSING and "CI" not in os.environ:
    collect_ignore_glob = ["test_*.py"]
elif not has_menu_actions() and "CI" not in os.environ:
    collect_ignore_glob = ["test_file_manager_menu.py"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if MISSING:
        terminalreporter.line(f"The tests of the real window were left out; missing: {', '.join(MISSING)}", yellow=True)


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    assert not MISSING, f"missing: {', '.join(MISSING)}"
    # The computer's speed is already known: measuring a busy one would take a minute
    monkeypatch.setattr(throughput, "_measure", lambda *_: (THROUGHPUT, True))
    monkeypatch.setattr(
        paths, "throughput_cache", lambda: tmp_path / "home" / ".cache" / "upscaler" / "throughput.json"
    )
    throughput.throughput_of(UpscaleOptions())
    with Desktop(tmp_path / "home") as made:
        yield made


@pytest.fixture
def make_photo(sample: Path, desktop: Desktop) -> MakePhoto:
    """The sample photo as a file in the home folder: make_photo("a.png", 64, 48)."""

    def make(name: str, width: int, height: int) -> Path:
        path = desktop.home / "photos" / name
        path.parent.mkdir(exist_ok=True)
        with Image.open(sample) as photo:
            photo.convert("RGB").resize((width, height)).save(path)
        return path

    return make
