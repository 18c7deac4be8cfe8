from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from upscaler import __version__
from upscaler.gui.dialogs.about import AboutDialog
from upscaler.gui.dialogs.licences import components
from upscaler.gui.widgets.tokens import TITLE_PIXELS


def test_version_parts_and_licences(qtbot: QtBot) -> None:
    about = AboutDialog(None)
    about.show()
    assert any(f"Upscaler {__version__}" == shown.text() for shown in about.findChildren(QLabel))
    assert about.components.count() == 1 + len(components())
    assert about.news.isVisible() and not about.text.isVisible()
    assert "The first release." in about.news.toPlainText()
    assert not about.news.toPlainText().startswith("Changelog")  # as the list beside it says that already
    heading = about.news.document().begin().begin().fragment().charFormat()
    assert heading.font().pixelSize() == TITLE_PIXELS
    assert "#" not in about.news.toPlainText() and "`" not in about.news.toPlainText()
    assert about.components.sizeHintForColumn(0) <= about.components.viewport().width()  # no name is cut
    about.components.setCurrentRow(1)
    assert about.text.isVisible() and not about.news.isVisible()
    assert "Permission is hereby granted" in about.text.toPlainText()
    for row in range(1, about.components.count()):
        about.components.setCurrentRow(row)
        assert about.licence.text()
        assert about.text.toPlainText()
    about.close()
