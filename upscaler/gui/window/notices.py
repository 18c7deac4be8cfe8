"""The card with notices. It lies over the pictures, so that nothing moves while the user is about to click."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from upscaler.gui.widgets import layouts
from upscaler.gui.widgets.controls import CONTROL_HEIGHT, Button

_WIDTH = 560  # pixels
_BESIDE = 24  # pixels that stay free on each side in a narrow window
_ABOVE = 48  # pixels: below the labels of the pictures
_PADDING, _EDGE = 16, 4


class NoticeCard(QWidget):
    """Sentences that the user should read once, shown until the card is closed; some have a button for a web page."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Notices"))
        self._covered: QWidget | None = None
        self._rows: dict[str, QWidget] = {}  # by sentence
        self._column = layouts.column(spacing=0)
        self.close_button = Button("", "close", role="flat")
        self.close_button.setAccessibleName(self.tr("Close this notice"))
        self.close_button.clicked.connect(self._on_closed)
        layout = layouts.row(self, spacing=8, margins=(_PADDING, _EDGE, _EDGE, _EDGE))
        layout.addLayout(self._column, 1)
        layout.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        return "\n".join(self._rows)

    def cover(self, widget: QWidget) -> None:
        """Lie over this widget, near its upper edge."""
        self._covered = widget
        self.setParent(widget)
        widget.installEventFilter(self)

    def add(self, sentence: str, button: str = "", page: str = "") -> None:
        """Show one more sentence, unless it is already shown. A `button` with this text opens a web page."""
        if sentence not in self._rows:
            row = self._rows[sentence] = self._row(sentence, button, page)
            self._column.addWidget(row)
            row.show()  # now, since a hidden row has no height
        self.show()
        self._reposition()

    def _reposition(self) -> None:
        if self._covered is None:
            return
        width = min(_WIDTH, self._covered.width() - 2 * _BESIDE)
        layout = self.layout()
        assert layout is not None
        self.setGeometry((self._covered.width() - width) // 2, _ABOVE, width, layout.totalHeightForWidth(width))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            self._reposition()
        return super().eventFilter(watched, event)

    def _on_closed(self) -> None:
        self.hide()
        for row in self._rows.values():
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows.clear()

    def _row(self, sentence: str, button: str, page: str) -> QWidget:
        result = QWidget()
        result.setMinimumHeight(CONTROL_HEIGHT)
        text = QLabel(sentence)
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)  # to copy a path or an address
        text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = layouts.row(result, spacing=8)
        layout.addWidget(text, 1)
        if button:
            opener = Button(button, role="link")
            opener.clicked.connect(partial(self._on_page_wanted, page))
            layout.addWidget(opener)
        return result

    def _on_page_wanted(self, page: str, _checked: bool = False) -> None:
        if not QDesktopServices.openUrl(QUrl(page)):  # no browser: at least show the address of the page
            self.add(page)
