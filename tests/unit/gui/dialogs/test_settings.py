from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.qt import pick, title_of
from tests.release_server import ReleaseServer
from upscaler import paths
from upscaler.gui.dialogs.settings import SettingsDialog
from upscaler.gui.system.settings import Settings
from upscaler.gui.widgets.theme import Theme
from upscaler.gui.widgets.tokens import LIGHT, current_tokens

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def dialog(qapp: QApplication, qtbot: QtBot) -> SettingsDialog:
    made = SettingsDialog(None, Settings())
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_theme_changes_at_once(qapp: QApplication, dialog: SettingsDialog) -> None:
    for theme in qapp.findChildren(Theme):
        theme.setParent(None)
    Theme(qapp, "dark")
    pick(dialog.theme, "light")
    assert current_tokens() is LIGHT
    assert Settings().theme() == "light"


def test_the_language_from_the_next_start_on(dialog: SettingsDialog) -> None:
    assert not dialog.restart.isVisible()
    pick(dialog.language, "en")
    assert dialog.restart.isVisible()
    assert Settings().language() == "en"


def test_the_switches(dialog: SettingsDialog) -> None:
    assert Settings().notify()
    assert Settings().keep_awake()
    QTest.mouseClick(dialog.notify, LEFT)
    QTest.mouseClick(dialog.awake, LEFT)
    assert not Settings().notify()
    assert not Settings().keep_awake()


def test_the_folder_for_working_files(dialog: SettingsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPSCALER_SCRATCH", "")  # so that it is restored
    answers = iter([str(tmp_path), ""])
    dialog_name = "upscaler.gui.widgets.combo_box.QFileDialog.getExistingDirectory"
    monkeypatch.setattr(dialog_name, lambda *_: next(answers))
    pick(dialog.scratch, "choose")
    assert paths.scratch() == tmp_path
    assert Settings().scratch() == tmp_path
    pick(dialog.scratch, "choose")  # and no answer
    assert dialog.scratch.currentData() == str(tmp_path)
    pick(dialog.scratch, "default")
    assert Settings().scratch() is None
    assert paths.scratch() != tmp_path


def test_without_an_address_nothing_is_said_about_new_versions(dialog: SettingsDialog) -> None:
    assert dialog.new_versions is None
    assert not any("version" in shown.text() for shown in dialog.findChildren(QLabel))


def test_with_an_address_the_app_may_look_for_new_versions(server: ReleaseServer, qtbot: QtBot) -> None:
    dialog = SettingsDialog(None, Settings())
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.new_versions is not None and not dialog.new_versions.tell.isChecked()
    QTest.mouseClick(dialog.new_versions.tell, LEFT)
    assert Settings().tells_releases()
    assert server.connections == 0  # that is for later


def test_a_screen_reader_says_what_a_choice_is_about(dialog: SettingsDialog) -> None:
    titles = [title_of(choice) for choice in (dialog.theme, dialog.language, dialog.scratch)]
    assert titles == ["Appearance", "Language", "Working files"]
