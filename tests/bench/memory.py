"""Memory of this process. Linux only."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType


def anonymous_megabytes() -> float:
    """Memory not backed by a file."""
    return _status("RssAnon")


def peak_growth(work: Callable[[], object]) -> float:
    """The most by which resident memory grew during `work`, in megabytes, from the kernel: short peaks count too."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # resets the peak
    before = _status("VmRSS")
    work()
    return _status("VmHWM") - before


def _status(name: str) -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split(f"{name}:")[1].split()[0]) / 1024


class PeakMemory:
    """The highest value within a `with` block, sampled 200 times a second."""

    def __init__(self) -> None:
        self.before = self.megabytes = anonymous_megabytes()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(0.005):
            self.megabytes = max(self.megabytes, anonymous_megabytes())
