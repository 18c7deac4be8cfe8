import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from upscaler.errors import Cancelled
from upscaler.gui.options.model_adder import ModelAdder
from upscaler.network.catalog import Model
from upscaler.progress import Progress


def test_closing_the_window_stops_it(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large network would take minutes."""
    started, ended = threading.Event(), []

    def add(_: Path, progress: Progress) -> Model:
        started.set()
        assert progress.cancelled is not None and progress.cancelled.wait(60)
        ended.append(True)
        raise Cancelled

    monkeypatch.setattr("upscaler.add_model.add_model", add)
    adder = ModelAdder()
    adder.add([Path("a.pth")])
    assert started.wait(60)
    assert adder.text == "Reading and measuring a.pth…"
    adder.shut_down()
    assert ended == [True]
    qtbot.wait(1)
    assert adder.text == "Reading and measuring a.pth…"  # no error


def test_nothing_to_add_says_nothing(qtbot: QtBot) -> None:
    adder = ModelAdder()
    adder.add([])
    assert adder.text == ""
    adder.shut_down()
