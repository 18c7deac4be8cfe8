"""Shows the log, and copies it with diagnostics for a report."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from upscaler.gui.system.log import Log, diagnostics
from upscaler.gui.widgets.controls import Button, Note
from upscaler.gui.widgets.dialog import Dialog

_REFRESH_EVERY = 500  # milliseconds


class LogDialog(Dialog):
    """Shows new records while it is open."""

    def __init__(self, parent: QWidget | None, log: Log) -> None:
        super().__init__(parent, self.tr("Log"), 720, 520)
        self._log = log
        self._shown = -1
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Log"))
        self.copied = Note()
        self.body.addWidget(self.text, 1)
        self.body.addWidget(self.copied)
        self.copy_button = Button(self.tr("Copy diagnostics"), "copy")
        self.copy_button.setToolTip(self.tr("Versions, the log and the last crash, ready to paste into a report"))
        self.copy_button.clicked.connect(self.copy)
        self.add_button(self.copy_button)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._refresh)
        self._timer.start(_REFRESH_EVERY)
        self._refresh()

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(diagnostics(self._log))
        self.copied.setText(
            self.tr("Copied. The text contains names of files and folders, so check it before you send it.")
        )

    def _refresh(self) -> None:
        if self._log.count == self._shown:
            return
        self._shown = self._log.count
        bar = self.text.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 4
        place = bar.value()
        self.text.setPlainText("\n".join(self._log.lines()))
        bar.setValue(bar.maximum() if at_end else place)
