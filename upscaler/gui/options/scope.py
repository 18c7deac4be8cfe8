"""The line that says which pictures the options apply to, with a button that applies them to all."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from upscaler.gui.widgets import layouts
from upscaler.gui.widgets.controls import Button, ElidedLabel


class Scope(QWidget):
    """Hidden while there is only one picture, which all options then apply to."""

    apply_to_all = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = ElidedLabel()
        self.button = Button(self.tr("Apply to all"), role="flat")
        self.button.setToolTip(self.tr("Use these options for all pictures in the queue"))
        self.button.setProperty("align", "end")
        self.button.clicked.connect(self.apply_to_all)
        layout = layouts.row(self, spacing=8, margins=(0, 0, 0, 8))
        layout.addWidget(self.text, 1)
        layout.addWidget(self.button)
        self.hide()

    def show_scope(self, selected: int, total: int, differ: bool) -> None:
        """`selected` of `total` pictures get the next change; `differ`: some pictures have other options."""
        if selected == total:
            self.text.setText(self.tr("For all %n pictures", "", total))
        elif selected == 1:
            self.text.setText(self.tr("For this picture"))
        else:
            self.text.setText(self.tr("For %n selected", "", selected))
        self.button.setEnabled(differ)
        self.setVisible(total > 1)
