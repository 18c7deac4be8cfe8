"""Asks for the latest release of the app, at the address that its package was built with.

The answer has the format of GitHub's "latest release" (docs/release.md). No connection is made before
`LatestRelease.ask` is called, and an app without an address, such as a checkout, never asks.
"""

from __future__ import annotations

import json
import logging
import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest

from upscaler import __version__, paths
from upscaler.gui.system.settings import Settings

ADDRESS_FILE = "releases.txt"  # in the resources of a package; see `packaging/package.py`
TIME_LIMIT = 10_000  # milliseconds for the whole answer
LARGEST_ANSWER = 1_000_000  # bytes
DAY = 86_400  # seconds
_LONGEST_TAG = 64  # characters
_LOCAL = ("localhost", "127.0.0.1")
_HEADERS = {  # without them, Qt would send the language of the system
    b"Accept": b"application/json",
    b"Accept-Encoding": b"identity",
    b"Accept-Language": b"en",
    b"User-Agent": b"upscaler",
}
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Release:
    """A version of the app, and the page about it."""

    version: str
    page: str

    @property
    def is_newer(self) -> bool:
        """Whether it is newer than this app."""
        from packaging.version import Version  # here: the window opens without it

        return Version(self.version) > Version(__version__)

    def stored(self) -> str:
        """As JSON, which `release_in` reads."""
        return json.dumps({"tag_name": self.version, "html_url": self.page})


def address() -> str:
    """The address to ask; empty if the app was built without one."""
    try:
        stored = (paths.resources() / ADDRESS_FILE).read_text(encoding="utf-8").strip()
    except OSError:
        return ""
    return stored if is_safe(stored) else ""


def host() -> str:
    """The host that is asked, to be shown to the user."""
    return QUrl(address()).host()


def is_safe(address: str) -> bool:
    """Whether connections to an address, of releases or of a page, are encrypted or stay on this computer."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    return bool(url.host()) and (url.scheme() == "https" or (url.scheme() == "http" and url.host() in _LOCAL))


def release_in(answer: str | bytes) -> Release:
    """The release described by an answer. Raises ValueError if there is none."""
    from packaging.version import Version

    try:
        told = json.loads(answer)
        tag, page = told["tag_name"], told["html_url"]
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError("no tag_name and html_url") from error
    if not (isinstance(tag, str) and len(tag) <= _LONGEST_TAG and isinstance(page, str) and is_safe(page)):
        raise ValueError("tag_name or html_url is unusable")
    return Release(str(Version(tag)), page)


def known(settings: Settings) -> Release | None:
    """The latest release, from the last answer."""
    try:
        return release_in(settings.latest_release())
    except ValueError:
        return None


def is_due(settings: Settings) -> bool:
    """Whether the last request was more than a day ago."""
    return not 0 <= time.time() - settings.releases_asked() < DAY  # also if the clock was set back


class LatestRelease(QObject):
    """`answered` carries the latest Release, which may be this one; `failed`: there was no usable answer, see the log.

    The time of the request and the answer are kept in the settings.
    """

    answered = Signal(object)
    failed = Signal()

    def __init__(self, parent: QObject, settings: Settings) -> None:
        super().__init__(parent)
        self._settings = settings
        self._network: QNetworkAccessManager | None = None
        self._reply: QNetworkReply | None = None
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(TIME_LIMIT)
        self._limit.timeout.connect(self.stop)

    def ask(self) -> None:
        """Ask in the background, unless an answer is already awaited."""
        if self._reply is not None or not address():
            return
        self._settings.set_releases_asked(time.time())
        if self._network is None:
            self._network = QNetworkAccessManager(self)
        self._reply = self._network.get(_request(address()))
        self._reply.setReadBufferSize(2 * LARGEST_ANSWER)  # limits the memory used
        self._reply.readyRead.connect(self._on_received)
        self._reply.finished.connect(self._on_finished)
        self._limit.start()

    def stop(self) -> None:
        """Stop waiting for an answer; that counts as failed."""
        if self._reply is not None:
            self._reply.abort()

    def _on_received(self) -> None:
        if self._reply is not None and self._reply.bytesAvailable() > LARGEST_ANSWER:
            self.stop()

    def _on_finished(self) -> None:
        reply, self._reply = self._reply, None
        assert reply is not None
        self._limit.stop()
        reply.deleteLater()
        try:
            if reply.error() is not QNetworkReply.NetworkError.NoError:
                raise ValueError(reply.errorString())
            release = release_in(bytes(reply.readAll().data()))
        except ValueError as error:
            _log.info("The latest release is not known: %s", error)
            self.failed.emit()
        else:
            self._settings.set_latest_release(release.stored())
            self.answered.emit(release)


def _request(address: str) -> QNetworkRequest:
    """A request that says nothing about the user: no cookies, no language, no version."""
    request = QNetworkRequest(QUrl(address))
    for name, value in _HEADERS.items():
        request.setRawHeader(name, value)
    manual = QNetworkRequest.LoadControl.Manual
    for attribute in (
        QNetworkRequest.Attribute.CookieLoadControlAttribute,
        QNetworkRequest.Attribute.CookieSaveControlAttribute,
        QNetworkRequest.Attribute.AuthenticationReuseAttribute,
    ):
        request.setAttribute(attribute, manual)
    policy = QNetworkRequest.RedirectPolicy.NoLessSafeRedirectPolicy  # https stays https
    request.setAttribute(QNetworkRequest.Attribute.RedirectPolicyAttribute, policy)
    return request
