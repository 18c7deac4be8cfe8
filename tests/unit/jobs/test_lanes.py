import threading
from functools import partial

import pytest

from upscaler.jobs.lanes import Lane


def test_one_thing_after_another_in_one_thread() -> None:
    lane = Lane("test")
    done: list[int] = []
    for number in range(3):
        lane.do(partial(done.append, number))
    assert lane.do(lambda: threading.current_thread().name).result(10) == "test"
    assert done == [0, 1, 2]
    lane.end()


def test_an_error_is_raised_where_it_is_asked_for() -> None:
    lane = Lane("test")
    with pytest.raises(ZeroDivisionError):
        lane.do(lambda: 1 // 0).result(10)
    assert lane.do(lambda: 1).result(10) == 1
    lane.end()
