from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.qt import pick
from upscaler.geometry import Region
from upscaler.gui.comparison.crop_dialog import BOX, ORIGINAL, CropDialog
from upscaler.gui.widgets import text
from upscaler.gui.widgets.theme import Theme
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.png"
    Image.new("RGB", (400, 200), "red").save(path)
    return path


@pytest.fixture
def parent(qapp: QApplication, qtbot: QtBot) -> QWidget:
    Theme(qapp, "dark")
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(parent: QWidget, picture: Path, qtbot: QtBot) -> CropDialog:
    return opened(CropDialog(parent, picture, UpscaleOptions()), qtbot)


def opened(dialog: CropDialog, qtbot: QtBot) -> CropDialog:
    dialog.show()
    qtbot.waitUntil(lambda: dialog.picture.region is not None)
    return dialog


def numbers(dialog: CropDialog) -> list[str]:
    return [field.text() for field in dialog.numbers]


def retype(dialog: CropDialog, **values: int) -> None:
    for name, value in values.items():
        field = getattr(dialog, f"{name}_field")
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, str(value))


def test_it_begins_with_the_whole_picture_or_its_crop(
    dialog: CropDialog, parent: QWidget, picture: Path, qtbot: QtBot
) -> None:
    assert numbers(dialog) == ["0", "0", "400", "200"]
    crop = Region(10, 20, 30, 40)
    again = opened(CropDialog(parent, picture, UpscaleOptions(crop=crop)), qtbot)
    assert again.picture.region == crop
    assert "30" in again.note.text() and "400" in again.note.text()
    with qtbot.waitSignal(again.cropped) as cropped:
        QTest.mouseClick(again.whole_button, LEFT)
    assert cropped.args == [None]


def test_numbers_are_taken_and_those_outside_are_not(dialog: CropDialog, qtbot: QtBot) -> None:
    retype(dialog, width=100, height=50, left=300)
    assert dialog.picture.region == Region(300, 0, 100, 50)
    retype(dialog, left=301)
    assert dialog.picture.region == Region(30, 0, 100, 50)  # the last valid one
    assert "not inside" in dialog.note.text()
    QTest.keyClick(dialog.left_field, Qt.Key.Key_Tab)
    assert numbers(dialog) == ["30", "0", "100", "50"]
    with qtbot.waitSignal(dialog.cropped) as cropped:
        QTest.mouseClick(dialog.crop_button, LEFT)
    assert cropped.args == [Region(30, 0, 100, 50)]


def test_ratios(dialog: CropDialog) -> None:
    pick(dialog.ratio, "1:1")
    assert dialog.picture.region == Region(100, 0, 200, 200)
    pick(dialog.ratio, "16:9")
    assert dialog.picture.region == Region(22, 0, 356, 200)
    QTest.mouseClick(dialog.turn_button, LEFT)
    assert dialog.picture.region == Region(144, 0, 112, 199)
    retype(dialog, height=160)
    assert dialog.picture.region == Region(144, 0, 90, 160)
    pick(dialog.ratio, ORIGINAL)
    assert dialog.picture.region == Region(150, 0, 100, 200)
    pick(dialog.ratio, "free")
    retype(dialog, width=7)
    assert dialog.picture.region == Region(150, 0, 7, 200)


@pytest.mark.parametrize(
    ("size", "title", "regions"),
    [
        (
            TargetSize(30, "box", 20, "cm", 300, bleed=3),  # the bleed is added to what is cropped
            "30 × 20 cm",
            [Region(50, 0, 300, 200), Region(133, 0, 133, 200)],
        ),
        (
            TargetSize(8, "box", 10, "in", 300),  # turned, as the paper is for such a picture
            "8 × 10 in",
            [Region(75, 0, 250, 200), Region(120, 0, 160, 200)],
        ),
        (
            TargetSize(1080, "box", 1350),  # as it is, since it is never turned
            "1080 × 1350 px",
            [Region(120, 0, 160, 200), Region(75, 0, 250, 200)],
        ),
    ],
)
def test_the_ratio_of_the_paper_or_of_another_box_for_the_result(
    parent: QWidget, picture: Path, qtbot: QtBot, size: TargetSize, title: str, regions: list[Region]
) -> None:
    dialog = opened(CropDialog(parent, picture, UpscaleOptions(size)), qtbot)
    pick(dialog.ratio, BOX)
    assert dialog.ratio.currentText().replace(text.NARROW, " ") == title
    assert dialog.picture.region == regions[0]
    QTest.mouseClick(dialog.turn_button, LEFT)
    assert dialog.picture.region == regions[1]
    dialog.close()


def test_a_square_picture_has_the_ratio_of_the_paper_as_it_was_typed(
    parent: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    square = tmp_path / "square.png"
    Image.new("RGB", (300, 300), "red").save(square)
    for size, region in (
        (TargetSize(10, "box", 15, "cm", 300), Region(50, 0, 200, 300)),
        (TargetSize(15, "box", 10, "cm", 300), Region(0, 50, 300, 200)),
    ):
        dialog = opened(CropDialog(parent, square, UpscaleOptions(size)), qtbot)
        pick(dialog.ratio, BOX)
        assert dialog.picture.region == region
        dialog.close()


def test_without_a_box_there_is_no_ratio_of_one(dialog: CropDialog, parent: QWidget, picture: Path) -> None:
    wide = CropDialog(parent, picture, UpscaleOptions(TargetSize(30, "width", unit="cm")))
    for made in (dialog, wide):
        assert made.ratio.findData(BOX) == -1
    wide.close()


def test_all_of_the_picture_is_no_crop(dialog: CropDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.cropped) as cropped:
        QTest.mouseClick(dialog.crop_button, LEFT)
    assert cropped.args == [None]


def test_a_file_that_cannot_be_read_says_why(parent: QWidget, tmp_path: Path, qtbot: QtBot) -> None:
    made = CropDialog(parent, tmp_path / "gone.png", UpscaleOptions())
    made.show()
    qtbot.waitUntil(lambda: "gone.png" in made.picture.text)
    assert not made.crop_button.isEnabled()
    made.close()
