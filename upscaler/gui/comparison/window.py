"""A comparison of two picture files, in their own window or rendered into a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from upscaler.geometry import Region
from upscaler.gui.comparison.controls import ModeSwitch, ZoomControls, view_actions
from upscaler.gui.comparison.export import Drawing, Layout, draw
from upscaler.gui.comparison.layer import load_layer
from upscaler.gui.comparison.navigator import Navigator
from upscaler.gui.comparison.stage import Content, Stage, compare
from upscaler.gui.comparison.tools import ViewTools
from upscaler.gui.comparison.view import ComparisonView
from upscaler.gui.widgets import layouts
from upscaler.gui.widgets.controls import line

_PANE = 960  # pixels; the longest side of a rendered picture


class CompareWindow(QWidget):
    """Two pictures with modes and zoom."""

    def __init__(self, content: Content) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Comparison"))
        self.view = ComparisonView()
        self.modes = ModeSwitch(self.view)
        self.navigator = Navigator(self.view)
        self.tools = ViewTools(self.view)
        self.tools.full_screen_requested.connect(self.toggle_full_screen)
        self._bar = QWidget()
        controls = layouts.row(self._bar, margins=(16, 8, 8, 8))
        controls.addWidget(self.modes)
        controls.addStretch(1)
        controls.addWidget(ZoomControls(self.view))
        layout = layouts.column(self, spacing=0)
        layout.addWidget(self._bar)
        layout.addWidget(line())
        layout.addWidget(self.view, 1)
        for action in view_actions(self.view, self.modes):
            self.view.addAction(action)
        for key, act in (("F11", self.toggle_full_screen), ("Esc", self.leave_full_screen)):
            QShortcut(QKeySequence(key), self, act)
        self.view.set_content(content)
        self.view.setFocus()
        self.resize(1280, 800)

    def toggle_full_screen(self) -> None:
        """Show the view alone on the whole screen, or return to the window."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        self._bar.setVisible(not self.isFullScreen())

    def leave_full_screen(self) -> None:
        if self.isFullScreen():
            self.toggle_full_screen()


def load_comparison(original: Path, result: Path) -> Content:
    """Decode both files. Raises the ReadError family."""
    return compare(load_layer(original), load_layer(result))


def render_comparison(content: Content, target: Path) -> bool:
    """Render both pictures side by side, with labels, into an image file. False if it cannot be written."""
    scene = content.scene
    assert scene is not None
    whole = Region(0, 0, scene.width, scene.height)
    return draw(Stage(content), Drawing(Layout.BESIDE, whole, largest=_PANE)).save(str(target))
