"""A run on the workers of a dask.distributed scheduler, with the commands and events of a run on this computer.

The scheduler assigns tasks to workers. This module groups pictures into tasks of at most a minute and submits only as
many as keep all workers busy, so a fast worker simply takes more. Tasks become smaller towards the end (guided
self-scheduling, Polychronopoulos and Kuck 1987). If a worker dies, the scheduler gives its task to another one, which
skips the finished pictures, since all workers claim the results that they make (`jobs.shared_claims`).
"""

from __future__ import annotations

import logging
import pickle
import queue
import time
import uuid
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import dask
from distributed import Client, Future, KilledWorker, LocalCluster
from distributed.comm.addressing import get_address_host

from upscaler.cluster.worker import Message, Task, fingerprint, run_task, stop
from upscaler.errors import ClusterError, CropError, ReadError
from upscaler.jobs.commands import Add, CancelAll, Commands
from upscaler.jobs.events import Ended, Event, Listener, Notice, Progressed, Queued, RunEnded, Running, ignore
from upscaler.jobs.job import Job, Outcome, State, header_of
from upscaler.jobs.queue import Queue
from upscaler.jobs.recorder import Recorder
from upscaler.jobs.serial_executor import SerialExecutor
from upscaler.jobs.shards import FILE_COST, work_of
from upscaler.jobs.stages import UpscaleInSteps
from upscaler.pipeline import upscale_in_steps

MOST_FILES, MOST_SECONDS = 200, 60.0  # of a task
MOST_TASKS = 2000  # in the scheduler
TASKS_PER_WORKER = 2  # one that runs, and the next
MOST_DEATHS = 3  # how often a task is submitted again without any picture having ended in between
CONNECT_TIMEOUT = 30.0  # seconds
GONE_TIMEOUT = 300.0  # seconds without any process of `local:N`
CANCEL_TIMEOUT = 2.0  # seconds that the workers have to stop
_POLL_INTERVAL = 0.1  # seconds, if no message arrives earlier
_WORKERS_VALID = 2.0  # seconds after which the scheduler is asked for its workers again
_FIRST_GUESS = 5e-6  # seconds per pixel, of a slow processor

