import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from upscaler.gui.options.builtin import built_in
from upscaler.gui.options.presets_dialog import PresetsDialog
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

SHOP = UpscaleOptions(TargetSize(2000, "longest"), format="jpg", quality=85)


@pytest.fixture
def parent(qapp: QApplication, qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(parent: QWidget) -> PresetsDialog:
    made = PresetsDialog(parent, SHOP, {"Mine": UpscaleOptions(), "Shop": SHOP})
    made.show()
    return made


def select(dialog: PresetsDialog, name: str) -> None:
    rows = [row for row in range(dialog.list.count()) if dialog.list.item(row).text() == name]
    dialog.list.setCurrentRow(rows[0])


def test_it_says_what_each_preset_sets(dialog: PresetsDialog) -> None:
    assert dialog.present.text() == "2000\u202fpx · JPEG · quality 85"
    assert dialog.meaning.text() == built_in()[0].purpose
    select(dialog, "Shop")
    assert dialog.meaning.text() == dialog.present.text()
    select(dialog, "Mine")
    assert dialog.meaning.text() == "The default options"


def test_built_in_ones_are_marked(dialog: PresetsDialog) -> None:
    items = [dialog.list.item(row) for row in range(dialog.list.count())]
    spoken = [item.data(Qt.ItemDataRole.AccessibleTextRole) or item.text() for item in items]
    assert spoken == [*(f"{preset.name} (built in)" for preset in built_in()), "Mine", "Shop"]
    dialog.list.clearSelection()
    shown = dialog.list.viewport().grab().toImage()
    area = [dialog.list.visualItemRect(item) for item in (items[0], items[-1])]
    colours = [{shown.pixel(x, row.center().y()) for x in range(row.right() - 60, row.right())} for row in area]
    assert len(colours[0]) > 3 and len(colours[1]) == 1  # something stands on the right of a built-in one only


def test_the_list_has_the_focus_and_keeps_its_height(dialog: PresetsDialog, qtbot: QtBot) -> None:
    qtbot.waitExposed(dialog)
    assert dialog.focusWidget() is dialog.list
    heights = set()
    for row in range(dialog.list.count()):
        dialog.list.setCurrentRow(row)
        QTest.qWait(1)
        heights.add(dialog.list.height())
    assert len(heights) == 1


def test_a_name_is_needed_to_save(dialog: PresetsDialog, qtbot: QtBot) -> None:
    assert not dialog.save_button.isEnabled()
    QTest.keyClicks(dialog.name, "  ")
    assert not dialog.save_button.isEnabled()
    QTest.keyClicks(dialog.name, "Web ")
    with qtbot.waitSignal(dialog.saved) as saved:
        dialog.save_button.click()
    assert saved.args == ["Web"]
    assert dialog.name.text() == ""


def test_only_the_users_own_are_removed(dialog: PresetsDialog, qtbot: QtBot) -> None:
    assert not dialog.remove_button.isEnabled()
    select(dialog, "Shop")
    with qtbot.waitSignal(dialog.removed) as removed:
        dialog.remove_button.click()
    assert removed.args == ["Shop"]
    dialog.show_own({})
    assert dialog.list.count() == len(built_in())
    assert not dialog.remove_button.isEnabled()


def test_the_chosen_one_is_used_and_the_dialog_closes(dialog: PresetsDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.use_button.click()
    assert chosen.args == [built_in()[0].applied(SHOP)]
    assert dialog.result() == PresetsDialog.DialogCode.Accepted
