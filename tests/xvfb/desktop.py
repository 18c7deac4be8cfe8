"""A small separate desktop (Xvfb, openbox, a D-Bus session) with programs on it, driven by xdotool as by a user.

Tests observe what a user can see: window titles, the screen, files, the end of a program. Nothing sleeps for a fixed
time: `until` waits for a condition.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PIL import Image, ImageGrab

Value = TypeVar("Value")

TOOLS = ("Xvfb", "openbox", "xdotool", "pcmanfm", "dbus-daemon")
SIZE = (1280, 800)
_AGAIN = 5.0  # seconds
_PATIENCE = 90.0  # seconds; generous, for busy machines


def missing_tools() -> list[str]:
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def has_menu_actions() -> bool:
    """Whether PCManFM shows other programs' entries in its menu, which needs Debian's package libfm-modules."""
    return any(Path("/usr/lib").glob("*/libfm/modules/gtk-menu-actions.so"))


def until(condition: Callable[[], Value], what: str) -> Value:
    """Wait for `condition` to return a true value, and return that."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.05)
    raise AssertionError(f"waited {_PATIENCE:.0f} s in vain: {what}")


class Desktop:
    """Exists as long as its `with` block. `home` is the home folder of all its programs."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._processes: list[subprocess.Popen[bytes]] = []
        home.mkdir(exist_ok=True)
        self.environment = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }

    def __enter__(self) -> Desktop:
        self.environment["DISPLAY"] = f":{self._said(['Xvfb', '-screen', '0', '1280x800x24', '-displayfd', '{fd}'])}"
        bus = ["dbus-daemon", "--session", "--nofork", "--print-address={fd}"]
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._said(bus)
        manager = self.start(["openbox"])

        def is_managed() -> str:
            nonlocal manager
            if manager.poll() is not None:  # it has ended by itself once, at its start
                manager = self.start(["openbox"])
            return self.xdotool("get_desktop")

        until(is_managed, "openbox manages the windows")
        return self

    def __exit__(self, *_: object) -> None:
        self.screen().save(self.home / "last.png")  # for investigating a failure
        for process in reversed(self._processes):
            process.send_signal(signal.SIGKILL)
            process.wait()

    def start(self, command: Sequence[str], **more: object) -> subprocess.Popen[bytes]:
        """Start a program on this desktop. It ends with the desktop at the latest."""
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": self.home}
        process: subprocess.Popen[bytes] = subprocess.Popen(command, env=self.environment, **{**quiet, **more})  # type: ignore[call-overload]
        self._processes.append(process)
        return process

    def app(self, *inputs: Path) -> App:
        """Start the upscaler and wait for its window."""
        process = self.start([sys.executable, "-m", "upscaler.gui", "--theme", "dark", *map(str, inputs)])
        return App(self, process, until(lambda: self.window("Upscaler$", process), "the window opens"))

    def window(self, name: str, process: subprocess.Popen[bytes] | None = None) -> str:
        """The visible window whose title matches; empty if there is none."""
        of_process = ["--all", "--pid", str(process.pid)] if process else []
        found = self.xdotool("search", "--onlyvisible", *of_process, "--name", name)
        return found.split()[0] if found else ""

    def xdotool(self, *arguments: object) -> str:
        """The output; empty on failure, such as a search that finds nothing.

        A search also fails if any window disappears meanwhile, even if it is not the one searched for.
        """
        command = ["xdotool", *map(str, arguments)]
        while True:
            done = subprocess.run(
                command, env=self.environment, capture_output=True, text=True, check=False, timeout=60
            )
            if command[1] != "search" or "BadWindow" not in done.stderr:
                return done.stdout.strip() if done.returncode == 0 else ""

    def screen(self) -> Image.Image:
        return ImageGrab.grab(xdisplay=self.environment["DISPLAY"])

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Drag with the left button, in enough steps to be recognised as a drag."""
        self.xdotool("mousemove", *start, "mousedown", 1)
        for step in range(1, 21):
            place = [round(a + (b - a) * step / 20) for a, b in zip(start, end, strict=True)]
            self.xdotool("mousemove", *place)
        self.xdotool("mousemove", *end, "sleep", 0.2, "mouseup", 1)

    def _said(self, command: list[str]) -> str:
        """What a server writes to a pipe once it is ready."""
        reading, writing = os.pipe()
        self.start([part.format(fd=writing) for part in command], pass_fds=[writing])
        os.close(writing)
        with os.fdopen(reading) as pipe:
            return pipe.readline().strip()


class App:
    """The upscaler on a desktop."""

    def __init__(self, desktop: Desktop, process: subprocess.Popen[bytes], window: str) -> None:
        self._desktop = desktop
        self._process = process
        self.window = window
        until(self.is_painted, "the window is painted")

    @property
    def title(self) -> str:
        return self._desktop.xdotool("getwindowname", self.window)

    @property
    def place(self) -> tuple[int, int, int, int]:
        """x, y, width and height."""
        told = self._desktop.xdotool("getwindowgeometry", "--shell", self.window)
        values = dict(line.split("=") for line in told.splitlines())
        return int(values["X"]), int(values["Y"]), int(values["WIDTH"]), int(values["HEIGHT"])

    def is_painted(self) -> bool:
        x, y, width, height = self.place
        colours = self._desktop.screen().crop((x, y, x + width, y + height)).getcolors(1 << 24)
        return colours is not None and len(colours) > 50

    def keys(self, *keys: str) -> None:
        """Press keys one after another, in whichever window of the app is in front."""
        self._desktop.xdotool("key", "--clearmodifiers", "--delay", 60, *keys)

    def press_until(self, key: str, part: str) -> None:
        """Press a key, repeatedly if it does nothing: the picture may not be in the queue yet."""
        self._press_until([key], lambda: part in self.title, f"“{part}” in the title after {key}")

    def agree(self, title: str) -> None:
        """Answer a question with the non-default answer; repeat if the keys come before it has the focus."""
        self.dialog(title)
        gone = f"the question “{title}” goes"
        self._press_until(["Left", "space"], lambda: not self._desktop.window(title, self._process), gone)

    def _press_until(self, keys: Sequence[str], condition: Callable[[], bool], what: str) -> None:
        pressed = -_AGAIN

        def is_met() -> bool:
            nonlocal pressed
            if condition():
                return True
            if time.monotonic() - pressed > _AGAIN:
                self.keys(*keys)
                pressed = time.monotonic()
            return False

        until(is_met, what)

    def focus(self) -> None:
        self._desktop.xdotool("windowactivate", "--sync", self.window)

    def dialog(self, title: str) -> str:
        """Wait for a question of the app to be in front."""
        found = until(lambda: self._desktop.window(title, self._process), f"the question “{title}”")
        until(lambda: self._desktop.xdotool("getactivewindow") == found, "the question is in front")
        return found

    def until_title(self, part: str) -> str:
        def title_with_part() -> str:
            title = self.title
            return title if part in title else ""

        return until(title_with_part, f"“{part}” in the title, which is “{self.title}”")

    def ended(self) -> int:
        """Its exit code, once it has ended."""
        until(lambda: self._process.poll() is not None, "the app ends")
        return int(self._process.returncode)

    def close(self) -> int:
        """Close through the window manager, as a click on its close button does."""
        self.focus()
        self.keys("alt+F4")
        return self.ended()
