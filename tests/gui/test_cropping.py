"""A crop is chosen in the window, shown everywhere, and upscaled; the file stays unchanged."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.qt import run_ends
from upscaler.geometry import Region, Size
from upscaler.gui.comparison.stage import Side
from upscaler.gui.queue.model import OWN_ROLE
from upscaler.gui.widgets import text
from upscaler.gui.window.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton
Make = Callable[..., Path]
Drop = Callable[..., None]


def original_size(window: MainWindow) -> Size | None:
    layer = window.view.content.layers.get(Side.ORIGINAL)
    return layer.size if layer else None


def test_from_the_crop_to_its_result(window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot) -> None:
    photo = make_photo("photo.png", 120, 90)
    with qtbot.waitSignal(window.scanner.found):
        drop(window, photo, make_photo("other.png", 64, 48))
    first, second = window.queue.entries
    window.queue_panel.select(first.id)
    qtbot.waitUntil(lambda: original_size(window) == Size(120, 90))
    QTest.mouseClick(window.tools.crop, LEFT)
    dialog = window.dialogs.crop_dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.picture.region is not None)
    dialog.picture.set_region(Region(20, 10, 40, 30))
    QTest.mouseClick(dialog.crop_button, LEFT)
    assert window.queue.options_of(first).crop == Region(20, 10, 40, 30)
    assert window.queue.options_of(second).crop is None

    qtbot.waitUntil(lambda: original_size(window) == Size(40, 30))
    assert window.view.content.scene == Size(160, 120)
    qtbot.waitUntil(lambda: bool(window.queue.sizes(first)))
    assert window.queue.sizes(first) == text.resize(Size(40, 30), Size(160, 120))
    assert "cropped" in window.queue.index_of(first.id).data(OWN_ROLE)
    assert text.size(Size(160, 120)) in window.options_panel.size_section.pixels.text()

    with run_ends(window, qtbot, 60_000):
        QTest.mouseClick(window.bottom_bar.primary, LEFT)
    with Image.open(photo.parent / "upscaled" / "photo_4x.png") as made:
        assert made.size == (160, 120)
    with Image.open(photo.parent / "upscaled" / "other_4x.png") as made:
        assert made.size == (256, 192)
    qtbot.waitUntil(lambda: set(window.view.content.layers) == {Side.ORIGINAL, Side.RESULT})

    window.queue_panel.edits.undo.trigger()
    qtbot.waitUntil(lambda: original_size(window) == Size(120, 90))
    assert Side.RESULT not in window.view.content.layers  # it shows another part
    assert window.view.content.scene == Size(480, 360)


def test_what_runs_keeps_its_part(window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.scanner.found):
        drop(window, make_photo("photo.png", 900, 700))
    window.controller.start()
    window.controller.pause()
    window.queue_panel.commands.crop.trigger()
    assert window.dialogs.crop_dialog is None
    with run_ends(window, qtbot, 60_000):
        window.controller.stop()
