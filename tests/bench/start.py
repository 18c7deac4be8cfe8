"""The time from the start of the program to the first paint of its window, as a user sees it.

Part of `make bench`. The program runs on an in-memory screen (Xvfb), whose pixels are observed from outside; the
program does not know about it. It is started from a checkout, and frozen if `make package` has been run. The CPU time
shows how long it would take on an idle machine. If run by root, it is also measured with none of the program's files in
the system's cache, as after booting.
"""

from __future__ import annotations

import json
import mmap
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

RUNS = 5
_CACHES = Path("/proc/sys/vm/drop_caches")
LIMIT = 30.0  # seconds
FROZEN = Path("build/package/dist/upscaler/upscaler")
WAYS = (("checkout", [sys.executable, "-m", "upscaler.gui"], 0.5), ("frozen", [str(FROZEN)], 1.0))
HEAVY = ("libtorch", "cv2.", "safetensors", "ncnn")  # libraries that must not be loaded before the first paint
_STRIDE = 4001  # step in bytes between the screen pixels that are compared


class Screen:
    """The pixels of an Xvfb, in its memory-mapped file."""

    def __init__(self, folder: Path, display: str) -> None:
        self.display = display
        with (folder / "Xvfb_screen0").open("rb") as file:
            self._pixels = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def look(self) -> bytes:
        return self._pixels[::_STRIDE]


@contextmanager
def screen() -> Iterator[Screen]:
    with tempfile.TemporaryDirectory() as folder:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-fbdir", folder]
        server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                number = told.readline().strip()
            yield Screen(Path(folder), f":{number}")
        finally:
            server.terminate()
            server.wait()


def first_paint(command: list[str], home: str) -> tuple[float, float, list[str]]:
    """Elapsed and CPU seconds until a tenth of the screen has changed; and what was loaded too early."""
    with screen() as seen:
        before = seen.look()
        environment = os.environ | {"DISPLAY": seen.display, "HOME": home, "QT_QPA_PLATFORM": "xcb"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # users' checkouts keep their byte code
        start = time.perf_counter()
        program = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        try:
            while time.perf_counter() - start < LIMIT:
                now = seen.look()
                if sum(old != new for old, new in zip(before, now, strict=True)) > len(now) / 10:
                    seconds = time.perf_counter() - start
                    loaded = Path(f"/proc/{program.pid}/maps").read_text(encoding="utf-8")
                    used = psutil.Process(program.pid).cpu_times()
                    return seconds, used.user + used.system, [name for name in HEAVY if name in loaded]
                time.sleep(0.002)
        finally:
            program.kill()
            program.wait()
    raise SystemExit(f"{command[0]} has not painted anything in {LIMIT:.0f} seconds")


def measure(command: list[str]) -> dict[str, Any]:
    """Medians of five starts, after one that fills the system's file cache, and of three with a cold cache."""
    with tempfile.TemporaryDirectory() as home:
        runs = [first_paint(command, home) for _ in range(RUNS + 1)][1:]
        cold = [_cold(command, home) for _ in range(3)] if os.access(_CACHES, os.W_OK) else []
    seconds, processor = [run[0] for run in runs], statistics.median(run[1] for run in runs)
    loaded = sorted({name for run in runs for name in run[2]})
    row = {"median": statistics.median(seconds), "runs": seconds, "processor": processor, "loaded too early": loaded}
    return row | ({"cold": statistics.median(cold)} if cold else {})


def _cold(command: list[str], home: str) -> float:
    os.sync()
    _CACHES.write_text("3", encoding="ascii")
    return first_paint(command, home)[0]


def main() -> None:
    if not shutil.which("Xvfb"):
        print("first paint: not measured, Xvfb is not installed")
        return
    rows = {}
    for name, command, target in WAYS:
        if name == "frozen" and not FROZEN.exists():
            print("first paint, frozen: not measured, run `make package` first")
            continue
        row = rows[name] = measure(command)
        early = f"; loaded too early: {', '.join(row['loaded too early'])}" if row["loaded too early"] else ""
        spread = f"{min(row['runs']):.2f} to {max(row['runs']):.2f}"
        print(f"first paint, {name}: {row['median']:.2f} s ({spread}), wanted under {target:g} s{early}")
        if "cold" in row:
            print(f"  with empty caches {row['cold']:.2f} s")
        print(f"  processor time {row['processor']:.2f} s, load {os.getloadavg()[0]:.1f}")
    out = Path("build/bench-start.json")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(rows | {"load": os.getloadavg()[0]}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
