from pathlib import Path

import pytest

from upscaler.jobs.events import Changed, Ended, Progressed, Queued, Reading, Removed, Returned, Written
from upscaler.jobs.job import Job, Outcome, State
from upscaler.jobs.journal import Journal
from upscaler.jobs.queue import Queue
from upscaler.jobs.recorder import Recorder
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

JOBS = [Job(number, Path(f"/in/{number}.png"), Path("/out"), UpscaleOptions()) for number in (1, 2)]


def test_the_life_of_a_job(queue: Queue) -> None:
    record = Recorder(queue)
    record(Queued(JOBS, complete=False))
    assert queue.counts() == {State.WAITING: 2}
    record(Reading(JOBS[0]))
    record(Progressed(JOBS[0], 0.5))  # not worth recording
    assert queue.counts() == {State.RUNNING: 1, State.WAITING: 1}
    record(Written(JOBS[0], Path("/out/1.png"), "digest"))
    record(Ended(Outcome(JOBS[0], State.DONE, 1.0)))
    assert queue.counts() == {State.DONE: 1, State.WAITING: 1}
    assert queue.targets() == [Path("/out/1.png")]
    record(Reading(JOBS[1]))
    record(Returned(JOBS[1]))
    assert queue.counts() == {State.DONE: 1, State.WAITING: 1}


def test_what_waits_may_change_or_go(queue: Queue) -> None:
    record = Recorder(queue)
    record(Queued(JOBS, complete=True))
    other = UpscaleOptions(TargetSize(2))
    record(Changed([Job(1, JOBS[0].source, JOBS[0].folder, other)]))
    assert [job.options for job in queue.open_jobs()] == [other, UpscaleOptions()]
    record(Removed([1]))
    assert [job.id for job in queue.open_jobs()] == [2]


@pytest.mark.parametrize("complete", [False, True])
def test_whether_all_are_known(complete: bool) -> None:
    journal = Journal()
    queue = journal.begin({})
    Recorder(queue)(Queued(JOBS, complete))
    queue.leave()
    (left,) = journal.unfinished()
    assert left.planned is complete
    journal.close()
