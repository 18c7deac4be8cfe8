import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.errors import UpscalerError
from upscaler.gui.inputs.scanner import Scanner, batches, paths_of
from upscaler.jobs.folders import Walk
from upscaler.jobs.job import Root

MakePicture = Callable[..., Path]


@pytest.fixture
def scanner(qapp: QApplication) -> Iterator[Scanner]:
    made = Scanner()
    yield made
    made.shut_down()


def test_only_local_files_of_a_drag_count(tmp_path: Path) -> None:
    data = QMimeData()
    assert paths_of(data) == []
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "ä b.png")), QUrl("https://example.org/c.png")])
    assert paths_of(data) == [tmp_path / "ä b.png"]


def test_files_and_folders_with_all_below_them(
    scanner: Scanner, make_picture: MakePicture, tmp_path: Path, qtbot: QtBot
) -> None:
    for name in ("sub/deep", "sub/results", "sub/upscaled"):
        (tmp_path / name).mkdir(parents=True)
    beside, inside, deep = make_picture("a.png"), make_picture("sub/b.png"), make_picture("sub/deep/c.png")
    make_picture("sub/results/b_4x.png")
    make_picture("sub/upscaled/b_4x.png")
    found: list[object] = []
    scanner.found.connect(lambda *arguments: found.append(arguments))
    with qtbot.waitSignals([scanner.found, scanner.found]):
        scanner.take([beside, tmp_path / "sub"], tmp_path / "sub" / "results")
    assert found == [([beside], None), ([inside, deep], Root(tmp_path / "sub", "sub"))]


def test_folders_of_one_name_are_told_apart_in_whatever_drop(
    scanner: Scanner, make_picture: MakePicture, tmp_path: Path, qtbot: QtBot
) -> None:
    names = []
    for parent in ("x", "y", "x"):
        (tmp_path / parent / "photos").mkdir(parents=True, exist_ok=True)
        make_picture(f"{parent}/photos/a.png")
        with qtbot.waitSignal(scanner.found) as found:
            scanner.take([tmp_path / parent / "photos"])
        names.append(found.args[1].name)
    assert names == ["photos", "photos (2)", "photos"]


def test_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [(Path(f"{number}.png"), Path("one" if number < 250 else "two")) for number in range(300)]
    made = list(batches(files, {Path("two")}))
    assert [(len(batch), folder) for batch, folder in made] == [(100, None), (100, None), (50, None), (50, Path("two"))]
    assert [file for batch, _ in made for file in batch] == [file for file, _ in files]
    monkeypatch.setattr("upscaler.gui.inputs.scanner._BATCH_SECONDS", -1)
    assert len(list(batches(files, set()))) == 300


def test_what_is_found_and_what_is_left_out_is_told(
    scanner: Scanner, make_picture: MakePicture, tmp_path: Path, qtbot: QtBot
) -> None:
    picture = make_picture("a.png")
    for name in ("notes.txt", "list.csv"):
        (tmp_path / name).write_text("no picture")
    with qtbot.waitSignal(scanner.noticed) as noticed, qtbot.waitSignal(scanner.found) as found:
        scanner.take([tmp_path])
    assert found.args == [[picture], Root(tmp_path, tmp_path.name)]
    assert noticed.args == ["2 files are not pictures and were skipped."]


def test_one_file_left_out(scanner: Scanner, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "notes.txt").write_text("no picture")
    with qtbot.waitSignal(scanner.noticed) as noticed:
        scanner.take([tmp_path])
    assert noticed.args == ["One file is not a picture and was skipped."]


def test_an_empty_folder_is_told(scanner: Scanner, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(scanner.noticed) as noticed:
        scanner.take([tmp_path])
    assert noticed.args == ["There are no pictures in this folder."]


def test_an_error_is_told(scanner: Scanner, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from upscaler.errors import SourceUnreadableError

    def fail(*_: object) -> None:
        error: UpscalerError = SourceUnreadableError(tmp_path, "no")
        raise error

    monkeypatch.setattr("upscaler.jobs.folders.Walk.over", fail)
    with qtbot.waitSignal(scanner.noticed) as noticed:
        scanner.take([tmp_path])
    assert "cannot be read" in noticed.args[0]


@pytest.mark.posix
def test_what_is_no_file_is_not_queued_but_told(
    scanner: Scanner, make_picture: MakePicture, tmp_path: Path, qtbot: QtBot
) -> None:
    picture, pipe, gone = make_picture("a.png"), tmp_path / "pipe.png", tmp_path / "gone.png"
    os.mkfifo(pipe)
    with qtbot.waitSignal(scanner.noticed) as noticed, qtbot.waitSignal(scanner.found) as found:
        scanner.take([pipe, picture, gone])  # missing files fail in the queue, where users can see it
    assert found.args == [[picture, gone], None]
    assert noticed.args == ["pipe.png is not a file but a device, pipe or socket, and was skipped."]
    with qtbot.waitSignal(scanner.noticed) as noticed, qtbot.waitSignal(scanner.ended):
        scanner.take([pipe, Path(os.devnull)])
    assert noticed.args == ["2 items are not files but devices, pipes or sockets, and were skipped."]


def test_nothing_taken_is_nothing_found(scanner: Scanner, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(scanner.found, wait=50):
        scanner.take([])


def test_no_walk_outlives_the_window(
    scanner: Scanner, tmp_path: Path, make_picture: MakePicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_picture("a.png")
    began = threading.Event()

    def endless(walk: Walk, *_: object) -> Iterator[tuple[Path, Path]]:
        began.set()
        while True:
            yield from walk._picture(tmp_path, tmp_path / "a.png", "")

    monkeypatch.setattr("upscaler.jobs.folders.Walk.over", endless)
    scanner.take([tmp_path])
    assert began.wait(10)
    scanner.shut_down()  # returns
