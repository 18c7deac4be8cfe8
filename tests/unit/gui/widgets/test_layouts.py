from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from upscaler.gui.widgets import layouts


def test_rows_and_columns_have_the_margins_and_spacing_that_were_asked_for(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    row, column = layouts.row(parent, spacing=3, margins=(1, 2, 3, 4)), layouts.column(spacing=0)
    assert parent.layout() is row
    assert row.direction() is QBoxLayout.Direction.LeftToRight
    assert column.direction() is QBoxLayout.Direction.TopToBottom
    assert (row.spacing(), row.contentsMargins()) == (3, QMargins(1, 2, 3, 4))
    assert (column.spacing(), column.contentsMargins().isNull()) == (0, True)


def test_without_a_spacing_the_style_has_its_own(qtbot: QtBot) -> None:
    parent, plain = QWidget(), QWidget()
    qtbot.addWidget(parent)
    qtbot.addWidget(plain)
    assert layouts.row(parent).spacing() == QBoxLayout(QBoxLayout.Direction.LeftToRight, plain).spacing()
