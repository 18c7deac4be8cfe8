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


def test_every_part_sees_the_wish_to_stop() -> None:
    stop = threading.Event()
    part = Progress(cancelled=stop).part(0, 0.5)
    part.check_cancelled()
    stop.set()
    with pytest.raises(Cancelled):
        part.check_cancelled()


def test_a_pause_lasts_until_it_ends() -> None:
    paused = threading.Event()
    paused.set()
    part = Progress(paused=paused).part(0, 0.5)
    waiting = threading.Thread(target=part.check_cancelled)
    waiting.start()
    waiting.join(0.2)
    assert waiting.is_alive()
    paused.clear()
    waiting.join(5)
    assert not waiting.is_alive()


def test_a_paused_work_can_be_cancelled() -> None:
    both = threading.Event()
    both.set()
    with pytest.raises(Cancelled):
        Progress(cancelled=both, paused=both).check_cancelled()
