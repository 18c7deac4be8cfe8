"""Every item model fulfils what Qt's views rely on, whatever happens to the pictures."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QFileDialog, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.qt import run_ends
from upscaler.gui.dialogs.failures import FailuresDialog
from upscaler.gui.window.app_menu import AppMenu
from upscaler.gui.window.main_window import MainWindow
from upscaler.jobs.job import State
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

Make = Callable[..., Path]
Drop = Callable[..., None]


def views(root: QWidget) -> set[QAbstractItemView]:
    boxes = (box.view() for box in root.findChildren(QComboBox))
    return {*root.findChildren(QAbstractItemView), *boxes}


def test_the_queue_through_its_life(window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot) -> None:
    """A warning from the model tester fails the test."""
    tester = QAbstractItemModelTester(window.queue, QAbstractItemModelTester.FailureReportingMode.Warning)
    broken = make_photo("c.png")
    broken.write_bytes(broken.read_bytes()[:100])
    with qtbot.waitSignal(window.scanner.found):
        drop(window, *(make_photo(f"{name}.png") for name in "abd"), broken)
    ids = [entry.id for entry in window.queue.entries]
    window.queue.move(ids[2:], 0)
    with run_ends(window, qtbot, 60_000):
        QTest.mouseClick(window.bottom_bar.primary, Qt.MouseButton.LeftButton)
    assert [entry.state for entry in window.queue.entries] == [State.DONE, State.FAILED, State.DONE, State.DONE]
    window.queue.set_options(UpscaleOptions(TargetSize(2)))
    with run_ends(window, qtbot, 60_000):
        window.queue_panel.commands.try_again([window.queue.entries[1]])
    window.queue.remove(ids[:2])
    window.queue.remove(ids)
    assert window.queue.rowCount() == 0
    assert tester.model() is window.queue


def test_all_that_there_are(
    window: MainWindow,
    make_photo: Make,
    drop: Drop,
    qtbot: QtBot,
    qtmodeltester: ModelTester,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")  # the desktop's own, which would block
    with qtbot.waitSignal(window.scanner.found):
        drop(window, make_photo("a.png"), make_photo("b.png"))
    menu = window.findChild(AppMenu)
    assert menu is not None
    for action in menu.actions():
        action.trigger()
    dialog = FailuresDialog(window, window.queue.entries)
    found = views(window)
    assert {window.queue_panel.list, dialog.table} < found
    assert len(found) > 10
    for view in found:
        qtmodeltester.check(view.model())  # type: ignore[no-untyped-call]
