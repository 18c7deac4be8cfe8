"""Fusion with icons in the colours of the theme, for the folder and file dialogs of Qt."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget

from upscaler.gui.widgets.icons import icon
from upscaler.gui.widgets.tokens import current_tokens

_SIZE = 16
_NAMES = {
    QStyle.StandardPixmap.SP_ArrowBack: "back",
    QStyle.StandardPixmap.SP_ArrowForward: "forward",
    QStyle.StandardPixmap.SP_FileDialogToParent: "up",
    QStyle.StandardPixmap.SP_FileDialogNewFolder: "new-folder",
    QStyle.StandardPixmap.SP_FileDialogListView: "list",
    QStyle.StandardPixmap.SP_FileDialogDetailedView: "details",
}


class Style(QProxyStyle):
    """Desktops without dialogs of their own get those of Qt, whose icons are dark in every theme."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def standardIcon(
        self, kind: QStyle.StandardPixmap, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> QIcon:
        name = _NAMES.get(kind)
        if name is None:
            return super().standardIcon(kind, option, widget)
        tokens = current_tokens()
        return icon(name, tokens.text, tokens.disabled, _SIZE)
