"""The settings of the app, as opposed to the options of pictures. Most take effect at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from upscaler import paths
from upscaler.gui.dialogs.new_versions import NewVersions
from upscaler.gui.system import language, releases
from upscaler.gui.system.settings import Settings
from upscaler.gui.widgets import layouts, text
from upscaler.gui.widgets.combo_box import ComboBox, FolderComboBox
from upscaler.gui.widgets.controls import CheckBox, ElidedLabel, Note, label
from upscaler.gui.widgets.dialog import Dialog
from upscaler.gui.widgets.theme import use_theme

_WIDTH = 440  # pixels
_INDENT = 26  # pixels; aligns a note with the text of the check box above it
_BETWEEN = 8  # pixels more between sections
_BEFORE_SWITCH = 6


class SettingsDialog(Dialog):
    def __init__(self, parent: QWidget | None, settings: Settings) -> None:
        super().__init__(parent, self.tr("Settings"))
        self._settings = settings
        self.theme = ComboBox(self.tr("Appearance"))
        self.theme.addItem(self.tr("Same as the system"), "system")
        self.theme.addItem(self.tr("Light"), "light")
        self.theme.addItem(self.tr("Dark"), "dark")
        self.theme.choose(settings.theme())
        self.theme.activated.connect(self._on_theme_chosen)
        self._add(self.tr("Appearance"), self.theme)
        self.language = ComboBox(self.tr("Language"))
        self.language.addItem(self.tr("Same as the system"), language.SYSTEM)
        for code in language.available():
            self.language.addItem(language.title(code), code)
        self.language.choose(settings.language())
        self.language.activated.connect(self._on_language_chosen)
        self.restart = Note()
        self._add(self.tr("Language"), self.language, self.restart)
        self.notify = CheckBox(self.tr("Notify me when all pictures are done"))
        self.notify.setChecked(settings.notify())
        self.notify.clicked.connect(settings.set_notify)
        notify_note = Note(indent=_INDENT)
        notify_note.setText(self.tr("Only while the window is in the background."))
        self.awake = CheckBox(self.tr("Keep the computer awake"))
        self.awake.setChecked(settings.keep_awake())
        self.awake.clicked.connect(settings.set_keep_awake)
        awake_note = Note(indent=_INDENT)
        awake_note.setText(self.tr("Only while pictures are being upscaled; the screen may go dark."))
        self._add(self.tr("While upscaling"), self.notify, notify_note, self.awake, awake_note)
        self.scratch = FolderComboBox(
            self.tr("Working files"),
            self.tr("Your cache folder"),
            self.tr("Choose a folder…"),
            self.tr("Folder for working files"),
        )
        self.scratch.chosen.connect(self._on_scratch_chosen)
        self._where = ElidedLabel()
        why = Note()
        why.setText(self.tr("Very large results are assembled there; choose a disk with plenty of free space."))
        self._add(self.tr("Working files"), self.scratch, self._where, why)
        self._show_scratch()
        self.new_versions = NewVersions(settings, _INDENT) if releases.address() else None
        if self.new_versions is not None:
            self._add(self.tr("New versions"), self.new_versions)
        self.fit(_WIDTH)

    def _add(self, title: str, *widgets: QWidget) -> None:
        if self.body.count():
            self.body.addSpacing(_BETWEEN)
        section = layouts.column(spacing=4)
        section.addWidget(label(title, "muted", widgets[0]))
        for widget in widgets:
            if isinstance(widget, CheckBox) and widget is not widgets[0]:
                section.addSpacing(_BEFORE_SWITCH)  # what is above it explains another one
            section.addWidget(widget)
        self.body.addLayout(section)

    def _show_scratch(self) -> None:
        self.scratch.show_folder(self._settings.scratch(), paths.scratch())
        self._where.setText(text.place(paths.scratch()))

    def _on_theme_chosen(self, position: int) -> None:
        choice = self.theme.itemData(position)
        self._settings.set_theme(choice)
        use_theme(choice)

    def _on_language_chosen(self, position: int) -> None:
        choice = self.language.itemData(position)
        if choice != self._settings.language():
            self._settings.set_language(choice)
            self.restart.setText(self.tr("Takes effect the next time the app starts."))
            self.fit(_WIDTH)

    def _on_scratch_chosen(self, folder: Path | None) -> None:
        self._settings.set_scratch(folder)
        paths.choose_scratch(folder)
        self._show_scratch()
