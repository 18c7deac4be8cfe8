import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.release_server import PAGE, ReleaseServer
from upscaler import __version__
from upscaler.gui.dialogs.new_versions import NewVersions
from upscaler.gui.system import releases
from upscaler.gui.system.settings import Settings

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def section(server: ReleaseServer, qtbot: QtBot) -> NewVersions:
    made = NewVersions(Settings(), indent=26)
    qtbot.addWidget(made)
    made.resize(400, 160)
    made.show()
    return made


def test_it_is_off_and_says_who_is_asked(section: NewVersions) -> None:
    assert not section.tell.isChecked()
    assert any("Asks 127.0.0.1 at most once a day" in note.text() for note in section.findChildren(QLabel))
    QTest.mouseClick(section.tell, LEFT)
    assert Settings().tells_releases()


def test_check_now(section: NewVersions, server: ReleaseServer, qtbot: QtBot) -> None:
    before = section.sizeHint()
    QTest.mouseClick(section.check, LEFT)
    assert section.status.text() == "Checking…" and not section.check.isEnabled()
    qtbot.waitUntil(lambda: section.status.text() == "Upscaler 9.8.7 is available.")
    assert section.page.isVisible() and section.check.isEnabled()
    assert section.sizeHint().height() == before.height()  # nothing moves
    server.tell(__version__)
    QTest.mouseClick(section.check, LEFT)
    qtbot.waitUntil(lambda: section.status.text() == f"This is the newest version, {__version__}.")
    assert not section.page.isVisible()


def test_the_page_opens_once_however_often_was_asked(
    section: NewVersions, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: not opened.append(url))  # type: ignore[func-returns-value]
    for _ in range(2):
        with qtbot.waitSignal(section._latest.answered):
            QTest.mouseClick(section.check, LEFT)
    QTest.mouseClick(section.page, LEFT)
    assert opened == [QUrl(PAGE)]


def test_without_a_browser_the_address_is_shown(
    section: NewVersions, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    with qtbot.waitSignal(section._latest.answered):
        QTest.mouseClick(section.check, LEFT)
    QTest.mouseClick(section.page, LEFT)
    assert section.status.text() == PAGE


def test_a_failure_is_told(section: NewVersions, server: ReleaseServer, qtbot: QtBot) -> None:
    server.status = 503
    QTest.mouseClick(section.check, LEFT)
    qtbot.waitUntil(lambda: section.status.text() == "No answer from 127.0.0.1. Try again later.")
    assert section.check.isEnabled()
    assert releases.known(Settings()) is None
