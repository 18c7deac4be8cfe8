"""Changes to the queue that can be undone: removing and moving rows, and options."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeySequence, QUndoCommand, QUndoStack

from upscaler.geometry import Region
from upscaler.gui.queue.entry import Entry
from upscaler.gui.queue.model import QueueModel
from upscaler.jobs.job import State
from upscaler.options import UpscaleOptions

_KEPT = 200  # changes
_ONE_MOVE = 1.0  # seconds; changes of one option within this time, as by a slider, are undone together
_OPTIONS = 1  # id of commands that can be merged


@dataclass(frozen=True)
class Assignment:
    """The options of the pictures: those of the queue, the folder of results, and by id those of single pictures."""

    options: UpscaleOptions
    output: Path | None
    own: Mapping[int, UpscaleOptions | None] = field(default_factory=dict)


class QueueEdits(QObject):
    """`assigned` carries an Assignment to put into effect; other changes are made in the queue itself."""

    assigned = Signal(object)

    def __init__(self, queue: QueueModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(_KEPT)
        self.undo = self._action(self.tr("Undo"), "Ctrl+Z", self.stack.undo, self.stack.canUndoChanged)
        self.redo = self._action(self.tr("Redo"), "Ctrl+Shift+Z Ctrl+Y", self.stack.redo, self.stack.canRedoChanged)

    def _action(self, title: str, keys: str, act: Callable[[], None], possible: SignalInstance) -> QAction:
        action = QAction(title, self)
        action.setShortcuts([QKeySequence(key) for key in keys.split()])
        action.setEnabled(False)
        action.triggered.connect(act)
        possible.connect(action.setEnabled)
        return action

    def remove(self, entry_ids: Iterable[int]) -> None:
        """Take entries out, except the running one."""
        found = [entry for entry in map(self._queue.get, entry_ids) if entry is not None]
        going = [entry for entry in found if entry.state is not State.RUNNING]
        if going:
            self.stack.push(_Removal(self._queue, going))

    def move(self, entry_ids: Iterable[int], before: int) -> None:
        """Move entries before the row that is now `before`."""
        self._arrange(lambda: self._queue.move(entry_ids, before))

    def sort(self, key: Callable[[Entry], object], reverse: bool = False) -> None:
        """Sort all entries; they will run in that order."""
        order = [entry.id for entry in sorted(self._queue.entries, key=key, reverse=reverse)]  # type: ignore[arg-type]  # as sorted would
        self._arrange(lambda: self._queue.arrange(order))

    def change_options(
        self,
        selected: Collection[int],
        shown: UpscaleOptions,
        options: UpscaleOptions,
        output: tuple[Path | None, Path | None],
    ) -> None:
        """The user has changed `shown` to `options`: change the same options of the selected entries.

        If all or no entries are selected, also change those of the queue. `output` is the folder before and after. A
        crop belongs to one picture, so it never changes together with others.
        """
        changes = {
            option.name: getattr(options, option.name)
            for option in fields(options)
            if option.name != "crop" and getattr(options, option.name) != getattr(shown, option.name)
        }
        entries = [entry for entry in map(self._queue.get, selected) if entry is not None]
        is_for_all = not entries or len(entries) == self._queue.count()
        queue_options = replace(self._queue.options, **changes) if is_for_all else self._queue.options
        own = {}
        for entry in entries:
            wanted = replace(self._queue.options_of(entry), **changes)
            own[entry.id] = None if wanted == queue_options else wanted
        self._assign(Assignment(queue_options, output[1], own), output[0], frozenset(changes))

    def apply_to_all(self, options: UpscaleOptions, output: Path | None) -> None:
        """Give all entries these options; each keeps its crop."""
        whole = replace(options, crop=None)
        crops = {entry.id: self._queue.options_of(entry).crop for entry in self._queue.entries}
        own = {entry_id: replace(whole, crop=crop) if crop else None for entry_id, crop in crops.items()}
        self._assign(Assignment(whole, output, own), output, frozenset())

    def crop(self, entry_id: int, crop: Region | None, output: Path | None) -> None:
        """Upscale only this part of an entry; None: the whole picture. `output` is the folder of results."""
        entry = self._queue.get(entry_id)
        if entry is not None:
            wanted = replace(self._queue.options_of(entry), crop=crop)
            own = {entry_id: None if wanted == self._queue.options else wanted}
            self._assign(Assignment(self._queue.options, output, own), output, frozenset())

    def _assign(self, after: Assignment, output: Path | None, changed: frozenset[str]) -> None:
        before = Assignment(
            self._queue.options, output, {entry.id: entry.own for entry in self._queue.entries if entry.id in after.own}
        )
        if after != before:
            self.stack.push(_OptionsChange(self.assigned.emit, before, after, changed))

    def _arrange(self, act: Callable[[], None]) -> None:
        before = self._queue.ids
        act()
        if self._queue.ids != before:
            self.stack.push(_Order(self._queue, before, self._queue.ids))


class _Removal(QUndoCommand):
    def __init__(self, queue: QueueModel, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._queue, self._entries, self._order = queue, entries, queue.ids

    def redo(self) -> None:
        self._queue.remove([entry.id for entry in self._entries])

    def undo(self) -> None:
        self._queue.restore(self._entries, self._order)


class _Order(QUndoCommand):
    def __init__(self, queue: QueueModel, before: Sequence[int], after: Sequence[int]) -> None:
        super().__init__()
        self._queue, self._before, self._after = queue, before, after

    def redo(self) -> None:
        self._queue.arrange(self._after)

    def undo(self) -> None:
        self._queue.arrange(self._before)


class _OptionsChange(QUndoCommand):
    def __init__(
        self, assign: Callable[[Assignment], None], before: Assignment, after: Assignment, changed: frozenset[str]
    ) -> None:
        super().__init__()
        self._assign, self._before, self._after, self._changed = assign, before, after, changed
        self._made = time.monotonic()

    def id(self) -> int:
        return _OPTIONS

    def redo(self) -> None:
        self._assign(self._after)

    def undo(self) -> None:
        self._assign(self._before)

    def mergeWith(self, later: QUndoCommand) -> bool:
        """Absorb another change of the same option of the same pictures, made right after this one."""
        if (
            not isinstance(later, _OptionsChange)
            or not self._changed
            or later._changed != self._changed
            or later._after.own.keys() != self._after.own.keys()
            or later._made - self._made > _ONE_MOVE
        ):
            return False
        self._after, self._made = later._after, later._made
        return True
