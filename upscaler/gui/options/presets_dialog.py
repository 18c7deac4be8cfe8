"""All presets and what they set: to use them, to save the current options, and to remove the user's own."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from upscaler.gui.options.builtin import built_in
from upscaler.gui.widgets import layouts
from upscaler.gui.widgets.controls import Button, Field, Note, label
from upscaler.gui.widgets.dialog import Dialog
from upscaler.gui.widgets.options_text import differences
from upscaler.gui.widgets.tokens import SECONDARY_PIXELS, current_tokens, font
from upscaler.options import UpscaleOptions

Presets = dict[str, UpscaleOptions]

_WIDTH, _HEIGHT = 480, 520
_INSET = 12  # pixels
_KIND = Qt.ItemDataRole.UserRole + 1  # the text on the right
_PRESET = Qt.ItemDataRole.UserRole  # its name, options and purpose, and whether it is the user's own


class _Rows(QStyledItemDelegate):
    """The name of a preset on the left, its kind on the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        painter.save()
        painter.setFont(font(option.font, SECONDARY_PIXELS))
        painter.setPen(QColor(current_tokens().muted))
        room = option.rect.adjusted(_INSET, 0, -_INSET, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, index.data(_KIND) or "")
        painter.restore()


class PresetsDialog(Dialog):
    """`chosen` carries options, `saved` and `removed` the name of a preset of the user."""

    chosen = Signal(object)
    saved = Signal(str)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None, options: UpscaleOptions, own: Presets) -> None:
        super().__init__(parent, self.tr("Presets"), _WIDTH, _HEIGHT)
        self._options = options
        self.name = Field(self.tr("Preset name"))
        self.name.setPlaceholderText(self.tr("Name for the current options"))
        self.name.setMaxLength(40)
        self.name.textChanged.connect(self._on_typed)
        self.name.returnPressed.connect(self._on_saved)
        self.save_button = Button(self.tr("Save"), "plus")
        self.save_button.setAutoDefault(False)
        self.save_button.clicked.connect(self._on_saved)
        row = layouts.row(spacing=8)
        row.addWidget(self.name, 1)
        row.addWidget(self.save_button)
        self.present = Note()
        self.present.setText(self._present_text())
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Presets"))
        self.list.setItemDelegate(_Rows(self.list))
        self.list.currentItemChanged.connect(self._on_current_changed)
        self.list.itemActivated.connect(self._on_used)
        self.meaning = Note("body")
        self.meaning.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.meaning.setMinimumHeight(2 * self.fontMetrics().lineSpacing())  # the list keeps its height
        self.use_button = Button(self.tr("Use"), role="primary")
        self.use_button.clicked.connect(self._on_used)
        self.remove_button = Button(self.tr("Remove"), "remove")
        self.remove_button.clicked.connect(self._on_removed)
        self.body.addWidget(label(self.tr("Save the current options"), "muted", self.name))
        self.body.addLayout(row)
        self.body.addWidget(self.present)
        self.body.addSpacing(8)
        self.body.addWidget(label(self.tr("Use a preset"), "muted", self.list))
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.meaning)
        self.add_button(self.remove_button)
        self.add_button(self.use_button)
        self.close_button.setDefault(False)
        self.close_button.setAutoDefault(False)
        self.show_own(own)
        self._on_typed("")
        self.list.setFocus()

    def show_own(self, own: Mapping[str, UpscaleOptions]) -> None:
        """Show these presets of the user, below those that are built in."""
        row = self.list.currentRow()
        self.list.clear()
        for preset in built_in():
            self._add(preset.name, preset.applied(self._options), preset.purpose, is_own=False)
        for name, options in own.items():
            self._add(name, options, differences(options, UpscaleOptions()), is_own=True)
        self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))

    def _add(self, name: str, options: UpscaleOptions, purpose: str, is_own: bool) -> None:
        item = QListWidgetItem(name)
        if not is_own:
            item.setData(_KIND, self.tr("built in"))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, self.tr("{name} (built in)").format(name=name))
        item.setData(_PRESET, (name, options, purpose or self.tr("The default options"), is_own))
        self.list.addItem(item)

    def _present_text(self) -> str:
        return differences(self._options, UpscaleOptions()) or self.tr("The default options")

    def _on_typed(self, name: str) -> None:
        self.save_button.setEnabled(bool(name.strip()))

    def _on_saved(self) -> None:
        name = self.name.text().strip()
        if name:
            self.saved.emit(name)
            self.name.clear()
            rows = [row for row in range(self.list.count()) if self._preset(row)[0] == name]
            self.list.setCurrentRow(rows[-1] if rows else 0)

    def _on_current_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            _, _, purpose, is_own = item.data(_PRESET)
            self.meaning.setText(purpose)
            self.remove_button.setEnabled(is_own)

    def _on_used(self) -> None:
        self.chosen.emit(self._preset(self.list.currentRow())[1])
        self.accept()

    def _on_removed(self) -> None:
        name, _, _, is_own = self._preset(self.list.currentRow())
        if is_own:
            self.removed.emit(name)

    def _preset(self, row: int) -> tuple[str, UpscaleOptions, str, bool]:
        preset: tuple[str, UpscaleOptions, str, bool] = self.list.item(row).data(_PRESET)
        return preset
