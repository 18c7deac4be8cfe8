import shutil
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.stand_in import repeat_in_steps
from upscaler.errors import DeviceError
from upscaler.images.formats import WRITABLE
from upscaler.jobs.commands import (
    Add,
    CancelAll,
    ChangeOptions,
    Close,
    Command,
    Commands,
    FindUnfinished,
    ForgetUnfinished,
    Measure,
    Pause,
    Preview,
    Protect,
    Remove,
    ResumeUnfinished,
    WarmUp,
)
from upscaler.jobs.events import (
    DevicesFound,
    Ended,
    Event,
    Notice,
    Progressed,
    RunEnded,
    Running,
    ThroughputMeasured,
    UnfinishedFound,
    UnfinishedResumed,
)
from upscaler.jobs.job import Job, Outcome, Picture, Root, State
from upscaler.jobs.journal import Journal, Unfinished
from upscaler.jobs.runner import Runner
from upscaler.jobs.session import Session
from upscaler.jobs.throughput import Throughput
from upscaler.messages import sentence
from upscaler.options import UpscaleOptions
from upscaler.progress import Progress
from upscaler.target_size import TargetSize

MakePicture = Callable[[str], Path]
FILE = dict.fromkeys(WRITABLE, 1e-7)
THROUGHPUT = Throughput("cpu", "bf16", network=1e-6, result=1e-7, file=FILE, high_bit_depth=2.0)


@pytest.fixture
def make_picture(sample: Path, tmp_path: Path) -> MakePicture:
    def make(name: str) -> Path:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        return Path(shutil.copy(sample, tmp_path / name))

    return make


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("upscaler.jobs.runner.Runner", partial(Runner, repeat_in_steps))


def picture(source: Path, number: int = 7) -> Picture:
    return Picture(number, source, Root(source.parent))


def session(*given: Command, hear: Callable[[Event], None] = lambda _: None) -> list[Event]:
    """What a session reports that gets these commands and is then closed."""
    events: list[Event] = []

    def tell(event: Event) -> None:
        events.append(event)
        hear(event)

    commands = Commands()
    for command in (*given, Close()):
        commands.put(command)
    Session(commands, tell).work()
    return events


def run(*given: Command) -> dict[int, Outcome]:
    """Each is sent once the previous run has ended: a waiting `Close` would stop it."""
    outcomes: dict[int, Outcome] = {}
    for event in one_after_another(*given):
        if isinstance(event, Ended):
            outcomes[event.outcome.job.id] = event.outcome
    return outcomes


def one_after_another(*given: Command) -> list[Event]:
    commands, left = Commands(), [*given, Close()]
    events: list[Event] = []

    def go_on() -> None:
        while left:
            command = left.pop(0)
            commands.put(command)
            if isinstance(command, Add):
                return

    def tell(event: Event) -> None:
        events.append(event)
        if isinstance(event, RunEnded):
            go_on()

    go_on()
    Session(commands, tell).work()
    return events


def test_it_upscales_into_a_folder_beside_the_picture(make_picture: MakePicture) -> None:
    source = make_picture("a.png")
    events = one_after_another(ChangeOptions(UpscaleOptions(TargetSize(3)), None), Add([picture(source)]))
    (outcome,) = [event.outcome for event in events if isinstance(event, Ended)]
    assert outcome.state is State.DONE
    assert outcome.target == source.parent / "upscaled" / "a_3x.png"
    assert any(isinstance(event, Running) for event in events)
    assert isinstance(events[-1], RunEnded)


def test_options_that_were_changed_while_nothing_ran_count(make_picture: MakePicture) -> None:
    source = make_picture("a.png")
    changed = [ChangeOptions(UpscaleOptions(TargetSize(scale)), None) for scale in (2, 3)]
    outcomes = run(changed[0], Add([picture(source)]), changed[1], Add([picture(source, 8)]))
    assert [outcome.target.name for outcome in outcomes.values() if outcome.target] == ["a_2x.png", "a_3x.png"]


