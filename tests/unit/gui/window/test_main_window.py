from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.qt import run_ends
from upscaler.gui.options import panel as options_panel
from upscaler.gui.queue import panel as queue_panel
from upscaler.gui.system.settings import Settings
from upscaler.gui.window.main_window import MainWindow
from upscaler.jobs.events import UnfinishedResumed
from upscaler.jobs.job import Job, Outcome, State
from upscaler.jobs.queue import ABSORBED_OFFSET
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

MakePicture = Callable[..., Path]


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(Settings())
    qtbot.addWidget(made)
    made.show()
    yield made
    made.shut_down()


def test_empty_it_is_one_drop_area(window: MainWindow) -> None:
    assert window.drop_area.isVisible()
    assert window.drop_area.hasFocus() or not window.isActiveWindow()
    assert not window.queue_panel.isVisible()
    assert not window.top_bar.modes.isVisible()
    assert not window.bottom_bar.primary.isEnabled()


def test_pictures_fill_it_and_removing_them_empties_it(
    window: MainWindow, make_picture: MakePicture, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.scanner.found):
        window.add([make_picture("a.png"), make_picture("b.png")])
    assert window.view.isVisible()
    assert window.queue_panel.isVisible()
    current = window.queue_panel.current()
    assert current is window.queue.entries[0]
    assert window.bottom_bar.primary.isEnabled()
    window.queue_panel.list.selectAll()
    window.queue_panel.commands.remove.trigger()
    assert window.queue.count() == 0
    assert window.drop_area.isVisible()
    assert window.view.content.scene is None


def test_what_is_gone_on_with_is_shown(window: MainWindow, make_picture: MakePicture) -> None:
    path = make_picture("a.png")
    window.controller._handle(UnfinishedResumed([Job(ABSORBED_OFFSET + 1, path, path.parent, UpscaleOptions())]))
    assert window.queue_panel.current() is window.queue.entries[0]
    assert window.view.isVisible()


def test_panels_are_whole_or_folded(window: MainWindow, make_picture: MakePicture, qtbot: QtBot) -> None:
    window.resize(1280, 800)
    with qtbot.waitSignal(window.scanner.found):
        window.add([make_picture("a.png")])
    smallest = [queue_panel.SMALLEST_WIDTH, options_panel.SMALLEST_WIDTH]
    window.page.splitter.setSizes([200, 700, 200])
    assert window.page.splitter.sizes()[::2] == smallest
    QTest.keyClick(window, Qt.Key.Key_F7)
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert window.page.splitter.sizes()[::2] == [0, 0]
    menu = window.top_bar.menu_button.menu()
    next(action for action in menu.actions() if action.text() == "Reset the panels").trigger()
    assert window.page.splitter.sizes()[::2] == smallest


def test_the_buttons_open_dialogs(
    window: MainWindow, make_picture: MakePicture, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    picture = make_picture("a.png")
    dialog = "upscaler.gui.inputs.file_opener.QFileDialog"
    monkeypatch.setattr(f"{dialog}.getOpenFileNames", lambda *_: ([str(picture)], ""))
    monkeypatch.setattr(f"{dialog}.getExistingDirectory", lambda *_: str(tmp_path))
    for button in (window.drop_area.open_button, window.top_bar.open_button, window.top_bar.folder_button):
        with qtbot.waitSignal(window.scanner.found) as found:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert found.args[0] == [picture]


def test_control_v_pastes(window: MainWindow, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setImage(QImage(8, 8, QImage.Format.Format_RGB32))
    with qtbot.waitSignal(window.scanner.found):
        QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.queue.entries[0].source.name.startswith("Pasted ")
    assert window.top_bar.recent_button.menu() is window.opener.menu


def test_the_panel_shows_what_the_picture_in_view_becomes(
    window: MainWindow, make_picture: MakePicture, qtbot: QtBot
) -> None:
    window.add([make_picture("a.png", 24, 16)])
    qtbot.waitUntil(lambda: window.options_panel.more.name_section.example.text() == "a_4x.png")
    assert "96" in window.options_panel.size_section.pixels.text()


def test_the_folder_of_the_result_is_shown(
    window: MainWindow, make_picture: MakePicture, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("upscaler.gui.system.file_manager.Revealer.reveal", lambda _, path: opened.append(path.name))
    picture = make_picture("a.png")
    with qtbot.waitSignal(window.scanner.found):
        window.add([picture])
    window.queue_panel.commands.show_in_folder.trigger()
    with run_ends(window, qtbot, 20_000):
        window.press_primary()
    QTest.mouseClick(window.bottom_bar.show_in_folder, Qt.MouseButton.LeftButton)
    assert opened == ["a.png", "a_4x.png"]


def test_the_primary_button_runs_all_that_is_selected_again(
    window: MainWindow, make_picture: MakePicture, qtbot: QtBot
) -> None:
    window._on_added(window.queue.add([make_picture("a.png"), make_picture("b.png")]))
    options = window.options_panel.options
    for entry in window.queue.entries:
        entry.end(Outcome(Job(1, entry.source, entry.source.parent, options), State.DONE, 1.0))
        window.queue.state_changed(entry.id)
    primary = window.bottom_bar.primary
    assert not primary.isEnabled()
    other = replace(options, size=TargetSize(2))
    window.queue.entries[0].outcome = Outcome(Job(1, Path(), Path(), other), State.DONE, 1.0)
    window.queue_panel.select(window.queue.entries[1].id)
    assert not primary.isEnabled()
    window.queue_panel.list.selectAll()
    assert (primary.isEnabled(), primary.text()) == (True, "Upscale again")
    window.press_primary()
    assert [entry.state for entry in window.queue.entries] == [State.RUNNING, State.DONE]


def test_a_dialog_that_is_still_loading_ends_with_the_window(
    window: MainWindow, make_picture: MakePicture, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.scanner.found):
        window.add([make_picture("a.png")])
    window.dialogs.crop()
    dialog = window.dialogs.crop_dialog
    assert dialog is not None and dialog.isVisible()
    window.shut_down()
    assert not dialog.isVisible()
