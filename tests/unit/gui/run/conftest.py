"""A controller with its queue, without the window."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.stand_in import repeat_in_steps
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.run.controller import RunController
from upscaler.jobs.job import State
from upscaler.jobs.runner import Runner
from upscaler.jobs.stages import UpscaleInSteps
from upscaler.pipeline import Steps

MakePicture = Callable[..., Path]
RunWith = Callable[[UpscaleInSteps], None]


@pytest.fixture
def controller(queue: QueueModel) -> Iterator[RunController]:
    made = RunController(queue)
    yield made
    made.shut_down()


class Pictures:
    """Small pictures in the queue of a controller."""

    def __init__(self, controller: RunController, queue: QueueModel, make_picture: MakePicture, qtbot: QtBot) -> None:
        self.queue, self.make = queue, make_picture
        self._controller, self._qtbot = controller, qtbot

    def add(self, names: str) -> list[int]:
        """Add one per letter: a.png, b.png and so on. Returns their ids."""
        return self.queue.add([self.make(f"{name}.png") for name in names])

    def start(self, names: str) -> list[int]:
        """Add them and begin the run."""
        ids = self.add(names)
        self._controller.start()
        return ids

    def wait_for_the_end(self) -> None:
        """Until the run has ended."""
        self._qtbot.waitUntil(lambda: not self._controller.is_running, timeout=20_000)

    @property
    def states(self) -> list[State]:
        return [entry.state for entry in self.queue.entries]


@pytest.fixture
def pictures(controller: RunController, queue: QueueModel, make_picture: MakePicture, qtbot: QtBot) -> Pictures:
    return Pictures(controller, queue, make_picture, qtbot)


@pytest.fixture
def run_with(monkeypatch: pytest.MonkeyPatch) -> RunWith:
    """Make runs use this instead of the pipeline."""
    return lambda upscale: monkeypatch.setattr("upscaler.jobs.runner.Runner", partial(Runner, upscale))


@pytest.fixture
def network_waits(run_with: RunWith) -> threading.Event:
    """The network delivers nothing before this is set."""
    event = threading.Event()

    def slow_in_the_network(*arguments: Any) -> Steps:
        steps = repeat_in_steps(*arguments)
        yield next(steps)
        event.wait(10)
        return (yield from steps)

    run_with(slow_in_the_network)
    return event
