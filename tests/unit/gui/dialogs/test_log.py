import logging

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from upscaler.gui.dialogs.log import LogDialog
from upscaler.gui.system.log import Log


def record(text: str) -> logging.LogRecord:
    return logging.LogRecord("upscaler", logging.INFO, "", 0, text, (), None)


def test_it_follows_the_log_and_copies_it(qtbot: QtBot) -> None:
    log = Log()
    log.handle(record("a.png: Done in 2.1 s."))
    window = LogDialog(None, log)
    window.show()
    assert "a.png: Done" in window.text.toPlainText()
    log.handle(record("b.png: Failed."))
    qtbot.waitUntil(lambda: "b.png: Failed" in window.text.toPlainText())
    QTest.mouseClick(window.copy_button, Qt.MouseButton.LeftButton)
    assert "b.png: Failed" in QGuiApplication.clipboard().text()
    assert window.copied.isVisible()
    window.close()
