"""The user's choices are remembered after a restart."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.gui.comparison.stage import Upsampling
from upscaler.gui.system.settings import Settings
from upscaler.gui.window.main_window import MainWindow
from upscaler.gui.window.page import QUEUE
from upscaler.target_size import TargetSize

LEFT = Qt.MouseButton.LeftButton


def test_options_mode_and_panels(window: MainWindow, qtbot: QtBot, qapp: QApplication) -> None:
    QTest.mouseClick(window.options_panel.size_section.scales.button(2), LEFT)
    QTest.mouseClick(window.options_panel.more.button, LEFT)
    window.top_bar.show_view_controls(True)
    QTest.mouseClick(window.top_bar.modes.button("split"), LEFT)
    QTest.mouseClick(window.tools._upsampling[Upsampling.BICUBIC], LEFT)
    window.tools._gain.setValue(9)
    window.resize(1100, 700)
    window.page.splitter.moveSplitter(700, 2)
    width = window.options_panel.width()
    QTest.keyClick(window, Qt.Key.Key_F7)
    window.close()

    again = MainWindow(Settings())
    again.show()
    assert again.options_panel.options.size == TargetSize(2)
    assert again.options_panel.more_shown
    assert again.view.mode.name == "split"
    assert again.top_bar.modes.current() == "split"
    assert again.view.stage.upsampling is Upsampling.BICUBIC
    assert again.view.stage.gain == again.tools._gain.value() == 9
    assert again.height() == 700  # the offscreen screen is narrower than the window
    assert abs(again.options_panel.width() - width) <= 1
    assert again.page.folded == {QUEUE}
    again.close()
    again.deleteLater()


def test_a_mode_chosen_by_key(window: MainWindow) -> None:
    window.page.middle.setCurrentWidget(window.view)
    QTest.keyClick(window.view, Qt.Key.Key_3)
    assert window.view.mode.name == "flicker"
    window.close()
    again = MainWindow(Settings())
    assert again.view.mode.name == "flicker"
    assert again.top_bar.modes.current() == "flicker"
    again.close()
    again.deleteLater()
