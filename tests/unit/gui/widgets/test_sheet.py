from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from upscaler.gui.widgets.controls import Button, label
from upscaler.gui.widgets.sheet import Sheet


def test_the_last_button_closes_it(qtbot: QtBot) -> None:
    sheet = Sheet(None, "Log", 5000, 5000)
    other = Button("Copy")
    sheet.add_button(other)
    sheet.show()
    assert sheet.width() < 5000  # no larger than the screen
    assert other.x() < sheet.close_button.x()
    with qtbot.waitSignal(sheet.destroyed):
        QTest.mouseClick(sheet.close_button, Qt.MouseButton.LeftButton)


def test_escape_closes_it(qtbot: QtBot) -> None:
    sheet = Sheet(None, "Log")
    sheet.show()
    with qtbot.waitSignal(sheet.destroyed):
        QTest.keyClick(sheet, Qt.Key.Key_Escape)


def test_what_the_screen_has_no_room_for_is_scrolled(qtbot: QtBot) -> None:
    sheet = Sheet(None, "Log")
    for number in range(200):
        sheet.body.addWidget(label(str(number)))
    sheet.fit()
    sheet.show()
    assert sheet.height() < sheet.screen().availableSize().height()
    assert sheet.area.verticalScrollBar().maximum() > 0
    sheet.close()


def test_what_there_is_room_for_is_not_scrolled(qtbot: QtBot) -> None:
    sheet = Sheet(None, "Log")
    sheet.body.addWidget(label("One line"))
    sheet.fit(400)
    sheet.show()
    qtbot.waitUntil(lambda: sheet.area.verticalScrollBar().maximum() == 0)
    sheet.close()
