"""The settings about new versions of the app, and a button that checks for one."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from upscaler import __version__
from upscaler.gui.system.releases import LatestRelease, Release, host
from upscaler.gui.system.settings import Settings
from upscaler.gui.widgets import layouts
from upscaler.gui.widgets.controls import Button, CheckBox, ElidedLabel, Note


class NewVersions(QWidget):
    """Only for an app with an address to ask. `indent`: pixels that align a note with the text of its check box."""

    def __init__(self, settings: Settings, indent: int) -> None:
        super().__init__()
        self._latest = LatestRelease(self, settings)
        self._latest.answered.connect(self._on_answered)
        self._latest.failed.connect(self._on_failed)
        self.tell = CheckBox(self.tr("Tell me about new versions"))
        self.tell.setChecked(settings.tells_releases())
        self.tell.clicked.connect(settings.set_tells_releases)
        note = Note(indent=indent)
        note.setText(
            self.tr(
                "Asks {host} at most once a day. Like any website, it sees your IP address; nothing else about you or "
                "your pictures is sent, and nothing is downloaded."
            ).format(host=host())
        )
        self.check = Button(self.tr("Check now"))
        self.check.clicked.connect(self._on_check_clicked)
        self.status = ElidedLabel()
        self._page = ""
        self.page = Button(self.tr("See what is new"), role="link")
        self.page.clicked.connect(self._on_page_wanted)
        self.page.hide()
        buttons = layouts.row(spacing=8)
        buttons.addWidget(self.check)
        buttons.addWidget(self.page)
        buttons.addStretch(1)
        below = layouts.column(spacing=4, margins=(indent, 4, 0, 0))
        below.addLayout(buttons)
        below.addWidget(self.status)
        column = layouts.column(self, spacing=4)
        column.addWidget(self.tell)
        column.addWidget(note)
        column.addLayout(below)

    def _on_check_clicked(self) -> None:
        self.check.setEnabled(False)
        self.page.hide()
        self.status.setText(self.tr("Checking…"))
        self._latest.ask()

    def _on_answered(self, release: Release) -> None:
        self.check.setEnabled(True)
        if release.is_newer:
            self.status.setText(self.tr("Upscaler {version} is available.").format(version=release.version))
            self._page = release.page
            self.page.show()
        else:
            self.status.setText(self.tr("This is the newest version, {version}.").format(version=__version__))

    def _on_page_wanted(self) -> None:
        if not QDesktopServices.openUrl(QUrl(self._page)):  # no browser: at least show the address of the page
            self.status.setText(self._page)

    def _on_failed(self) -> None:
        self.check.setEnabled(True)
        self.status.setText(self.tr("No answer from {host}. Try again later.").format(host=host()))
