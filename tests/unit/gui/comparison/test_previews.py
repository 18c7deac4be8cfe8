from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from tests.qt import THROUGHPUT
from upscaler.errors import ModelNotFoundError
from upscaler.geometry import Region, Size
from upscaler.gui.comparison.layer import Layer, build_layer, load_layer
from upscaler.gui.comparison.preview_service import PreviewRequest, PreviewResult, PreviewService
from upscaler.gui.comparison.previews import Previews, middle
from upscaler.gui.comparison.stage import Content, Side
from upscaler.gui.comparison.view import ComparisonView
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

OPTIONS = UpscaleOptions(TargetSize(2))


class FakeService:
    """What the previews see of the service, and what they requested."""

    def __init__(self, real: PreviewService) -> None:
        self.real, self.served, self.progressed = real, real.served, real.progressed
        self.requests: list[PreviewRequest] = []
        self.cancelled = 0

    def request(self, request: PreviewRequest) -> None:
        self.requests.append(request)

    def cancel(self) -> None:
        self.cancelled += 1


@pytest.fixture
def original() -> Layer:
    return build_layer(np.zeros((300, 400, 3), np.uint8))


@pytest.fixture
def view(qtbot: QtBot, original: Layer) -> ComparisonView:
    made = ComparisonView()
    qtbot.addWidget(made)
    made.resize(802, 600)
    made.set_content(Content({Side.ORIGINAL: original}, {}, Size(800, 600), expects_result=True))
    return made


@pytest.fixture
def preview_service(qtbot: QtBot) -> FakeService:
    return FakeService(PreviewService())


@pytest.fixture
def previews(view: ComparisonView, preview_service: FakeService) -> Previews:
    made = Previews(view, cast(PreviewService, preview_service))
    made._timer.setInterval(0)
    return made


def serve(preview_service: FakeService, previews: Previews, qtbot: QtBot) -> None:
    request = preview_service.requests[-1]
    layer = build_layer(np.zeros((request.region.height * 2, request.region.width * 2, 3), np.uint8))
    with qtbot.waitSignal(previews.changed):
        preview_service.served.emit(PreviewResult(request, request.region * 2, layer))


def test_what_is_in_view_is_ordered_and_shown(
    previews: Previews, preview_service: FakeService, view: ComparisonView, original: Layer, qtbot: QtBot
) -> None:
    view.zoom_to(2)
    previews.look_at(1, original, OPTIONS, True)
    qtbot.waitUntil(lambda: len(preview_service.requests) == 1)
    assert preview_service.requests[0].region == Region(150, 75, 100, 150)
    assert not previews.parts
    serve(preview_service, previews, qtbot)
    (part,) = previews.parts
    assert (part.region, part.framed) == (Region(300, 150, 200, 300), True)
    previews.look_at(1, original, replace(OPTIONS, on_exists="skip", quality=5), True)
    view.zoom_to(4)  # inside the existing preview
    qtbot.wait(30)
    assert len(preview_service.requests) == 1
    assert previews.parts == (part,)


def test_a_preview_of_the_whole_picture_has_no_frame(
    previews: Previews, preview_service: FakeService, view: ComparisonView, original: Layer, qtbot: QtBot
) -> None:
    view.fit()
    previews.look_at(1, original, OPTIONS, True)
    qtbot.waitUntil(lambda: len(preview_service.requests) == 1)
    assert preview_service.requests[0].region == Region(0, 0, 400, 300)
    serve(preview_service, previews, qtbot)
    assert not previews.parts[0].framed


def test_moving_the_view_cancels_and_orders_anew(
    previews: Previews, preview_service: FakeService, view: ComparisonView, original: Layer, qtbot: QtBot
) -> None:
    view.zoom_to(4)
    previews.look_at(1, original, OPTIONS, True)
    qtbot.waitUntil(lambda: len(preview_service.requests) == 1)
    stale = preview_service.requests[0]
    view._look(view.viewport.camera.panned(200, 0))
    assert preview_service.cancelled == 1
    qtbot.waitUntil(lambda: len(preview_service.requests) == 2)
    assert preview_service.requests[1].region.x < stale.region.x
    preview_service.served.emit(PreviewResult(stale, stale.region * 2, original))  # too late
    assert not previews.parts


