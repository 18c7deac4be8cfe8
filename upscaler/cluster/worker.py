"""What the workers of a cluster run: a few pictures at a time, with claims that all other workers can see.

A worker is a process of dask.distributed that has this package installed and sees the same files under the same paths.
Its events go to the client as they happen. The package is imported here without torch, so that a worker starts quickly.
"""

from __future__ import annotations

import hashlib
import pickle
import signal
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from dask.system import cpu_count
from distributed import Worker, get_worker
from distributed.comm.addressing import get_address_host

from upscaler import __version__, paths
from upscaler.errors import ClusterError
from upscaler.jobs.commands import Add, CancelAll, Commands
from upscaler.jobs.events import Ended, Event, Notice, Progressed, Running
from upscaler.jobs.job import Job, Outcome
from upscaler.jobs.runner import Runner
from upscaler.jobs.stages import UpscaleInSteps
from upscaler.network.catalog import list_models
from upscaler.processor import keep_memory, share_processor, use_threads

PROGRESS_INTERVAL = 0.5  # seconds between two reports of a picture's progress

_one_at_a_time = threading.Lock()  # two networks in one process slow each other more than twofold
_guard = threading.Lock()
_running: dict[str, tuple[Commands, int]] = {}  # by run, with the number of the task
_stopped: set[str] = set()  # runs


@dataclass(frozen=True)
class Task:
    """Some pictures for one worker. `processes`: how many workers there are on each host, which share its cores."""

    run: str
    number: int
    jobs: tuple[Job, ...]
    fingerprint: str
    processes: Mapping[str, int]
    upscale: UpscaleInSteps


@dataclass(frozen=True)
class Message:
    """A message from a worker to the client: an event about a job, or None when it has finished a task."""

    task: int
    event: Event | None


def dask_setup(_: Worker) -> None:
    """Called when a worker of `--cluster local:N` starts. It ignores Ctrl-C: the client tells its workers to stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def run_task(task: Task) -> list[Outcome]:
    """Run the pictures of a task; returns how they ended. Raises ClusterError if this worker's results would differ."""
    if fingerprint(task.jobs) != task.fingerprint:
        raise ClusterError(f"{get_worker().address} has another version of the app or other models")
    with _one_at_a_time:
        commands = Commands()
        with _guard:
            if task.run in _stopped:
                return []
            _running[task.run] = commands, task.number
        try:
            return _run(task, commands)
        finally:
            with _guard:
                _running.pop(task.run, None)


def stop(run: str) -> int | None:
    """Stop all work for a run, now and in future. Returns the number of the task that is about to end."""
    with _guard:
        _stopped.add(run)
        if run not in _running:
            return None
        commands, number = _running[run]
        commands.put(CancelAll())
        return number


def fingerprint(jobs: Sequence[Job] = ()) -> str:
    """Equal for workers that compute the same results: the version, and the SHA-256 of the app's models and of those
    that the jobs name. Models that a user has added but that no job names may differ."""
    found = hashlib.sha256(_of_the_app().encode())
    known = {model.card.name: model.card.sha256 for model in list_models()}
    for name in sorted({job.options.named_model for job in jobs}):
        found.update(f"{name}:{known.get(name)}\n".encode())
    return found.hexdigest()[:16]


@cache
def _of_the_app() -> str:
    found = hashlib.sha256(__version__.encode())
    for path in sorted(path for path in (paths.resources() / "models").rglob("*") if path.is_file()):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def _run(task: Task, commands: Commands) -> list[Outcome]:
    worker = get_worker()
    share_processor()
    keep_memory()
    use_threads(max(1, cpu_count() // task.processes.get(get_address_host(worker.address), 1)))
    reporter = _Reporter(worker, task)
    Runner(task.upscale, shared=True).run(commands, None, reporter, Add(task.jobs))
    reporter.over()
    return reporter.outcomes


class _Reporter:
    """Sends the events of a run to the client."""

    def __init__(self, worker: Worker, task: Task) -> None:
        self._worker, self._task = worker, task
        self.outcomes: list[Outcome] = []
        self._last_progress = 0.0  # time.monotonic

    def __call__(self, event: Event) -> None:
        match event:
            case Ended(outcome):
                self.outcomes.append(outcome)
            case Progressed():
                if time.monotonic() - self._last_progress < PROGRESS_INTERVAL:
                    return
                self._last_progress = time.monotonic()
            case Running() | Notice():
                pass
            case _:
                return
        self._send(event)

    def over(self) -> None:
        self._send(None)

    def _send(self, event: Event | None) -> None:
        message: Any = pickle.dumps(Message(self._task.number, event))
        with suppress(Exception):  # the connection is gone; the task is done again if need be
            self._worker.log_event(self._task.run, message)
