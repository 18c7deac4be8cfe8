"""Every language fits into the smallest window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import translations
from tests.translations import LANGUAGES
from upscaler.gui.comparison.crop_dialog import CropDialog
from upscaler.gui.options import panel as options_panel
from upscaler.gui.queue import panel as queue_panel
from upscaler.gui.queue.delegate import card_of, lines_of
from upscaler.gui.queue.entry import state_text
from upscaler.gui.queue.model import ENTRY_ROLE, OWN_ROLE
from upscaler.gui.widgets.tokens import SECONDARY_PIXELS, font
from upscaler.gui.window.main_window import MainWindow
from upscaler.options import UpscaleOptions


@pytest.fixture(params=["en", *LANGUAGES])
def spoken(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """Installed as by `language.install`, but removed again."""
    translator = QTranslator(qapp)
    if request.param != "en":
        assert translator.load(f"upscaler_{request.param}", str(translations.folder()))
        qapp.installTranslator(translator)
    yield request.param
    qapp.removeTranslator(translator)


def test_nothing_needs_more_room_than_there_is(spoken: str, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.resize(window.minimumSize())
    window.queue.add([tmp_path / f"{number}.png" for number in range(1234)])
    window.queue_panel.clear_button.show()
    window.options_panel.show_more(True)
    window.bottom_bar.show_progress(0.5)
    window.bottom_bar.failures.show()
    bars = (window.top_bar, window.bottom_bar)
    qtbot.waitUntil(lambda: all(bar.minimumSizeHint().width() <= window.minimumWidth() for bar in bars))
    assert window.queue_panel.minimumSizeHint().width() <= queue_panel.SMALLEST_WIDTH
    page, scroll_bar = window.options_panel.widget(), window.options_panel.verticalScrollBar()
    assert page is not None
    qtbot.waitUntil(scroll_bar.isVisible)  # before layout it has no width of its own
    assert page.minimumSizeHint().width() <= options_panel.SMALLEST_WIDTH - scroll_bar.width()


def test_the_ratios_of_a_crop_can_be_read(spoken: str, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    Image.new("RGB", (400, 200)).save(tmp_path / "a.png")
    dialog = CropDialog(window, tmp_path / "a.png", UpscaleOptions())
    dialog.show()
    qtbot.waitUntil(lambda: dialog.picture.region is not None)
    ratio = dialog.ratio
    for title in (ratio.itemText(row) for row in range(ratio.count())):
        room = ratio.text_room().width()
        assert ratio.fontMetrics().elidedText(title, Qt.TextElideMode.ElideMiddle, room) == title
    assert ratio.geometry().right() < dialog.turn_button.geometry().left()
    assert dialog.body.minimumSize().width() <= window.minimumWidth() - 120  # on the smallest screen, with margins
    dialog.close()


def test_that_a_texture_is_seamless_can_be_read_in_its_row(
    spoken: str, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.resize(1280, 800)
    (entry_id,) = window.queue.add([tmp_path / "a.png"])
    window.queue.set_own_options({entry_id: UpscaleOptions(tileable="both")})
    rows = window.queue_panel.list
    index = rows.rows.index_of(entry_id)
    qtbot.waitUntil(lambda: rows.visualRect(index).width() > 200)  # before layout it has none
    told = f"{state_text(index.data(ENTRY_ROLE), 0)} · {index.data(OWN_ROLE)}"
    room = lines_of(card_of(rows.visualRect(index))).state.width()
    assert 100 < room < 160
    assert QFontMetrics(font(rows.font(), SECONDARY_PIXELS)).elidedText(told, Qt.TextElideMode.ElideRight, room) == told
