"""The list of failed pictures with the reasons, to try them again or to save the list as a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from upscaler.errors import reason_of
from upscaler.gui.queue.entry import Entry, notes
from upscaler.gui.widgets import text
from upscaler.gui.widgets.controls import Button
from upscaler.gui.widgets.dialog import Dialog

translate = QCoreApplication.translate

_WIDTH, _HEIGHT = 840, 480
_NAME, _NAME_WIDTH = 30, 240  # characters, pixels
_LINES = 2  # of a reason


class FailuresDialog(Dialog):
    """Lists the pictures that had failed when it was opened. `retry_requested` carries their entry ids."""

    retry_requested = Signal(list)
    not_written = Signal(str)  # a sentence that the user should read

    def __init__(self, parent: QWidget, failed: list[Entry]) -> None:
        title = translate("FailuresDialog", "{pictures} failed").format(pictures=text.pictures(len(failed)))
        super().__init__(parent, title, _WIDTH, _HEIGHT)
        self._failed = failed
        self.table = _table(failed)
        self.table.setHorizontalHeaderLabels([self.tr("Picture"), self.tr("Reason")])
        self.table.setAccessibleName(self.tr("Pictures that failed"))
        self.body.addWidget(self.table)
        self.retry_button = Button(self.tr("Try all again"), "retry", role="primary")
        self.export_button = Button(self.tr("Export…"))
        self.export_button.setToolTip(self.tr("Save this list as a CSV or JSON file"))
        self.retry_button.clicked.connect(self._on_retry)
        self.export_button.clicked.connect(self._on_export)
        self.add_button(self.retry_button)
        self.add_button(self.export_button)
        self.retry_button.setDefault(True)
        self.retry_button.setFocus()

    def export(self, path: Path) -> None:
        """Write the list, as CSV or JSON according to the suffix; `not_written` is emitted if that fails."""
        from upscaler.jobs.queue import Failure
        from upscaler.jobs.reports import write_failures

        try:
            write_failures(path, [Failure(entry.source, notes(entry)) for entry in self._failed])
        except OSError as error:
            self.not_written.emit(self.tr("The list cannot be saved: {reason}.").format(reason=reason_of(error)))

    def _on_retry(self) -> None:
        self.retry_requested.emit([entry.id for entry in self._failed])
        self.close()

    def _on_export(self) -> None:
        kinds = {self.tr("CSV (*.csv)"): ".csv", self.tr("JSON (*.json)"): ".json"}
        suggested = str(Path.home() / "failures.csv")
        name, kind = QFileDialog.getSaveFileName(self, self.tr("Export failures"), suggested, ";;".join(kinds))
        if name:
            path = Path(name)
            self.export(path if path.suffix.lower() in kinds.values() else Path(name + kinds[kind]))


def _table(failed: list[Entry]) -> QTableWidget:
    table = QTableWidget(len(failed), 2)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(_LINES * table.fontMetrics().height() + 12)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    table.setColumnWidth(0, _NAME_WIDTH)
    for row, entry in enumerate(failed):
        error = entry.outcome.error if entry.outcome else None
        name = QTableWidgetItem(text.short_name(entry.source.name, _NAME))
        name.setToolTip(str(entry.source))
        reason = QTableWidgetItem(text.failure(error, _NAME) if error else "")
        reason.setToolTip(notes(entry))
        table.setItem(row, 0, name)
        table.setItem(row, 1, reason)
    return table
