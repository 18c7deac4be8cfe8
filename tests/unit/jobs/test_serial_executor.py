import threading
from functools import partial

import pytest

from upscaler.jobs.serial_executor import SerialExecutor


def test_one_thing_after_another_in_one_thread() -> None:
    executor = SerialExecutor("test")
    done: list[int] = []
    for number in range(3):
        executor.submit(partial(done.append, number))
    assert executor.submit(lambda: threading.current_thread().name).result(10) == "test"
    assert done == [0, 1, 2]
    executor.shutdown()


def test_it_keeps_no_process_from_exiting() -> None:
    executor = SerialExecutor("test")
    assert executor.submit(lambda: threading.current_thread().daemon).result(10)
    executor.shutdown()


def test_an_error_is_raised_where_it_is_asked_for() -> None:
    executor = SerialExecutor("test")
    with pytest.raises(ZeroDivisionError):
        executor.submit(lambda: 1 // 0).result(10)
    assert executor.submit(lambda: 1).result(10) == 1
    executor.shutdown()
