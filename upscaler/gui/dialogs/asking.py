"""When a person is asked before something is lost: one question at a time, which goes once there is nothing to ask."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from upscaler.gui.dialogs.questions import Question, ask_to_cancel, ask_to_close, ask_to_go_on
from upscaler.gui.run.conductor import Conductor

if TYPE_CHECKING:
    from upscaler.jobs.journal import Unfinished


class Asking(QObject):
    """`question` is the one that is open; `offer`, to go on with work of an earlier start, loses nothing and stays."""

    agreed_to_close = Signal()

    def __init__(self, window: QWidget, conductor: Conductor) -> None:
        super().__init__(window)
        self._window, self._conductor = window, conductor
        self.question: Question | None = None
        self.offer: Question | None = None
        self._about: int | None = None  # the picture that the question is about, if it is about one alone
        conductor.changed.connect(self._on_run_changed)
        conductor.ended.connect(self._on_ended)
        conductor.unfinished.connect(self._on_unfinished)

    def cancel(self) -> None:
        """One key must not throw away minutes of work unasked."""
        current = self._conductor.current
        if current is not None and not self._conductor.is_stopping and self.question is None:
            question = ask_to_cancel(self._window, current.source.name)
            question.agreed.connect(partial(self._conductor.cancel_one, current.id))
            self._open(question, current.id)

    def close(self) -> None:
        """The window is being closed while pictures run: `agreed_to_close` may follow."""
        current = self._conductor.current
        if current is not None and self.question is None:
            question = ask_to_close(self._window, current.source.name)
            question.agreed.connect(self.agreed_to_close)
            self._open(question)

    def _open(self, question: Question, about: int | None = None) -> None:
        self.question, self._about = question, about
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.finished.connect(self._on_finished)
        question.open()

    def _on_finished(self, _answer: int) -> None:
        self.question = self._about = None

    def _on_run_changed(self) -> None:
        if self.question is not None and not self._conductor.is_running:
            self.question.close()

    def _on_ended(self, entry_id: int) -> None:
        if self.question is not None and self._about == entry_id:
            self.question.close()

    def _on_unfinished(self, found: Unfinished) -> None:
        if not self._conductor.is_running:
            self.offer = ask_to_go_on(self._window, found.left, found.total)
            self.offer.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.offer.agreed.connect(partial(self._conductor.go_on, found))
            self.offer.refused.connect(partial(self._conductor.forget, found))
            self.offer.open()