def test_a_measurement_gives_way_and_is_made_up_for(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[bool] = []
    commands, heard = Commands(), list[Event]()

    def measured(_: UpscaleOptions, progress: Progress) -> Throughput:
        tried.append(len(tried) == 0)
        if tried[-1]:
            commands.put(Preview(lambda: served.append(1)))
        progress.check_between_strips()
        return THROUGHPUT

    def tell(event: Event) -> None:
        heard.append(event)
        if isinstance(event, ThroughputMeasured):
            commands.put(Close())

    served: list[int] = []
    monkeypatch.setattr("upscaler.jobs.throughput.throughput_of", measured)
    for command in (Measure(UpscaleOptions()), WarmUp()):
        commands.put(command)
    Session(commands, tell).work()
    assert (tried, served) == ([True, False], [1])
    assert [type(event) for event in heard] == [DevicesFound, ThroughputMeasured]


@pytest.mark.parametrize("error", [DeviceError("cuda"), ZeroDivisionError("a bug")])
def test_options_that_cannot_be_measured_are_not_tried_for_ever(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[UpscaleOptions] = []
    commands = Commands()

    def fail(options: UpscaleOptions, _: Progress) -> Throughput:
        tried.append(options)
        commands.put(Preview(lambda: commands.put(Close())))
        raise error

    monkeypatch.setattr("upscaler.jobs.throughput.throughput_of", fail)
    for command in (WarmUp(), Measure(UpscaleOptions())):
        commands.put(command)
    Session(commands, lambda _: None).work()
    assert tried == [UpscaleOptions()]


def test_a_protected_file_is_not_replaced(make_picture: MakePicture) -> None:
    source, other = make_picture("a.png"), make_picture("upscaled/a_4x.png")
    before = other.read_bytes()
    options = UpscaleOptions(on_exists="overwrite")
    outcomes = run(Protect([other]), ChangeOptions(options, None), Add([picture(source)]))
    assert outcomes[7].target == source.parent / "upscaled" / "a_4x (2).png"
    assert other.read_bytes() == before


def test_a_cancelled_run_ends_at_once(make_picture: MakePicture) -> None:
    events = session(Add([picture(make_picture("a.png"))]), CancelAll())
    assert not any(isinstance(event, Ended) for event in events)
    assert RunEnded(cancelled=True) in events


def test_commands_about_a_run_that_has_ended_do_nothing(make_picture: MakePicture) -> None:
    outcomes = run(Pause(), CancelAll(), Add([picture(make_picture("a.png"))]))
    assert outcomes[7].state is State.DONE


def test_what_is_taken_back_is_not_run(make_picture: MakePicture) -> None:
    gone, kept = picture(make_picture("a.png"), 1), picture(make_picture("b.png"), 2)
    commands, outcomes = Commands(), dict[int, Outcome]()

    def tell(event: Event) -> None:
        if isinstance(event, Ended):
            outcomes[event.outcome.job.id] = event.outcome
        if isinstance(event, RunEnded):
            commands.put(Close())

    for command in (Add([gone, kept]), Remove([1])):
        commands.put(command)
    Session(commands, tell).work()
    assert list(outcomes) == [2]
    assert Journal().unfinished() == []


def test_what_is_removed_while_nothing_runs_is_forgotten(make_picture: MakePicture) -> None:
    two = [picture(make_picture("a.png"), 1), picture(make_picture("b.png"), 2)]
    session(Add(two), CancelAll(), Remove([1]))
    (left,) = Journal().unfinished()
    assert (left.open, left.total) == (1, 1)


def test_a_fault_of_ours_is_an_outcome_too(make_picture: MakePicture, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError("no room")

    monkeypatch.setattr("upscaler.jobs.stages.header_of", fail)
    outcomes = run(Add([picture(make_picture("a.png"))]))
    assert outcomes[7].state is State.FAILED
    assert "no room" in str(vars(outcomes[7].error))


def test_a_fault_beside_a_run_ends_nothing(make_picture: MakePicture, caplog: pytest.LogCaptureFixture) -> None:
    fault, commands, outcomes = Preview(lambda: [][0]), Commands(), list[Outcome]()

    def tell(event: Event) -> None:
        if isinstance(event, Running):
            commands.put(fault)  # during it
        if isinstance(event, Ended):
            outcomes.append(event.outcome)
        if isinstance(event, RunEnded):
            commands.put(Close())

    for command in (fault, Add([picture(make_picture("a.png"))])):
        commands.put(command)
    Session(commands, tell).work()
    assert [outcome.state for outcome in outcomes] == [State.DONE]
    assert [record.exc_info is not None for record in caplog.records] == [True, True]


def test_what_is_to_be_tried_again_is_not_forgotten(make_picture: MakePicture) -> None:
    missing = picture(make_picture("a.png").with_name("missing.png"))
    commands, outcomes = Commands(), list[Outcome]()

    def tell(event: Event) -> None:
        if isinstance(event, Ended):
            outcomes.append(event.outcome)
        if isinstance(event, RunEnded) and len(outcomes) == 1:
            commands.put(Add([missing]))
            commands.put(Close())  # it ends before this one begins

    commands.put(Add([missing]))
    Session(commands, tell).work()
    assert outcomes[0].state is State.FAILED
    (left,) = Journal().unfinished()
    assert (left.open, left.total) == (1, 1)


def test_too_little_room_is_told_before_anything_is_upscaled(
    make_picture: MakePicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000))
    two = [picture(make_picture("a.png"), 1), picture(make_picture("b.png"), 2)]
    told = [event for event in one_after_another(Add(two)) if isinstance(event, Notice | Running)]
    assert isinstance(told[0], Notice) and "which has 0 MB free" in told[0].sentence
    assert [event.job.id for event in told[1:] if isinstance(event, Running)] == [1, 2]


def test_a_folder_that_cannot_be_written_is_told(
    make_picture: MakePicture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("upscaler.jobs.planning.os.access", lambda *_: False)
    monkeypatch.setattr("upscaler.jobs.planning.pictures_fallback", lambda: tmp_path / "fallback")
    events = one_after_another(Add([picture(make_picture("a.png")), picture(make_picture("b.png"), 8)]))
    (sentence,) = [event.sentence for event in events if isinstance(event, Notice)]
    assert "fallback" in sentence
    targets = {event.outcome.job.id: event.outcome.target for event in events if isinstance(event, Ended)}
    assert targets[7] == tmp_path / "fallback" / "a_4x.png"


def test_progress_is_told_as_often_as_it_can_be_shown(make_picture: MakePicture) -> None:
    events = one_after_another(Add([picture(make_picture(f"{name}.png"), n) for n, name in enumerate("abcd")]))
    assert 0 < sum(isinstance(event, Progressed) for event in events) < 16  # of 24 that there are


@pytest.mark.parametrize(("command", "awake"), [({}, True), ({"keep_awake": False}, False)])
def test_a_run_keeps_the_computer_awake_unless_told_otherwise(
    command: dict[str, bool], awake: bool, make_picture: MakePicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def inhibit_sleep(wanted: bool) -> AbstractContextManager[None]:
        asked.append(wanted)
        return nullcontext()

    monkeypatch.setattr("upscaler.jobs.session.inhibit_sleep", inhibit_sleep)
    session(Add([picture(make_picture("a.png"))], **command))
    assert asked == [awake]


def test_what_is_not_about_the_run_is_done_in_its_midst_or_after_it(make_picture: MakePicture) -> None:
    done: list[str] = []

    def hear(event: Event) -> None:
        done.append(type(event).__name__)

    commands: list[Command] = [Add([picture(make_picture("a.png"))]), WarmUp(), Preview(lambda: done.append("preview"))]
    commands.append(CancelAll())  # then it is over before these are
    session(*commands, hear=hear)
    assert done.index("preview") < done.index("RunEnded")
    assert "DevicesFound" not in done  # closed before there was time for it


def earlier(make_picture: MakePicture) -> Unfinished:
    """Unfinished work of a closed session."""
    options = ChangeOptions(UpscaleOptions(TargetSize(2)), None)
    pictures = [picture(make_picture("a.png"), 1), picture(make_picture("b.png"), 2)]
    session(options, Add(pictures), CancelAll())
    (left,) = Journal().unfinished()
    return left


def test_work_of_an_earlier_start_is_found_and_gone_on_with(make_picture: MakePicture) -> None:
    living = threading.Event()

    def look(event: Event) -> None:
        if isinstance(event, RunEnded) and not living.is_set():
            living.set()
            assert not any(isinstance(found, UnfinishedFound) for found in session(FindUnfinished()))

    pictures = [picture(make_picture("a.png"), 1), picture(make_picture("b.png"), 2)]
    options = ChangeOptions(UpscaleOptions(TargetSize(2)), None)
    session(options, Add(pictures), CancelAll(), hear=look)  # while it is alive, nothing is reported
    assert living.is_set()
    (found,) = [event.unfinished for event in session(FindUnfinished()) if isinstance(event, UnfinishedFound)]
    assert (found.open, found.total) == (2, 2)

    commands, jobs, outcomes = Commands(), list[Job](), dict[int, Outcome]()

    def tell(event: Event) -> None:
        if isinstance(event, UnfinishedResumed):
            jobs.extend(event.jobs)
            commands.put(Add(jobs[:1]))
        if isinstance(event, Ended):
            outcomes[event.outcome.job.id] = event.outcome
        if isinstance(event, RunEnded):
            commands.put(Close())

    commands.put(ResumeUnfinished(found))
    Session(commands, tell).work()
    assert [job.source.name for job in jobs] == ["a.png", "b.png"]
    assert outcomes[jobs[0].id].target == pictures[0].source.parent / "upscaled" / "a_2x.png"
    (left,) = Journal().unfinished()
    assert (left.open, left.total) == (1, 2)
    session(ForgetUnfinished(left))
    assert Journal().unfinished() == []


def test_what_failed_earlier_is_reported_with_the_reason(make_picture: MakePicture) -> None:
    broken = make_picture("broken.png")
    broken.write_bytes(b"nothing")
    pictures = [picture(broken, 1), picture(make_picture("b.png"), 2)]

    commands = Commands()

    def close(event: Event) -> None:
        if isinstance(event, Ended) and event.outcome.job.id == 1:
            commands.put(Close())

    commands.put(Add(pictures))
    Session(commands, close).work()
    (found,) = Journal().unfinished()
    (resumed,) = [event for event in session(ResumeUnfinished(found)) if isinstance(event, UnfinishedResumed)]
    assert [job.source.name for job in resumed.jobs] == ["b.png"]
    (failed,) = resumed.ended
    assert (failed.job.source, failed.state) == (broken, State.FAILED)
    assert failed.error is not None
    assert sentence(failed.error).startswith(f"“{broken}” is not a picture")


def test_warming_up_tells_the_devices() -> None:
    (found,) = session(WarmUp())
    assert isinstance(found, DevicesFound) and found.devices["cpu"]