_log = logging.getLogger(__name__)
for _name in ("distributed", "distributed.client"):  # anything important becomes an event or an error
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class ClusterRunner:
    """Runs jobs on a cluster: `address` is that of its scheduler, or "local:N" for N processes here."""

    ahead = 40_000  # jobs that wait here, enough for a hundred workers

    def __init__(self, address: str, upscale: UpscaleInSteps = upscale_in_steps) -> None:
        """Connect, and check that all workers have the same models. Raises ClusterError."""
        self.upscale = upscale
        self._local: LocalCluster | None = None
        kind, _, count = address.partition(":")
        try:
            if kind == "local":
                self._local = _local_cluster(int(count))
            self.client = Client(self._local or address, timeout=CONNECT_TIMEOUT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterError(f"there is no scheduler at {address}") from error
        try:
            self._check()
        except BaseException:
            self.close()
            raise

    def _check(self) -> None:
        mine = fingerprint()
        try:
            theirs: dict[str, str] = self.client.run(fingerprint)
        except Exception as error:  # whatever the workers lack
            raise ClusterError(f"the app cannot be used on all workers: {error}") from error
        others = sorted(address for address, found in theirs.items() if found != mine)
        if others:
            raise ClusterError(f"{', '.join(others)} have another version of the app or other models")

    def run(self, commands: Commands, queue: Queue | None, listen: Listener) -> None:
        """Like `Runner.run`; events are emitted in this thread. Raises ClusterError if no worker can continue."""
        _Run(self.client, self.upscale, commands, queue, listen).run()

    def protect(self, files: Iterable[Path]) -> None:
        """Nothing to do: workers only make missing results, so they never replace a file."""

    def close(self) -> None:
        """Disconnect; local processes end."""
        with suppress(Exception):
            self.client.close()
        if self._local is not None:
            with suppress(Exception):
                self._local.close()


def _local_cluster(count: int) -> LocalCluster:
    """Processes without a memory limit set by dask, which ignore Ctrl-C."""
    settings = {
        "distributed.comm.timeouts.connect": f"{CONNECT_TIMEOUT}s",
        "distributed.deploy.lost-worker-timeout": "1 day",  # starting a new process is slow on a busy computer
        "distributed.worker.profile.enabled": False,  # it is not used, and takes time
    }
    dask.config.set(settings)
    return LocalCluster(
        n_workers=count,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        memory_limit=0,
        silence_logs=logging.CRITICAL,  # in the processes
        preload=["upscaler.cluster.worker"],
    )


@dataclass
class _Submitted:
    """A submitted task. `deaths`: how often it was submitted again since one of its pictures ended."""

    jobs: dict[int, Job]  # that have not ended
    future: Future[list[Outcome]]
    deaths: int


class _Run:
    """The state of a run. Only the thread that calls `run` reads and writes it."""

    def __init__(
        self, client: Client, upscale: UpscaleInSteps, commands: Commands, journal: Queue | None, listen: Listener
    ) -> None:
        self._client, self._upscale, self._commands, self._listen = client, upscale, commands, listen
        self._record: Listener = ignore if journal is None else Recorder(journal)
        self._id = f"upscaler-{uuid.uuid4().hex}"
        self._messages: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self._waiting: deque[tuple[Job, int]] = deque()  # with their work in pixels
        self._submitted: dict[int, _Submitted] = {}
        self._over: set[int] = set()  # tasks that a worker has finished
        self._tasks = 0
        self._expects_more, self._is_stopping = True, False
        self._workers: dict[str, Any] = {}
        self._asked = float("-inf")  # when the scheduler was asked for them: time.monotonic
        self._is_told = False  # that there are no workers
        self._seen = time.monotonic()  # when there were some
        self._speed = _Speed()

    def run(self) -> None:
        def received(event: tuple[float, bytes]) -> None:
            self._messages.put(pickle.loads(event[1]))

        self._client.subscribe_topic(self._id, received)
        try:
            while not self._is_stopping and (self._expects_more or self._waiting or self._submitted):
                self._take_commands()
                if self._client.status == "closed":  # it has already tried to reconnect
                    raise ConnectionError
                self._submit_waiting()
                self._take_messages()
                self._check_tasks()
            if self._is_stopping:
                self._stop()
        except Exception as error:
            if self._client.status == "closed":
                raise ClusterError("the connection to the scheduler is lost") from error
            raise
        finally:
            with suppress(Exception):
                self._client.unsubscribe_topic(self._id)
            self._emit(RunEnded(self._is_stopping))

    def _take_commands(self) -> None:
        with suppress(queue.Empty):
            while True:
                match self._commands.get_nowait():
                    case Add(pictures, more=more, complete=complete):
                        jobs = [_absolute(picture) for picture in pictures if isinstance(picture, Job)]
                        self._emit(Queued(jobs, complete))
                        self._expects_more = more
                        self._waiting.extend((job, _work(job)) for job in jobs)
                    case CancelAll():
                        self._is_stopping = True
                    case _:
                        pass  # of the window

    # Tasks

    def _submit_waiting(self) -> None:
        processes, places = self._places()
        while (
            not self._is_stopping
            and self._waiting
            and len(self._submitted) < min(MOST_TASKS, places * TASKS_PER_WORKER)
        ):
            files = min(MOST_FILES, max(1, len(self._waiting) // (places * TASKS_PER_WORKER)))
            jobs: list[Job] = []
            work = 0
            while self._waiting and len(jobs) < files:
                job, pixels = self._waiting[0]
                if jobs and self._speed.seconds(work + pixels) > MOST_SECONDS:
                    break
                self._waiting.popleft()
                jobs.append(job)
                work += pixels
            self._submit(jobs, processes)

    def _submit(self, jobs: Sequence[Job], processes: dict[str, int], deaths: int = 0) -> None:
        self._tasks += 1
        task = Task(self._id, self._tasks, tuple(jobs), fingerprint(jobs), processes, self._upscale)
        future = self._client.submit(run_task, task, key=f"{self._id}-{self._tasks}", pure=False)
        self._submitted[self._tasks] = _Submitted({job.id: job for job in jobs}, future, deaths)

    def _places(self) -> tuple[dict[str, int], int]:
        """How many workers each host has, and how many there are."""
        if time.monotonic() - self._asked > _WORKERS_VALID:
            info = self._client.scheduler_info(n_workers=-1)  # all workers: before 2026.8 the default was five
            self._workers = dict(info.get("workers", {}))
            self._asked = time.monotonic()
            if not self._workers and not self._is_told:
                self._emit(Notice("The scheduler has no workers: waiting for some to join."))
            self._is_told = not self._workers
            if self._workers:
                self._seen = self._asked
            elif self._client.cluster is not None and self._asked - self._seen > GONE_TIMEOUT:
                raise ClusterError("its processes ended and were not restarted")
        return Counter(map(get_address_host, self._workers)), len(self._workers)

    def _check_tasks(self) -> None:
        for number, submitted in list(self._submitted.items()):
            if not submitted.future.done():
                continue
            error = submitted.future.exception() if submitted.future.status == "error" else None
            if error is None and submitted.future.status == "finished":
                for outcome in submitted.future.result():
                    self._ended(number, outcome)
            del self._submitted[number]
            if isinstance(error, ClusterError):
                raise error
            if submitted.jobs:
                self._resubmit(submitted, error)

    def _resubmit(self, submitted: _Submitted, error: BaseException | None) -> None:
        """Submit the rest of a task again: several of its pictures killed workers, or the scheduler has lost it."""
        if error is not None and not isinstance(error, KilledWorker):
            _log.error("a task has failed", exc_info=error)
        if submitted.deaths < MOST_DEATHS:
            self._submit(list(submitted.jobs.values()), self._places()[0], submitted.deaths + 1)
            return
        reason = "workers die before they begin" if isinstance(error, KilledWorker) or not error else str(error)
        for job in submitted.jobs.values():
            self._emit(Ended(Outcome(job, State.FAILED, 0.0, error=ClusterError(reason))))

    # Messages from workers

    def _take_messages(self) -> None:
        with suppress(queue.Empty):
            message = self._messages.get(timeout=_POLL_INTERVAL)
            while True:
                self._take_message(message)
                message = self._messages.get_nowait()

    def _take_message(self, message: Message) -> None:
        if message.event is None:
            self._over.add(message.task)
        match message.event:
            case Ended(outcome):
                self._ended(message.task, outcome)
            case Running(job) | Progressed(job):
                if message.task in self._submitted and job.id in self._submitted[message.task].jobs:
                    self._emit(message.event)
            case Notice():
                self._emit(message.event)
            case _:
                pass

    def _ended(self, number: int, outcome: Outcome) -> None:
        """Report how a picture ended, once: if its worker dies just afterwards, it ends again elsewhere, as skipped."""
        submitted = self._submitted.get(number)
        job = submitted.jobs.pop(outcome.job.id, None) if submitted is not None else None
        if submitted is not None and job is not None:
            submitted.deaths = 0
            self._speed.learn(outcome)
            self._emit(Ended(replace(outcome, job=job)))

    def _stop(self) -> None:
        """Tell the workers to stop, and wait for their messages about the pictures that were running."""
        self._client.cancel([submitted.future for submitted in self._submitted.values()])
        deadline = time.monotonic() + CANCEL_TIMEOUT
        executor = SerialExecutor("stop")  # so as not to wait for a worker that does not answer
        asked = executor.submit(partial(self._client.run, stop, self._id))
        executor.shutdown()
        stopping: set[int] = set()
        with suppress(Exception):
            stopping = {number for number in asked.result(CANCEL_TIMEOUT).values() if number is not None} - self._over
        while stopping and time.monotonic() < deadline:
            with suppress(queue.Empty):
                self._take_message(self._messages.get(timeout=_POLL_INTERVAL))
            stopping -= self._over
        self._submitted.clear()

    def _emit(self, event: Event) -> None:
        self._record(event)
        self._listen(event)


class _Speed:
    """Seconds per pixel of work, averaged over all workers so far."""

    def __init__(self) -> None:
        self._seconds, self._pixels = 0.0, 0

    def learn(self, outcome: Outcome) -> None:
        if outcome.result is not None:
            self._seconds += outcome.seconds
            self._pixels += outcome.result.source_size.pixels + FILE_COST

    def seconds(self, pixels: int) -> float:
        return pixels * (self._seconds / self._pixels if self._pixels else _FIRST_GUESS)


def _absolute(job: Job) -> Job:
    """The job with absolute paths: workers have other working folders."""
    return replace(job, source=job.source.absolute(), folder=job.folder.absolute())


def _work(job: Job) -> int:
    try:
        return work_of(header_of(job))
    except (ReadError, CropError):
        return FILE_COST
