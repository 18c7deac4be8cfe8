import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from upscaler.gui.options.presets import PresetButton
from upscaler.options import TargetSize, UpscaleOptions

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
    remove = actions(button._menu)["Remove"].menu()
    assert isinstance(remove, QMenu)
    with qtbot.waitSignal(button.presets_changed) as left:
        remove.actions()[0].trigger()
    assert left.args == [{}]


def test_the_name_is_asked_for(button: PresetButton, qtbot: QtBot) -> None:
    actions(button._menu)["Save these options…"].trigger()
    dialog = button.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue("Shop")
    dialog.accept()
    assert button.presets == {"Shop": SHOP}


def test_a_preset_without_a_name_is_none(button: PresetButton, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(button.presets_changed):
        button.save("  ")
