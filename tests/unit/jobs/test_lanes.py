import threading

import pytest

from upscaler.jobs.lanes import Lane


def test_one_thing_after_another_in_one_thread() -> None:
    lane = Lane("test")
    futures = [lane.do(lambda number=number: (number, threading.current_thread().name)) for number in range(3)]
    assert [future.result(10) for future in futures] == [(number, "test") for number in range(3)]
    lane.end()


def test_an_error_is_raised_where_it_is_asked_for() -> None:
    lane = Lane("test")
    with pytest.raises(ZeroDivisionError):
        lane.do(lambda: 1 // 0).result(10)
    assert lane.do(lambda: 1).result(10) == 1
    lane.end()
