"""Drop a photo, press Start, and see both pictures: with the real network."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.qt import run_ends
from upscaler.gui.comparison.stage import Side
from upscaler.gui.widgets import text
from upscaler.gui.window.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton
Make = Callable[..., Path]
Drop = Callable[..., None]


def test_from_drop_to_comparison(window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot) -> None:
    photo = make_photo("photo.png", 64, 48)
    with qtbot.waitSignal(window.scanner.found):
        drop(window, photo)
    with run_ends(window, qtbot, 30_000):
        QTest.mouseClick(window.bottom_bar.primary, LEFT)
        assert window.controller.is_running
        assert window.bottom_bar.stop.isEnabled()
    result = photo.parent / "upscaled" / "photo_4x.png"
    with Image.open(result) as saved:
        assert saved.size == (256, 192)
    qtbot.waitUntil(lambda: Side.RESULT in window.view.content.layers)
    labels = {side: shown.replace(text.NARROW, " ") for side, shown in window.view.content.labels.items()}
    assert labels[Side.ORIGINAL] == "Original · 64 × 48"
    assert labels[Side.RESULT] == "Upscaled 4× · 256 × 192"
    assert window.bottom_bar.status == "1 upscaled"
    assert window.bottom_bar.show_in_folder.isVisible()
    assert [path.name for path in result.parent.iterdir()] == ["photo_4x.png"]
    assert window.options_panel.folder_section.where.text().endswith("photo_4x (2).png")  # if it were upscaled again


def test_a_folder_goes_to_the_chosen_size_and_place(
    window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("a.png", "b.jpg"):
        make_photo(f"photos/{name}", 32, 24)
    (tmp_path / "photos" / "notes.txt").write_text("no picture")
    with qtbot.waitSignal(window.scanner.noticed):
        drop(window, tmp_path / "photos")
    assert window.notices.text == "One file is not a picture and was skipped."
    QTest.mouseClick(window.options_panel.size_section.scales.button(2), LEFT)
    window.options_panel.folder_section.options_requested.emit(window.options_panel.options, tmp_path / "out")
    make_photo("more/a.png", 32, 24)
    with qtbot.waitSignal(window.scanner.found):
        drop(window, tmp_path / "more")
    shown = window.options_panel.folder_section.where
    qtbot.waitUntil(lambda: shown.text() == str(tmp_path / "out" / "more" / "a_2x.png"))  # it is current
    QTest.mouseClick(window.bottom_bar.primary, LEFT)
    qtbot.waitUntil(lambda: not window.controller.is_running, timeout=30_000)
    made = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").glob("*/*"))
    assert made == ["more/a_2x.png", "photos/a_2x.png", "photos/b_2x.jpg"]
    assert window.bottom_bar.status == "3 upscaled"


def test_the_window_lights_up_while_something_is_dragged_over_it(
    window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot
) -> None:
    photo = make_photo()
    drop(window, photo, release=False)
    assert window.drop_area.is_lit
    QApplication.sendEvent(window, QEvent(QEvent.Type.DragLeave))
    with qtbot.waitSignal(window.scanner.found):
        drop(window, photo)
    assert not window.drop_area.is_lit
    drop(window, photo, release=False)
    assert window.page.overlay.isVisible()
    drop(window, photo)
    assert not window.page.overlay.isVisible()


def test_dropped_files_are_copied_whatever_key_is_held(
    window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.scanner.found):
        drop(window, make_photo("photo.png"), keys=Qt.KeyboardModifier.ShiftModifier)  # the source would move them


def test_files_let_go_over_a_field_are_for_the_queue(
    window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot
) -> None:
    field = window.options_panel.more.name_section.template
    before = field.text()
    with qtbot.waitSignal(window.scanner.found):
        drop(field, make_photo("photo.png"))
    assert field.text() == before


def test_another_size_of_a_finished_picture_is_one_click_away(
    window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot
) -> None:
    photo = make_photo("photo.png", 32, 24)
    with qtbot.waitSignal(window.scanner.found):
        drop(window, photo)
    with run_ends(window, qtbot, 30_000):
        QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not window.bottom_bar.primary.isEnabled()
    QTest.mouseClick(window.options_panel.size_section.scales.button(3), LEFT)
    assert window.bottom_bar.primary.text() == "Upscale again"
    with run_ends(window, qtbot, 30_000):
        QTest.mouseClick(window.bottom_bar.primary, LEFT)
    qtbot.waitUntil(lambda: Side.RESULT in window.view.content.layers)
    assert (photo.parent / "upscaled" / "photo_3x.png").is_file()
    assert "96" in window.view.content.labels[Side.RESULT]


def test_pause_and_resume(window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot) -> None:
    photo = make_photo("photo.png", 600, 500)  # several strips
    with qtbot.waitSignal(window.scanner.found):
        drop(window, photo)
    QTest.mouseClick(window.bottom_bar.primary, LEFT)
    assert window.bottom_bar.primary.text() == "Pause"
    QTest.mouseClick(window.bottom_bar.primary, LEFT)
    assert window.bottom_bar.primary.text() == "Resume"
    entry = window.queue.entries[0]
    qtbot.wait(600)  # the current strip is finished
    share = entry.share
    qtbot.wait(600)
    assert entry.share == share
    assert window.controller.is_running
    with run_ends(window, qtbot, 60_000):
        QTest.mouseClick(window.bottom_bar.primary, LEFT)
        assert window.bottom_bar.primary.text() == "Pause"
    assert window.bottom_bar.status == "1 upscaled"


def test_a_paused_picture_can_be_cancelled(window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot) -> None:
    photo = make_photo("photo.png", 900, 700)
    with qtbot.waitSignal(window.scanner.found):
        drop(window, photo)
    QTest.mouseClick(window.bottom_bar.primary, LEFT)
    QTest.mouseClick(window.bottom_bar.primary, LEFT)
    with run_ends(window, qtbot, 60_000):
        QTest.mouseClick(window.bottom_bar.stop, LEFT)
        assert window.confirmations.question is not None
        QTest.mouseClick(window.confirmations.question.agree_button, LEFT)
    assert window.queue.entries[0].state == "cancelled"
    assert window.bottom_bar.status == "1 cancelled"
    assert not (photo.parent / "upscaled").exists()


def test_the_sample_picture_is_tried_from_the_empty_window(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("upscaler.paths.pictures_fallback", lambda: tmp_path / "Upscaled")
    assert window.drop_area.example.isVisible()
    with qtbot.waitSignal(window.scanner.found):
        QTest.mouseClick(window.drop_area.try_button, LEFT)
    assert [entry.source for entry in window.queue.entries] == [tmp_path / "Upscaled" / "astronaut.png"]
    qtbot.waitUntil(lambda: window.view.content.scene is not None)
