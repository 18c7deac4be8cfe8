import os
import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchdog.observers import Observer

from upscaler.jobs import arrivals as module
from upscaler.jobs.arrivals import Arrival, Arrivals, Memory
from upscaler.jobs.journal import Journal

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)
LAST = "zz last.png"  # of simultaneous arrivals: files come in name order

Begin = Callable[..., "Watcher"]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SETTLED", 0.1)
    monkeypatch.setattr(module, "_TICK", 0.02)


class Watcher:
    """Iterates in a separate thread."""

    def __init__(self, folders: list[Path], output: Path | None, recursive: bool, memory: Memory) -> None:
        self.memory = memory
        self.arrivals = Arrivals(folders, output, recursive, memory)
        self.found: queue.SimpleQueue[Arrival | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        for found in self.arrivals:
            self.found.put(found)

    def next(self) -> Arrival:
        while True:
            found = self.found.get(timeout=30)
            if found is not None:
                return found

    def until_last(self, folder: Path) -> list[str]:
        """All arrivals up to a file created now, after which nothing arrives."""
        (folder / LAST).write_bytes(PICTURE)
        return list(iter(lambda: self.next().source.name, LAST))

    def looks(self, times: int = 2) -> None:
        """Wait until it has scanned this often."""
        for _ in range(times):
            while self.found.get(timeout=30) is not None:
                pass

    def stop(self) -> None:
        self.arrivals.stop()
        self._thread.join(30)
        assert not self._thread.is_alive()


@pytest.fixture
def begin(journal: Journal, tmp_path: Path) -> Iterator[Begin]:
    begun: list[Watcher] = []

    def begin(*folders: Path, output: Path | None = None, recursive: bool = False) -> Watcher:
        begun.append(Watcher([*folders] or [tmp_path], output, recursive, Memory(journal, "a watch")))
        return begun[-1]

    yield begin
    for watcher in begun:
        watcher.stop()


def test_what_is_there_and_what_arrives(begin: Begin, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PICTURE)
    watcher = begin()
    assert watcher.next() == Arrival(tmp_path / "a.png", tmp_path, at_first=True)
    (tmp_path / "b.png").write_bytes(PICTURE)
    assert watcher.next() == Arrival(tmp_path / "b.png", tmp_path, at_first=False)
    (tmp_path / ".hidden").write_bytes(PICTURE)
    (tmp_path / ".hidden").rename(tmp_path / "c.png")  # as rsync does
    assert watcher.next().source.name == "c.png"


def test_other_files_are_left(begin: Begin, tmp_path: Path) -> None:
    output = tmp_path / "out"
    for name in ("out/a.png", "upscaled/b.png", ".c.png", "d.png.part", "e.jpg.crdownload", "f.txt", "sub/g.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"text" if name == "f.txt" else PICTURE)
    (tmp_path / "empty.png").touch()
    assert begin(output=output).until_last(tmp_path) == []


def test_folders_inside(begin: Begin, tmp_path: Path) -> None:
    watcher = begin(recursive=True)
    watcher.looks(1)
    for name in ("x/y/a.png", "upscaled/b.png"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(PICTURE)
    assert watcher.next() == Arrival(tmp_path / "x" / "y" / "a.png", tmp_path, at_first=False)


def test_a_file_that_grows_is_waited_for(begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SETTLED", 1.0)
    watcher = begin()
    growing = tmp_path / "growing.png"
    for _ in range(20):  # for longer than a second, without a pause of one second
        with growing.open("ab") as file:
            file.write(PICTURE)
        watcher.looks()
    size = growing.stat().st_size
    assert watcher.next().source == growing
    assert growing.stat().st_size == size == 20 * len(PICTURE)


@pytest.mark.posix
def test_a_locked_file_is_waited_for(begin: Begin, tmp_path: Path) -> None:
    import fcntl

    with (tmp_path / "a.png").open("wb") as file:
        file.write(PICTURE)
        file.flush()
        fcntl.flock(file, fcntl.LOCK_EX)
        watcher = begin()
        assert watcher.until_last(tmp_path) == []
    assert watcher.next().source.name == "a.png"


def test_what_is_done_is_not_found_again_unless_it_changes(begin: Begin, tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(PICTURE)
    first = begin()
    assert [first.next().source.name, first.next().source.name] == ["a.png", "b.png"]
    assert first.until_last(tmp_path) == []
    first.memory.finish(tmp_path / "a.png")
    first.stop()
    second = begin()
    assert [second.next().source.name, second.next().source.name] == ["b.png", LAST]  # they were not done
    (tmp_path / "a.png").write_bytes(PICTURE + PICTURE)
    assert second.next().source.name == "a.png"


def test_a_change_while_it_is_worked_on_is_not_missed(begin: Begin, tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(PICTURE)
    first = begin()
    first.next()
    picture.write_bytes(PICTURE + PICTURE)
    first.memory.finish(picture)  # the finished picture is the previous one
    assert first.next().source == picture


def test_a_folder_that_is_gone_for_a_while(begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_RESCAN", 0.05)
    folder, away = tmp_path / "drive", tmp_path / "away"
    folder.mkdir()
    watcher = begin(folder)
    watcher.looks(1)
    folder.rename(away)
    (away / "a.png").write_bytes(PICTURE)
    watcher.looks(3)
    away.rename(folder)
    assert watcher.next().source == folder / "a.png"


@pytest.mark.parametrize("reason", ["no service", "another computer's folder"])
def test_without_notifications(reason: str, begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new file is found by scanning again, long before `_RESCAN` has passed."""
    monkeypatch.setattr(module, "_POLL", 0.05)

    def fail(*_: object, **__: object) -> None:
        raise OSError("inotify watch limit reached")

    if reason == "no service":
        monkeypatch.setattr(Observer, "schedule", fail)
    else:
        monkeypatch.setattr(module, "is_on_network", lambda _: True)
        monkeypatch.setattr(Observer, "schedule", lambda *_, **__: None)  # it is never notified
    watcher = begin()
    watcher.looks(3)
    (tmp_path / "a.png").write_bytes(PICTURE)
    assert watcher.next().source.name == "a.png"


def test_ten_thousand_files(begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BUSY", 1)
    for number in range(10_000):
        (tmp_path / f"{number}.png").write_bytes(b"x")
    watcher = begin()
    found = {watcher.next().source.name for _ in range(10_000)}
    assert len(found) == 10_000
    assert watcher.until_last(tmp_path) == []


def test_the_end_comes_soon_whatever_it_waits_for(begin: Begin, tmp_path: Path) -> None:
    watcher = begin()
    watcher.looks(1)  # now it waits for notifications
    watcher.stop()
    assert list(tmp_path.iterdir()) == []  # nothing is left there


@pytest.mark.posix
def test_names_that_are_no_unicode_are_remembered(journal: Journal) -> None:
    """By later processes too, and the journal stays writable."""
    source, state = Path(os.fsdecode(b"caf\xe9.png")), (40, 7)
    memory = Memory(journal, "a watch")
    memory.take(source, state)
    memory.finish(source)
    assert Memory(journal, "a watch").knows(source, state)
    assert not Memory(journal, "a watch").knows(source, (40, 8))
