import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QFileDialog, QStyle, QToolButton
from pytestqt.qtbot import QtBot

from tests.unit.gui.widgets.test_tokens import contrast
from upscaler.gui.widgets.theme import Theme
from upscaler.gui.widgets.tokens import current_tokens


def ink(icon: QIcon) -> str:
    """The colour of its most opaque pixel."""
    image = icon.pixmap(16).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=QColor.alpha).name()


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_icons_of_qts_own_dialogs_are_seen(qapp: QApplication, qtbot: QtBot, theme: str) -> None:
    Theme(qapp, theme)  # type: ignore[arg-type]
    dialog = QFileDialog(options=QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    buttons = {button.objectName(): button for button in dialog.findChildren(QToolButton) if button.objectName()}
    shown = {"backButton", "forwardButton", "toParentButton", "newFolderButton", "listModeButton", "detailModeButton"}
    assert shown <= buttons.keys()
    for name in shown:
        assert contrast(ink(buttons[name].icon()), current_tokens().window) > 7, name


def test_other_icons_are_those_of_fusion(qapp: QApplication) -> None:
    Theme(qapp, "dark")
    assert not qapp.style().standardIcon(QStyle.StandardPixmap.SP_DirIcon).isNull()
    assert ink(qapp.style().standardIcon(QStyle.StandardPixmap.SP_DirIcon)) != current_tokens().text
