import json
import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.release_server import PAGE, ReleaseServer
from upscaler import __version__
from upscaler.gui.system import releases
from upscaler.gui.system.releases import LatestRelease, Release, is_safe, release_in
from upscaler.gui.system.settings import Settings


@pytest.fixture
def latest(qapp: QApplication) -> Iterator[LatestRelease]:
    parent = QObject()
    yield LatestRelease(parent, Settings())
    parent.deleteLater()


def test_a_checkout_has_no_address() -> None:
    assert releases.address() == ""


def test_a_package_may_have_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    file = tmp_path / "resources" / releases.ADDRESS_FILE
    file.parent.mkdir()
    file.write_text("https://example.org/latest\n", encoding="utf-8")
    assert releases.address() == "https://example.org/latest"
    assert releases.host() == "example.org"
    file.write_text("http://example.org/latest\n", encoding="utf-8")
    assert releases.address() == ""


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.org/latest", True),
        ("http://localhost:8000/latest", True),
        ("http://127.0.0.1/latest", True),
        ("http://example.org/latest", False),
        ("http://localhost.example.org/latest", False),
        ("http://localhost@example.org/latest", False),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("https:///latest", False),
        ("", False),
    ],
)
def test_only_encrypted_addresses_and_this_computer(address: str, safe: bool) -> None:
    assert is_safe(address) is safe


@pytest.mark.parametrize(
    ("tag", "newer"), [("v99.0", True), ("99.0", True), (__version__, False), ("v0.0.9", False), ("0.0.10", False)]
)
def test_versions(tag: str, newer: bool) -> None:
    assert release_in(json.dumps({"tag_name": tag, "html_url": PAGE})).is_newer is newer


def test_ten_is_more_than_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releases, "__version__", "0.9.0")
    assert Release("0.10.0", PAGE).is_newer
    monkeypatch.setattr(releases, "__version__", "0.10.0")
    assert not Release("0.10.0rc1", PAGE).is_newer


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>Log in to the network</html>",
        b"\xff\xfe",
        b"[]",
        b"7",
        b"[" * 100_000,
        b'{"tag_name": "1.0"}',
        b'{"tag_name": "newest", "html_url": "https://example.org"}',
        b'{"tag_name": 1, "html_url": "https://example.org"}',
        b'{"tag_name": "1.0", "html_url": "file:///bin/sh"}',
        json.dumps({"tag_name": "1." * 100 + "0", "html_url": PAGE}).encode(),
    ],
)
def test_answers_that_tell_of_no_release(answer: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of several kinds
        release_in(answer)


def test_the_answer_is_kept(latest: LatestRelease, server: ReleaseServer, qtbot: QtBot) -> None:
    assert releases.known(Settings()) is None
    with qtbot.waitSignal(latest.answered) as answered:
        latest.ask()
    assert answered.args == [Release("9.8.7", PAGE)]
    assert releases.known(Settings()) == Release("9.8.7", PAGE)
    assert time.time() - Settings().releases_asked() < 60


def test_the_request_says_nothing_about_the_user(latest: LatestRelease, server: ReleaseServer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(latest.answered):
        latest.ask()
    (headers,) = server.requests
    assert headers.pop("Host") == server.address.split("/")[2]
    assert headers.pop("Connection", "Keep-Alive") == "Keep-Alive"
    assert headers == {
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "Accept-Language": "en",
        "User-Agent": "upscaler",
    }


def test_one_request_at_a_time(latest: LatestRelease, server: ReleaseServer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(latest.answered):
        latest.ask()
        latest.ask()
    assert len(server.requests) == 1
    with qtbot.waitSignal(latest.answered):
        latest.ask()
    assert len(server.requests) == 2


def test_a_moved_address_is_followed(latest: LatestRelease, server: ReleaseServer, qtbot: QtBot) -> None:
    server.headers = {"Location": "/moved"}
    with qtbot.waitSignal(latest.answered):
        latest.ask()


def test_errors_of_the_server(
    latest: LatestRelease, server: ReleaseServer, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    server.status = 404
    with qtbot.waitSignal(latest.failed):
        latest.ask()
    server.status, server.answer = 200, b"nonsense"
    with qtbot.waitSignal(latest.failed):
        latest.ask()
    assert releases.known(Settings()) is None
    assert len([record for record in caplog.records if "The latest release is not known" in record.message]) == 2


def test_an_answer_may_not_be_endless(latest: LatestRelease, server: ReleaseServer, qtbot: QtBot) -> None:
    server.is_endless = True
    with qtbot.waitSignal(latest.failed, timeout=releases.TIME_LIMIT // 2):
        latest.ask()


def test_an_answer_has_a_time_limit(latest: LatestRelease, server: ReleaseServer, qtbot: QtBot) -> None:
    latest._limit.setInterval(50)
    server.stays_silent = True
    with qtbot.waitSignal(latest.failed):
        latest.ask()
    server.stays_silent = False
    with qtbot.waitSignal(latest.answered):
        latest.ask()


def test_a_server_that_is_away(latest: LatestRelease, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(releases, "address", lambda: "http://127.0.0.1:1/latest")
    with qtbot.waitSignal(latest.failed):
        latest.ask()


def test_without_an_address_nothing_is_asked(latest: LatestRelease) -> None:
    latest.ask()
    assert latest._network is None
    assert Settings().releases_asked() == 0


def test_once_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    settings, now = Settings(), 1_800_000_000.0
    monkeypatch.setattr(time, "time", lambda: now)
    assert releases.is_due(settings)
    for ago, due in ((0, False), (releases.DAY - 1, False), (releases.DAY, True), (-releases.DAY, True)):
        settings.set_releases_asked(now - ago)
        assert releases.is_due(settings) is due


def test_what_is_kept_may_be_nonsense() -> None:
    settings = Settings()
    for stored in ("", "{", '{"tag_name": "x", "html_url": "https://example.org"}'):
        settings.set_latest_release(stored)
        assert releases.known(settings) is None
