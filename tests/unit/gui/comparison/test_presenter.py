import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from tests.unit.gui.comparison.conftest import add, outcome, shown
from upscaler.geometry import Region, Size
from upscaler.gui.comparison import presenter as module
from upscaler.gui.comparison.layer import Layer, load_layer
from upscaler.gui.comparison.live_rows import LiveRows
from upscaler.gui.comparison.presenter import Presenter
from upscaler.gui.comparison.preview_service import PreviewService
from upscaler.gui.comparison.stage import Side
from upscaler.gui.comparison.view import ComparisonView
from upscaler.gui.queue.entry import Entry
from upscaler.gui.queue.model import QueueModel
from upscaler.jobs.job import State
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

MakePicture = Callable[..., Path]


@pytest.fixture
def view(qtbot: QtBot) -> ComparisonView:
    made = ComparisonView()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def entry(
    presenter: Presenter, view: ComparisonView, queue: QueueModel, make_picture: MakePicture, qtbot: QtBot
) -> Entry:
    """A picture whose original is in view."""
    (added,) = add(queue, make_picture("a.png", 24, 16))
    presenter.show(added.id)
    qtbot.waitUntil(lambda: view.content.scene is not None)
    return added


def test_before_it_is_done_the_original_is_shown(
    presenter: Presenter, view: ComparisonView, queue: QueueModel, make_picture: MakePicture, qtbot: QtBot
) -> None:
    (entry,) = add(queue, make_picture("a.png", 24, 16))
    presenter.show(entry.id)
    assert view.content.hint == "Opening…"
    qtbot.waitUntil(lambda: view.content.scene is not None)
    assert shown(view)[Side.ORIGINAL] == "Original · 24 × 16"
    assert shown(view)[Side.RESULT] == "Preview…"
    assert view.content.scene == Size(96, 64)
    assert view.content.hint == ""
    entry.begin(UpscaleOptions())
    entry.share = 0.5
    presenter.refresh_hint()
    assert "50" in view.content.hint
    assert shown(view)[Side.RESULT] == "Upscaling 4× · 96 × 64"


def test_the_result_joins_the_original(
    entry: Entry, presenter: Presenter, view: ComparisonView, make_picture: MakePicture, qtbot: QtBot
) -> None:
    entry.end(outcome(entry, State.DONE, make_picture("a_4x.png", 96, 64)))
    presenter.refresh()
    qtbot.waitUntil(lambda: Side.RESULT in view.content.layers)
    assert shown(view) == {
        Side.ORIGINAL: "Original · 24 × 16",
        Side.RESULT: "Upscaled 4× · 96 × 64",
        Side.ADDED: "What the network added",
    }
    assert view.content.hint == ""
    presenter.show(None)
    assert view.content.scene is None


def test_a_skipped_picture_shows_what_is_there(
    presenter: Presenter, view: ComparisonView, queue: QueueModel, make_picture: MakePicture, qtbot: QtBot
) -> None:
    (entry,) = add(queue, make_picture("a.png", 24, 16))
    entry.end(outcome(entry, State.SKIPPED, make_picture("a_4x.png", 50, 40)))
    presenter.show(entry.id)
    qtbot.waitUntil(lambda: Side.RESULT in view.content.layers)
    assert shown(view)[Side.RESULT] == "Existing file · 50 × 40"


