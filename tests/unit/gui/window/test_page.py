from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from upscaler.gui.comparison.view import ComparisonView
from upscaler.gui.inputs.drop_area import DropArea
from upscaler.gui.inputs.recent import Recent, RecentList
from upscaler.gui.options.panel import WIDTH as OPTIONS_WIDTH
from upscaler.gui.options.panel import OptionsPanel
from upscaler.gui.queue.failure_card import FailureCard
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.queue.panel import WIDTH as QUEUE_WIDTH
from upscaler.gui.queue.panel import QueuePanel
from upscaler.gui.system.settings import Settings
from upscaler.gui.window.bars import BottomBar, TopBar
from upscaler.gui.window.notices import NoticeCard
from upscaler.gui.window.page import OPTIONS, QUEUE, Page
from upscaler.options import UpscaleOptions


class Parts:
    """The parts of a window, on a page."""

    def __init__(self, queue: QueueModel) -> None:
        self.recent = Recent(Settings())
        self.view, self.queue = ComparisonView(), QueuePanel(queue)
        self.drop_area = DropArea(RecentList(self.recent), "~/Pictures")
        self.top, self.notices, self.bottom = TopBar(self.view), NoticeCard(), BottomBar()
        self.options, card = OptionsPanel(UpscaleOptions(), None), FailureCard(self.queue.commands)
        bars, middle = (self.top, self.bottom), (self.drop_area, self.view)
        self.page = Page(bars, self.notices, self.queue, *middle, card, self.options)


@pytest.fixture
def parts(queue: QueueModel, qtbot: QtBot) -> Iterator[Parts]:
    made = Parts(queue)
    qtbot.addWidget(made.page)
    made.page.resize(1400, 800)
    made.page.show()
    yield made
    made.queue.commands.shut_down()
    made.recent.shut_down()


def test_without_pictures_there_is_no_queue_and_no_comparison(parts: Parts) -> None:
    parts.page.show_panels(full_screen=False, has_pictures=False)
    parts.page.show_pictures(False)
    assert parts.drop_area.isVisible() and parts.options.isVisible()
    assert not parts.queue.isVisible() and not parts.view.isVisible()


def test_a_full_screen_is_the_comparison_alone(parts: Parts) -> None:
    parts.page.show_pictures(True)
    parts.page.show_panels(full_screen=True, has_pictures=True)
    assert parts.view.isVisible()
    assert not any(part.isVisible() for part in (parts.queue, parts.options, parts.top, parts.bottom))
    parts.page.show_panels(full_screen=False, has_pictures=True)
    assert all(part.isVisible() for part in (parts.queue, parts.options, parts.top, parts.bottom))


def test_panels_that_were_folded_come_back(parts: Parts) -> None:
    parts.page.resize(1800, 800)
    parts.page.show_panels(full_screen=False, has_pictures=True)
    parts.page.fold({QUEUE, OPTIONS})
    assert not parts.queue.isVisible() and not parts.options.isVisible()
    assert parts.page.middle.width() >= 1796
    parts.page.reset_panels()
    assert parts.page.splitter.sizes()[::2] == [QUEUE_WIDTH, OPTIONS_WIDTH]


def test_at_1024_pixels_the_picture_gets_half_of_the_width(parts: Parts) -> None:
    parts.page.resize(1024, 700)
    parts.page.show_pictures(True)
    parts.page.show_panels(full_screen=False, has_pictures=True)
    assert parts.view.width() >= 0.5 * 1024


def test_at_1280_pixels_the_picture_gets_most_of_the_width_and_all_of_it_alone(parts: Parts) -> None:
    parts.page.resize(1280, 800)
    parts.page.show_pictures(True)
    parts.page.show_panels(full_screen=False, has_pictures=True)
    assert parts.view.width() >= 0.6 * 1280
    parts.page.toggle_all()
    assert parts.page.folded == {QUEUE, OPTIONS}
    assert parts.view.width() >= 1278
    parts.page.toggle_all()
    assert not parts.page.folded
    assert parts.view.width() >= 0.6 * 1280


def test_widths_that_a_person_has_chosen_are_kept(parts: Parts) -> None:
    parts.page.show_panels(full_screen=False, has_pictures=True)
    assert parts.page.save_widths().isEmpty()
    parts.page.splitter.moveSplitter(290, 1)
    state, widths = parts.page.save_widths(), parts.page.splitter.sizes()
    parts.page.reset_panels()
    assert parts.page.splitter.sizes() != widths
    parts.page.restore_widths(state)
    parts.page.show_panels(full_screen=False, has_pictures=True)
    assert parts.page.splitter.sizes() == widths


def test_each_handle_folds_its_panel_and_says_what_it_does(parts: Parts) -> None:
    parts.page.show_pictures(True)
    parts.page.show_panels(full_screen=False, has_pictures=True)
    handle = parts.page.handles[QUEUE]
    assert handle.isVisible() and handle.accessibleName() == "Hide the queue (F7)"
    parts.queue.list.setFocus()
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton)
    assert not parts.queue.isVisible() and parts.options.isVisible()
    assert handle.isVisible() and handle.accessibleName() == "Show the queue (F7)"
    assert parts.view.hasFocus()
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton)
    assert parts.queue.isVisible()


def test_a_notice_moves_nothing(parts: Parts) -> None:
    parts.page.show_pictures(True)
    parts.page.show_panels(full_screen=False, has_pictures=True)
    shown = parts.queue, parts.view, parts.options, parts.top, parts.bottom
    before = [part.mapToGlobal(part.rect().topLeft()) for part in shown], [part.size() for part in shown]
    parts.notices.add("One file is not a picture and was skipped.")
    QTest.qWait(1)  # layouts settle
    assert ([part.mapToGlobal(part.rect().topLeft()) for part in shown], [part.size() for part in shown]) == before
    assert parts.notices.isVisible()
    assert parts.page.middle.rect().contains(parts.notices.geometry())
    parts.page.show_panels(full_screen=True, has_pictures=True)
    assert parts.notices.isVisible()


def test_the_middle_lights_up(parts: Parts) -> None:
    parts.page.set_lit(True)
    assert parts.drop_area.is_lit and not parts.page.overlay.isVisible()
    parts.page.show_pictures(True)
    parts.page.set_lit(True)
    assert parts.page.overlay.isVisible()
    parts.page.set_lit(False)
    assert not parts.page.overlay.isVisible() and not parts.drop_area.is_lit