def test_other_options_order_anew(
    previews: Previews,
    preview_service: FakeService,
    original: Layer,
    qtbot: QtBot,
) -> None:
    previews.look_at(1, original, OPTIONS, True)
    qtbot.waitUntil(lambda: len(preview_service.requests) == 1)
    serve(preview_service, previews, qtbot)
    before = previews.parts
    for number, options in enumerate((replace(OPTIONS, model="other"), replace(OPTIONS, precision="fp32")), 2):
        previews.look_at(1, original, options, True)
        assert previews.parts == before  # until there is another
        assert previews.shows(OPTIONS) and not previews.shows(options)
        qtbot.waitUntil(lambda number=number: len(preview_service.requests) == number)  # type: ignore[misc]
        assert preview_service.requests[-1].options == options


def test_a_running_picture_keeps_its_preview_and_orders_none(
    previews: Previews, preview_service: FakeService, view: ComparisonView, original: Layer, qtbot: QtBot
) -> None:
    previews.look_at(1, original, OPTIONS, True)
    qtbot.waitUntil(lambda: len(preview_service.requests) == 1)
    serve(preview_service, previews, qtbot)
    previews.look_at(1, original, OPTIONS, False)
    view.zoom_to(0.1)
    qtbot.wait(30)
    assert len(preview_service.requests) == 1
    assert previews.parts
    previews.look_at(None, None, OPTIONS, False)
    assert not previews.parts


def test_why_there_is_none(previews: Previews, preview_service: FakeService, original: Layer, qtbot: QtBot) -> None:
    previews.look_at(1, original, OPTIONS, True)
    qtbot.waitUntil(lambda: len(preview_service.requests) == 1)
    error = ModelNotFoundError("other", ())
    with qtbot.waitSignal(previews.changed):
        preview_service.served.emit(PreviewResult(preview_service.requests[0], error=error))
    assert previews.error is error
    assert not previews.parts
    previews._timer.start()
    qtbot.wait(30)
    assert len(preview_service.requests) == 1  # it would fail again


