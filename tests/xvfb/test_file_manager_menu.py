"""The entries that the packages add to PCManFM's menu, chosen as a user does."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.xvfb.desktop import Desktop, until

MakePhoto = Callable[..., Path]
pytestmark = pytest.mark.posix

FILE_MANAGERS = Path(__file__).parents[2] / "packaging" / "linux" / "file_managers.py"
PROGRAM = """#!/bin/sh
printf '%s\\n' "$@" end >>"$HOME/started"
"""


def test_each_entry_starts_the_app_with_all_selected_files(desktop: Desktop, make_photo: MakePhoto) -> None:
    runpy.run_path(str(FILE_MANAGERS))["write"](desktop.home / ".local" / "share")
    program, started = desktop.home / "bin" / "upscaler", desktop.home / "started"
    program.parent.mkdir()
    program.write_text(PROGRAM)
    program.chmod(0o755)
    desktop.environment["PATH"] = f"{program.parent}:{desktop.environment['PATH']}"
    photos = [str(make_photo(name, 64, 48)) for name in ("a b.png", "ö.jpg")]
    desktop.start(["pcmanfm", "--no-desktop", str(Path(photos[0]).parent)])
    manager = until(lambda: desktop.window("photos"), "the file manager opens")

    def starts() -> list[str]:
        return started.read_text().removesuffix("end\n").split("end\n") if started.exists() else []

    for number in range(3):  # the entries are between those of the file manager and "Properties", in any order

        def chosen(number: int = number) -> bool:
            desktop.xdotool("windowactivate", "--sync", manager, "key", "--delay", 100, "Escape", "ctrl+a", "shift+F10")
            desktop.xdotool("sleep", 0.3, "key", "--delay", 100, *["Up"] * (2 + number), "Return", "sleep", 0.3)
            return len(starts()) > number

        until(chosen, f"entry {number + 1} starts the app")
    selected = "\n".join(photos) + "\n"
    assert sorted(starts()) == sorted([selected, f"--now\n2\n{selected}", f"--now\n4\n{selected}"])
