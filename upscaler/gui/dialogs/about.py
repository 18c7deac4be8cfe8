"""The name and version of the app, and its components with their licences."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QTextBrowser,
    QWidget,
)

from upscaler import __version__, paths
from upscaler.gui.dialogs.licences import Component, components
from upscaler.gui.widgets import layouts
from upscaler.gui.widgets.controls import Note, label
from upscaler.gui.widgets.dialog import Dialog
from upscaler.gui.widgets.icons import pixmap
from upscaler.gui.widgets.tokens import TITLE_PIXELS, font

_ICON = 64  # pixels
_LIST_FRAME = 8  # pixels beside the names
_NEWS_GAP, _NEWS_INDENT = 6, 20  # pixels


class AboutDialog(Dialog):
    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, self.tr("About Upscaler"), 880, 600)
        picture = QLabel()
        picture.setPixmap(pixmap("app", "", _ICON, self.devicePixelRatioF()))
        facts = layouts.column(spacing=2)
        facts.addStretch(1)
        facts.addWidget(label(self.tr("Upscaler {version}").format(version=__version__), "heading"))
        facts.addWidget(label(self.tr("Upscales pictures on this computer: no picture is sent anywhere.")))
        facts.addWidget(label(self.tr("Free software under the MIT licence."), "muted"))
        facts.addStretch(1)
        top = layouts.row(spacing=16)
        top.addWidget(picture)
        top.addLayout(facts, 1)
        self.body.addLayout(top)
        self.body.addSpacing(8)
        self.body.addWidget(label(self.tr("What is new, and the included components with their licences:"), "muted"))
        self.components = QListWidget()
        self.components.setAccessibleName(self.tr("Components"))
        self.components.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.licence = Note("body")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Licence text"))
        self.news = QTextBrowser()  # it is too slow for licences, one of which has 700 kB
        self.news.setOpenExternalLinks(True)
        self.news.setAccessibleName(self.tr("What is new"))
        column = layouts.column(spacing=8)
        column.addWidget(self.licence)
        column.addWidget(self.text, 1)
        column.addWidget(self.news, 1)
        beside = layouts.row(spacing=16)
        beside.addWidget(self.components, 1)
        beside.addLayout(column, 2)
        self.body.addLayout(beside, 1)
        for component in (*self._news(), *components()):
            item = QListWidgetItem(f"{component.name} {component.version}".rstrip())
            item.setData(Qt.ItemDataRole.UserRole, component)
            self.components.addItem(item)
        self.components.ensurePolished()  # only then is the font known
        names, bar = self.components.sizeHintForColumn(0), self.components.verticalScrollBar().sizeHint().width()
        self.components.setMinimumWidth(names + bar + 2 * _LIST_FRAME)
        self.components.currentItemChanged.connect(self._on_component_chosen)
        self.components.setCurrentRow(0)

    def _news(self) -> list[Component]:
        """The changelog as an item above the components and their licences."""
        changelog = paths.changelog()
        return [Component(self.tr("What is new"), "", "", changelog)] if changelog else []

    def _show_news(self, changelog: str) -> None:
        """Show all releases, in the style of the window."""
        self.news.setMarkdown(changelog[changelog.find("\n## ") + 1 :])
        document = self.news.document()
        document.setIndentWidth(_NEWS_INDENT)
        cursor = QTextCursor(document)
        heading = QTextCharFormat()
        heading.setFont(font(self.font(), TITLE_PIXELS, strong=True))
        block = document.begin()
        while block.isValid():
            cursor.setPosition(block.position())
            shape = block.blockFormat()
            if shape.headingLevel():
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(heading)
                shape.setTopMargin(_NEWS_GAP * 2 if block.position() else 0)
            shape.setBottomMargin(_NEWS_GAP)
            cursor.setBlockFormat(shape)
            block = block.next()
        self.news.moveCursor(QTextCursor.MoveOperation.Start)

    def _on_component_chosen(self, item: QListWidgetItem | None) -> None:
        component: Component | None = item.data(Qt.ItemDataRole.UserRole) if item else None
        if component is not None:
            is_news = component.kept_in is not None and component.kept_in == paths.changelog()
            self.news.setVisible(is_news)
            self.text.setVisible(not is_news)
            self.licence.setText(component.licence)
            if is_news:
                self._show_news(component.text)
                return
            self.text.setPlainText(component.text or self.tr("This component comes without a licence text."))
