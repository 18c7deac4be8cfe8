"""Options for game textures and sprites: edges that wrap around, and sheets of cells."""

from __future__ import annotations

from upscaler.errors import CellsError
from upscaler.gui.options.section import Section
from upscaler.gui.widgets import text
from upscaler.gui.widgets.combo_box import ComboBox
from upscaler.gui.widgets.controls import Field, Note
from upscaler.options import cell_size


class TextureSection(Section):
    def __init__(self) -> None:
        super().__init__(self.tr("Seamless texture"))
        self.choice = ComboBox(self.tr("Seamless texture"))
        self._title.setBuddy(self.choice)
        self.choice.addItem(self.tr("No"), "none")
        self.choice.addItem(self.tr("Left and right"), "x")
        self.choice.addItem(self.tr("Top and bottom"), "y")
        self.choice.addItem(self.tr("All sides"), "both")
        self.choice.activated.connect(self._on_chosen)
        self._column.addWidget(self.choice)

    def _show(self) -> None:
        self.choice.choose(self._state.options.tileable)

    def _on_chosen(self, position: int) -> None:
        self._request(tileable=self.choice.itemData(position))


class SheetSection(Section):
    """The cell size of a sheet, as typed; incomplete text changes nothing."""

    def __init__(self) -> None:
        super().__init__(self.tr("Sprite sheet: cell size"))
        self.cells = Field(self.tr("Cell size"))
        self.cells.setPlaceholderText(self.tr("None, or a size such as 32x32"))
        self._title.setBuddy(self.cells)
        self.cells.textEdited.connect(self._on_edited)
        self.cells.editingFinished.connect(self._on_finished)
        self.problem = Note("warn")
        self._column.addWidget(self.cells)
        self._column.addWidget(self.problem)

    def _show(self) -> None:
        if not self.cells.hasFocus() or not self._is_typed(self._state.options.cells):
            self.cells.setText(self._state.options.cells)
            self._show_problem("")

    def _is_typed(self, cells: str) -> bool:
        return cells == _written(self.cells.text()) or bool(self.problem.text())

    def _show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.cells.set_problem(sentence)

    def _on_edited(self, typed: str) -> None:
        cells = _written(typed)
        try:
            cell_size(cells)
        except CellsError as error:
            self._show_problem(text.failure(error))
        else:
            self._show_problem("")
            self._request(cells=cells)

    def _on_finished(self) -> None:
        """Replace invalid text by the last valid size."""
        self.cells.setText(self._state.options.cells)
        self._show_problem("")


def _written(typed: str) -> str:
    """32x32, from other ways to write it: 32 × 32, 32X32, 32*32."""
    return "".join(typed.split()).lower().replace("×", "x").replace("*", "x")
