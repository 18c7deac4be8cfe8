"""Cancelled, broken, closed too early: what remains, and what the window says.

The network finishes its strip before anything else happens. That takes half a second, but up to ten were seen on a busy
machine, so nothing here is timed.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.qt import run_ends
from upscaler.gui.comparison.stage import Side
from upscaler.gui.queue.entry import notes
from upscaler.gui.window.main_window import MainWindow
from upscaler.jobs.job import State

LEFT = Qt.MouseButton.LeftButton
Make = Callable[..., Path]
Drop = Callable[..., None]


def start(window: MainWindow, qtbot: QtBot, drop: Drop, *photos: Path) -> None:
    """Run until the first sign of progress."""
    with qtbot.waitSignal(window.scanner.found):
        drop(window, *photos)
    QTest.mouseClick(window.bottom_bar.primary, LEFT)
    qtbot.waitUntil(lambda: window.controller.tally.share > 0, timeout=30_000)


def test_a_stop_leaves_nothing(window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot) -> None:
    photo = make_photo("large.png", 1600, 1200)
    start(window, qtbot, drop, photo, make_photo("next.png", 32, 24))
    with run_ends(window, qtbot, 30_000):
        QTest.mouseClick(window.bottom_bar.stop, LEFT)
        assert window.confirmations.question is not None
        QTest.mouseClick(window.confirmations.question.agree_button, LEFT)
    assert [entry.state for entry in window.queue.entries] == [State.CANCELLED, State.WAITING]
    qtbot.waitUntil(lambda: not window.controller.is_running)
    assert sorted(path.name for path in photo.parent.iterdir()) == ["large.png", "next.png"]
    assert window.bottom_bar.primary.isEnabled()


def test_escape_does_what_the_button_does(window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot) -> None:
    start(window, qtbot, drop, make_photo("large.png", 1600, 1200))
    QTest.mouseClick(window.bottom_bar.stop, LEFT)
    asked = window.confirmations.question
    assert asked is not None
    QTest.mouseClick(asked.refuse_button, LEFT)
    assert window.controller.is_running
    QTest.keyClick(window, Qt.Key.Key_Escape)
    question = window.confirmations.question
    assert question is not None
    assert question.text() == asked.text() == "Stop the run?"
    assert "large.png" in question.informativeText()
    window.confirmations.stop()  # one question at a time
    assert window.confirmations.question is question
    with run_ends(window, qtbot, 30_000):
        QTest.mouseClick(question.agree_button, LEFT)
    assert window.queue.entries[0].state is State.CANCELLED
    assert window.confirmations.question is None


def test_one_picture_is_cancelled_and_the_next_one_runs(
    window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot
) -> None:
    start(window, qtbot, drop, make_photo("large.png", 1600, 1200), make_photo("next.png", 32, 24))
    window.queue_panel.select(window.queue.entries[0].id)
    window.queue_panel.commands.cancel.trigger()
    assert window.confirmations.question is not None
    assert window.confirmations.question.text() == "Cancel this picture?"
    QTest.mouseClick(window.confirmations.question.agree_button, LEFT)
    qtbot.waitUntil(lambda: not window.controller.is_running, timeout=30_000)
    assert [entry.state for entry in window.queue.entries] == [State.CANCELLED, State.DONE]


def test_a_question_goes_when_its_picture_is_done(
    window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.scanner.found):
        drop(window, make_photo("small.png", 200, 150))
    with run_ends(window, qtbot, 30_000):
        QTest.mouseClick(window.bottom_bar.primary, LEFT)
        window.confirmations.stop()
        assert window.confirmations.question is not None
    assert window.queue.entries[0].state is State.DONE
    assert window.confirmations.question is None


def test_a_failure_is_said_and_the_next_picture_goes_on(
    window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(make_photo("whole.png", 64, 48).read_bytes()[:900])  # before its pixels
    with qtbot.waitSignal(window.scanner.found):
        drop(window, broken, make_photo("next.png", 32, 24))
    QTest.mouseClick(window.bottom_bar.primary, LEFT)
    qtbot.waitUntil(lambda: not window.controller.is_running, timeout=30_000)
    failed, done = window.queue.entries
    assert (failed.state, done.state) == (State.FAILED, State.DONE)
    assert "broken.png" in notes(failed)
    qtbot.waitUntil(lambda: window.view.content.hint == "Failed")
    assert window.bottom_bar.status == "1 upscaled, 1 failed"
    assert "broken.png" in window.failure_card.text
    assert "This copy of the file is incomplete" in window.failure_card.text
    QTest.mouseClick(window.failure_card.copy_details, LEFT)
    assert "BeyondRepairError" in QGuiApplication.clipboard().text()
    window.queue_panel.step(1)
    assert not window.failure_card.isVisible()
    window.queue_panel.step(-1)
    assert window.failure_card.isVisible()
    assert window.bottom_bar.primary.text() == "Try again"
    assert [path.name for path in (tmp_path / "upscaled").iterdir()] == ["next_4x.png"]


def test_a_repaired_file_is_looked_at_again(
    window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.png"
    whole = make_photo("whole.png", 64, 48).read_bytes()
    broken.write_bytes(whole[:60])
    with qtbot.waitSignal(window.scanner.found):
        drop(window, broken)
    with run_ends(window, qtbot, 30_000):
        QTest.mouseClick(window.bottom_bar.primary, LEFT)
    qtbot.waitUntil(lambda: window.view.content.hint == "Failed")
    (entry,) = window.queue.entries
    assert not window.queue.sizes(entry)
    broken.write_bytes(whole)
    with run_ends(window, qtbot, 30_000):
        QTest.mouseClick(window.failure_card.retry, LEFT)
    assert entry.state is State.DONE
    qtbot.waitUntil(lambda: set(window.view.content.layers) == {Side.ORIGINAL, Side.RESULT})
    assert window.view.content.hint == ""
    qtbot.waitUntil(lambda: window.thumbnails.get(entry.id, broken) is not None)
    assert "64" in window.queue.sizes(entry)


def test_a_repaired_file_can_be_added_again(
    window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.png"
    whole = make_photo("whole.png", 64, 48).read_bytes()
    for content in (whole[:60], whole):
        broken.write_bytes(content)
        with qtbot.waitSignal(window.scanner.found):
            drop(window, broken)
        qtbot.waitUntil(lambda: "broken.png" in window.view.content.hint or bool(window.view.content.layers))
        if content is not whole:
            QTest.keyClick(window.view, Qt.Key.Key_Delete)
    assert Side.ORIGINAL in window.view.content.layers


def test_closing_while_running_asks_and_leaves_nothing(
    window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot
) -> None:
    photo = make_photo("large.png", 1600, 1200)
    start(window, qtbot, drop, photo)
    window.close()
    assert window.isVisible()
    question = window.confirmations.question
    assert question is not None
    QTest.mouseClick(question.refuse_button, LEFT)
    assert window.controller.is_running
    window.close()
    assert window.confirmations.question is not None
    QTest.mouseClick(window.confirmations.question.agree_button, LEFT)
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=30_000)
    assert window.controller._thread.isFinished()
    assert [path.name for path in photo.parent.iterdir()] == ["large.png"]


def test_closing_while_nothing_runs_asks_nothing(window: MainWindow) -> None:
    assert window.close()
    assert window.confirmations.question is None
    assert window.controller._thread.isFinished()
