"""The window offers to resume what an earlier session left; failures can be viewed and retried."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.errors import SourceMissingError
from upscaler.gui.system.settings import Settings
from upscaler.gui.window.main_window import MainWindow
from upscaler.jobs.job import Job, Outcome, State
from upscaler.jobs.journal import Journal
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

LEFT = Qt.MouseButton.LeftButton
Make = Callable[..., Path]


@pytest.fixture
def left(make_photo: Make, tmp_path: Path) -> list[Path]:
    """Two pictures of a run whose process died while running the first one."""
    sources = [make_photo(name, 32, 24) for name in ("a.png", "b.png", "c.png")]
    options = UpscaleOptions(TargetSize(2), format="webp")
    jobs = [Job(number, source, tmp_path / "results", options) for number, source in enumerate(sources, 1)]
    journal = Journal()
    queue = journal.begin({"inputs": [], "output": None, "recursive": False})
    queue.set_waiting(jobs)
    queue.mark_planned()
    queue.running(jobs[0])
    queue.drop([3])
    queue.leave()
    journal.close()
    return sources[:2]


def opened(qapp: QApplication, qtbot: QtBot, left: str = "2 of 2 pictures") -> MainWindow:
    window = MainWindow(Settings())
    window.show()
    with qtbot.waitSignal(window.controller.unfinished, timeout=30_000):
        qtbot.waitExposed(window)
    assert window.confirmations.offer is not None
    assert left in window.confirmations.offer.informativeText()
    return window


def closed(window: MainWindow) -> None:
    window.shut_down()
    window.close()
    window.deleteLater()


def test_gone_on_with_the_options_of_then(left: list[Path], tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> None:
    window = opened(qapp, qtbot)
    assert window.confirmations.offer is not None
    QTest.mouseClick(window.confirmations.offer.agree_button, LEFT)
    qtbot.waitUntil(lambda: window.queue.count(State.DONE) == 2, timeout=60_000)
    assert {path.name for path in (tmp_path / "results").iterdir()} == {"a_2x.webp", "b_2x.webp"}
    qtbot.waitUntil(lambda: not window.controller.is_running)
    closed(window)
    assert Journal().unfinished() == []


def test_what_had_failed_is_listed_and_tried_again(
    left: list[Path], make_photo: Make, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    source = tmp_path / "late.png"
    journal = Journal()
    (found,) = journal.unfinished()
    queue = journal.resume(found.id)
    assert queue is not None
    job = Job(3, source, tmp_path / "results", UpscaleOptions(TargetSize(2), format="webp"))
    queue.running(job)
    queue.ended(Outcome(job, State.FAILED, 0.1, error=SourceMissingError(source)))
    queue.leave()
    journal.close()
    window = opened(qapp, qtbot, "2 of 3 pictures")
    assert window.confirmations.offer is not None
    QTest.mouseClick(window.confirmations.offer.agree_button, LEFT)
    qtbot.waitUntil(lambda: window.queue.count(State.DONE) == 2, timeout=60_000)
    qtbot.waitUntil(lambda: not window.controller.is_running)
    assert "1 failed" in window.bottom_bar.status
    QTest.mouseClick(window.bottom_bar.failures, LEFT)
    dialog = window.dialogs.failures_dialog
    assert dialog is not None
    reason = dialog.table.item(0, 1)
    assert reason is not None
    assert reason.text() == "There is no file “late.png”."
    make_photo("late.png", 24, 16)  # it is there now
    QTest.mouseClick(dialog.retry_button, LEFT)
    qtbot.waitUntil(lambda: window.queue.count(State.DONE) == 3, timeout=60_000)
    assert (tmp_path / "results" / "late_2x.webp").is_file()
    assert window.bottom_bar.failures.isHidden()
    qtbot.waitUntil(lambda: not window.controller.is_running)
    closed(window)


def test_left_as_it_is(left: list[Path], qapp: QApplication, qtbot: QtBot) -> None:
    window = opened(qapp, qtbot)
    assert window.confirmations.offer is not None
    QTest.mouseClick(window.confirmations.offer.refuse_button, LEFT)
    qtbot.waitUntil(lambda: Journal().unfinished() == [], timeout=30_000)
    assert window.queue.count() == 0
    closed(window)


def test_failures_are_listed_and_tried_again(
    window: MainWindow, make_photo: Make, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"nothing")
    window.add([broken])
    qtbot.waitUntil(lambda: window.queue.count() == 1)
    assert window.bottom_bar.failures.isHidden()
    QTest.mouseClick(window.bottom_bar.primary, LEFT)
    qtbot.waitUntil(lambda: window.queue.count(State.FAILED) == 1, timeout=30_000)
    qtbot.waitUntil(lambda: not window.controller.is_running)  # the end of the run is an event of its own
    assert not window.bottom_bar.failures.isHidden()
    QTest.mouseClick(window.bottom_bar.failures, LEFT)
    make_photo("broken.png", 24, 16)  # it is whole now
    assert window.dialogs.failures_dialog is not None
    QTest.mouseClick(window.dialogs.failures_dialog.retry_button, LEFT)
    qtbot.waitUntil(lambda: window.queue.count(State.DONE) == 1, timeout=60_000)
    assert window.bottom_bar.failures.isHidden()
