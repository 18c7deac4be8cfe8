"""The commands for the selected pictures of the queue: in a menu, by key, and from other parts of the window."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu

from upscaler.errors import UpscalerError
from upscaler.gui.queue.edits import QueueEdits
from upscaler.gui.queue.entry import Entry
from upscaler.gui.queue.history import History
from upscaler.gui.queue.list import QueueList
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.queue.report import report
from upscaler.gui.system.background import Background
from upscaler.gui.system.clipboard import ResultCopier
from upscaler.gui.system.file_manager import Revealer
from upscaler.gui.system.saving import save_whole
from upscaler.gui.widgets import text
from upscaler.gui.widgets.options_text import differences
from upscaler.jobs.job import State

FINISHED = (State.DONE, State.SKIPPED)  # nothing is left to do


class QueueCommands(QObject):
    """The `..._requested` signals are for the run controller; other commands are executed here."""

    retry_requested = Signal(list)  # entry ids
    cancel_requested = Signal(list)  # running entries
    compare_requested = Signal(int, object)  # compare this entry's result with a file; None: with its original
    crop_requested = Signal()  # of the picture in view
    noticed = Signal(str)

    def __init__(self, queue: QueueModel, view: QueueList, edits: QueueEdits) -> None:
        super().__init__(view)
        self._queue = queue
        self._edits = edits
        self._list = view
        self._history = History(queue, view)
        self._copier = ResultCopier(self)
        self._saver = Background(self, self._on_saved)
        self._revealer = Revealer(self)
        self._revealer.failed.connect(self._on_not_revealed)
        self.retry = self._action(self.tr("Try again"), "Ctrl+R", self._on_retry)
        self.crop = self._action(self.tr("Crop…"), "Ctrl+K", self.crop_requested.emit)
        self.open_result = self._action(self.tr("Open the result"), "Ctrl+Shift+E", self._on_open_result)
        self.save_as = self._action(self.tr("Save the result as…"), "Ctrl+S", self._on_save_as)
        self.show_original = self._action(self.tr("Show the original in its folder"), "", self._on_show_original)
        self.show_in_folder = self._action(self.tr("Show in folder"), "Ctrl+E", self._on_show_in_folder)
        self.copy_result = self._action(self.tr("Copy the result"), "Ctrl+C", self._on_copy_result)
        self.copy_details = self._action(self.tr("Copy details"), "Ctrl+Shift+C", self._on_copy_details)
        self.move_up = self._action(self.tr("Move up"), "Alt+Up", self._on_move_up)
        self.move_down = self._action(self.tr("Move down"), "Alt+Down", self._on_move_down)
        self.cancel = self._action(self.tr("Cancel the picture"), "", self._on_cancel)
        self.remove = self._action(self.tr("Remove"), "Delete Backspace", self._on_remove)
        self.clear_done = self._action(self.tr("Clear done"), "Shift+Delete", self._on_clear_done)
        view.addActions(self.all())
        view.moved.connect(edits.move)
        view.menu_requested.connect(self._on_menu_requested)

    def all(self) -> list[QAction]:
        """All actions, for other widgets in which their keys should also work."""
        return [
            self.retry,
            self.crop,
            self.open_result,
            self.save_as,
            self.show_in_folder,
            self.copy_result,
            self.copy_details,
            self.move_up,
            self.move_down,
            self.remove,
            self.clear_done,
        ]

    def selected(self) -> list[Entry]:
        """The selected entries, from top to bottom."""
        found = [self._queue.get(entry_id) for entry_id in self._list.selected_ids()]
        return [entry for entry in found if entry is not None]

    def menu(self) -> QMenu:
        """The context menu, without actions that have no effect."""
        entries = self.selected()
        menu = QMenu(self._list)
        menu.aboutToHide.connect(self._name_for_no_pictures)
        self._name_for(entries)
        ended = _ended(entries)
        groups = [
            [
                (self.retry, bool(ended)),
                (self.crop, len(entries) == 1 and entries[0].state is not State.RUNNING),
            ],
            [
                (self.open_result, len(entries) == 1 and entries[0].target is not None),
                (self.save_as, len(entries) == 1 and entries[0].target is not None),
                (self.show_in_folder, len(entries) == 1),
                (self.show_original, len(entries) == 1 and entries[0].target is not None),
                (self.copy_result, any(entry.target for entry in entries)),
                (self.copy_details, bool(ended)),
            ],
            [(self.move_up, self._queue.count() > len(entries)), (self.move_down, self._queue.count() > len(entries))],
            [
                (self.cancel, bool(_stoppable(entries))),
                (self.remove, bool(_removable(entries))),
                (self.clear_done, self._queue.count(*FINISHED) > 0),
            ],
        ]
        for number, group in enumerate(groups):
            menu.addSeparator()
            menu.addActions([action for action, has_effect in group if has_effect])
            if number == 0:
                self._add_comparisons(menu, entries)
        return menu

    def _name_for(self, entries: list[Entry]) -> None:
        """Give the actions whose names depend on the pictures the names for these."""
        again = _ended(entries) and all(entry.state in FINISHED for entry in _ended(entries))
        self.retry.setText(self.tr("Upscale again") if again else self.tr("Try again"))
        several = self.tr("Remove {pictures}").format(pictures=text.pictures(len(_removable(entries))))
        self.remove.setText(several if len(entries) > 1 else self.tr("Remove"))

    def _name_for_no_pictures(self) -> None:
        self._name_for([])  # the list of shortcuts shows these names

    def _add_comparisons(self, menu: QMenu, entries: list[Entry]) -> None:
        """Offer to compare the result, or the preview, with earlier results; or those of two pictures."""
        if not entries or entries[0].state is State.FAILED:
            return
        first = entries[0]
        files: dict[Path, str] = {}
        if len(entries) == 1:
            present = self._queue.options_of(first)
            files = {
                path: differences(made, present)
                for path, made in first.earlier_results.items()
                if made.crop == present.crop and os.path.exists(path)
            }
        elif len(entries) == 2 and first.target is not None and entries[1].target is not None:
            files = {entries[1].target: ""}
        if files:
            title = self.tr("Compare the result with") if first.target else self.tr("Compare with an earlier result")
            submenu = menu.addMenu(title)
            submenu.addAction(self.tr("The original")).triggered.connect(partial(self._on_compare, first.id, None))
            for path, made in files.items():
                shown = " · ".join(filter(None, [text.short_name(path.name), made]))
                action = submenu.addAction(text.plain(shown))
                action.triggered.connect(partial(self._on_compare, first.id, path))

    def _on_compare(self, entry_id: int, path: Path | None, _checked: bool = False) -> None:
        self.compare_requested.emit(entry_id, path)

    def reveal(self, entry: Entry) -> None:
        """Show the result, or the original while there is none, in its folder."""
        self._revealer.reveal(entry.target or entry.source)

    def try_again(self, entries: list[Entry]) -> None:
        """Request another run of entries that have ended."""
        ids = [entry.id for entry in _ended(entries)]
        if ids:
            self.retry_requested.emit(ids)

    def copy_report(self, entries: list[Entry]) -> None:
        """Copy a report about a failure to the clipboard."""
        QGuiApplication.clipboard().setText(report(entries))

    def shut_down(self) -> None:
        self._history.shut_down()
        self._copier.shut_down()
        self._saver.shut_down()

    def _action(self, text: str, keys: str, slot: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(key) for key in keys.split()])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(slot)
        return action

    def _on_menu_requested(self, place: QPoint) -> None:
        if self.selected():
            menu = self.menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(place)

    def _on_retry(self) -> None:
        self.try_again(self.selected())

    def _on_show_in_folder(self) -> None:
        for entry in self.selected()[:1]:
            self.reveal(entry)

    def _on_not_revealed(self, path: Path) -> None:
        QGuiApplication.clipboard().setText(str(path))
        self.noticed.emit(self.tr("No file manager answered. The path was copied: {path}").format(path=path))

    def _on_open_result(self) -> None:
        for entry in self.selected()[:1]:
            if entry.target is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(entry.target))):
                self.reveal(entry)

    def _on_show_original(self) -> None:
        for entry in self.selected()[:1]:
            self._revealer.reveal(entry.source)

    def _on_save_as(self) -> None:
        """Copy the result to a file chosen by the user, in its own format."""
        originals = [entry.source for entry in self._queue.entries]
        for result in [entry.target for entry in self.selected()[:1] if entry.target is not None]:
            kind = f"*{result.suffix}"
            name, _ = QFileDialog.getSaveFileName(self._list, self.tr("Save the result as"), str(result), kind)
            wanted = Path(name).with_suffix(result.suffix) if name else result
            if wanted != result:
                self._saver.submit(wanted, partial(save_whole, wanted, originals, partial(shutil.copyfile, result)))

    def _on_saved(self, wanted: Path, failed: UpscalerError | None) -> None:
        saved = self.tr("Saved as {path}").format(path=wanted)
        self.noticed.emit(text.failure(failed) if failed else saved)

    def _on_copy_result(self) -> None:
        results = [entry.target for entry in self.selected() if entry.target is not None]
        if results:
            self._copier.copy(results)

    def _on_copy_details(self) -> None:
        self.copy_report(self.selected())

    def _on_move_up(self) -> None:
        self._move(min, -1)

    def _on_move_down(self) -> None:
        self._move(max, 2)

    def _move(self, end: Callable[[list[int]], int], by: int) -> None:
        ids = self._list.selected_ids()
        if ids:
            row = end([self._queue.index_of(entry_id).row() for entry_id in ids]) + by
            self._edits.move(ids, max(row, 0))
            self._list.scrollTo(self._list.currentIndex())

    def _on_cancel(self) -> None:
        self.cancel_requested.emit(_stoppable(self.selected()))

    def _on_remove(self) -> None:
        self._edits.remove([entry.id for entry in self.selected()])

    def _on_clear_done(self) -> None:
        self._edits.remove([entry.id for entry in self._queue.entries if entry.state in FINISHED])


def _ended(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if not entry.is_open]


def _removable(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.state is not State.RUNNING]


def _stoppable(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.state is State.RUNNING and not entry.is_stopping]
