"""See also test_cropping, test_after_a_crash and test_comparing in tests/gui."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from upscaler.geometry import Region
from upscaler.gui.comparison.view import ComparisonView
from upscaler.gui.queue.edits import Assignment
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.queue.panel import QueuePanel
from upscaler.gui.system.settings import Settings
from upscaler.gui.window.picture_dialogs import PictureDialogs


@pytest.fixture
def panel(queue: QueueModel, qtbot: QtBot) -> Iterator[QueuePanel]:
    made = QueuePanel(queue)
    qtbot.addWidget(made)
    yield made
    made.commands.shut_down()


@pytest.fixture
def dialogs(queue: QueueModel, panel: QueuePanel, qtbot: QtBot) -> PictureDialogs:
    window = QWidget()
    qtbot.addWidget(window)
    return PictureDialogs(window, ComparisonView(), queue, panel, Settings())


def test_without_a_picture_there_is_nothing_to_crop_or_to_export(dialogs: PictureDialogs) -> None:
    dialogs.crop()
    dialogs.export_comparison()
    assert dialogs.crop_dialog is None


def test_the_crop_is_for_the_picture_for_which_the_dialog_was_opened(
    dialogs: PictureDialogs, panel: QueuePanel, queue: QueueModel, make_picture: Callable[..., Path], qtbot: QtBot
) -> None:
    queue.add([make_picture("a.png"), make_picture("b.png")])
    given: list[Assignment] = []
    panel.edits.assigned.connect(given.append)
    first, second = queue.entries
    panel.select(first.id)
    dialogs.crop()
    panel.select(second.id)
    assert dialogs.crop_dialog is not None
    dialogs.crop_dialog.cropped.emit(Region(1, 2, 3, 4))
    (own,) = given[0].own.items()
    assert own[0] == first.id and own[1] is not None and own[1].crop == Region(1, 2, 3, 4)
    dialogs.crop_dialog.close()


def test_dialogs_are_loaded_when_they_are_opened() -> None:
    late: tuple[str, ...] = ("crop_dialog", "export_dialog", "failures", "presets_dialog", "add_model")
    late += ("multiprocessing", "psutil", "importlib.metadata", "fractions")
    modules = "upscaler.gui.app, upscaler.gui.window.main_window, upscaler.gui.system.log"
    script = f"import sys, {modules}\nprint([name for name in sys.modules if name.endswith({late})])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
