"""The effect of commands during a run."""

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.stand_in import repeat_in_steps
from tests.unit.jobs.conftest import Heard, jobs, states
from upscaler.jobs.commands import (
    Add,
    CancelAll,
    CancelOne,
    ChangeOptions,
    ChangeOwnOptions,
    Close,
    Command,
    Commands,
    Pause,
    Preview,
    Protect,
    Remove,
    Reorder,
    Resume,
)
from upscaler.jobs.events import Ended, Event, Queued, Reading, Returned, RunEnded, Running
from upscaler.jobs.job import Job, Picture, Root, State
from upscaler.jobs.queue import Queue
from upscaler.jobs.runner import Runner
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize


def in_the_network(
    queue: Queue, first: Sequence[Job | Picture], at: int, act: Callable[[Commands], None], runner: Runner
) -> Heard:
    """Run these; once the network starts the picture `at`, `act` sends commands."""
    commands = Commands()

    def then(event: Event) -> None:
        if isinstance(event, Running) and event.job.id == at:
            act(commands)

    heard = Heard(then)
    runner.run(commands, queue, heard, Add(first))
    return heard


def ran(heard: Heard) -> list[int]:
    return [event.job.id for event in heard.events if isinstance(event, Running)]


def test_what_happens_is_told_in_its_order(queue: Queue, sources: list[Path]) -> None:
    heard = in_the_network(queue, jobs(sources[:1]), 1, lambda _: None, Runner(repeat_in_steps))
    kinds = list(dict.fromkeys(type(event).__name__ for event in heard.events))
    assert kinds == ["Queued", "Reading", "Running", "Progressed", "Written", "Ended", "RunEnded"]
    assert heard.events[-1] == RunEnded(cancelled=False)


def test_a_run_that_waits_for_more_pictures_does_not_spin(queue: Queue, sources: list[Path]) -> None:
    class Counted(SimpleQueue[Command]):
        looks = 0

        def get_nowait(self) -> Command:
            self.looks += 1
            return super().get_nowait()

    commands = Counted()
    threading.Timer(0.3, lambda: commands.put(Add([]))).start()
    Runner(repeat_in_steps).run(commands, queue, first=Add([], more=True))
    assert commands.looks < 30


def test_pictures_are_counted_on_from_those_that_were_added_before(queue: Queue, sources: list[Path]) -> None:
    pictures = [Picture(number, source, Root(source.parent)) for number, source in enumerate(sources, 1)]
    commands = Commands()
    commands.put(Add(pictures[2:]))
    heard = Heard()
    Runner(repeat_in_steps).run(commands, queue, heard, Add(pictures[:2], more=True))
    counters = [[job.counter for job in event.jobs] for event in heard.events if isinstance(event, Queued)]
    assert counters == [[1, 2], [3]]


def test_one_that_is_cancelled_leaves_the_others_alone(queue: Queue, sources: list[Path]) -> None:
    def act(commands: Commands) -> None:
        commands.put(CancelOne(1))
        commands.put(CancelOne(3))  # still waits

    heard = in_the_network(queue, jobs(sources), 1, act, Runner(repeat_in_steps))
    assert states(heard.outcomes) == [State.CANCELLED, State.DONE, State.CANCELLED]
    assert queue.counts() == {State.CANCELLED: 2, State.DONE: 1}
    assert heard.events[-1] == RunEnded(cancelled=False)


def test_a_paused_run_waits_at_a_strip_and_serves_others(queue: Queue, sources: list[Path]) -> None:
    """A picture cancelled meanwhile ends, and the next one waits instead."""
    commands = Commands()
    asides: list[Command] = []
    steps: list[str] = []

    def other(command: Command) -> None:
        asides.append(command)
        steps.append(f"preview {len(asides)}")
        commands.put(CancelOne(1) if len(asides) == 1 else Resume())

    def then(event: Event) -> None:
        if isinstance(event, Running) and event.job.id == 1:
            commands.put(Pause())
            commands.put(Preview(lambda: None))
        elif isinstance(event, Running):
            commands.put(Preview(lambda: None))
        if isinstance(event, Ended):
            steps.append(f"{event.outcome.job.id} {event.outcome.state}")

    Runner(repeat_in_steps).run(commands, queue, Heard(then), Add(jobs(sources[:2])), other)
    assert steps == ["preview 1", "1 cancelled", "preview 2", "2 done"]


