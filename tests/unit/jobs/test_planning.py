import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from upscaler.errors import OneFileForSeveralError, SourceFolderIsTargetError, UnknownFormatError
from upscaler.jobs.commands import Add, CancelAll, Commands
from upscaler.jobs.events import Ended, Event, RunEnded
from upscaler.jobs.job import Job, Outcome, Picture, Root, State
from upscaler.jobs.journal import Journal
from upscaler.jobs.planning import JobFinder, Plan, check_output, job_of, wanted_folder
from upscaler.jobs.runner import Runner
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

X2 = UpscaleOptions(TargetSize(2))


def jobs(*inputs: Path, output: Path | None = None, recursive: bool = False) -> list[Job]:
    return list(Plan(inputs, output, X2, recursive))


@pytest.fixture
def tree(tmp_path: Path, sample: Path) -> Path:
    """Two folders with pictures."""
    for name in ("one/b.png", "one/a.png", "one/sub/deep.png", "one/su:b/deep.png", "two/b.png", "three/one/c.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(sample, tmp_path / name)
    return tmp_path


def test_a_file_goes_to_a_folder_beside_it(tree: Path) -> None:
    (job,) = jobs(tree / "two" / "b.png")
    assert (job.source, job.folder, job.named) == (tree / "two/b.png", tree / "two/upscaled", None)


def test_a_folder_has_its_results_inside(tree: Path) -> None:
    found = jobs(tree / "one")
    assert [job.source.name for job in found] == ["a.png", "b.png"]
    assert [job.counter for job in found] == [1, 2]
    assert {job.folder for job in found} == {tree / "one" / "upscaled"}


def test_a_tree_is_mirrored_in_names_that_are_legal_everywhere(tree: Path) -> None:
    for output, base in ((None, tree / "one" / "upscaled"), (tree / "out", tree / "out")):
        folders = [job.folder for job in jobs(tree / "one", output=output, recursive=True)]
        assert folders == [base, base, base / "su_b", base / "sub"]


def test_several_folders_are_mirrored_each_under_its_own_name(tree: Path) -> None:
    out = tree / "out"
    found = jobs(tree / "one", tree / "two", tree / "three" / "one", tree / "one" / ".", output=out)
    assert [job.folder for job in found] == [out / "one", out / "one", out / "two", out / "one (2)"]


def test_a_result_of_what_lies_among_results_comes_beside_it(tree: Path) -> None:
    (tree / "one" / "Upscaled").mkdir()
    source = tree / "one" / "Upscaled" / "Pasted.png"
    shutil.copy(tree / "one" / "a.png", source)
    (job,) = jobs(source)
    assert job.folder == source.parent
    (job,) = jobs(source.parent)  # otherwise the second run would upscale the results of the first
    assert job.folder == source.parent / "upscaled"


@pytest.mark.parametrize("name", ["new.png", "new.JPEG", "new.tif", "new.tiff", "new.jpe", "new.jfif", "new.JFIF"])
def test_one_file_to_a_named_file(name: str, tree: Path) -> None:
    source = tree / "two" / "b.png"
    (job,) = jobs(source, source, output=tree / "x" / name)
    assert (job.folder, job.named) == (tree / "x", name)


def test_when_out_is_a_folder_whatever_its_name(tree: Path) -> None:
    (tree / "dots.png").mkdir()
    (job,) = jobs(tree / "two" / "b.png", output=tree / "dots.png")
    assert job.folder == tree / "dots.png"
    (tree / "album.jpgs").mkdir()
    check_output([tree / "two" / "b.png"], tree / "album.jpgs")
    check_output([tree / "two" / "b.png", tree / "one"], tree / "dots.png")


@pytest.mark.parametrize(
    "name", ["v1.2", "results.v2", "2026.05", "photos.old", "big.final", "out.d", "x.tmp", "out.png-files"]
)
def test_a_folder_may_have_a_dot_in_its_name(name: str, tree: Path) -> None:
    check_output([tree / "two" / "b.png"], tree / name)
    (job,) = jobs(tree / "two" / "b.png", output=tree / name)
    assert job.folder == tree / name


def test_outputs_that_nobody_means_are_refused(tree: Path) -> None:
    one, two = tree / "one" / "b.png", tree / "two" / "b.png"
    check_output([one, one], tree / "out.PNG")
    check_output([one, two], tree / "one")
    for name in ("out.gif", "out.jxl", "out.NEF", "out.jpgg", "out.jgp", "out.web", "out.pmg"):
        with pytest.raises(UnknownFormatError):
            check_output([one], tree / name)
    for inputs in ([one, two], [tree / "one"]):
        with pytest.raises(OneFileForSeveralError):
            check_output(inputs, tree / "out.png")
    for inputs in ([tree / "one"], [tree / "one", tree / "two"]):
        with pytest.raises(SourceFolderIsTargetError):
            check_output(inputs, tree / "two" / ".." / "one")


def test_results_of_a_folder_that_was_chosen_for_them_are_not_read_the_next_time(tree: Path) -> None:
    root = Root(tree / "one", "one")
    assert wanted_folder(root, tree / "one") == tree / "one" / "upscaled"
    assert wanted_folder(root, tree / "two") == tree / "two" / "one"
    assert wanted_folder(Root(tree / "one"), tree / "one") == tree / "one"  # a picture that was named itself


def test_a_file_that_is_named_twice_is_one_job_and_told(tree: Path) -> None:
    source = tree / "two" / "b.png"
    planned = Plan([source, tree / "one" / ".." / "two" / "b.png", tree / "two"], None, X2)
    assert [job.source for job in planned] == [source]
    assert planned.walk.duplicates == 2


def test_what_is_not_there_becomes_a_job_that_will_say_so(tree: Path) -> None:
    (job,) = jobs(tree / "none.png")
    assert job.source == tree / "none.png"
    (job,) = jobs(tree / ("b" * 300) / "none.png")
    assert job.source == tree / ("b" * 300) / "none.png"


def test_a_folder_that_cannot_be_listed_is_a_job_that_will_say_so(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr("upscaler.jobs.folders.os.scandir", refuse)
    monkeypatch.setattr(os, "access", lambda *_: False)
    notices: list[str] = []
    assert [job.source for job in Plan([tree / "one"], None, X2, True, notices.append)] == [tree / "one"]
    assert notices == []


def test_numbers_of_jobs_are_unique(tree: Path) -> None:
    numbers = [job.id for job in jobs(tree / "one") + jobs(tree / "one")]
    assert len(set(numbers)) == len(numbers)


def test_where_nothing_can_be_written_the_pictures_folder_is_taken(
    tree: Path, own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    notices: list[str] = []
    found = list(Plan([tree / "one"], None, X2, True, notices.append))
    fallback = own_folders / "Pictures" / "Upscaled"
    assert {job.folder for job in found} == {fallback, fallback / "sub", fallback / "su_b"}
    (notice,) = notices
    assert str(fallback) in notice
    list(Plan([tree / "one"], tree / "out", X2, True, notices.append))  # the user's choice is kept
    assert len(notices) == 1
    found = list(Plan([tree / "one", tree / "two"], None, X2))
    assert [job.folder for job in found] == [fallback / "one", fallback / "one", fallback / "two"]


def test_jobs_are_given_while_others_are_still_to_be_found(tree: Path) -> None:
    go_on = threading.Event()

    class Slow(Plan):
        def __iter__(self) -> Iterator[Job]:
            for job in super().__iter__():
                yield job
                go_on.wait(10)

    found: list[Path] = []
    commands = Commands()
    finder = JobFinder(Slow([tree / "one"], None, X2), commands, lambda job: found.append(job.source))
    first = given(commands)
    assert [job.source for job in first.pictures] == [tree / "one" / "a.png"]
    assert first.more and not first.complete
    assert (finder.total, len(found)) == (1, 1)
    go_on.set()
    last = given(commands)
    assert [job.source for job in last.pictures] == [tree / "one" / "b.png"]
    assert last.complete and not last.more
    assert finder.total == len(found) == 2


def test_nothing_is_held_back_where_it_may_be_long_until_the_next_job(tree: Path) -> None:
    go_on, commands = threading.Event(), Commands()
    jobs = [Job(number, tree / f"{number}.png", tree / "out", X2, number) for number in range(1, 5)]

    def plan() -> Iterator[Job | None]:
        yield from jobs
        yield None
        go_on.wait(10)
        yield None

    JobFinder(plan(), commands, lambda _: None)
    added: list[object] = []
    while len(added) < len(jobs):
        command = given(commands)
        added += command.pictures
        assert command.more
    assert added == jobs
    go_on.set()
    assert given(commands).complete


def given(commands: Commands) -> Add:
    command = commands.get(timeout=10)
    assert isinstance(command, Add)
    return command


def test_where_results_replace_files_all_are_found_first(tree: Path) -> None:
    commands = Commands()
    finder = JobFinder(Plan([tree / "one"], None, X2), commands, lambda _: None, together=True)
    assert [job.source.name for job in given(commands).pictures] == ["a.png", "b.png"]
    assert (finder.total, commands.empty()) == (2, True)


def test_who_waits_for_a_slow_folder_can_stop(tree: Path) -> None:
    class Endless(Plan):
        def __iter__(self) -> Iterator[Job]:
            while not stop.is_set():
                time.sleep(0.01)
            return super().__iter__()

    stop, commands, journal = threading.Event(), Commands(), Journal()
    heard: list[Event] = []
    threading.Timer(0.1, commands.put, [CancelAll()]).start()
    JobFinder(Endless([tree / "one"], None, X2), commands, lambda _: None)
    queue = journal.begin({})
    Runner().run(commands, queue, heard.append)
    assert heard == [RunEnded(cancelled=True)]
    stop.set()
    queue.leave()
    journal.close()


def test_a_fault_while_jobs_are_found_is_raised_where_they_are_asked_for(tree: Path) -> None:
    def fail(_: Job) -> None:
        raise RuntimeError("a bug")

    commands = Commands()
    finder = JobFinder(Plan([tree / "one"], None, X2), commands, fail)
    last = given(commands)
    assert not last.more and not last.complete
    with pytest.raises(RuntimeError):
        finder.check()


def test_only_so_many_jobs_wait_in_the_run_and_all_are_added_in_order(tree: Path) -> None:
    jobs = [Job(number, tree / f"{number}.png", tree / "out", X2, number) for number in range(1, 1001)]
    for together in (False, True):
        commands, added, most = Commands(), list[Job](), 0
        walked = threading.Event()
        finder = JobFinder(_then(jobs, walked), commands, lambda _: None, together, ahead=100)
        assert walked.wait(10)
        is_last, ended = False, 0
        while not is_last:
            command = given(commands)
            added += [job for job in command.pictures if isinstance(job, Job)]
            is_last = command.complete
            assert command.more == (not is_last)
            most = max(most, len(added) - ended)
            while commands.empty() and ended < len(added):
                finder(Ended(Outcome(added[ended], State.DONE, 0)))
                ended += 1
        assert added == jobs
        assert finder.total == 1000
        assert most < 200


def _then(jobs: list[Job], event: threading.Event) -> Iterator[Job]:
    yield from jobs
    event.set()


def test_a_picture_becomes_a_job_where_its_folder_is_mirrored(tree: Path) -> None:
    source = tree / "one" / "sub" / "deep.png"
    job = job_of(Picture(7, source, Root(tree / "one", "")), X2, tree / "out", 3, lambda _: None)
    assert job == Job(7, source, tree / "out" / "sub", X2, 3)
