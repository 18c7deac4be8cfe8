from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.qt import title_of
from tests.unit.gui.options.conftest import MakeSection
from upscaler.gui.options.section import PanelState
from upscaler.gui.options.textures import SheetSection, TextureSection
from upscaler.options import UpscaleOptions


@pytest.fixture
def sheet(make_section: MakeSection) -> SheetSection:
    made: SheetSection = make_section(SheetSection)
    made.cells.setFocus()
    return made


@pytest.mark.parametrize("typed", ["16x32", "16 × 32", "16X32", "16*32"])
def test_the_size_of_a_cell_is_typed_as_people_write_it(typed: str, sheet: SheetSection) -> None:
    QTest.keyClicks(sheet.cells, typed)
    assert sheet._state.options.cells == "16x32"
    assert sheet.cells.text() == typed  # nothing changes while typing
    QTest.keyClick(sheet.cells, Qt.Key.Key_Return)
    assert sheet.cells.text() == "16x32"


def test_what_is_half_typed_changes_nothing(sheet: SheetSection) -> None:
    QTest.keyClicks(sheet.cells, "16x32")
    QTest.keyClick(sheet.cells, Qt.Key.Key_Backspace)  # 16x3 is a size, too
    QTest.keyClick(sheet.cells, Qt.Key.Key_Backspace)
    assert sheet._state.options.cells == "16x3"
    assert "“16x” is not a cell size" in sheet.problem.text()
    QTest.keyClick(sheet.cells, Qt.Key.Key_Return)
    assert (sheet.cells.text(), sheet.problem.text()) == ("16x3", "")
    sheet.cells.clear()
    sheet.cells.textEdited.emit("")
    assert sheet._state.options.cells == ""


def test_what_a_preset_sets_is_shown(sheet: SheetSection) -> None:
    sheet.show_state(PanelState(replace(UpscaleOptions(), cells="8x8")))
    assert sheet.cells.text() == "8x8"


def test_screen_readers_know_what_is_typed_and_chosen(make_section: MakeSection, sheet: SheetSection) -> None:
    assert sheet.cells.accessibleName() == "Cell size"
    assert title_of(make_section(TextureSection).choice) == "Seamless texture"
