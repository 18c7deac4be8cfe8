"""Questions that must be answered before something is lost."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QMessageBox, QWidget

from upscaler.gui.widgets import words

translate = QCoreApplication.translate


class Question(QMessageBox):
    """One question, two answers named after what they do. It does not block: `agreed` or `refused` follows."""

    agreed = Signal()
    refused = Signal()

    def __init__(self, parent: QWidget, title: str, text: str, agree: str, refuse: str) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.NoIcon)
        self.setWindowTitle(title)
        self.setText(title)
        self.setInformativeText(text)
        self.agree_button = self.addButton(agree, QMessageBox.ButtonRole.AcceptRole)
        self.refuse_button = self.addButton(refuse, QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self.refuse_button)
        self.setEscapeButton(self.refuse_button)
        layout = self.layout()
        assert isinstance(layout, QGridLayout)
        layout.setContentsMargins(16, 20, 24, 24)  # the text has 8 more on its left
        layout.setVerticalSpacing(12)
        self.buttonClicked.connect(self._on_clicked)

    def _on_clicked(self, button: QAbstractButton) -> None:
        (self.agreed if button is self.agree_button else self.refused).emit()


def ask_to_cancel(parent: QWidget, name: str) -> Question:
    """Esc while a picture runs."""
    return Question(
        parent,
        translate("questions", "Cancel this picture?"),
        translate("questions", "What has been computed of {name} is lost.").format(name=words.short_name(name)),
        translate("questions", "Cancel the picture"),
        translate("questions", "Keep upscaling"),
    )


def ask_to_close(parent: QWidget, name: str) -> Question:
    """Closing the window while a picture runs."""
    return Question(
        parent,
        translate("questions", "Close while upscaling?"),
        translate("questions", "{name} is not finished. What is left is offered again at the next start.").format(
            name=words.short_name(name)
        ),
        translate("questions", "Stop and close"),
        translate("questions", "Keep upscaling"),
    )


def ask_to_go_on(parent: QWidget, open: int, total: int) -> Question:
    """After a crash, a power cut, or a stop: work of an earlier start is left. Here nothing is lost by agreeing."""
    question = Question(
        parent,
        translate("questions", "Go on with the last run?"),
        translate("questions", "Still to do: {pictures} of {total}. What is done stays as it is.").format(
            pictures=words.pictures(open), total=total
        ),
        translate("questions", "Go on"),
        translate("questions", "Leave them"),
    )
    question.setDefaultButton(question.agree_button)
    return question