def test_problems_are_said(
    presenter: Presenter,
    view: ComparisonView,
    queue: QueueModel,
    make_picture: MakePicture,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    missing, lost, failed = add(queue, tmp_path / "missing.png", make_picture("b.png"), make_picture("c.png"))
    presenter.show(missing.id)
    qtbot.waitUntil(lambda: "missing.png" in view.content.hint)
    assert view.content.scene is None
    lost.end(outcome(lost, State.DONE, tmp_path / "b_4x.png"))
    presenter.show(lost.id)
    qtbot.waitUntil(lambda: "b_4x.png" in view.content.hint)
    assert list(view.content.layers) == [Side.ORIGINAL]
    failed.end(outcome(failed, State.FAILED))
    presenter.show(failed.id)
    qtbot.waitUntil(lambda: view.content.hint == "Failed")


def test_a_fault_of_ours_is_said_too(
    presenter: Presenter,
    view: ComparisonView,
    queue: QueueModel,
    make_picture: MakePicture,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise MemoryError("12 MiB")

    monkeypatch.setattr(module, "load_layer", fail)
    (entry,) = add(queue, make_picture("a.png"))
    presenter.show(entry.id)
    qtbot.waitUntil(lambda: "MemoryError: 12 MiB" in view.content.hint)


def test_what_can_be_read_of_a_damaged_file_is_shown_if_it_is_asked_for(
    presenter: Presenter, view: ComparisonView, queue: QueueModel, make_picture: MakePicture, qtbot: QtBot
) -> None:
    path = make_picture("a.jpg", 64, 48)
    path.write_bytes(path.read_bytes()[:-500])
    (entry,) = add(queue, path)
    presenter.show(entry.id)
    qtbot.waitUntil(lambda: "cut off" in view.content.hint)
    queue.set_options(UpscaleOptions(allow_truncated=True))
    qtbot.waitUntil(lambda: Side.ORIGINAL in view.content.layers)
    assert view.content.hint == ""
    queue.set_options(UpscaleOptions())
    qtbot.waitUntil(lambda: "cut off" in view.content.hint)
    assert view.content.layers == {}


def test_what_arrives_too_late_is_not_shown(
    presenter: Presenter, view: ComparisonView, queue: QueueModel, make_picture: MakePicture, qtbot: QtBot
) -> None:
    first, second = add(queue, make_picture("a.png", 24, 16), make_picture("b.png", 30, 20))
    presenter.show(first.id)
    presenter.show(second.id)
    qtbot.waitUntil(lambda: view.content.scene is not None)
    assert shown(view)[Side.ORIGINAL] == "Original · 30 × 20"
    qtbot.waitUntil(lambda: not presenter._asked)
    assert shown(view)[Side.ORIGINAL] == "Original · 30 × 20"


def test_a_file_written_anew_is_read_anew(
    presenter: Presenter, view: ComparisonView, queue: QueueModel, make_picture: MakePicture, qtbot: QtBot
) -> None:
    (entry,) = add(queue, make_picture("a.png", 24, 16))
    target = make_picture("a_4x.png", 96, 64)
    entry.end(outcome(entry, State.DONE, target))
    presenter.show(entry.id)
    qtbot.waitUntil(lambda: Side.RESULT in view.content.layers)
    make_picture("a_4x.png", 48, 32)
    presenter.forget(target)
    presenter.refresh()
    qtbot.waitUntil(lambda: view.content.scene == Size(48, 32))


def test_a_file_written_anew_while_it_is_decoded_is_decoded_once_more(
    presenter: Presenter,
    queue: QueueModel,
    make_picture: MakePicture,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (entry,) = add(queue, make_picture("a.png", 24, 16))
    old, new = load_layer(entry.source), load_layer(make_picture("b.png", 32, 16))
    begun, layers = threading.Event(), iter([old, new])
    is_new = threading.Event()

    def load(*_: object) -> Layer:
        begun.set()
        assert is_new.wait(10)
        return next(layers)

    monkeypatch.setattr(module, "load_layer", load)
    presenter.show(entry.id)
    assert begun.wait(10)
    presenter.forget(entry.source)
    presenter.refresh()
    is_new.set()
    qtbot.waitUntil(lambda: presenter._loaded.get((entry.source, None, 0)) is new)


def test_a_preview_comes_and_goes_with_the_options(
    presenter: Presenter,
    view: ComparisonView,
    queue: QueueModel,
    preview_service: PreviewService,
    make_picture: MakePicture,
    qtbot: QtBot,
) -> None:
    preview_service.requested.connect(preview_service.serve)
    (entry,) = add(queue, make_picture("a.png", 24, 16))
    queue.set_options(UpscaleOptions(TargetSize(4), device="cpu"))
    presenter.show(entry.id)
    qtbot.waitUntil(lambda: len(view.content.parts) == 1)
    assert view.content.parts[0].region == Region(0, 0, 96, 64)
    assert shown(view)[Side.RESULT] == "Preview 4× · 96 × 64"
    queue.set_options(UpscaleOptions(TargetSize(2), device="cpu"))
    assert shown(view)[Side.RESULT] == "Preview 4× · 96 × 64"  # until the new one is there
    qtbot.waitUntil(lambda: view.content.parts[0].region == Region(0, 0, 48, 32))
    assert shown(view)[Side.RESULT] == "Preview 2× · 48 × 32"
    queue.set_options(UpscaleOptions(TargetSize(4), device="cpu"))
    assert shown(view)[Side.RESULT] == "Preview 4× · 96 × 64"  # it was there before
    queue.set_options(UpscaleOptions(TargetSize(4), device="cpu", model="unknown"))
    qtbot.waitUntil(lambda: shown(view)[Side.RESULT].startswith("No preview: "))
    assert not view.content.parts


def test_other_options_for_a_finished_picture_are_shown_beside_its_result(
    presenter: Presenter,
    view: ComparisonView,
    queue: QueueModel,
    preview_service: PreviewService,
    make_picture: MakePicture,
    qtbot: QtBot,
) -> None:
    preview_service.requested.connect(preview_service.serve)
    (entry,) = add(queue, make_picture("a.png", 24, 16))
    entry.begin(UpscaleOptions())
    entry.end(outcome(entry, State.DONE, make_picture("a_4x.png", 96, 64)))
    presenter.show(entry.id)
    qtbot.waitUntil(lambda: Side.RESULT in view.content.layers)
    result, camera = view.content.layers[Side.RESULT], view.viewport.camera
    queue.set_options(UpscaleOptions(TargetSize(2), device="cpu"))
    assert view.content.layers[Side.RESULT] is result  # until the preview is there
    qtbot.waitUntil(lambda: len(view.content.parts) == 1)
    assert view.content.layers[Side.EARLIER] is result
    assert shown(view)[Side.EARLIER] == "Upscaled 4× · 96 × 64"
    assert shown(view)[Side.RESULT] == "New settings 2× · 48 × 32"
    assert view.viewport.camera.zoom == camera.zoom * 2  # the same place at the same size as before
    queue.set_options(UpscaleOptions(name="other"))
    assert view.content.layers[Side.RESULT] is result
    assert not view.content.parts and Side.EARLIER not in view.content.layers
    queue.set_options(UpscaleOptions(TargetSize(0.5)))  # impossible
    assert view.content.layers[Side.RESULT] is result


def test_a_part_in_a_frame_is_called_so(
    presenter: Presenter,
    view: ComparisonView,
    queue: QueueModel,
    preview_service: PreviewService,
    make_picture: MakePicture,
    qtbot: QtBot,
) -> None:
    preview_service.requested.connect(preview_service.serve)
    (entry,) = add(queue, make_picture("a.png", 64, 64))
    view.resize(200, 200)
    presenter.show(entry.id)
    qtbot.waitUntil(lambda: view.content.scene is not None)
    view.zoom_to(2)
    qtbot.waitUntil(lambda: len(view.content.parts) == 1)
    assert view.content.parts[0].framed
    qtbot.waitUntil(lambda: shown(view)[Side.RESULT] == "Preview 4× · 256 × 256")  # no frame is in view
    preview_service.requested.disconnect(preview_service.serve)
    view.zoom_to(1)
    qtbot.waitUntil(lambda: shown(view)[Side.RESULT] == "Preview in the frame · 4×")
    view.zoom_to(2)
    qtbot.waitUntil(lambda: shown(view)[Side.RESULT] == "Preview 4× · 256 × 256")


def test_finished_rows_are_shown_until_the_file_is(
    entry: Entry,
    presenter: Presenter,
    view: ComparisonView,
    live_rows: LiveRows,
    make_picture: MakePicture,
    qtbot: QtBot,
) -> None:
    canvas = np.zeros((64, 96, 3), np.uint8)
    entry.begin(UpscaleOptions())
    tell = live_rows.row_callback(entry.id)
    tell(canvas, 10)
    (part,) = view.content.parts
    assert part.layer.rows == 10
    tell(canvas, 64)
    assert view.content.parts == (part,)
    assert part.layer.rows == 64
    entry.end(outcome(entry, State.DONE, make_picture("a_4x.png", 96, 64)))
    presenter.refresh()
    assert view.content.parts == (part,)
    assert shown(view)[Side.RESULT] == "Upscaled 4× · 96 × 64"
    qtbot.waitUntil(lambda: Side.RESULT in view.content.layers)
    assert not view.content.parts


def test_rows_of_a_cancelled_picture_go(
    entry: Entry, presenter: Presenter, view: ComparisonView, live_rows: LiveRows
) -> None:
    entry.begin(UpscaleOptions())
    live_rows.row_callback(entry.id)(np.zeros((64, 96, 3), np.uint8), 10)
    entry.end(outcome(entry, State.CANCELLED))
    presenter.refresh()
    assert not view.content.parts


def test_memory_is_bounded(
    presenter: Presenter,
    view: ComparisonView,
    queue: QueueModel,
    make_picture: MakePicture,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_BUDGET", 2_000)
    entries = add(queue, *(make_picture(f"{i}.png", 20, 20) for i in range(5)))
    for entry in entries:
        presenter.show(entry.id)
        qtbot.waitUntil(lambda path=entry.source: (path, None, 0) in presenter._loaded)  # type: ignore[misc]
    assert [path.name for path, *_ in presenter._loaded] == ["3.png", "4.png"]
    presenter.show(None)
    assert [path.name for path, *_ in presenter._loaded] == ["4.png"]
