"""Options that are saved under a name."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QInputDialog, QMenu

from upscaler.gui.widgets import text
from upscaler.gui.widgets.controls import Button
from upscaler.options import UpscaleOptions

Presets = dict[str, UpscaleOptions]

_LONGEST = 40  # characters of a name


class PresetButton(Button):
    """Shows the name of the preset that equals the options. Saving under an existing name replaces that preset."""

    chosen = Signal(object)  # UpscaleOptions
    presets_changed = Signal(dict)

    def __init__(self) -> None:
        super().__init__(self.tr("Presets"), "chevron-down", role="flat")
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the menu's arrow is on the right of the text,
        self.setProperty("align", "end")  # above those of the controls below
        self._presets: Presets = {}
        self._options = UpscaleOptions()
        self._menu = QMenu(self)
        self._menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)

    @property
    def presets(self) -> Presets:
        return dict(self._presets)

    def set_presets(self, presets: Presets) -> None:
        self._presets = dict(presets)
        self._show()

    def show_options(self, options: UpscaleOptions) -> None:
        self._options = options
        self._show()

    def save(self, name: str) -> None:
        """Save the current options under this name."""
        name = name.strip()[:_LONGEST]
        if name:
            self._change(self._presets | {name: self._options})

    def _show(self) -> None:
        name = next((name for name, options in self._presets.items() if options == self._options), "")
        shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 160)
        self.setText(text.plain(shown) or self.tr("Presets"))
        self.setAccessibleName(self.tr("Presets"))
        self.setAccessibleDescription(name)

    def _change(self, presets: Presets) -> None:
        self._presets = dict(sorted(presets.items(), key=lambda item: item[0].casefold()))
        self._show()
        self.presets_changed.emit(self.presets)

    def _fill(self) -> None:
        self._menu.clear()
        for name, options in self._presets.items():
            self._menu.addAction(text.plain(name)).triggered.connect(partial(self._on_chosen, options))
        if self._presets:
            self._menu.addSeparator()
        self._menu.addAction(self.tr("Default options")).triggered.connect(partial(self._on_chosen, UpscaleOptions()))
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Save these options…")).triggered.connect(self._ask_name)
        if self._presets:
            remove = self._menu.addMenu(self.tr("Remove"))
            for name in self._presets:
                remove.addAction(text.plain(name)).triggered.connect(partial(self._on_removed, name))

    def _on_chosen(self, options: UpscaleOptions) -> None:
        self.chosen.emit(options)

    def _on_removed(self, name: str) -> None:
        self._change({known: options for known, options in self._presets.items() if known != name})

    def _ask_name(self) -> None:
        dialog = QInputDialog(self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Save these options"))
        dialog.setLabelText(self.tr("Preset name"))
        dialog.setOkButtonText(self.tr("Save"))
        dialog.setCancelButtonText(self.tr("Cancel"))
        dialog.textValueSelected.connect(self.save)
        dialog.open()
