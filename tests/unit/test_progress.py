import threading

import pytest

from upscaler.errors import Cancelled
from upscaler.progress import Progress


def test_parts_report_their_share_of_the_whole() -> None:
    seen: list[float] = []
    whole = Progress(seen.append)
    whole.part(0.5, 1).part(0, 0.5).report(1)
    whole.part(0.2, 0.4).report(0.5)
    whole.report(7)
    assert seen == pytest.approx([0.75, 0.3, 1.0])


def test_each_of_several_parts_has_an_equal_share() -> None:
    seen: list[float] = []
    for item, part in Progress(seen.append).part(0, 0.5).each("ab"):
        part.report(1)
        seen.append(ord(item))
    assert seen == pytest.approx([0.25, ord("a"), 0.5, ord("b")])
    assert list(Progress().each([])) == []


def test_every_part_sees_the_wish_to_stop() -> None:
    stop = threading.Event()
    part = Progress(cancelled=stop).part(0, 0.5)
    part.check_cancelled()
    stop.set()
    with pytest.raises(Cancelled):
        part.check_cancelled()


def test_work_that_waits_between_strips_goes_on_when_that_ends() -> None:
    resumed = threading.Event()
    part = Progress(between_strips=lambda: assert_waited(resumed)).part(0, 0.5)
    waiting = threading.Thread(target=part.check_between_strips)
    waiting.start()
    waiting.join(0.2)
    assert waiting.is_alive()
    resumed.set()
    waiting.join(5)
    assert not waiting.is_alive()


def assert_waited(event: threading.Event) -> None:
    assert event.wait(5)


def test_a_wish_that_is_heard_between_strips_stops_the_work_at_once() -> None:
    stop = threading.Event()
    with pytest.raises(Cancelled):
        Progress(cancelled=stop, between_strips=stop.set).check_between_strips()
