"""Announces a newer version of the app: once in a notice, then in the menu. Only if the user has enabled it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QMenu, QWidget

from upscaler.gui.system.settings import Settings

if TYPE_CHECKING:
    from upscaler.gui.system.releases import LatestRelease, Release

AFTER_PAINT = 4_000  # milliseconds
AGAIN = 3_600_000  # milliseconds: a window may stay open for days


class Updates(QAction):
    """The menu entry, visible while a newer version is known. It opens the page of that version.

    `noticed`: a sentence for the user, the text of a button, and the page that it opens.
    """

    noticed = Signal(str, str, str)

    def __init__(self, window: QWidget, settings: Settings) -> None:
        super().__init__(window)
        self._settings = settings
        self._latest: LatestRelease | None = None
        self._known: Release | None = None  # the latest release before the last request
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timeout)
        self.triggered.connect(self._on_triggered)
        self.setVisible(False)

    def insert_into(self, menu: QMenu) -> None:
        """Put it at the top of the app's menu."""
        first = menu.actions()[0]
        menu.insertAction(first, self)
        menu.insertSeparator(first)
        menu.aboutToShow.connect(self._show)

    def begin(self) -> None:
        """Check for a newer version from time to time. Call it when the window has been painted."""
        self._timer.start(AFTER_PAINT)

    def shut_down(self) -> None:
        self._timer.stop()
        if self._latest is not None:
            self._latest.stop()

    def _on_timeout(self) -> None:
        from upscaler.gui.system import releases  # here: nothing may delay the first paint

        self._timer.start(AGAIN)
        if not self._settings.tells_releases() or not releases.is_due(self._settings):
            return
        if self._latest is None:
            self._latest = releases.LatestRelease(self, self._settings)
            self._latest.answered.connect(self._on_answered)
        self._known = releases.known(self._settings)
        self._latest.ask()

    def _on_answered(self, release: Release) -> None:
        if release.is_newer and release != self._known:  # each version is announced once
            sentence = self.tr("Upscaler {version} is available.").format(version=release.version)
            self.noticed.emit(sentence, self.tr("See what is new"), release.page)

    def _newer(self) -> Release | None:
        from upscaler.gui.system import releases

        if not self._settings.tells_releases() or not releases.address():
            return None
        release = releases.known(self._settings)
        return release if release is not None and release.is_newer else None

    def _show(self) -> None:
        newer = self._newer()
        self.setVisible(newer is not None)
        if newer is not None:
            self.setText(self.tr("Upscaler {version} is available…").format(version=newer.version))

    def _on_triggered(self) -> None:
        newer = self._newer()
        if newer is not None:
            QDesktopServices.openUrl(QUrl(newer.page))
