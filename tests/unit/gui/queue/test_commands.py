import errno
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from upscaler.errors import SourceMissingError
from upscaler.geometry import Region
from upscaler.gui.queue.commands import QueueCommands
from upscaler.gui.queue.edits import QueueEdits
from upscaler.gui.queue.list import QueueList
from upscaler.gui.queue.model import QueueModel
from upscaler.jobs.job import Job, Outcome, State
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

MakePicture = Callable[..., Path]
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def view(queue: QueueModel, make_picture: MakePicture, qtbot: QtBot) -> QueueList:
    queue.add([make_picture(f"{name}.png") for name in "abc"])
    made = QueueList(queue)
    qtbot.addWidget(made)
    made.resize(296, 600)
    made.show()
    return made


@pytest.fixture
def commands(queue: QueueModel, view: QueueList) -> Iterator[QueueCommands]:
    made = QueueCommands(queue, view, QueueEdits(queue, view))
    yield made
    made.shut_down()


def ids(queue: QueueModel) -> list[int]:
    return [entry.id for entry in queue.entries]


def names(queue: QueueModel) -> str:
    return "".join(entry.source.stem for entry in queue.entries)


def select(view: QueueList, *rows: int) -> None:
    view.setCurrentIndex(view.model().index(rows[0], 0))
    for row in rows:
        view.selectionModel().select(view.model().index(row, 0), QItemSelectionModel.SelectionFlag.Select)


def end(queue: QueueModel, row: int, state: State) -> None:
    entry = queue.entries[row]
    error = SourceMissingError(entry.source) if state is State.FAILED else None
    target = entry.source if state in (State.DONE, State.SKIPPED) else None
    entry.end(Outcome(Job(1, entry.source, Path(), UpscaleOptions()), state, 1.0, target, error=error))


def offered(commands: QueueCommands) -> list[str]:
    return [action.text() for action in commands.menu().actions() if action.text()]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.WAITING, ["Crop…", "Show in folder", "Move up", "Move down", "Remove"]),
        (State.RUNNING, ["Show in folder", "Move up", "Move down", "Cancel the picture"]),
        (
            State.DONE,
            [
                "Upscale again",
                "Crop…",
                "Open the result",
                "Save the result as…",
                "Show in folder",
                "Show the original in its folder",
                "Copy the result",
                "Copy details",
                "Move up",
                "Move down",
                "Remove",
                "Clear done",
            ],
        ),
        (State.FAILED, ["Try again", "Crop…", "Show in folder", "Copy details", "Move up", "Move down", "Remove"]),
    ],
)
def test_the_menu_offers_only_what_has_an_effect(
    commands: QueueCommands, view: QueueList, queue: QueueModel, state: State, expected: list[str]
) -> None:
    select(view, 0)
    if state in (State.WAITING, State.RUNNING):
        queue.entries[0].state = state
    else:
        end(queue, 0, state)
    assert offered(commands) == expected


def test_a_result_is_opened_saved_elsewhere_and_its_original_shown(
    commands: QueueCommands,
    view: QueueList,
    queue: QueueModel,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    select(view, 0)
    end(queue, 0, State.DONE)
    result = queue.entries[0].source
    opened: list[Path] = []
    shown: list[Path] = []

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    monkeypatch.setattr(commands._revealer, "reveal", shown.append)
    commands.open_result.trigger()
    commands.show_original.trigger()
    assert (opened, shown) == ([result], [result])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine.jpg"), ""))
    with qtbot.waitSignal(commands.noticed) as noticed:
        QTest.keyClick(view, Qt.Key.Key_S, CONTROL)
    assert noticed.args == [f"Saved as {tmp_path / 'mine.png'}"]  # it keeps its format
    assert (tmp_path / "mine.png").read_bytes() == result.read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "mine"), ""))
    with qtbot.waitSignal(commands.noticed) as noticed:
        commands.save_as.trigger()
    assert "mine.png" not in noticed.args[0] or "Saved" not in noticed.args[0]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    with qtbot.assertNotEmitted(commands.noticed, wait=50):
        commands.save_as.trigger()


