from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from upscaler.gui.widgets.controls import Button, label
from upscaler.gui.widgets.dialog import Dialog


def test_the_last_button_closes_it(qtbot: QtBot) -> None:
    dialog = Dialog(None, "Log", 5000, 5000)
    other = Button("Copy")
    dialog.add_button(other)
    dialog.show()
    assert dialog.width() < 5000  # no larger than the screen
    assert other.x() < dialog.close_button.x()
    with qtbot.waitSignal(dialog.destroyed):
        QTest.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)


def test_escape_closes_it(qtbot: QtBot) -> None:
    dialog = Dialog(None, "Log")
    dialog.show()
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_what_the_screen_has_no_room_for_is_scrolled(qtbot: QtBot) -> None:
    dialog = Dialog(None, "Log")
    for number in range(200):
        dialog.body.addWidget(label(str(number)))
    dialog.fit()
    dialog.show()
    assert dialog.height() < dialog.screen().availableSize().height()
    assert dialog.area.verticalScrollBar().maximum() > 0
    dialog.close()


def test_what_there_is_room_for_is_not_scrolled(qtbot: QtBot) -> None:
    dialog = Dialog(None, "Log")
    dialog.body.addWidget(label("One line"))
    dialog.fit(400)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.area.verticalScrollBar().maximum() == 0)
    dialog.close()
