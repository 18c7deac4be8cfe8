from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.gui.comparison.view import ComparisonView
from upscaler.gui.widgets.theme import Theme


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot) -> ComparisonView:
    Theme(qapp, "dark")
    made = ComparisonView()
    qtbot.addWidget(made)
    made.resize(802, 600)
    made.show()
    return made
