"""How smooth the window stays while the engine runs at full speed, and how accurate time estimates are.

Part of `make bench`. A timer in a real window (offscreen) ticks every 5 ms; its lateness is the delay that a user
feels. Previews of parts of a photo of 24 megapixels are timed. A 20,000 x 20,000 picture is opened and panned, see
`tests.bench.comparison`. Then five pictures of over 4 megapixels are run alone and compared with their estimates.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PIL import Image
from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtWidgets import QApplication

from tests.bench import comparison
from upscaler import paths
from upscaler.geometry import Size
from upscaler.gui.app import create_application
from upscaler.gui.system.settings import Settings
from upscaler.gui.window.main_window import MainWindow
from upscaler.jobs.throughput import throughput_of
from upscaler.options import UpscaleOptions
from upscaler.pipeline import upscale_file
from upscaler.progress import Progress

TICK = 5  # milliseconds
LOOKS = 5
WANTED = {"alone": 1.0, "beside a job": 1.0, "going back": 0.05}  # seconds
LOOKED_AT = (Size(5000, 4000), Size(6000, 4000))  # the first one is upscaled, the last one viewed
SIZES = (Size(2600, 1700), Size(2048, 2048), Size(1500, 3000), Size(5000, 1000), Size(2400, 2000))


class Ticks(QObject):
    """Delays of a timer in milliseconds, by what the window was doing."""

    def __init__(self) -> None:
        super().__init__()
        self.delays: dict[str, list[float]] = {"import": [], "run": []}
        self.phase = "import"
        self._clock = QElapsedTimer()
        self._clock.start()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start()

    def _on_timeout(self) -> None:
        elapsed = self._clock.nsecsElapsed() / 1e6
        self._clock.restart()
        if self.phase in self.delays:
            self.delays[self.phase].append(max(0.0, elapsed - TICK))


class Drive(QObject):
    """Starts the picture once torch is loaded, and ends the program when it is done."""

    def __init__(self, window: MainWindow, ticks: Ticks) -> None:
        super().__init__()
        self._window, self._ticks = window, ticks
        window.controller.throughput_measured.connect(self._on_throughput_measured)
        window.controller.changed.connect(self._on_changed)
        window.controller.ended.connect(self._on_ended)

    def _on_throughput_measured(self, _throughput: object) -> None:
        self._ticks.phase = "between"
        self._window.controller.start()

    def _on_changed(self) -> None:
        current = self._window.controller.current
        if current is None and self._ticks.phase == "over":  # during a run the window would ask for confirmation
            self._window.close()
        elif current is not None and current.share > 0 and self._ticks.phase == "between":  # from the first strip on
            self._ticks.phase = "run"

    def _on_ended(self, _entry_id: int) -> None:
        self._ticks.phase = "over"


def smoothness(application: QApplication) -> dict[str, float]:
    """99th percentile and maximum delay while a picture runs; maximum while torch is imported. Milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        window = MainWindow(Settings())
        window.show()
        window.add([picture(Path(folder), Size(2048, 2048))])
        ticks = Ticks()
        drive = Drive(window, ticks)
        application.exec()
        window.shut_down()
        del drive
    run = ticks.delays["run"]
    return {
        "99th percentile": float(np.percentile(run, 99)),
        "longest": max(run),
        "longest while torch is imported": max(ticks.delays["import"]),
        "ticks": len(run),
    }


