"""The error of the picture in view with advice, or a note about its result."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from upscaler.gui.queue.commands import QueueCommands
from upscaler.gui.queue.entry import Entry, notes
from upscaler.gui.widgets import layouts, text
from upscaler.gui.widgets.controls import Button, LabelRole, label

_PADDING = 16


class FailureCard(QWidget):
    """Shown below the comparison if the picture in view has failed, or if its result has a note."""

    def __init__(self, commands: QueueCommands) -> None:
        super().__init__()
        self._commands = commands
        self._entry: Entry | None = None
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sentence = _text("heading")
        self._advice = _text("body")
        self.retry = Button(self.tr("Try again"), "retry")
        self.retry.clicked.connect(self._on_retry)
        self.copy_details = Button(self.tr("Copy details"), "copy")
        self.copy_details.setToolTip(self.tr("Version, system, options and error, for a report"))
        self.copy_details.clicked.connect(self._on_copy_details)
        buttons = layouts.row(spacing=8)
        buttons.addWidget(self.retry)
        buttons.addWidget(self.copy_details)
        buttons.addStretch(1)
        layout = layouts.column(self, spacing=4, margins=(_PADDING, 12, _PADDING, 12))
        layout.addWidget(self._sentence)
        layout.addWidget(self._advice)
        layout.addSpacing(4)
        layout.addLayout(buttons)
        self.hide()

    @property
    def text(self) -> str:
        return f"{self._sentence.text()}\n{self._advice.text()}"

    def show_for(self, entry: Entry | None) -> None:
        """Show the error of this picture or the note about its result; hide if there is neither."""
        self._entry = entry
        error = entry.outcome.error if entry is not None and entry.outcome is not None else None
        if error is not None:
            self._sentence.setText(text.failure(error))
            self._advice.setText(text.advice(error))
        else:
            self._advice.setText(notes(entry) if entry is not None else "")
        for part in (self._sentence, self.retry, self.copy_details):
            part.setVisible(error is not None)
        self.setVisible(bool(self._advice.text()))

    def _on_retry(self) -> None:
        if self._entry is not None:
            self._commands.try_again([self._entry])

    def _on_copy_details(self) -> None:
        if self._entry is not None:
            self._commands.copy_report([self._entry])


def _text(role: LabelRole) -> QLabel:
    result = label("", role)
    result.setWordWrap(True)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return result
