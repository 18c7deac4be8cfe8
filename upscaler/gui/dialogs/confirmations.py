"""Questions before something is lost: one at a time, closed as soon as it no longer applies."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QMessageBox, QWidget

from upscaler.gui.queue.entry import Entry
from upscaler.gui.run.controller import RunController
from upscaler.gui.widgets import text
from upscaler.jobs.job import State

if TYPE_CHECKING:
    from upscaler.jobs.journal import Unfinished

translate = QCoreApplication.translate


class Confirmations(QObject):
    """`question` is the open one, if any; `offer` (to resume the last run) closes only when it is answered."""

    agreed_to_close = Signal()

    def __init__(self, window: QWidget, controller: RunController) -> None:
        super().__init__(window)
        self._window, self._controller = window, controller
        self.question: Question | None = None
        self.offer: Question | None = None
        self._about: Sequence[Entry] = ()  # the pictures that the question is about; none if it is about the run
        controller.changed.connect(self._on_run_changed)
        controller.ended.connect(self._on_ended)
        controller.unfinished.connect(self._on_unfinished)

    def stop(self) -> None:
        """Ask before stopping the run: a single key or click must not discard minutes of work."""
        current = self._controller.current
        if current is not None and not self._controller.is_stopping and self.question is None:
            question = ask_to_stop(self._window, current.source.name)
            question.agreed.connect(self._controller.stop)
            self._open(question)

    def cancel(self, entries: Sequence[Entry]) -> None:
        """Ask before cancelling these running pictures; the others continue."""
        if entries and self.question is None:
            name = entries[0].source.name if len(entries) == 1 else text.pictures(len(entries))
            question = ask_to_cancel(self._window, name)
            for entry in entries:
                question.agreed.connect(partial(self._controller.cancel_one, entry.id))
            self._open(question, entries)

    def close(self) -> None:
        """The window is being closed while pictures run: `agreed_to_close` may follow."""
        current = self._controller.current
        if current is not None and self.question is None:
            question = ask_to_close(self._window, current.source.name, self._controller.tally.left)
            question.agreed.connect(self.agreed_to_close)
            self._open(question)

    def _open(self, question: Question, about: Sequence[Entry] = ()) -> None:
        self.question, self._about = question, about
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.finished.connect(self._on_finished)
        question.open()

    def _on_finished(self, _answer: int) -> None:
        self.question, self._about = None, ()

    def _on_run_changed(self) -> None:
        if self.question is not None and not self._controller.is_running:
            self.question.close()

    def _on_ended(self, _entry_id: int) -> None:
        has_ended = all(entry.state is not State.RUNNING for entry in self._about)
        if self.question is not None and self._about and has_ended:
            self.question.close()

    def _on_unfinished(self, found: Unfinished) -> None:
        if not self._controller.is_running:
            self.offer = ask_to_resume(self._window, found.left, found.total)
            self.offer.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.offer.agreed.connect(partial(self._controller.resume_unfinished, found))
            self.offer.refused.connect(partial(self._controller.forget_unfinished, found))
            self.offer.open()


class Question(QMessageBox):
    """One question, two answers named after what they do. It does not block: `agreed` or `refused` follows."""

    agreed = Signal()
    refused = Signal()

    def __init__(self, parent: QWidget, title: str, sentence: str, agree: str, refuse: str) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.NoIcon)
        self.setWindowTitle(title)
        self.setText(title)
        self.setInformativeText(sentence)
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


def ask_to_stop(parent: QWidget, name: str) -> Question:
    """Stop, or Esc, while a picture runs."""
    return Question(
        parent,
        translate("questions", "Stop the run?"),
        translate("questions", "The progress on {name} will be lost. Unfinished pictures stay in the queue.").format(
            name=text.short_name(name)
        ),
        translate("questions", "Stop"),
        translate("questions", "Keep upscaling"),
    )


def ask_to_cancel(parent: QWidget, name: str) -> Question:
    """Cancel in the menu of running pictures. `name` is that of the picture, or says how many there are."""
    return Question(
        parent,
        translate("questions", "Cancel this picture?"),
        translate("questions", "The progress on {name} will be lost.").format(name=text.short_name(name)),
        translate("questions", "Cancel the picture"),
        translate("questions", "Keep upscaling"),
    )


def ask_to_close(parent: QWidget, name: str, left: int) -> Question:
    """Closing the window while the picture `name` runs, one of `left` unfinished ones."""
    one = translate("questions", "{name} is not finished. You can resume it the next time the app starts.")
    more = translate("questions", "{pictures} are not finished. You can resume them the next time the app starts.")
    return Question(
        parent,
        translate("questions", "Close while upscaling?"),
        (more if left > 1 else one).format(name=text.short_name(name), pictures=text.pictures(left)),
        translate("questions", "Stop and close"),
        translate("questions", "Keep upscaling"),
    )


def ask_to_resume(parent: QWidget, left: int, total: int) -> Question:
    """At the start, if a crash, a power cut or a stop left pictures unfinished. Agreeing loses nothing."""
    question = Question(
        parent,
        translate("questions", "Resume the last run?"),
        translate("questions", "{left} of {pictures} are not finished yet. Finished results are kept.").format(
            left=left, pictures=text.pictures(total)
        ),
        translate("questions", "Resume"),
        translate("questions", "Discard"),
    )
    question.setDefaultButton(question.agree_button)
    return question
