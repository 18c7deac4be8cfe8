from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from upscaler.gui.comparison.export_dialog import ExportDialog
from upscaler.gui.comparison.layer import build_layer
from upscaler.gui.comparison.stage import compare
from upscaler.gui.comparison.view import ComparisonView

DIALOG = "upscaler.gui.comparison.export_dialog.QFileDialog.getSaveFileName"


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.png"
    Image.new("RGB", (400, 200), "red").save(path)
    return path


@pytest.fixture
def dialog(view: ComparisonView, original: Path, qtbot: QtBot) -> Iterator[ExportDialog]:
    small, large = np.zeros((200, 400, 3), np.uint8), np.full((400, 800, 3), 255, np.uint8)
    view.set_content(compare(build_layer(small), build_layer(large)))
    parent = QWidget()
    qtbot.addWidget(parent)
    made = ExportDialog(parent, view, original, [original])
    made.show()
    yield made
    made.close()


@pytest.mark.parametrize(("name", "written", "kind"), [("x.jpg", "x.jpg", "JPEG"), ("x", "x.png", "PNG")])
def test_it_is_saved_in_the_format_of_its_name(
    dialog: ExportDialog,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    written: str,
    kind: str,
) -> None:
    offered: list[str] = []

    def answer(_parent: QWidget, _title: str, path: str, _kinds: str) -> tuple[str, str]:
        offered.append(path)
        return str(tmp_path / name), ""

    monkeypatch.setattr(DIALOG, answer)
    with qtbot.waitSignal(dialog.saved) as saved:
        dialog.save_button.click()
    assert offered == [str(tmp_path / "harbour comparison.png")]
    assert saved.args == [tmp_path / written]
    with Image.open(tmp_path / written) as image:
        assert (image.format, image.size) == (kind, (1602, 400))
    assert written in dialog.told.text()


def test_the_return_key_saves(dialog: ExportDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def refuse(_parent: QWidget, title: str, *_: str) -> tuple[str, str]:
        asked.append(title)
        return "", ""

    monkeypatch.setattr(DIALOG, refuse)
    qtbot.waitUntil(lambda: dialog.isVisible())
    QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)
    assert len(asked) == 1
    assert dialog.isVisible()


def test_an_original_is_never_replaced(
    dialog: ExportDialog, original: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = original.read_bytes()
    monkeypatch.setattr(DIALOG, lambda *_: (str(original), ""))
    dialog.save_button.click()
    qtbot.waitUntil(lambda: dialog.told.text() != "")
    assert original.read_bytes() == before
    assert "Saved" not in dialog.told.text()


def test_it_is_copied_as_it_is_chosen(dialog: ExportDialog, view: ComparisonView) -> None:
    for button in (dialog.layouts.button("split"), dialog.labels):
        button.click()
    dialog.copy_button.click()
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (800, 400)
    assert dialog.size_note.text() == "800 × 400 pixels"
    assert [image.pixelColor(x, 20).name() for x in (20, 780)] == ["#000000", "#ffffff"]


def test_the_part_in_view_is_offered_when_it_is_a_part(view: ComparisonView, original: Path, qtbot: QtBot) -> None:
    large = build_layer(np.zeros((2000, 2000, 3), np.uint8))
    view.set_content(compare(build_layer(np.zeros((500, 500, 3), np.uint8)), large))
    view.zoom_to(2)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ExportDialog(parent, view, original, [])
    chosen = dialog.drawing()
    assert chosen.region == view.visible
    assert chosen.zoom == 2
    dialog.areas.button("whole").click()
    assert dialog.drawing().region.width == 2000
    dialog.close()
