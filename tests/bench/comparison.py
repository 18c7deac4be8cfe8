"""A 20,000 x 20,000 result in the window: the longest stall while it opens, frames per second, memory.

Part of `make bench`; alone: `python -m tests.bench.comparison [--side PIXELS]`. The goals: no stall over 100 ms, 30
frames per second. Each measurement is a separate process, so that its memory can be told apart. Other programs affect
the result, so the same window is first measured while it opens a small picture, as a baseline.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PIL import Image
from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from tests.bench.memory import PeakMemory
from upscaler import paths
from upscaler.gui.app import create_application
from upscaler.gui.comparison.live_rows import LiveRows
from upscaler.gui.comparison.modes import MODES
from upscaler.gui.comparison.presenter import Presenter
from upscaler.gui.comparison.preview_service import PreviewService
from upscaler.gui.comparison.stage import Side
from upscaler.gui.comparison.view import ComparisonView
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.queue.thumbnails import Thumbnails
from upscaler.jobs.job import Job, Outcome, State
from upscaler.options import UpscaleOptions

SIDE = 20_000  # result pixels
PROMISED_STALL = 100  # milliseconds
PROMISED_FRAMES = 30  # per second
TICK = 5  # milliseconds
ZOOMS = (0.05, 0.3, 1.0, 4.0)
FRAMES = 60  # per zoom and mode
STEP = (37, 23)  # device pixels that the picture moves from frame to frame
VIEW = (1600, 1000)


def measure(side: int = SIDE) -> list[dict[str, Any]]:
    """Rows for a small picture and the large one, PNG and JPEG; printed as they are measured."""
    rows = []
    with tempfile.TemporaryDirectory(dir=paths.scratch().parent if paths.scratch().parent.exists() else None) as folder:
        for name, length in (("small.png", 800), ("large.png", side), ("large.jpg", side)):
            result = Path(folder) / name
            original = Path(folder) / f"original-{length}.png"
            if not original.exists():
                write(original, length // 4)
            write(result, length)
            command = [sys.executable, "-m", "tests.bench.comparison", "--child", str(original), str(result)]
            row = json.loads(
                subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
            )
            rows.append({"picture": f"{name}, {length} x {length}", **row})
            show(rows[-1])
            result.unlink()
    return rows


def show(row: dict[str, Any]) -> None:
    print(
        f"{row['picture']}: opened in {row['seconds']:.1f} s, longest stall {row['stall']:.0f} ms, "
        f"99th percentile {row['99th percentile']:.0f} ms, peak memory {row['megabytes']:.0f} MB"
    )
    for frame in row["frames"]:
        speed = f"{frame['per second']:.0f} frames/s, slowest {frame['slowest']:.0f} ms, {frame['work']:.0f} ms of work"
        print(f"  {frame['mode']} at {frame['zoom']:.0%}: {speed}", flush=True)


class Opening(QObject):
    """Opens both pictures in a view as the window does, then pans; `row` has the measurements."""

    def __init__(self, original: Path, result: Path) -> None:
        super().__init__()
        self.row: dict[str, Any] = {}
        self._thumbnails = Thumbnails()
        self._queue = QueueModel(self._thumbnails)
        self.view = ComparisonView()
        self.view.resize(*VIEW)
        self.view.show()
        self._preview_service, self._live_rows = PreviewService(), LiveRows()
        self._presenter = Presenter(self.view, self._queue, self._preview_service, self._live_rows)
        (self._id,) = self._queue.add([original])
        entry = self._queue.entries[0]
        entry.end(Outcome(Job(1, original, original.parent, UpscaleOptions()), State.DONE, 1.0, result))
        self._delays: list[float] = []
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        self._began = time.perf_counter()
        self._clock.start()
        self._timer.start()
        self._presenter.show(self._id)

    def _on_timeout(self) -> None:
        self._delays.append(max(0.0, self._clock.nsecsElapsed() / 1e6 - TICK))
        self._clock.restart()
        if Side.RESULT in self.view.content.layers and "seconds" not in self.row:
            self.row["seconds"] = time.perf_counter() - self._began
            QTimer.singleShot(1000, self._finish)  # the first repaints are part of opening

    def _finish(self) -> None:
        self._timer.stop()
        self.row["stall"] = max(self._delays)
        self.row["99th percentile"] = float(np.percentile(self._delays, 99))
        self.row["frames"] = pan(self.view)
        self._presenter.shut_down()
        self._thumbnails.shut_down()
        self.view.close()


def pan(view: ComparisonView) -> list[dict[str, Any]]:
    """Frames as fast as possible, each panned further, so that new tiles come into view all the time."""
    rows = []
    for mode in MODES:
        view.set_mode(mode)
        for zoom in ZOOMS:
            view.zoom_to(zoom)
            view.repaint()
            times = []
            work = time.thread_time()
            for number in range(FRAMES):
                start = time.perf_counter()
                sign = 1 if number < FRAMES / 2 else -1
                view._look(view.viewport.camera.panned(-STEP[0] * sign, -STEP[1] * sign))
                view.repaint()
                times.append(time.perf_counter() - start)
            work = (time.thread_time() - work) / FRAMES * 1000  # the more accurate figure on a busy computer
            row = {"mode": mode.name, "zoom": zoom, "per second": FRAMES / sum(times), "slowest": max(times) * 1000}
            rows.append({**row, "work": work})
    return rows


def write(path: Path, side: int) -> None:
    """The sample photo, darkened differently each time. In a child, so that this process never holds the pixels."""
    child = os.fork()
    if child == 0:
        with Image.open(paths.resources() / "samples" / "astronaut.png") as photo:
            tile = np.array(photo.convert("RGB"))
        rng = np.random.default_rng(0)
        picture = np.empty((side, side, 3), np.uint8)
        for y in range(0, side, 256):
            for x in range(0, side, 256):
                part = picture[y : y + 256, x : x + 256]
                part[:] = (tile * rng.uniform(0.6, 1))[: part.shape[0], : part.shape[1]]
        Image.fromarray(picture).save(path, compress_level=1)
        os._exit(0)
    os.waitpid(child, 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--side", type=int, default=SIDE)
    parser.add_argument("--child", nargs=2, type=Path)
    arguments = parser.parse_args()
    if arguments.child is None:
        rows = measure(arguments.side)
        stall = max(row["stall"] for row in rows[1:])
        slowest = min(frame["per second"] for row in rows[1:] for frame in row["frames"])
        print(f"promises: {stall:.0f} of {PROMISED_STALL} ms, {slowest:.0f} of {PROMISED_FRAMES} frames/s")
        return
    import upscaler.images.stored  # noqa: F401 - OpenCV is there before the first picture is

    application = create_application()
    opening = Opening(*arguments.child)
    with PeakMemory() as memory:
        QTimer.singleShot(300, opening.start)
        application.exec()
    print(json.dumps({**opening.row, "megabytes": memory.megabytes}))


if __name__ == "__main__":
    main()
