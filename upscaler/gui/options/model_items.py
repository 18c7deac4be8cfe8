"""The items of the list of models: a sample before and after, the name, and the model's purpose."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from upscaler import paths
from upscaler.gui.widgets.combo_box import ComboBox
from upscaler.gui.widgets.controls import CONTROL_HEIGHT
from upscaler.gui.widgets.tokens import SECONDARY_PIXELS, current_tokens, font

SENTENCE_ROLE = Qt.ItemDataRole.UserRole + 1  # a model's purpose
LIST_WIDTH = 520  # pixels
_PANE = QSize(112, 84)
_GAP, _INSET, _RADIUS = 2, 8, 6


class ModelList(ComboBox):
    """The list of models, wider than its button: it grows to the left, as the button is at the right edge."""

    def make_list(self) -> None:
        self.setItemDelegate(ModelItems(self))
        self.view().setMinimumWidth(LIST_WIDTH)
        self.view().window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched is self.view().window():
            right = self.mapToGlobal(self.rect().topRight()).x()
            watched.move(max(right - watched.width() + 1, self.screen().availableGeometry().left()), watched.y())
        return super().eventFilter(watched, event)


class ModelItems(QStyledItemDelegate):
    """Models without a sample have the name and the sentence; other items, such as "Add a model…", only the name."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        if _is_separator(index):
            return QSize(LIST_WIDTH, 9)
        if not index.data(SENTENCE_ROLE):
            return QSize(LIST_WIDTH, CONTROL_HEIGHT)
        text = QRect(0, 0, LIST_WIDTH - _text_left(index) - 2 * _INSET, 1000)
        lines = option.fontMetrics.boundingRect(text, Qt.TextFlag.TextWordWrap, index.data(SENTENCE_ROLE)).height()
        needed = option.fontMetrics.height() + lines + 2 * _INSET + 4
        pane = _PANE.height() + 2 * _INSET if sample(index.data(Qt.ItemDataRole.UserRole)) else 0
        return QSize(LIST_WIDTH, max(needed, pane))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens, area = current_tokens(), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if _is_separator(index):
            painter.fillRect(area.adjusted(_INSET, 4, -_INSET, -4), QColor(tokens.line))
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.raised))
            painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        shown = sample(index.data(Qt.ItemDataRole.UserRole))
        if shown is not None:
            _paint_sample(painter, area.topLeft().x() + _INSET, area.center().y() - _PANE.height() // 2, shown)
        text = area.adjusted(_text_left(index), _INSET, -_INSET, -_INSET)
        sentence = index.data(SENTENCE_ROLE)
        painter.setPen(QColor(tokens.text))
        painter.setFont(font(option.font, strong=bool(sentence)))
        vertical = Qt.AlignmentFlag.AlignTop if sentence else Qt.AlignmentFlag.AlignVCenter
        title = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideMiddle, text.width())
        painter.drawText(text, vertical, title)
        if sentence:
            painter.setPen(QColor(tokens.muted))
            below = text.adjusted(0, painter.fontMetrics().height() + 4, 0, 0)
            painter.setFont(font(option.font, SECONDARY_PIXELS))
            painter.drawText(below, Qt.TextFlag.TextWordWrap, sentence)
        painter.restore()


def _is_separator(index: QModelIndex | QPersistentModelIndex) -> bool:
    return bool(index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "separator")  # as QComboBox marks it


def _text_left(index: QModelIndex | QPersistentModelIndex) -> int:
    has_sample = sample(index.data(Qt.ItemDataRole.UserRole)) is not None
    return 2 * _PANE.width() + _GAP + 3 * _INSET if has_sample else _INSET + 4


def _paint_sample(painter: QPainter, x: int, y: int, shown: QPixmap) -> None:
    """Both panes beside each other, with rounded outer corners."""
    half = shown.width() // 2
    outline = QPainterPath()
    outline.addRoundedRect(QRect(x, y, 2 * _PANE.width() + _GAP, _PANE.height()).toRectF(), _RADIUS, _RADIUS)
    painter.save()
    painter.setClipPath(outline)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for pane in (0, 1):
        place = QRect(x + pane * (_PANE.width() + _GAP), y, _PANE.width(), _PANE.height())
        painter.drawPixmap(place, shown, QRect(pane * half, 0, half, shown.height()))
    painter.restore()


@lru_cache(maxsize=64)
def sample(model: object) -> QPixmap | None:
    """A model's sample, before on the left and after on the right; None if there is none."""
    if not isinstance(model, str):
        return None
    pixmap = QPixmap(str(paths.resources() / "samples" / "models" / f"{model}.jpg"))
    return None if pixmap.isNull() else pixmap
