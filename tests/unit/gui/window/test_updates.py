from collections.abc import Iterator

import psutil
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtNetwork import QNetworkAccessManager
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.release_server import PAGE, ReleaseServer
from upscaler import __version__
from upscaler.gui.system import releases
from upscaler.gui.system.settings import Settings
from upscaler.gui.window import updates as module
from upscaler.gui.window.main_window import MainWindow
from upscaler.gui.window.updates import Updates

QUIET = 300  # milliseconds in which a request would have arrived


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AFTER_PAINT", 0)


@pytest.fixture
def settings() -> Settings:
    made = Settings()
    made.set_tells_releases(True)
    return made


@pytest.fixture
def parent(qapp: QApplication, qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def updates(parent: QWidget, settings: Settings) -> Iterator[Updates]:
    made = Updates(parent, settings)
    yield made
    made.shut_down()


@pytest.fixture
def menu(parent: QWidget, updates: Updates) -> QMenu:
    made = QMenu(parent)
    made.addAction("About")
    updates.insert_into(made)
    return made


def entries(menu: QMenu) -> list[str]:
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if action.isVisible() and not action.isSeparator()]


def test_a_newer_version_is_told_of_once_and_then_in_the_menu(
    updates: Updates, menu: QMenu, server: ReleaseServer, parent: QWidget, settings: Settings, qtbot: QtBot
) -> None:
    assert entries(menu) == ["About"]
    with qtbot.waitSignal(updates.noticed) as noticed:
        updates.begin()
    assert noticed.args == ["Upscaler 9.8.7 is available.", "See what is new", PAGE]
    assert entries(menu) == ["Upscaler 9.8.7 is available…", "About"]
    settings.set_releases_asked(0)
    again = Updates(parent, settings)
    with qtbot.assertNotEmitted(again.noticed, wait=QUIET):
        again.begin()
    assert len(server.requests) == 2
    again.shut_down()


def test_the_entry_of_the_menu_opens_the_page(
    updates: Updates, menu: QMenu, server: ReleaseServer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    with qtbot.waitSignal(updates.noticed):
        updates.begin()
    menu.aboutToShow.emit()
    updates.trigger()
    assert opened == [QUrl(PAGE)]


def test_this_version_and_older_ones_are_not_told_of(
    updates: Updates, menu: QMenu, server: ReleaseServer, settings: Settings, qtbot: QtBot
) -> None:
    server.tell(f"v{__version__}")
    with qtbot.assertNotEmitted(updates.noticed, wait=QUIET):
        updates.begin()
    assert len(server.requests) == 1
    assert releases.known(settings) is not None
    assert entries(menu) == ["About"]


def test_at_most_once_a_day(updates: Updates, server: ReleaseServer, settings: Settings, qtbot: QtBot) -> None:
    with qtbot.waitSignal(updates.noticed):
        updates.begin()
    for _ in range(3):
        updates._on_timeout()
    qtbot.wait(QUIET)
    assert len(server.requests) == 1
    settings.set_releases_asked(0)
    updates._on_timeout()
    qtbot.waitUntil(lambda: len(server.requests) == 2)


def test_a_failure_is_silent(updates: Updates, menu: QMenu, server: ReleaseServer, qtbot: QtBot) -> None:
    server.status = 500
    with qtbot.assertNotEmitted(updates.noticed, wait=QUIET):
        updates.begin()
    assert len(server.requests) == 1
    assert entries(menu) == ["About"]


def test_closing_does_not_wait_for_an_answer(updates: Updates, server: ReleaseServer, qtbot: QtBot) -> None:
    server.stays_silent = True
    updates.begin()
    qtbot.waitUntil(lambda: bool(server.requests))
    updates.shut_down()
    assert updates._latest is not None and updates._latest._reply is None


def test_with_the_setting_off_no_connection_is_made(
    server: ReleaseServer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole window connects neither to the server nor to anywhere else."""
    before = set(psutil.Process().net_connections("inet"))
    window = MainWindow(Settings())
    qtbot.addWidget(window)
    looked: list[bool] = []
    window.updates._timer.timeout.connect(lambda: looked.append(True))
    window.show()
    qtbot.waitUntil(lambda: bool(looked))
    qtbot.wait(QUIET)
    assert server.connections == 0
    assert window.findChildren(QNetworkAccessManager) == []
    assert set(psutil.Process().net_connections("inet")) == before
    window._settings.set_tells_releases(True)  # and this would have been seen
    window.updates._on_timeout()
    qtbot.waitUntil(lambda: server.connections == 1)
    qtbot.waitUntil(lambda: "9.8.7" in window.notices.text)
    window.shut_down()


def test_without_an_address_nothing_is_asked_or_shown(updates: Updates, menu: QMenu, settings: Settings) -> None:
    settings.set_latest_release(releases.Release("9.8.7", PAGE).stored())
    updates._on_timeout()
    assert settings.releases_asked() == 0
    assert entries(menu) == ["About"]