class Looks(QObject):
    """Changes a setting of a large photo in view; `waits` has the seconds until each preview is visible, and until the
    previous setting is visible again."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.waits: dict[str, list[float]] = {"alone": [], "beside a job": [], "going back": []}
        self._window, self._phase, self._began = window, "alone", 0.0
        self._details = iter(range(1, 100))
        self._is_looking = False
        window.queue.counts_changed.connect(self._on_counts_changed)
        window.controller.changed.connect(self._on_changed)
        window.presenter.previews.changed.connect(self._on_previewed)

    def _on_counts_changed(self) -> None:
        if self._window.queue.count() == len(LOOKED_AT) and not self._is_looking:
            self._is_looking = True
            self._window.queue_panel.select(self._window.queue.entries[-1].id)

    def _set_detail(self, value: int) -> None:
        self._window.options_panel.model_section.detail.slider.setValue(value)

    def _look(self) -> None:
        self._began = time.perf_counter()
        self._set_detail(next(self._details))

    def _is_seen(self) -> bool:
        previews = self._window.presenter.previews
        return bool(previews.parts) and previews.shows(self._window.options_panel.options)

    def _on_previewed(self) -> None:
        if not self._is_looking or not self._is_seen():
            return
        waits = self.waits[self._phase]
        if self._began:  # otherwise it is the first one, for which torch was loaded
            waits.append(time.perf_counter() - self._began)
            self._began = 0.0
            self._go_back()
        if len(waits) < LOOKS:
            QTimer.singleShot(100, self._look)
        elif self._phase == "alone":
            self._window.controller.start()
        else:
            self._window.controller.stop()

    def _go_back(self) -> None:
        now = self._window.options_panel.options.detail or 0
        if now > 1:
            began = time.perf_counter()
            self._set_detail(now - 1)
            if self._is_seen():
                self._window.view.repaint()
                self.waits["going back"].append(time.perf_counter() - began)

    def _on_changed(self) -> None:
        controller = self._window.controller
        current = controller.current
        if self._phase == "alone" and current is not None and current.share > 0:
            self._phase = "beside a job"
            self._window.queue_panel.select(self._window.queue.entries[-1].id)  # the view has followed the job
            self._look()
        elif self._phase == "beside a job" and not controller.is_running:
            self._window.close()


def previews(application: QApplication) -> dict[str, list[float]]:
    """Seconds from a change of a setting to its preview, with torch loaded; also during a job, and when
    changing back."""
    with tempfile.TemporaryDirectory() as folder:
        window = MainWindow(Settings())
        window.resize(1600, 960)
        window.show()
        looks = Looks(window)
        window.add([picture(Path(folder), size) for size in LOOKED_AT])
        application.exec()
        window.shut_down()
    return looks.waits


def estimates() -> list[dict[str, Any]]:
    """Estimated and actual seconds of five pictures."""
    options = UpscaleOptions()
    throughput, rows = throughput_of(options), []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            source = picture(Path(folder), size)
            told = throughput.seconds(size, options.size.of(size), "png")
            start = time.perf_counter()
            upscale_file(source, Path(folder) / f"{source.stem}_4x.png", options, Progress())
            rows.append({"lr": str(size), "told": told, "true": time.perf_counter() - start})
    return rows


def picture(folder: Path, size: Size) -> Path:
    """The sample photo repeated, rotated and darkened differently each time, because repetition compresses too well."""
    rng = np.random.default_rng(size.width)
    with Image.open(paths.resources() / "samples" / "astronaut.png") as photo:
        tile = np.array(photo)
    side = tile.shape[0]
    canvas = np.empty((size.height + side, size.width + side, 3), np.uint8)
    for y in range(0, size.height, side):
        for x in range(0, size.width, side):
            turned = np.rot90(tile, int(rng.integers(4)))[:: int(rng.choice((-1, 1)))]
            canvas[y : y + side, x : x + side] = turned * rng.uniform(0.7, 1)
    path = folder / f"{size.width}x{size.height}.png"
    Image.fromarray(canvas[: size.height, : size.width]).save(path, compress_level=1)
    return path


def main() -> None:
    start = time.perf_counter()
    application = create_application()
    delays = smoothness(application)
    print("delay of the window's event loop while the engine runs, ms:")
    for name, value in delays.items():
        print(f"  {name}: {value:.0f}")
    waits = previews(application)
    print("seconds until the preview of what is seen:")
    for name, seconds in waits.items():
        print(f"  {name}, wanted under {WANTED[name]:g}: " + ", ".join(f"{wait:.3f}" for wait in seconds))
    looked = comparison.measure()
    rows = estimates()
    print("time told before the start, and true:")
    for row in rows:
        print(f"  {row['lr']}: {row['told']:.1f} s, {row['true']:.1f} s, off by {row['told'] / row['true'] - 1:+.0%}")
    off = statistics.median(abs(row["told"] / row["true"] - 1) for row in rows)
    print(f"  median error {off:.0%} ({time.perf_counter() - start:.0f} s in all)")
    out = Path("build/bench-window.json")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(
        json.dumps({"delays": delays, "previews": waits, "comparison": looked, "estimates": rows}, indent=2) + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