def test_what_is_added_during_a_run_runs_too(queue: Queue, sources: list[Path]) -> None:
    heard = in_the_network(
        queue, jobs(sources[:2]), 2, lambda commands: commands.put(Add(jobs(sources)[2:])), Runner(repeat_in_steps)
    )
    assert ran(heard) == [1, 2, 3]
    assert queue.counts() == {State.DONE: 3}


def test_what_is_on_its_way_is_not_added_twice(queue: Queue, sources: list[Path]) -> None:
    heard = in_the_network(
        queue, jobs(sources[:1]), 1, lambda commands: commands.put(Add(jobs(sources[:1]))), Runner(repeat_in_steps)
    )
    assert ran(heard) == [1]


def test_what_is_removed_is_forgotten(queue: Queue, sources: list[Path]) -> None:
    """A waiting one, and a running one: the user may not know yet that it is running."""
    heard = in_the_network(
        queue, jobs(sources), 1, lambda commands: commands.put(Remove([1, 3])), Runner(repeat_in_steps)
    )
    assert states(heard.outcomes) == [State.DONE]
    assert queue.counts() == {State.DONE: 1}


def test_the_order_is_that_of_now(queue: Queue, sources: list[Path], sample: Path) -> None:
    more = sources[0].with_name("d.png")
    more.write_bytes(sample.read_bytes())
    heard = in_the_network(
        queue, jobs([*sources, more]), 1, lambda commands: commands.put(Reorder([4, 9, 3])), Runner(repeat_in_steps)
    )
    assert ran(heard) == [1, 2, 4, 3]  # the second one was being read


def test_pictures_get_the_options_of_their_turn(queue: Queue, sources: list[Path], tmp_path: Path) -> None:
    """Jobs keep theirs. The journal records a change before the next picture begins."""
    runner = Runner(repeat_in_steps)
    runner.change_options(ChangeOptions(UpscaleOptions(TargetSize(2)), None))
    pictures = [Picture(number, source, Root(source.parent)) for number, source in enumerate(sources, 1)]
    known: list[UpscaleOptions] = []

    def act(commands: Commands) -> None:
        commands.put(ChangeOptions(UpscaleOptions(TargetSize(3)), tmp_path / "there"))

    def then(event: Event) -> None:
        if isinstance(event, Running) and event.job.id == 1:
            act(commands)
        if isinstance(event, Reading) and event.job.id == 3:
            known.extend(job.options for job in queue.open_jobs())

    commands, heard = Commands(), Heard(then)
    own = [Job(9, sources[0], tmp_path / "own", UpscaleOptions(TargetSize(2)))]
    runner.run(commands, queue, heard, Add([*pictures, *own]))
    targets = [outcome.target for outcome in sorted(heard.outcomes, key=lambda outcome: outcome.job.id)]
    assert targets == [
        tmp_path / "upscaled" / "a_2x.png",
        tmp_path / "upscaled" / "b_2x.png",  # was being read
        tmp_path / "there" / "c_3x.png",
        tmp_path / "own" / "a_2x.png",
    ]
    assert [outcome.job.counter for outcome in heard.outcomes][:3] == [1, 2, 3]
    assert known == [UpscaleOptions(TargetSize(2))]  # its own ones; those of the third are in the running picture


@pytest.mark.parametrize("cancelled_before", [False, True])
def test_closing_gives_nothing_up(cancelled_before: bool, queue: Queue, sources: list[Path]) -> None:
    def act(commands: Commands) -> None:
        if cancelled_before:
            commands.put(CancelOne(1))  # that is the user's own decision
        commands.put(Close())

    told: list[Command] = []
    commands = Commands()
    heard = Heard(lambda event: act(commands) if isinstance(event, Running) else None)
    Runner(repeat_in_steps).run(commands, queue, heard, Add(jobs(sources)), told.append)
    assert told == [Close()]
    assert queue.counts() == ({State.CANCELLED: 1, State.WAITING: 2} if cancelled_before else {State.WAITING: 3})
    assert heard.events[-1] == RunEnded(cancelled=True)


