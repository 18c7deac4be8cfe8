import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.errors import UnexpectedError, UpscalerError
from upscaler.gui.system.background import Background


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.got: list[tuple[object, object]] = []
        self.thread_names: set[str] = set()

    def take(self, ticket: object, result: object) -> None:
        self.got.append((ticket, result))
        self.thread_names.add(threading.current_thread().name)


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    made = Background()
    yield made
    made.shut_down()


def test_it_runs_elsewhere_and_delivers_here(background: Background, qtbot: QtBot) -> None:
    receiver = Receiver()
    background.delivered.connect(receiver.take)
    with qtbot.waitSignal(background.delivered):
        background.submit("ticket", lambda: threading.current_thread() is threading.main_thread())
    assert receiver.got == [("ticket", False)]
    assert receiver.thread_names == {threading.main_thread().name}


def test_an_error_is_a_result(background: Background, qtbot: QtBot) -> None:
    def fail() -> None:
        raise UpscalerError

    with qtbot.waitSignal(background.delivered) as delivered:
        background.submit(1, fail)
    assert isinstance(delivered.args[1], UpscalerError)


@pytest.mark.parametrize("fault", [MemoryError("12 MiB"), AssertionError()])
def test_a_fault_is_a_result_too_and_what_waits_is_done(
    background: Background, qtbot: QtBot, caplog: pytest.LogCaptureFixture, fault: Exception
) -> None:
    def fail() -> None:
        raise fault

    receiver = Receiver()
    background.delivered.connect(receiver.take)
    background.submit("asked", fail)
    background.submit("next", int)
    qtbot.waitUntil(lambda: len(receiver.got) == 2)
    told = dict(receiver.got)["asked"]
    assert isinstance(told, UnexpectedError)
    assert told.reason == f"{type(fault).__name__}: {fault}"
    assert "Traceback" in caplog.text  # of our log


def test_what_was_asked_last_comes_first_and_the_rest_can_be_forgotten(background: Background, qtbot: QtBot) -> None:
    receiver = Receiver()
    background.delivered.connect(receiver.take)
    gate = threading.Event()
    background.submit("running", gate.wait)
    background.submit("forgotten", int)
    qtbot.waitUntil(lambda: background._pool.activeThreadCount() == 1)
    background.forget()
    background.submit("first", int)
    background.submit("second", int)
    gate.set()
    qtbot.waitUntil(lambda: len(receiver.got) == 3)
    assert [ticket for ticket, _ in receiver.got] == ["running", "second", "first"]


def test_after_the_end_nothing_begins(qapp: QApplication, qtbot: QtBot) -> None:
    background = Background()
    background.shut_down()
    with qtbot.assertNotEmitted(background.delivered, wait=50):
        background.submit(1, lambda: 2)