def test_a_result_is_not_saved_over_an_original_and_whole_or_not_at_all(
    commands: QueueCommands,
    queue: QueueModel,
    view: QueueList,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    original, mine = queue.entries[1].source, tmp_path / "mine.png"
    select(view, 0)
    end(queue, 0, State.DONE)
    before = original.read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(original), ""))
    monkeypatch.setattr("shutil.copyfile", lambda _, to: to.write_bytes(b"new"))
    with qtbot.waitSignal(commands.noticed) as noticed:
        commands.save_as.trigger()
    assert "would replace the original" in noticed.args[0] and original.read_bytes() == before
    mine.write_bytes(b"earlier")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(mine), ""))

    def half(_: Path, to: Path) -> None:
        to.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", half)
    with qtbot.waitSignal(commands.noticed):
        commands.save_as.trigger()
    assert mine.read_bytes() == b"earlier" and not list(tmp_path.glob(".upscaler*"))


def test_where_no_file_manager_answers_the_path_is_copied(
    commands: QueueCommands, queue: QueueModel, qtbot: QtBot
) -> None:
    path = queue.entries[0].source
    with qtbot.waitSignal(commands.noticed) as noticed:
        commands._revealer.failed.emit(path)
    assert noticed.args == [f"No file manager answered. The path was copied: {path}"]
    assert QGuiApplication.clipboard().text() == str(path)


def test_several_pictures_are_handled_together(
    commands: QueueCommands, view: QueueList, queue: QueueModel, qtbot: QtBot
) -> None:
    select(view, 0, 2)
    end(queue, 0, State.FAILED)
    assert offered(commands) == ["Try again", "Copy details", "Move up", "Move down", "Remove 2 pictures"]
    with qtbot.waitSignal(commands.retry_requested) as retry:
        QTest.keyClick(view, Qt.Key.Key_R, CONTROL)
    assert retry.args == [[ids(queue)[0]]]
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert names(queue) == "b"


def test_the_menu_says_how_many_pictures_are_removed(
    commands: QueueCommands, view: QueueList, queue: QueueModel
) -> None:
    select(view, 0, 1, 2)
    assert offered(commands)[-1] == "Remove 3 pictures"
    queue.entries[1].state = State.RUNNING  # it stays
    assert offered(commands)[-1] == "Remove 2 pictures"
    queue.entries[2].state = State.RUNNING
    assert offered(commands)[-1] == "Remove 1 picture"
    commands.remove.trigger()
    assert names(queue) == "bc"


def test_the_list_of_shortcuts_does_not_get_the_names_for_the_last_selection(
    commands: QueueCommands, view: QueueList, queue: QueueModel
) -> None:
    select(view, 0, 1)
    end(queue, 0, State.DONE)
    menu = commands.menu()
    assert (commands.retry.text(), commands.remove.text()) == ("Upscale again", "Remove 2 pictures")
    menu.aboutToHide.emit()
    assert (commands.retry.text(), commands.remove.text()) == ("Try again", "Remove")


def test_nothing_to_retry_is_nothing_asked(commands: QueueCommands, view: QueueList, qtbot: QtBot) -> None:
    select(view, 0)
    with qtbot.assertNotEmitted(commands.retry_requested):
        commands.retry.trigger()


def test_details_are_copied(commands: QueueCommands, view: QueueList, queue: QueueModel) -> None:
    select(view, 0)
    end(queue, 0, State.FAILED)
    QTest.keyClick(view, Qt.Key.Key_C, CONTROL | SHIFT)
    assert "SourceMissingError" in QGuiApplication.clipboard().text()


def test_the_result_is_copied(commands: QueueCommands, view: QueueList, queue: QueueModel, qtbot: QtBot) -> None:
    select(view, 1)
    QGuiApplication.clipboard().setText("before")
    commands.copy_result.trigger()  # there is none yet
    assert QGuiApplication.clipboard().text() == "before"
    end(queue, 1, State.DONE)
    QTest.keyClick(view, Qt.Key.Key_C, CONTROL)
    assert [Path(url.toLocalFile()).name for url in QGuiApplication.clipboard().mimeData().urls()] == ["b.png"]
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().mimeData().hasImage())