def test_it_waits_for_those_that_are_still_to_be_found(queue: Queue, sources: list[Path]) -> None:
    commands, heard = Commands(), Heard()
    three = jobs(sources)
    thread = threading.Thread(
        target=Runner(repeat_in_steps).run, args=(commands, queue, heard, Add(three[:1], more=True, complete=False))
    )
    thread.start()
    until(lambda: len(heard.outcomes) == 1)
    assert thread.is_alive()
    commands.put(Add(three[1:]))
    thread.join(10)
    assert states(heard.outcomes) == [State.DONE] * 3


def test_what_was_begun_and_stopped_waits(queue: Queue, sources: list[Path]) -> None:
    heard = in_the_network(queue, jobs(sources), 1, lambda commands: commands.put(CancelAll()), Runner(repeat_in_steps))
    assert states(heard.outcomes) == [State.CANCELLED]
    assert {event.job.id for event in heard.events if isinstance(event, Returned)} <= {2}
    assert queue.counts() == {State.CANCELLED: 1, State.WAITING: 2}


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_what_becomes_a_source_during_a_run_is_not_replaced(queue: Queue, sources: list[Path]) -> None:
    target = sources[0].parent / "out" / "c_2x.png"
    target.parent.mkdir()
    target.write_bytes(sources[0].read_bytes())
    heard = in_the_network(
        *(queue, jobs(sources, on_exists="overwrite"), 1),
        lambda commands: commands.put(Protect([target])),
        Runner(repeat_in_steps),
    )
    assert target.read_bytes() == sources[0].read_bytes()
    assert states(heard.outcomes)[:2] == [State.DONE, State.DONE]


def test_a_number_belongs_to_one_picture_in_all_runs(queue: Queue, sources: list[Path]) -> None:
    """Even after a cancel, a retry or a resume, no second result has it."""
    runner = Runner(repeat_in_steps)
    pictures = [Picture(number, source, Root(source.parent)) for number, source in enumerate(sources, 1)]
    first = in_the_network(queue, pictures, 1, lambda commands: commands.put(CancelAll()), runner)
    assert ran(first) == [1]
    resumed = Job(9, sources[0], sources[0].parent / "own", UpscaleOptions(), counter=7)
    added = Picture(10, sources[0], Root(sources[0].parent))
    heard = Heard()
    runner.run(Commands(), queue, heard, Add([pictures[1], pictures[0], resumed, pictures[2], added]))
    numbers = {outcome.job.id: outcome.job.counter for outcome in heard.outcomes}
    assert numbers == {1: 1, 2: 2, 3: 3, 9: 7, 10: 8}


def test_waiting_pictures_get_options_of_their_own(queue: Queue, sources: list[Path]) -> None:
    own, resumed = UpscaleOptions(TargetSize(3)), Job(9, sources[0], sources[0].parent / "own", UpscaleOptions())

    def act(commands: Commands) -> None:
        commands.put(ChangeOwnOptions({3: own, 4: None, 9: own}))
        commands.put(ChangeOptions(UpscaleOptions(TargetSize(2)), None))

    runner = Runner(repeat_in_steps)
    pictures = [Picture(number, source, Root(source.parent)) for number, source in enumerate(sources, 1)]
    last = Picture(4, sources[1], Root(sources[1].parent), options=own)
    heard = in_the_network(queue, [*pictures, last, resumed], 1, act, runner)
    sizes = {outcome.job.id: outcome.job.options.size.value for outcome in heard.outcomes}
    assert (sizes[3], sizes[4], sizes[9]) == (3, 2, 3)


def test_what_is_removed_while_it_is_read_and_put_back_runs_after_all(queue: Queue, sources: list[Path]) -> None:
    """Delete and Ctrl+Z in the window, on the picture after the running one."""
    three = jobs(sources)

    def act(commands: Commands) -> None:
        commands.put(Remove([2, 3]))
        commands.put(Add(three[1:]))
        commands.put(Reorder([2, 3]))

    heard = in_the_network(queue, three, 1, act, Runner(repeat_in_steps))
    assert ran(heard) == [1, 2, 3]
    assert queue.counts() == {State.DONE: 3}