def test_a_slow_computer_previews_less(
    previews: Previews, preview_service: FakeService, view: ComparisonView, original: Layer, qtbot: QtBot
) -> None:
    previews.set_throughput(replace(THROUGHPUT, network=0.5 / 30_000))
    view.fit()
    previews.look_at(1, original, OPTIONS, True)
    qtbot.waitUntil(lambda: len(preview_service.requests) == 1)
    region = preview_service.requests[0].region
    assert 29_000 < region.width * region.height <= 30_000
    assert region.x * 2 + region.width == pytest.approx(400, abs=1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, in seconds, that the previews see."""
    now = [0.0]
    monkeypatch.setattr("upscaler.gui.comparison.previews.time.perf_counter", lambda: now[0])
    return now


def test_what_a_part_takes_decides_how_large_the_next_first_one_is(
    previews: Previews,
    preview_service: FakeService,
    view: ComparisonView,
    original: Layer,
    qtbot: QtBot,
    clock: list[float],
) -> None:
    """During a job, or when other programs run, the computer is slower than when it was measured."""
    previews.set_throughput(replace(THROUGHPUT, network=0.5 / 60_000))
    for number, (seconds, pixels) in enumerate(((1.0, 60_000), (0.25, 30_000), (0.0, 60_000), (0, 120_000))):
        preview_service.requests.clear()
        previews.look_at(1, original, replace(OPTIONS, detail=number), True)
        qtbot.waitUntil(lambda: len(preview_service.requests) == 1)
        region = preview_service.requests[0].region
        assert 0.95 * pixels < region.width * region.height <= pixels
        clock[0] += seconds
        serve(preview_service, previews, qtbot)


def test_a_larger_part_follows_the_first_until_all_in_view_is_there(
    previews: Previews,
    preview_service: FakeService,
    view: ComparisonView,
    original: Layer,
    qtbot: QtBot,
    clock: list[float],
) -> None:
    previews.set_throughput(replace(THROUGHPUT, network=0.5 / 25_000))
    previews.look_at(1, original, OPTIONS, True)
    qtbot.waitUntil(lambda: len(preview_service.requests) == 1)
    for number, least in ((1, 24_000), (2, 98_000)):
        assert len(preview_service.requests) == number
        region = preview_service.requests[-1].region
        assert least < region.width * region.height <= least * 1.1
        clock[0] += 0.5 * region.width * region.height / 25_000
        serve(preview_service, previews, qtbot)
        assert previews.parts[0].region == region * 2  # each is shown as soon as it is ready
    assert preview_service.requests[-1].region == Region(0, 0, 400, 300)
    assert previews.share == 0
    serve(preview_service, previews, qtbot)
    assert len(preview_service.requests) == 3
    assert previews.share is None


def test_going_back_to_earlier_options_is_instant(
    previews: Previews, preview_service: FakeService, original: Layer, qtbot: QtBot
) -> None:
    parts = []
    for number, options in enumerate((OPTIONS, replace(OPTIONS, model="other")), 1):
        previews.look_at(1, original, options, True)
        qtbot.waitUntil(lambda number=number: len(preview_service.requests) == number)  # type: ignore[misc]
        serve(preview_service, previews, qtbot)
        parts.append(previews.parts)
    previews.look_at(1, original, OPTIONS, True)
    assert previews.parts == parts[0]
    assert previews.parts != parts[1]
    assert previews.shows(OPTIONS)
    qtbot.wait(30)
    assert len(preview_service.requests) == 2
    previews.look_at(2, build_layer(np.zeros((300, 400, 3), np.uint8)), OPTIONS, True)
    assert not previews.parts  # nothing of another picture is shown


def test_variants_are_made_one_after_another_and_kept(
    previews: Previews, preview_service: FakeService, original: Layer, qtbot: QtBot
) -> None:
    previews.set_throughput(replace(THROUGHPUT, network=0.8 / 60_000))
    variants = [OPTIONS, replace(OPTIONS, model="other"), replace(OPTIONS, model="third")]
    previews.look_at(1, original, OPTIONS, True, variants)
    qtbot.waitUntil(lambda: len(preview_service.requests) == 1)
    for _ in range(6):  # first small parts of all, then larger ones
        serve(preview_service, previews, qtbot)
    assert [request.options for request in preview_service.requests] == variants * 2
    areas = [request.region.width * request.region.height for request in preview_service.requests]
    assert max(areas[:3]) <= 60_000 and areas[3:] == [120_000] * 3
    assert len({previews.parts_of(options) for options in variants}) == 3
    assert previews.parts == previews.parts_of(OPTIONS)
    previews.look_at(1, original, variants[2], True)
    assert previews.parts and previews.shows(variants[2])
    previews.look_at(1, original, variants[2], True, variants)
    qtbot.wait(30)
    assert all(previews.parts_of(options) for options in variants)
    assert len(preview_service.requests) == 6


def test_why_a_variant_is_missing(
    previews: Previews, preview_service: FakeService, original: Layer, qtbot: QtBot
) -> None:
    other = replace(OPTIONS, model="other")
    previews.look_at(1, original, OPTIONS, True, [other, OPTIONS])
    qtbot.waitUntil(lambda: len(preview_service.requests) == 1)
    error = ModelNotFoundError("other", ())
    with qtbot.waitSignal(previews.changed):
        preview_service.served.emit(PreviewResult(preview_service.requests[0], error=error))
    assert previews.error_of(other) is error and previews.error_of(OPTIONS) is None
    assert previews.error is None
    assert len(preview_service.requests) == 2


def test_how_far_it_is(previews: Previews, preview_service: FakeService, original: Layer, qtbot: QtBot) -> None:
    shares: list[float | None] = []
    previews.progressed.connect(lambda: shares.append(previews.share))
    previews.look_at(1, original, OPTIONS, True)
    qtbot.waitUntil(lambda: len(preview_service.requests) == 1)
    request = preview_service.requests[0]
    preview_service.progressed.emit(request, 0.5)
    previews.look_at(1, original, replace(OPTIONS, model="other"), True)
    preview_service.progressed.emit(request, 0.7)  # of one that was not requested
    assert shares == [0, 0.5, None]
    qtbot.waitUntil(lambda: len(preview_service.requests) == 2)
    serve(preview_service, previews, qtbot)
    assert shares == [0, 0.5, None, 0, None]


def test_the_middle_has_the_same_shape() -> None:
    assert middle(Region(10, 20, 30, 40), 1200) == Region(10, 20, 30, 40)
    assert middle(Region(0, 0, 2000, 1000), 500_000) == Region(500, 250, 1000, 500)
    assert middle(Region(5, 5, 1, 9), 1) == Region(5, 8, 1, 3)


def test_nothing_is_seen_of_it_in_the_folder(make_picture: Callable[..., Path], tmp_path: Path, qtbot: QtBot) -> None:
    path = make_picture()
    real = PreviewService()
    with qtbot.waitSignal(real.served):
        real.requested.connect(real.serve)
        real.request(PreviewRequest(1, load_layer(path), Region(0, 0, 24, 16), OPTIONS))
    assert list(tmp_path.iterdir()) == [path]
