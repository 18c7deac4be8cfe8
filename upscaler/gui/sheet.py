"""What the windows beside the main one have in common."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from upscaler.gui.controls import Button, label

_MARGIN = 24
_ROOM = 96  # pixels of the screen that are left around it


class Sheet(QDialog):
    """A title, contents, and a row of buttons of which the last one closes. It blocks nothing."""

    def __init__(self, parent: QWidget | None, title: str, width: int = 0, height: int = 0) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        self.close_button = Button(self.tr("Close"))
        self.close_button.clicked.connect(self.accept)
        self.close_button.setDefault(True)
        self.buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN - 4, _MARGIN, _MARGIN)
        layout.setSpacing(16)
        layout.addWidget(label(title, "title"))
        layout.addLayout(self.body, 1)
        layout.addLayout(self.buttons)
        if width and height:
            room = QGuiApplication.primaryScreen().availableSize()
            self.resize(min(width, room.width() - _ROOM), min(height, room.height() - _ROOM))

    def fit(self, width: int) -> None:
        """As high as its sentences need at this width."""
        layout = self.layout()
        if layout is not None:
            self.resize(width, layout.totalHeightForWidth(width))

    def add_button(self, button: Button) -> None:
        """On the left, away from the one that closes."""
        self.buttons.insertWidget(self.buttons.count() - 2, button)