def test_keys_move_rows_and_keep_them_selected(commands: QueueCommands, view: QueueList, queue: QueueModel) -> None:
    select(view, 0)
    QTest.keyClick(view, Qt.Key.Key_Down, ALT)
    assert (names(queue), view.currentIndex().row(), view.selected_ids()) == ("bac", 1, [ids(queue)[1]])
    QTest.keyClick(view, Qt.Key.Key_Down, ALT)
    QTest.keyClick(view, Qt.Key.Key_Down, ALT)
    assert names(queue) == "bca"
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Up, ALT)
    assert names(queue) == "abc"


def test_the_original_is_shown_until_there_is_a_result(
    commands: QueueCommands, view: QueueList, queue: QueueModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(commands._revealer, "reveal", shown.append)
    select(view, 1)
    commands.show_in_folder.trigger()
    entry = queue.entries[1]
    job = Job(1, entry.source, Path(), UpscaleOptions())
    entry.end(Outcome(job, State.DONE, 1.0, Path("/photos/b_4x.png")))
    commands.show_in_folder.trigger()
    assert shown == [entry.source, Path("/photos/b_4x.png")]


def test_what_runs_is_cancelled_by_itself(
    commands: QueueCommands, view: QueueList, queue: QueueModel, qtbot: QtBot
) -> None:
    select(view, 0, 1)
    queue.entries[1].state = State.RUNNING
    with qtbot.waitSignal(commands.cancel_requested) as cancel:
        commands.cancel.trigger()
    assert cancel.args == [[queue.entries[1]]]
    queue.entries[1].is_stopping = True
    assert "Cancel the picture" not in offered(commands)


def test_the_menu_opens_for_what_is_selected(
    view: QueueList, commands: QueueCommands, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QMenu] = []
    monkeypatch.setattr("upscaler.gui.queue.commands.QMenu.popup", lambda menu, _place: opened.append(menu))
    view.clearSelection()
    commands._on_menu_requested(QPoint(10, 10))
    assert opened == []
    select(view, 1)
    commands._on_menu_requested(QPoint(10, 10))
    assert commands.remove in opened[0].actions()


def comparisons(commands: QueueCommands) -> list[QAction]:
    titles = "Compare the result with", "Compare with an earlier result"
    menus = [action.menu() for action in commands.menu().actions() if action.text() in titles]
    return [action for menu in menus if isinstance(menu, QMenu) for action in menu.actions()]


def test_a_result_is_compared_with_earlier_ones(
    commands: QueueCommands, view: QueueList, queue: QueueModel, make_picture: MakePicture, qtbot: QtBot
) -> None:
    entry = queue.entries[0]
    earlier, gone, latest = make_picture("a_2x.png"), make_picture("a_3x.png"), make_picture("a_4x.png")
    for target in (earlier, gone, latest):
        options = UpscaleOptions(TargetSize(2)) if target is earlier else UpscaleOptions()
        entry.end(Outcome(Job(1, entry.source, Path(), options), State.DONE, 1.0, target))
    gone.unlink()
    select(view, 0)
    offered = comparisons(commands)
    assert [action.text() for action in offered] == ["The original", "a_2x.png · 2×"]
    for action, path in zip(offered, (None, earlier), strict=True):
        with qtbot.waitSignal(commands.compare_requested) as asked:
            action.trigger()
        assert asked.args == [entry.id, path]


def test_the_results_of_two_pictures_are_compared(
    commands: QueueCommands, view: QueueList, queue: QueueModel, make_picture: MakePicture
) -> None:
    end(queue, 0, State.DONE)
    select(view, 0, 1)
    assert comparisons(commands) == []
    end(queue, 1, State.DONE)
    assert [action.text() for action in comparisons(commands)] == ["The original", "b.png"]


def test_a_waiting_picture_is_compared_with_earlier_results_of_the_same_part(
    commands: QueueCommands, view: QueueList, queue: QueueModel, make_picture: MakePicture
) -> None:
    entry = queue.entries[0]
    whole, part = make_picture("a_4x.png"), make_picture("part_4x.png")
    entry.results = {whole: UpscaleOptions(), part: UpscaleOptions(crop=Region(0, 0, 8, 8))}
    select(view, 0)
    assert [action.text() for action in comparisons(commands)] == ["The original", "a_4x.png"]
    entry.end(Outcome(Job(1, entry.source, Path(), UpscaleOptions()), State.FAILED, 1.0))
    assert comparisons(commands) == []
