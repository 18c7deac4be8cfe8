from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from upscaler.errors import BrokenPictureError, UnsupportedPixelsError
from upscaler.geometry import Size
from upscaler.gui.queue.delegate import ROW_HEIGHT, QueueDelegate, _fitting
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.widgets.theme import Theme
from upscaler.gui.widgets.tokens import DARK
from upscaler.jobs.job import Job, Outcome, State
from upscaler.options import UpscaleOptions
from upscaler.pipeline import UpscaleResult
from upscaler.target_size import TargetSize

MakePicture = Callable[..., Path]
WIDTH = 296


@pytest.fixture(autouse=True)
def dark(qapp: QApplication) -> Theme:
    return Theme(qapp, "dark")


@pytest.fixture
def index(queue: QueueModel, make_picture: MakePicture, qtbot: QtBot) -> QModelIndex:
    (entry_id,) = queue.add([make_picture("a rather long name of a picture that has no room.png", 24, 16)])
    with qtbot.waitSignal(queue.dataChanged):
        queue.index_of(entry_id).data(Qt.ItemDataRole.DecorationRole)
    return queue.index_of(entry_id)


def painted(index: QModelIndex, state: QStyle.StateFlag = QStyle.StateFlag.State_None, width: int = WIDTH) -> QImage:
    image = QImage(width, ROW_HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor(DARK.panel))
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, width, ROW_HEIGHT)
    option.state = state
    option.font = QApplication.font()
    painter = QPainter(image)
    QueueDelegate().paint(painter, option, index)
    painter.end()
    return image


def colours(image: QImage, area: QRect) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    }


def test_a_row_has_72_pixels(index: QModelIndex) -> None:
    option = QStyleOptionViewItem()
    option.font = QApplication.font()
    assert QueueDelegate().sizeHint(option, index).height() == ROW_HEIGHT


def test_the_thumbnail_is_there_and_the_edge_is_free(index: QModelIndex) -> None:
    image = painted(index)
    assert len(colours(image, QRect(20, 14, 40, 40))) > 50
    assert colours(image, QRect(WIDTH - 8, 0, 8, ROW_HEIGHT)) == {DARK.panel}


def test_in_a_narrow_panel_the_size_of_the_result_is_told_whole(qapp: QApplication) -> None:
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sizes = "3072 × 2048 → 12288 × 8192"
    wide = painter.fontMetrics().horizontalAdvance(sizes)
    assert _fitting(painter, sizes, wide) == sizes
    assert _fitting(painter, sizes, wide - 1) == "→ 12288 × 8192"
    assert _fitting(painter, "3072 × 2048", 5) == "3072 × 2048"
    painter.end()


def test_a_selected_row_is_raised(index: QModelIndex) -> None:
    assert painted(index).pixelColor(WIDTH // 2, 4).name() == DARK.panel
    assert painted(index, QStyle.StateFlag.State_Selected).pixelColor(WIDTH // 2, 4).name() == DARK.raised


def test_focus_by_keyboard_is_seen(index: QModelIndex) -> None:
    by_keyboard = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
    edge = QRect(WIDTH // 2, 2, 1, 3)
    assert DARK.accent in colours(painted(index, by_keyboard), edge)
    assert DARK.accent not in colours(painted(index, QStyle.StateFlag.State_HasFocus), edge)


def test_progress_is_seen_only_while_running(index: QModelIndex, queue: QueueModel) -> None:
    line = QRect(90, ROW_HEIGHT - 9, 60, 6)
    assert DARK.accent not in colours(painted(index), line)
    queue.entries[0].begin(UpscaleOptions())
    queue.entries[0].share = 0.5
    assert DARK.accent in colours(painted(index), line)


def test_options_of_its_own_are_said_beside_the_state(index: QModelIndex, queue: QueueModel) -> None:
    entry = queue.entries[0]
    entry.begin(UpscaleOptions(TargetSize(2)))
    job = Job(1, entry.source, entry.source.parent, UpscaleOptions(TargetSize(2)))
    entry.end(Outcome(job, State.DONE, 2.1))
    state = QRect(160, 48, 120, 16)
    assert DARK.muted in colours(painted(index), state)
    queue.set_options(UpscaleOptions(TargetSize(2)))
    assert colours(painted(index), state) == {DARK.panel}


def test_the_name_of_the_result_is_there_where_enough_of_it_can_be_read(index: QModelIndex, queue: QueueModel) -> None:
    entry, narrow = queue.entries[0], 232
    job = Job(1, entry.source, entry.source.parent, UpscaleOptions())

    def is_named(name: str, width: int, *warnings: str) -> bool:
        result = UpscaleResult(Size(24, 16), Size(96, 64), "cpu", "fp32", 0, warnings)
        entry.end(Outcome(job, State.DONE, 2.1, entry.source.with_name(name), result))
        return DARK.muted in colours(painted(index, width=width), QRect(120, 48, width - 130, 16))

    assert is_named("a rather long name_4x.png", narrow)
    assert is_named("a rather long name_4x.png", WIDTH, "It is dark.")
    assert not is_named("a rather long name_4x.png", narrow, "It is dark.")  # only “a…g” would fit


@pytest.mark.parametrize(("error", "middle"), [(BrokenPictureError, DARK.muted), (UnsupportedPixelsError, DARK.bad)])
def test_a_failure_has_as_many_lines_as_it_needs(
    index: QModelIndex, queue: QueueModel, error: type[BrokenPictureError | UnsupportedPixelsError], middle: str
) -> None:
    entry = queue.entries[0]
    job = Job(1, entry.source, entry.source.parent, UpscaleOptions())
    entry.end(Outcome(job, State.FAILED, 0.1, error=error(entry.source, "why")))
    image = painted(index)
    assert {DARK.bad, DARK.muted} & colours(image, QRect(88, 28, 190, 16)) == {middle}
    assert DARK.bad in colours(image, QRect(88, 46, 190, 16))
