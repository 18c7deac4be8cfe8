"""The base of the app's dialogs."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QWidget

from upscaler.gui.widgets import layouts
from upscaler.gui.widgets.controls import Button, label

_MARGIN = 24
_BAR = 12  # pixels of the right margin that a scroll bar may take
_ROOM = 64  # pixels of the screen that are left free around a dialog


class Dialog(QDialog):
    """A title, contents, and a row of buttons, the last of which closes it. It never blocks its caller.

    Contents that are too large for the screen are scrolled.
    """

    def __init__(self, parent: QWidget | None, title: str, width: int = 0, height: int = 0) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page = QWidget()
        self.body = layouts.column(page, spacing=8, margins=(0, 0, _BAR, 0))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setAccessibleName(title)
        self.area.setWidget(page)
        self.buttons = layouts.row(spacing=8, margins=(0, 0, _BAR, 0))
        self.buttons.addStretch(1)
        self.close_button = Button(self.tr("Close"))
        self.close_button.clicked.connect(self.accept)
        self.close_button.setDefault(True)
        self.buttons.addWidget(self.close_button)
        layout = layouts.column(self, spacing=16, margins=(_MARGIN, _MARGIN - 4, _MARGIN - _BAR, _MARGIN))
        layout.addWidget(label(title, "title"))
        layout.addWidget(self.area, 1)
        layout.addLayout(self.buttons)
        if width and height:
            self.resize(QSize(width, height).boundedTo(self._room()))

    def fit(self, width: int = 0) -> None:
        """Resize to the height that the contents need at this width."""
        inner = self.body.sizeHint()
        if width:
            inner.setWidth(width - 2 * _MARGIN + _BAR)
            inner.setHeight(self.body.totalHeightForWidth(inner.width()))
        layout = self.layout()
        assert layout is not None
        around = layout.sizeHint().height() - self.area.sizeHint().height()
        wanted = QSize(inner.width() + 2 * _MARGIN - _BAR, inner.height() + around)
        self.resize(wanted.expandedTo(layout.minimumSize()).boundedTo(self._room()))

    def add_button(self, button: Button) -> None:
        """Add a button on the left, away from the one that closes."""
        self.buttons.insertWidget(self.buttons.count() - 2, button)

    def _room(self) -> QSize:
        """The largest size on this screen."""
        return QGuiApplication.primaryScreen().availableSize() - QSize(_ROOM, _ROOM)
