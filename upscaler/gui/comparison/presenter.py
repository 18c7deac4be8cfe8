"""Shows the picture selected in the queue in the comparison, once it has been decoded."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from upscaler.errors import UpscalerError
from upscaler.geometry import Region, Size
from upscaler.gui.comparison.layer import Layer, load_layer
from upscaler.gui.comparison.live_rows import LiveRows
from upscaler.gui.comparison.modes import VARIANTS
from upscaler.gui.comparison.preview_cache import covers
from upscaler.gui.comparison.preview_service import PreviewService
from upscaler.gui.comparison.previews import Previews, that_change_pixels
from upscaler.gui.comparison.stage import Content, Part, Side, added_label, original_label, result_label
from upscaler.gui.comparison.variants import DIMENSIONS, variants_of
from upscaler.gui.comparison.view import ComparisonView
from upscaler.gui.queue.entry import Entry, notes, state_text
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.system.background import Background
from upscaler.gui.widgets import text
from upscaler.jobs.job import State
from upscaler.options import UpscaleOptions

_BUDGET = 512 * 2**20  # bytes of pictures that are kept although they are not in view

_Key = tuple[Path, Region | None, int]  # a file, the part of it that is shown, and the bleed to cut off


@dataclass(frozen=True)
class _Growing:
    """A result that is being made: the layer as received, and the same with the colour space of the original."""

    received: Layer
    shown: Layer


class Presenter(QObject):
    """Shows one entry at a time. Pictures are decoded in a thread; those that arrive too late are dropped.

    `choice_changed` carries the model that the entry was or would be run with, and why; None while it is not known.
    """

    choice_changed = Signal(object)  # ModelChoice or None

    def __init__(
        self,
        view: ComparisonView,
        queue: QueueModel,
        preview_service: PreviewService,
        live_rows: LiveRows,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._queue = queue
        self._allow_truncated = False
        self.previews = Previews(view, preview_service, self)
        self.previews.changed.connect(self.refresh)
        self.previews.progressed.connect(self._on_progressed)
        self._live_rows = live_rows
        live_rows.grown.connect(self._on_grown)
        self._growing: _Growing | None = None
        self._entry_id: int | None = None
        self._shown: tuple[int, Region | None] | None = None  # the entry in the view, and the part of its original
        self._shown_state: State | None = None
        self._shows_variants = False
        self.dimension = DIMENSIONS[0]  # of the variants
        self._others: dict[int, Path] = {}  # by entry: what its result is compared with, if not with the original
        self._says_frame = False  # the label of the result
        view.tools_changed.connect(self._on_tools_changed)
        # Queued: the camera also changes while new content is being set.
        view.camera_changed.connect(self._on_camera_changed, Qt.ConnectionType.QueuedConnection)
        queue.options_changed.connect(self.refresh)
        self._loaded: OrderedDict[_Key, Layer | UpscalerError] = OrderedDict()
        self._asked: set[_Key] = set()  # being decoded, or waiting to be decoded
        self._background = Background(self, self._on_delivered)

    def show(self, entry_id: int | None) -> None:
        """Show this entry of the queue, or nothing."""
        if entry_id != self._entry_id:
            self._background.forget()
            self._asked.clear()
            self._growing = None
        self._entry_id = entry_id
        self._live_rows.watch(entry_id)
        self.refresh()
        self._drop_surplus()

    def compare_with(self, entry_id: int, path: Path | None) -> None:
        """Compare the result of an entry with another one; None: with its original."""
        self._others.pop(entry_id, None)
        if path is not None:
            self._others[entry_id] = path
        self.refresh()

    def set_dimension(self, dimension: str) -> None:
        """Choose in what the variants differ: one of DIMENSIONS."""
        if dimension != self.dimension:
            self.dimension = dimension
            self.refresh()

    def refresh(self) -> None:
        """The state of the entry may have changed: show its result if there is one now."""
        entry = self._entry()
        if entry is None:
            self._shown = None
            self._view.set_content(Content())
            self.previews.look_at(None, None, self._queue.options, False)
            self.choice_changed.emit(None)
            return
        truncated = (entry.options or self._queue.options_of(entry)).allow_truncated
        if truncated is not self._allow_truncated:
            self._allow_truncated = truncated
            self._loaded.clear()
            self._asked.clear()
        for key in self._wanted(entry):
            if key not in self._loaded and key not in self._asked:
                self._asked.add(key)
                path, crop, bleed = key
                self._background.submit(key, partial(load_layer, path, truncated, crop, bleed))
        if self._original(entry) is not None:
            self._present(entry)
        else:
            self._view.set_hint(self.tr("Opening…"))

    def refresh_hint(self) -> None:
        """Call it if only the text about the entry may have changed, as with each step of progress."""
        entry = self._entry()
        if entry is None or self._shown is None or entry.id != self._shown[0]:
            return
        if entry.state is not self._shown_state:
            self.refresh()
        else:
            self._view.set_hint(self._hint(entry))

    def forget(self, path: Path) -> None:
        """Drop this file, which may have been rewritten, even while it was being decoded."""
        for key in [key for key in (*self._loaded, *self._asked) if key[0] == path]:
            self._loaded.pop(key, None)
            self._asked.discard(key)

    def shut_down(self) -> None:
        self.previews.shut_down()
        self._background.shut_down()

    def _entry(self) -> Entry | None:
        return None if self._entry_id is None else self._queue.get(self._entry_id)

    def _wanted(self, entry: Entry) -> list[_Key]:
        """The files to show. The original comes last: what is submitted last is decoded first."""
        other = self._other_key(entry)
        results: list[_Key] = [other] if other else []
        if entry.target is not None:
            results.append(self._result_key(entry, entry.target))
        return [*results, (entry.source, self._crop(entry), 0)]

    @staticmethod
    def _result_key(entry: Entry, target: Path) -> _Key:
        return target, None, entry.outcome.job.options.size.bleed_pixels if entry.outcome else 0

    def _crop(self, entry: Entry) -> Region | None:
        """The part of the original that is, or would be, upscaled."""
        running = entry.options if entry.state is State.RUNNING else None
        return (running or self._queue.options_of(entry)).crop

    def _original(self, entry: Entry) -> Layer | UpscalerError | None:
        return self._loaded.get((entry.source, self._crop(entry), 0))

    def _result(self, entry: Entry) -> Layer | UpscalerError | None:
        """The result, unless it shows another part of the original."""
        if entry.target is None or (entry.outcome and entry.outcome.job.options.crop != self._crop(entry)):
            return None
        return self._loaded.get(self._result_key(entry, entry.target))

    def _on_delivered(self, key: _Key, result: Layer | UpscalerError) -> None:
        self._asked.discard(key)
        entry = self._entry()
        if entry is not None and key in self._wanted(entry):
            self._loaded[key] = result
            self._drop_surplus()
            self.refresh()

    def _on_tools_changed(self) -> None:
        if (self._view.mode is VARIANTS) is not self._shows_variants:
            self._shows_variants = not self._shows_variants
            self.refresh()

    def _on_camera_changed(self) -> None:
        parts = self._view.content.parts
        if parts and self._shows_frame(parts) is not self._says_frame:
            self.refresh()

    def _shows_frame(self, parts: tuple[Part, ...]) -> bool:
        """Whether the frame of a preview is in view: not if all that is in view lies inside it."""
        visible = self._view.visible
        return bool(parts) and parts[-1].framed and (visible is None or not covers(parts[-1].region, visible))

    def _on_progressed(self) -> None:
        self._view.set_progress(self.previews.share)

    def _on_grown(self, entry_id: int, layer: Layer) -> None:
        entry = self._entry()
        original = self._original(entry) if entry else None
        if entry is None or entry.id != entry_id or not isinstance(original, Layer):
            return
        if self._growing is not None and self._growing.received is layer:
            self._view.update()
        elif entry.state is State.RUNNING:
            self._growing = _Growing(layer, replace(layer, space=original.space))
            self._present(entry)

    def _present(self, entry: Entry) -> None:
        original = self._original(entry)
        options = self._options_for_variants(entry)
        if self._shows_variants and isinstance(original, Layer) and options.size.is_possible(original.size):
            content = self._content_of_variants(entry, original, options)
        else:
            content = self._content(entry)
        shown = entry.id, self._crop(entry)
        self._view.set_content(content, same_picture=self._shown == shown)
        self._shown, self._shown_state = shown, entry.state
        self._tell_choice(entry)

    def _options_for_variants(self, entry: Entry) -> UpscaleOptions:
        return entry.options if entry.is_open and entry.options else self._queue.options_of(entry)

    def _content_of_variants(self, entry: Entry, original: Layer, options: UpscaleOptions) -> Content:
        outcome = entry.outcome
        done = outcome.result.choice if outcome and outcome.result and outcome.job.options == options else None
        variants = variants_of(self.dimension, options, done or self.previews.choice)
        self.previews.look_at(entry.id, original, options, True, [variant.options for variant in variants])
        made = tuple(replace(variant, parts=self.previews.parts_of(variant.options)) for variant in variants)
        named = tuple(
            replace(variant, label=f"{variant.label}: {text.failure(error)}")
            if (error := self.previews.error_of(variant.options))
            else variant
            for variant in made
        )
        labels = {Side.ORIGINAL: original_label(original.size)}
        size = options.size.of(original.size)
        return Content({Side.ORIGINAL: original}, labels, size, expects_result=True, variants=named)

    def _content(self, entry: Entry) -> Content:
        original, result = self._original(entry), self._result(entry)
        if isinstance(result, Layer) or entry.state not in (State.RUNNING, State.DONE):
            self._growing = None
        layers: dict[Side, Layer] = {}
        if isinstance(original, Layer):
            layers[Side.ORIGINAL] = original
        if isinstance(result, Layer):
            layers[Side.RESULT] = result
        self._preview(entry, layers.get(Side.ORIGINAL))
        if self._shows_new_settings(entry) and len(layers) == 2:
            layers[Side.EARLIER] = layers.pop(Side.RESULT)
        size = self._size(entry, layers)
        expects = size is not None and Side.RESULT not in layers and _may_have_result(entry)
        is_compared = Side.EARLIER not in layers and (Side.RESULT in layers or expects)
        if is_compared and (other := self._other(entry)):
            layers[Side.EARLIER] = other
        parts = self._parts(size) if expects else ()
        labels = {side: self._label(entry, side, layers) for side in layers}
        if expects and size:
            labels[Side.RESULT] = self._label_of_parts(entry, parts, size, layers[Side.ORIGINAL].size)
        labels[Side.ADDED] = added_label() if parts or not expects else labels[Side.RESULT]
        return Content(layers, labels, size, self._hint(entry), parts, expects)

    def _other_key(self, entry: Entry) -> _Key | None:
        path = self._others.get(entry.id)
        made = entry.results.get(path) if path else None
        return (path, None, made.size.bleed_pixels if made else 0) if path else None

    def _other(self, entry: Entry) -> Layer | None:
        """What the result of this entry is compared with, if not with the original."""
        key = self._other_key(entry)
        found = self._loaded.get(key) if key else None
        return found if isinstance(found, Layer) else None

    def _preview(self, entry: Entry, original: Layer | None) -> None:
        options = self._options_of_preview(entry)
        shown = options or entry.options or self._queue.options_of(entry)
        self.previews.look_at(entry.id, original, shown, options is not None)

    def _options_of_preview(self, entry: Entry) -> UpscaleOptions | None:
        """The options for a preview of this picture; None if they are impossible, or its result or rows show them."""
        original, outcome = self._original(entry), entry.outcome
        options = self._queue.options_of(entry)
        if entry.state in (State.WAITING, State.CANCELLED):
            options = entry.options or options
        elif not outcome or not entry.target or that_change_pixels(outcome.job.options) == that_change_pixels(options):
            return None
        return options if isinstance(original, Layer) and options.size.is_possible(original.size) else None

    def _shows_new_settings(self, entry: Entry) -> bool:
        """Whether the preview shows a finished picture with other options than its result."""
        wanted, outcome = self._options_of_preview(entry), entry.outcome
        if wanted is None or outcome is None or self.previews.shows(outcome.job.options):
            return False
        return bool(self.previews.parts) or self.previews.error is not None

    def _size(self, entry: Entry, layers: dict[Side, Layer]) -> Size | None:
        """The size of the result that is shown or will be made; None if it is impossible."""
        if Side.ORIGINAL not in layers:
            return None
        wanted = self._queue.result_size(entry, layers[Side.ORIGINAL].size)
        previewed = Side.RESULT not in layers and self._options_of_preview(entry) is not None
        return self.previews.size or wanted if previewed and wanted else wanted

    def _parts(self, size: Size | None) -> tuple[Part, ...]:
        """The available parts of a future result: its rows, over its preview."""
        grown = self._growing.shown if self._growing else None
        rows = (Part(grown),) if grown and grown.size == size else ()
        return rows + self.previews.parts

    def _tell_choice(self, entry: Entry) -> None:
        outcome = entry.outcome
        done = outcome.result.choice if outcome and outcome.result else None
        self.choice_changed.emit(self.previews.choice if done is None or self._shows_new_settings(entry) else done)

    def _label_of_parts(self, entry: Entry, parts: tuple[Part, ...], size: Size, original: Size) -> str:
        """The label over the place of a result that does not exist yet."""
        self._says_frame = framed = self._shows_frame(parts)
        times = text.scale(round(size.width / original.width, 2))
        values = {"scale": times, "size": text.size(size)}
        if entry.state is State.RUNNING:
            return self.tr("Upscaling {scale} · {size}").format(**values)
        if self._options_of_preview(entry) is None:
            return result_label(size, original)
        if self.previews.error is not None:
            return self.tr("No preview: {reason}").format(reason=text.failure(self.previews.error))
        if not parts:
            return self.tr("Preview…")
        is_new = entry.state not in (State.WAITING, State.CANCELLED)
        if is_new:
            sentence = (
                self.tr("New settings in the frame · {scale}") if framed else self.tr("New settings {scale} · {size}")
            )
        else:
            sentence = self.tr("Preview in the frame · {scale}") if framed else self.tr("Preview {scale} · {size}")
        return sentence.format(**values)

    def _label(self, entry: Entry, side: Side, layers: dict[Side, Layer]) -> str:
        size = layers[side].size
        if side is Side.ORIGINAL:
            return original_label(size)
        if side is Side.EARLIER and layers[side] is self._other(entry):
            return f"{text.short_name(self._others[entry.id].name)} · {text.size(size)}"
        if entry.state is State.SKIPPED:
            return self.tr("Existing file · {size}").format(size=text.size(size))
        return result_label(size, layers[Side.ORIGINAL].size if Side.ORIGINAL in layers else None)

    def _hint(self, entry: Entry) -> str:
        """Why the result is not shown; empty if it is. The reason of a failure is shown below the view."""
        if entry.state is State.FAILED:
            return state_text(entry, time.monotonic())
        for key in self._wanted(entry):
            problem = self._loaded.get(key)
            if isinstance(problem, UpscalerError):
                return text.failure(problem)
        if entry.target is not None:
            return "" if self._result_key(entry, entry.target) in self._loaded else self.tr("Opening…")
        if entry.state is State.WAITING:
            return ""
        return notes(entry) or state_text(entry, time.monotonic())

    def _drop_surplus(self) -> None:
        """Forget the least recently shown pictures, once there are too many."""
        entry = self._entry()
        wanted = self._wanted(entry) if entry else []
        for key in wanted:
            if key in self._loaded:
                self._loaded.move_to_end(key)
        others = [key for key in self._loaded if key not in wanted]
        occupied = sum(layer.nbytes for key in others if isinstance(layer := self._loaded[key], Layer))
        for key in others:
            if occupied <= _BUDGET:
                break
            dropped = self._loaded.pop(key)
            occupied -= dropped.nbytes if isinstance(dropped, Layer) else 0


def _may_have_result(entry: Entry) -> bool:
    """Whether there is a result, or can be one without any action by the user."""
    return entry.state is not State.FAILED
