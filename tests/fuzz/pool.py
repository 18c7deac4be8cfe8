"""Runs cases in child processes, so that crashes, hangs and excessive memory are reported and do no harm."""

from __future__ import annotations

import collections
import os
import queue
import subprocess
import sys
import threading
from dataclasses import dataclass

SECONDS, MEGABYTES = 5.0, 1_000  # limits for one file; memory does not include that of the libraries themselves


@dataclass(frozen=True)
class Case:
    name: str
    seed: int
    tolerant: bool


@dataclass(frozen=True)
class Report:
    """How cases ended: a count by outcome, and those that must not occur."""

    outcomes: collections.Counter[str]
    faults: list[tuple[Case, str]]


def run(cases: list[Case], processes: int = 2) -> Report:
    """Decode every case."""
    waiting: queue.SimpleQueue[Case] = queue.SimpleQueue()
    for case in cases:
        waiting.put(case)
    report = Report(collections.Counter(), [])
    threads = [threading.Thread(target=_serve, args=(waiting, report)) for _ in range(processes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return report


def _serve(waiting: queue.SimpleQueue[Case], report: Report) -> None:
    """Feed one child after another until nothing is waiting."""
    child: _Child | None = None
    while True:
        try:
            case = waiting.get_nowait()
        except queue.Empty:
            break
        child = child or _Child()
        outcome = child.decode(case)
        report.outcomes[outcome.split(":")[0]] += 1
        if outcome.startswith("!") or outcome == "empty":
            report.faults.append((case, outcome))
        if not child.alive:
            child.close()
            child = None
    if child:
        child.close()


class _Child:
    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.fuzz.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "OPENCV_LOG_LEVEL": "SILENT", "OMP_NUM_THREADS": "1"},
        )
        self.alive = True
        self._base = 0
        assert self._line(60) == "ready"

    def decode(self, case: Case) -> str:
        """The outcome; one that begins with "!" must not occur."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{case.name} {case.seed} {int(case.tolerant)}\n")
        self._process.stdin.flush()
        line = self._line(SECONDS * 4)  # a busy machine is not the decoder's fault, so CPU time counts
        if not line:
            self.alive = False
            self._process.kill()
            return f"!died or hung ({self._process.wait()})"
        outcome, seconds, peak = line.split("\t")
        if float(seconds) > SECONDS:
            return f"!slow: {seconds} s"
        grown = int(peak) - self._base if self._base else 0
        self._base = self._base or int(peak)
        if grown > MEGABYTES:
            self.alive = False  # its peak says nothing about the next one
            return f"!memory: {grown} MB"
        return outcome

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()

    def _line(self, seconds: float) -> str:
        """The next line, or an empty one if none comes in time."""
        found: list[str] = []
        stdout = self._process.stdout
        assert stdout is not None
        reader = threading.Thread(target=lambda: found.append(stdout.readline()))
        reader.start()
        reader.join(seconds)
        if reader.is_alive():
            self._process.kill()  # which ends the line and the reader
            reader.join()
            return ""
        return found[0].rstrip("\n")
