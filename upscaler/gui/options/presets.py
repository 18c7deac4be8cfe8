"""The button with the presets: options under a name, built in or saved by the user."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu

from upscaler.gui.options.builtin import built_in
from upscaler.gui.widgets import text
from upscaler.gui.widgets.controls import Button
from upscaler.options import UpscaleOptions

if TYPE_CHECKING:
    from upscaler.gui.options.presets_dialog import Presets

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
        """Those of the user."""
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
            self._change(self._presets | {name: replace(self._options, crop=None)})

    def remove(self, name: str) -> None:
        """Remove a preset of the user."""
        self._change({known: options for known, options in self._presets.items() if known != name})

    def open_dialog(self) -> None:
        """Show all presets, to use, save and remove them."""
        from upscaler.gui.options.presets_dialog import PresetsDialog  # here: nothing may delay the first paint

        dialog = PresetsDialog(self.window(), self._options, self._presets)
        dialog.chosen.connect(self.chosen)
        dialog.saved.connect(self.save)
        dialog.removed.connect(self.remove)
        self.presets_changed.connect(dialog.show_own)
        dialog.open()

    def _show(self) -> None:
        whole = replace(self._options, crop=None)  # a crop belongs to one picture
        own = (name for name, options in self._presets.items() if options == whole)
        others = (preset.name for preset in built_in() if preset.applied(self._options) == self._options)
        name = next(own, "") or next(others, "")
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
        self._menu.addAction(self.tr("Default options")).triggered.connect(partial(self._on_chosen, UpscaleOptions()))
        self._menu.addSeparator()
        for preset in built_in():
            action = self._menu.addAction(text.plain(preset.name))
            action.triggered.connect(partial(self._on_chosen, preset.applied(self._options)))
        if self._presets:
            self._menu.addSeparator()
        for name, options in self._presets.items():
            self._menu.addAction(text.plain(name)).triggered.connect(partial(self._on_chosen, options))
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Save or remove presets…")).triggered.connect(self.open_dialog)

    def _on_chosen(self, options: UpscaleOptions, _checked: bool = False) -> None:
        self.chosen.emit(options)
