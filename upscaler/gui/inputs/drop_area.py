"""Where pictures are dropped: the middle of the empty window, or an overlay on the comparison."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from upscaler.gui.inputs.example import Example
from upscaler.gui.inputs.recent import RecentList
from upscaler.gui.widgets import layouts, text
from upscaler.gui.widgets.controls import CONTROL_HEIGHT, Button, label, paint_dashed_frame, shows_focus
from upscaler.gui.widgets.tokens import TITLE_PIXELS, current_tokens, font, mix
from upscaler.images.formats import FORMATS

_MARGIN = 24
_INVITATION = 500  # pixels of height for everything but the recent list
_ROOMY = 480  # pixels of height; with less there is no room for the example
_RECENT = 5  # the most rows of that list, so that the invitation stands out


class DropArea(QWidget):
    """Invites users to drop pictures, and takes the accent colour while something is dragged over the window."""

    open_requested = Signal()
    sample_requested = Signal()

    def __init__(self, recent: RecentList, paste_place: str) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Drop pictures or folders here"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lit = False
        self.example = Example()
        self._title = label(self.tr("Drop pictures or folders here"), "title")
        self.open_button = Button(self.tr("Choose pictures…"), "picture", role="primary")
        self.open_button.clicked.connect(self.open_requested)
        self.try_button = Button(self.tr("Try it with a sample picture"))
        self.try_button.setToolTip(self.tr("Its copy and the result are saved in {place}").format(place=paste_place))
        self.try_button.clicked.connect(self.sample_requested)
        choices = layouts.row(spacing=8)
        choices.addWidget(self.open_button)
        choices.addWidget(self.try_button)
        self._recent = recent
        kinds = text.listed(format.title for format in FORMATS)
        pasting = self.tr("A picture pasted with {keys} is saved in {place}").format(
            keys=QKeySequence(QKeySequence.StandardKey.Paste).toString(QKeySequence.SequenceFormat.NativeText),
            place=paste_place,
        )
        layout = layouts.column(self, spacing=0, margins=(_MARGIN, _MARGIN, _MARGIN, _MARGIN))
        layout.addStretch(5)
        layout.addWidget(self.example, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(24)
        layout.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(8)
        layout.addWidget(label(self.tr("or choose them"), "muted"), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(16)
        layout.addLayout(choices)
        layout.setAlignment(choices, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(24)
        for shown in (kinds, pasting):
            line = label(shown, "muted")
            line.setWordWrap(True)
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(line)
            layout.addSpacing(4)
        layout.addSpacing(20)
        centred = layouts.row()
        centred.addWidget(recent)
        layout.addLayout(centred)
        layout.addStretch(6)

    @property
    def is_lit(self) -> bool:
        return self._lit

    def set_lit(self, lit: bool) -> None:
        self._lit = lit
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.example.setVisible(self.height() >= _ROOMY)
        room = self.height() - _INVITATION
        self._recent.show_at_most(min(max(room // CONTROL_HEIGHT, 0), _RECENT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.window))
        frame = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        if self._lit:
            paint_dashed_frame(painter, frame, tokens.accent, mix(tokens.window, tokens.accent, 0.1))
        else:
            paint_dashed_frame(painter, frame, tokens.muted if shows_focus(self) else tokens.line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open_requested.emit()
        else:
            super().keyPressEvent(event)


class DropOverlay(QWidget):
    """Covers its parent, which shows a picture, while something is dragged over the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._covered = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        parent.installEventFilter(self)
        self.hide()

    def set_lit(self, lit: bool) -> None:
        self.setGeometry(self._covered.rect())
        self.setVisible(lit)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._covered.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        shade = QColor(tokens.window)
        shade.setAlphaF(0.85)
        painter.fillRect(self.rect(), shade)
        frame = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        paint_dashed_frame(painter, frame, tokens.accent)
        painter.setPen(QColor(tokens.text))
        painter.setFont(font(self.font(), TITLE_PIXELS, strong=True))
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self.tr("Drop to add to the queue"))
