"""Paints the rows of the queue. One delegate paints all rows, without a widget per row, so thousands stay smooth."""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from upscaler.gui.queue.entry import (
    Entry,
    failure_text,
    progress_text,
    short_state_text,
    state_colour,
    state_text,
)
from upscaler.gui.queue.model import ENTRY_ROLE, OWN_ROLE, SIZES_ROLE
from upscaler.gui.queue.thumbnails import SIDE
from upscaler.gui.widgets.icons import pixmap as symbol
from upscaler.gui.widgets.text import TO
from upscaler.gui.widgets.tokens import SECONDARY_PIXELS, Tokens, current_tokens, font, mix
from upscaler.jobs.job import State

ROW_HEIGHT = 72
_INSET = 8  # from the edge of the panel to the card of a selected row
_GAP = 12  # between thumbnail and text
_SYMBOL = 20  # shown while there is no thumbnail
_PROGRESS_HEIGHT = 3
_RADIUS = 8
_LEAST_NAME = 7  # characters of an elided name that still say something


@dataclass(frozen=True)
class Lines:
    """The three lines of text of a row."""

    name: QRect
    middle: QRect
    state: QRect


class QueueDelegate(QStyledItemDelegate):
    """Thumbnail, name, sizes and state; a thin line of progress while running; the reason for a failure."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, max(ROW_HEIGHT, 3 * QFontMetrics(option.font).height() + 18))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        tokens = current_tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = card_of(option.rect)
        _paint_card(painter, card, option, tokens)
        if is_in_view(option, index):
            bar = QRectF(card.left(), card.top() + 12, 3, card.height() - 24)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(bar, 1.5, 1.5)
        square, lines = _square(card), lines_of(card)
        _paint_thumbnail(painter, square, index.data(Qt.ItemDataRole.DecorationRole), tokens)
        _paint_name(painter, lines.name, entry, option, tokens)
        painter.setFont(font(option.font, SECONDARY_PIXELS))
        sizes = _fitting(painter, index.data(SIZES_ROLE), lines.middle.width())
        if entry.state is State.FAILED:
            _paint_failure(painter, lines, entry, sizes, tokens)
        else:
            _paint_text(painter, lines.middle, sizes, tokens.muted)
            _paint_state(painter, lines.state, entry, index.data(OWN_ROLE), tokens)
        if entry.state is State.RUNNING:
            _paint_progress(painter, QRect(lines.name.left(), card.bottom() - 4, lines.name.width(), 0), entry, tokens)
        painter.restore()


def is_in_view(option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> bool:
    """Whether this is the row of the picture in view; other rows may be selected too."""
    view = option.widget
    return isinstance(view, QAbstractItemView) and view.currentIndex() == index


def card_of(row: QRect) -> QRect:
    """What is lit in a row while it is selected."""
    return row.adjusted(_INSET, 2, -_INSET, -2)


def _square(card: QRect) -> QRect:
    return QRect(card.left() + _INSET, card.top() + (card.height() - SIDE) // 2, SIDE, SIDE)


def lines_of(card: QRect) -> Lines:
    """Where a row whose card this is has its text."""
    square, third = _square(card), SIDE // 3
    left = square.right() + 1 + _GAP
    rows = [QRect(left, square.top() + third * i, card.right() - _INSET - left, third) for i in range(3)]
    return Lines(*rows)


def _paint_card(painter: QPainter, card: QRect, option: QStyleOptionViewItem, tokens: Tokens) -> None:
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if selected or option.state & QStyle.StateFlag.State_MouseOver:
        colour = tokens.raised if selected else mix(tokens.panel, tokens.raised, 0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(card, _RADIUS, _RADIUS)
    by_keyboard = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
    if option.state & by_keyboard == by_keyboard:
        painter.setPen(QPen(QColor(tokens.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)


def _paint_thumbnail(painter: QPainter, square: QRect, pixmap: QPixmap | None, tokens: Tokens) -> None:
    path = QPainterPath()
    path.addRoundedRect(QRectF(square), 6, 6)
    painter.fillPath(path, QColor(tokens.canvas))
    if pixmap is None:
        corner = square.center() - QPoint(_SYMBOL // 2 - 1, _SYMBOL // 2 - 1)
        painter.drawPixmap(corner, symbol("picture", tokens.muted, _SYMBOL, painter.device().devicePixelRatio()))
    else:
        painter.save()
        painter.setClipPath(path)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(square, pixmap)
        painter.restore()
        painter.strokePath(path, QPen(QColor(tokens.line), 1))  # gives a white picture on a white panel an edge


def _paint_name(painter: QPainter, area: QRect, entry: Entry, option: QStyleOptionViewItem, tokens: Tokens) -> None:
    strong = bool(option.state & QStyle.StateFlag.State_Selected) or entry.state is State.RUNNING
    painter.setFont(font(option.font, strong=strong))
    text = painter.fontMetrics().elidedText(entry.source.name, Qt.TextElideMode.ElideMiddle, area.width())
    _paint_text(painter, area, text, tokens.text)


def _paint_text(painter: QPainter, area: QRect, text: str, colour: str) -> None:
    painter.setPen(QColor(colour))
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)


def _fitting(painter: QPainter, sizes: str, width: int) -> str:
    """The sizes; in a narrow panel only that of the result, since numbers must not be shortened."""
    fits = painter.fontMetrics().horizontalAdvance(sizes) <= width
    return sizes if fits or TO not in sizes else sizes[sizes.index(TO) :]


def _paint_state(painter: QPainter, area: QRect, entry: Entry, own: str, tokens: Tokens) -> None:
    """Paint the state in its colour, and beside it the name of the result, or the picture's own options."""
    result = entry.target.name if entry.target else ""
    now = time.monotonic()
    state = short_state_text(entry) if result else state_text(entry, now)
    is_cut = painter.fontMetrics().horizontalAdvance(state) > area.width()
    if entry.state is State.RUNNING and entry.share and is_cut:  # the bar and its colour show that it runs
        state = progress_text(entry, now)
    _paint_text(painter, area, state, state_colour(entry.state, tokens))
    rest = area.adjusted(painter.fontMetrics().horizontalAdvance(state), 0, 0, 0)
    if result:
        room = rest.width() - painter.fontMetrics().horizontalAdvance(" · ") - 2  # both together may be wider
        elided = painter.fontMetrics().elidedText(result, Qt.TextElideMode.ElideMiddle, room)
        result = elided if elided == result or len(elided) >= _LEAST_NAME else ""
    if result or own:
        _paint_text(painter, rest, f" · {result or own}", tokens.muted)


def _paint_failure(painter: QPainter, lines: Lines, entry: Entry, sizes: str, tokens: Tokens) -> None:
    """Paint the state and its reason; if one line is too short, also over the line of the sizes."""
    text = failure_text(entry)
    layout = QTextLayout(text, painter.font())
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(lines.state.width())
    layout.endLayout()
    first, rest = text[: line.textLength()], text[line.textLength() :]
    if rest:
        _paint_text(painter, lines.middle, first.rstrip(), tokens.bad)
        _paint_text(painter, lines.state, rest, tokens.bad)
    else:
        _paint_text(painter, lines.middle, sizes, tokens.muted)
        _paint_text(painter, lines.state if sizes else lines.middle, first, tokens.bad)


def _paint_progress(painter: QPainter, line: QRect, entry: Entry, tokens: Tokens) -> None:
    for width, colour in ((line.width(), tokens.line), (round(line.width() * entry.share), tokens.accent)):
        pen = QPen(QColor(colour), _PROGRESS_HEIGHT, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if width > 0:
            y = line.top() + 0.5
            painter.drawLine(QPointF(line.left() + 1.5, y), QPointF(line.left() + max(1.5, width - 1.5), y))
