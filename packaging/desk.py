"""A screen in memory for the smoke test, with simulated mouse and keyboard input.

`desk.py FILE` shows a window from which FILE can be dragged.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from systems import run

Answer = TypeVar("Answer")


@contextmanager
def screen() -> Iterator[None]:
    """The screen, with a window manager, as DISPLAY."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-ac"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        os.environ["DISPLAY"] = f":{told.readline().strip()}"
    manager = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        del os.environ["DISPLAY"]
        for process in (manager, server):
            process.terminate()
            process.wait()


def photograph(path: Path) -> None:
    run("import", "-window", "root", path)


def find_window(title: str) -> str:
    done = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", f"{title}$"], capture_output=True, text=True)
    return done.stdout.split("\n")[0]


def xdotool(*words: str) -> None:
    run("xdotool", *words)


def wait_for(question: Callable[[], Answer], seconds: float, what: str) -> Answer:
    """Wait until `question` returns something, and return that."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = question()
        if answer:
            return answer
        time.sleep(0.1)
    raise SystemExit(f"FAILED: waited {seconds:.0f} seconds for {what}")


def drop(path: Path) -> None:
    """Drag a file from a small window to the middle of the app's window."""
    source = subprocess.Popen([sys.executable, __file__, str(path)])
    try:
        wait_for(lambda: find_window("drag source"), 20, "the drag source")
        time.sleep(1)
        xdotool("mousemove", "60", "60", "mousedown", "1")
        for step in range(1, 21):
            xdotool("mousemove", str(60 + 30 * step), str(60 + 20 * step))
            time.sleep(0.05)
        time.sleep(0.5)
        xdotool("mouseup", "1")
        time.sleep(5)  # the app requests the dropped data from the source
    finally:
        source.kill()
        source.wait()


def _drag_from(path: Path) -> None:
    """A window from which `path` can be dragged."""
    from PySide6.QtCore import QMimeData, Qt, QUrl
    from PySide6.QtGui import QDrag, QMouseEvent
    from PySide6.QtWidgets import QApplication, QLabel

    class Source(QLabel):
        def mouseMoveEvent(self, _event: QMouseEvent) -> None:
            drag, data = QDrag(self), QMimeData()
            data.setUrls([QUrl.fromLocalFile(str(path))])
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.CopyAction)

    os.environ["QT_QPA_PLATFORM"] = "xcb"  # where the mouse drags from
    application = QApplication(sys.argv[:1])
    source = Source("Drag me")
    source.setWindowFlags(Qt.WindowType.WindowStaysOnTopHint | Qt.WindowType.FramelessWindowHint)
    source.setWindowTitle("drag source")
    source.setGeometry(10, 10, 100, 100)
    source.show()
    application.exec()


if __name__ == "__main__":
    _drag_from(Path(sys.argv[1]))
