from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.unit.gui.comparison.conftest import add, outcome, shown
from upscaler.geometry import Size
from upscaler.gui.comparison.presenter import Presenter
from upscaler.gui.comparison.stage import Side
from upscaler.gui.comparison.view import ComparisonView
from upscaler.gui.queue.model import QueueModel
from upscaler.jobs.job import State
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

MakePicture = Callable[..., Path]


def test_a_result_is_compared_with_another_one(
    presenter: Presenter, view: ComparisonView, queue: QueueModel, make_picture: MakePicture, qtbot: QtBot
) -> None:
    (entry,) = add(queue, make_picture("a.png", 24, 16))
    earlier = make_picture("a_2x.png", 48, 32)
    entry.begin(UpscaleOptions())
    entry.end(outcome(entry, State.DONE, make_picture("a_4x.png", 96, 64)))
    presenter.show(entry.id)
    qtbot.waitUntil(lambda: Side.RESULT in view.content.layers)
    presenter.compare_with(entry.id, earlier)
    qtbot.waitUntil(lambda: Side.EARLIER in view.content.layers)
    assert view.content.layers[Side.EARLIER].size.width == 48
    assert shown(view)[Side.EARLIER] == "a_2x.png · 48 × 32"
    assert shown(view)[Side.RESULT] == "Upscaled 4× · 96 × 64"
    assert {pane.side for pane in view.viewport.panes} == {Side.EARLIER, Side.RESULT}
    presenter.compare_with(entry.id, None)
    assert Side.EARLIER not in view.content.layers
    assert {pane.side for pane in view.viewport.panes} == {Side.ORIGINAL, Side.RESULT}


def test_the_preview_of_a_waiting_picture_is_compared_with_an_earlier_result(
    presenter: Presenter, view: ComparisonView, queue: QueueModel, make_picture: MakePicture, qtbot: QtBot
) -> None:
    (entry,) = add(queue, make_picture("a.png", 24, 16))
    earlier = make_picture("a_2x.png", 48, 32)
    presenter.show(entry.id)
    presenter.compare_with(entry.id, earlier)
    qtbot.waitUntil(lambda: Side.EARLIER in view.content.layers)
    assert shown(view)[Side.EARLIER] == "a_2x.png · 48 × 32"
    assert {pane.side for pane in view.viewport.panes} == {Side.EARLIER, Side.RESULT}
    presenter.compare_with(entry.id, None)
    assert {pane.side for pane in view.viewport.panes} == {Side.ORIGINAL, Side.RESULT}


def test_the_bleed_of_an_earlier_result_is_not_compared(
    presenter: Presenter, view: ComparisonView, queue: QueueModel, make_picture: MakePicture, qtbot: QtBot
) -> None:
    (entry,) = add(queue, make_picture("a.png", 24, 16))
    printed = make_picture("a_print.png", 52, 36)
    size = TargetSize(4.8, "width", unit="cm", dpi=25.4, bleed=2.0)
    entry.results = {printed: UpscaleOptions(size)}
    presenter.show(entry.id)
    presenter.compare_with(entry.id, printed)
    qtbot.waitUntil(lambda: Side.EARLIER in view.content.layers)
    assert view.content.layers[Side.EARLIER].size == Size(48, 32)
