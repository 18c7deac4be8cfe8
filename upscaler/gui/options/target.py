"""The folder of the results and their file names."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu

from upscaler.errors import NameTemplateError, ScaleError
from upscaler.gui.options.section import CurrentPicture, Section
from upscaler.gui.widgets import layouts, text
from upscaler.gui.widgets.combo_box import FolderComboBox
from upscaler.gui.widgets.controls import Button, ElidedLabel, Field, Note, keep_place
from upscaler.jobs.job import Root
from upscaler.options import UpscaleOptions

_MOST_TRIES = 100  # how many names are looked up on disk


class FolderSection(Section):
    """The folder of the results: one beside each picture, or one that the user has chosen; and the file of the picture
    in view."""

    def __init__(self) -> None:
        super().__init__(self.tr("Save to"))
        self.choice = FolderComboBox(
            self.tr("Save to"),
            self.tr("“upscaled” beside the picture"),
            self.tr("Choose a folder…"),
            self.tr("Save results to"),
        )
        self._title.setBuddy(self.choice)
        self.choice.chosen.connect(self._on_chosen)
        self.where = ElidedLabel()
        self._column.addWidget(self.choice)
        self._column.addWidget(self.where)

    def _show(self) -> None:
        output, picture = self._state.output, self._state.picture
        self.choice.show_folder(output, output or (picture.source.parent if picture else None))
        self.refresh()

    def refresh(self) -> None:
        """Show the name that a result would get now; it may have been taken."""
        self.where.setText(self._folder_text())

    def _folder_text(self) -> str:
        output, picture = self._state.output, self._state.picture
        if picture is None:
            return text.place(output) if output else self.tr("A new folder beside the picture")
        name = result_name(self._state.options, picture, output)
        return text.place(target_folder(picture, output) / name)

    def _on_chosen(self, output: Path | None) -> None:
        self.options_requested.emit(self._state.options, output)


class NameSection(Section):
    """The template of file names, with the name of the result of the picture in view as an example."""

    def __init__(self) -> None:
        super().__init__(self.tr("Name"))
        self._typed = self._before = ""  # the last valid template; the one before the field was edited
        self.template = Field(self.tr("File name template"))
        self.template.textEdited.connect(self._on_edited)
        self.template.editingFinished.connect(self._on_finished)
        self.insert = Button("", "plus")
        self.insert.setAccessibleName(self.tr("Insert into the name"))
        self.insert.setToolTip(self.tr("Insert into the name"))
        self._menu = QMenu(self)
        for field, meaning in self._fields():
            self._menu.addAction(meaning).triggered.connect(partial(self._on_insert, field))
        self.insert.setMenu(self._menu)
        self.problem = Note("warn")
        self.example = ElidedLabel()
        keep_place(self.example)
        row = layouts.row(spacing=8)
        row.addWidget(self.template, 1)
        row.addWidget(self.insert)
        self._column.addLayout(row)
        self._column.addWidget(self.problem)
        self._column.addWidget(self.example)

    def _fields(self) -> list[tuple[str, str]]:
        return [
            ("name", self.tr("Name of the original")),
            ("size", self.tr("Size: the scale, or the pixels")),
            ("scale", self.tr("Scale")),
            ("width", self.tr("Width in pixels")),
            ("height", self.tr("Height in pixels")),
            ("model", self.tr("Model")),
            ("date", self.tr("Today’s date")),
            ("counter", self.tr("Number in the queue")),
        ]

    def _show(self) -> None:
        template = self._state.options.name
        if template != self._typed:  # it was set elsewhere, as by a preset
            self._typed = self._before = template
            self.template.setText(template)
            self.problem.clear()
        self.example.setText(self._example_text())
        self._show_problem(self.problem.text())

    def _show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.template.set_problem(sentence)
        self.example.setVisible(bool(self.example.text()) and not sentence)

    def _example_text(self) -> str:
        picture = self._state.picture
        return result_name(self._state.options, picture, self._state.output) if picture else ""

    def _on_edited(self, template: str) -> None:
        from upscaler.jobs.naming import check_template

        try:
            check_template(template)
        except NameTemplateError as error:
            self._show_problem(text.failure(error))
            self._typed = self._before  # a half-typed template changes nothing
        else:
            self._show_problem("")
            self._typed = template
        self._request(name=self._typed)

    def _on_finished(self) -> None:
        """Replace an invalid template by the last valid one."""
        self._before = self._typed
        self.template.setText(self._typed)
        self._show_problem("")

    def _on_insert(self, field: str) -> None:
        self.template.insert(f"{{{field}}}")
        self._on_edited(self.template.text())


def target_folder(picture: CurrentPicture, output: Path | None) -> Path:
    """The folder of the result of a picture."""
    from upscaler.jobs.planning import mirrored, wanted_folder  # late: it loads Pillow

    root = picture.root or Root(picture.source.parent)
    return wanted_folder(root, output) / mirrored(picture.source, root.folder)


def result_name(options: UpscaleOptions, picture: CurrentPicture, output: Path | None) -> str:
    """The name that the result of a picture would get now; empty if there cannot be one."""
    from upscaler.jobs.naming import check_template  # late: it loads Pillow and OpenCV

    try:
        check_template(options.name)
        return free_name(options, picture, output)
    except (NameTemplateError, ScaleError):
        return ""


def free_name(options: UpscaleOptions, picture: CurrentPicture, output: Path | None) -> str:
    """The name that the result of a picture would get now, given the existing files. Raises ScaleError."""
    from upscaler.jobs.naming import target_name

    folder = target_folder(picture, output)
    for number in range(1, _MOST_TRIES + 1):
        name = target_name(picture.source, picture.header, options, number=number)
        if options.on_exists != "rename" or not os.path.lexists(folder / name):
            break
    return name
