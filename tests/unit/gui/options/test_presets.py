import pytest
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from upscaler.gui.options.builtin import built_in
from upscaler.gui.options.presets import PresetButton
from upscaler.gui.options.presets_dialog import PresetsDialog
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

SHOP = UpscaleOptions(TargetSize(2000, "longest"), format="jpg", quality=85)


@pytest.fixture
def button(qtbot: QtBot) -> PresetButton:
    made = PresetButton()
    qtbot.addWidget(made)
    made.show_options(SHOP)
    return made


def actions(menu: QMenu) -> dict[str, QAction]:
    menu.aboutToShow.emit()
    return {action.text(): action for action in menu.actions()}


def test_options_are_saved_chosen_and_removed(button: PresetButton, qtbot: QtBot) -> None:
    with qtbot.waitSignal(button.presets_changed) as saved:
        button.save("  Shop & web ")
    assert saved.args == [{"Shop & web": SHOP}]
    assert button.text() == "Shop && web"  # which shows one
    button.show_options(UpscaleOptions())
    assert button.text() == "Presets"
    with qtbot.waitSignal(button.chosen) as chosen:
        actions(button._menu)["Shop && web"].trigger()
    assert chosen.args == [SHOP]
    with qtbot.waitSignal(button.chosen) as standard:
        actions(button._menu)["Default options"].trigger()
    assert standard.args == [UpscaleOptions()]
    with qtbot.waitSignal(button.presets_changed) as left:
        button.remove("Shop & web")
    assert left.args == [{}]


def test_those_built_in_are_in_the_menu_and_recognised(button: PresetButton, qtbot: QtBot) -> None:
    for preset in built_in():
        with qtbot.waitSignal(button.chosen) as chosen:
            actions(button._menu)[preset.name].trigger()
        button.show_options(chosen.args[0])
        assert button.text() == preset.name


def test_what_the_dialog_saves_and_removes_is_known_at_once(button: PresetButton, qtbot: QtBot) -> None:
    actions(button._menu)["Save or remove presets…"].trigger()
    dialog = button.findChild(PresetsDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.name, " Shop ")
    dialog.save_button.click()
    assert button.presets == {"Shop": SHOP}
    item = dialog.list.currentItem()
    assert item is not None and item.text() == "Shop"
    dialog.remove_button.click()
    assert button.presets == {}
    assert dialog.list.count() == len(built_in())
    with qtbot.waitSignal(button.chosen):
        dialog.use_button.click()


def test_a_preset_without_a_name_is_none(button: PresetButton, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(button.presets_changed):
        button.save("  ")
