"""See also tests/gui/test_own_options.py."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.gui.options.panel import OptionsPanel
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.queue.panel import QueuePanel
from upscaler.gui.run.controller import RunController
from upscaler.gui.system.settings import Settings
from upscaler.gui.window.assigning import Assigning
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

SMALLER = UpscaleOptions(TargetSize(2))


@pytest.fixture
def queue_panel(queue: QueueModel, qtbot: QtBot) -> Iterator[QueuePanel]:
    made = QueuePanel(queue)
    qtbot.addWidget(made)
    yield made
    made.commands.shut_down()


@pytest.fixture
def options_panel(qapp: QApplication, qtbot: QtBot) -> OptionsPanel:
    made = OptionsPanel(UpscaleOptions(), None)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def assigning(queue: QueueModel, queue_panel: QueuePanel, options_panel: OptionsPanel) -> Iterator[Assigning]:
    parent = QObject()
    controller = RunController(queue, parent)
    yield Assigning(options_panel, queue_panel, queue, controller, Settings(), parent)
    controller.shut_down()


def test_without_pictures_a_change_is_for_those_to_come_and_stored(
    assigning: Assigning, options_panel: OptionsPanel, queue: QueueModel
) -> None:
    options_panel.choose(SMALLER)
    assert queue.options == SMALLER
    assert Settings().options() == SMALLER
    assigning.edits.undo.trigger()
    assert queue.options == options_panel.options == Settings().options() == UpscaleOptions()


def test_the_panel_shows_the_options_of_the_picture_in_view(
    assigning: Assigning,
    options_panel: OptionsPanel,
    queue_panel: QueuePanel,
    queue: QueueModel,
    make_picture: Callable[..., Path],
) -> None:
    first, second = queue.add([make_picture("a.png"), make_picture("b.png")])
    queue_panel.select(first)
    options_panel.choose(SMALLER)
    assert queue.options == UpscaleOptions() == Settings().options()
    queue_panel.select(second)
    assert options_panel.options == UpscaleOptions()
    assert options_panel.scope.text.text() == "For this picture"
    assert options_panel.scope.button.isEnabled()
    queue_panel.select(first)
    assert options_panel.options == SMALLER
    options_panel.scope.button.click()
    assert queue.options == SMALLER
    assert not options_panel.scope.button.isEnabled()
    queue_panel.finder.searched.emit("neither")  # then a change applies to all
    assert options_panel.scope.text.text() == "For all 2 pictures"
