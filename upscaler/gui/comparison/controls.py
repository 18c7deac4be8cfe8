"""The controls of the comparison: mode and zoom, as widgets and as keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QFontMetrics, QKeySequence
from PySide6.QtWidgets import QWidget

from upscaler.gui.comparison.modes import MODES, Mode, mode_named
from upscaler.gui.comparison.view import ComparisonView
from upscaler.gui.widgets import layouts, text
from upscaler.gui.widgets.controls import Button, SegmentedControl, label

translate = QCoreApplication.translate

_ZOOMS = (1, 2, 4)  # device pixels per result pixel


def mode_title(mode: Mode) -> str:
    """The name of a mode."""
    return {
        "side-by-side": translate("modes", "Side by side"),
        "split": translate("modes", "Split"),
        "flicker": translate("modes", "Flicker"),
        "added": translate("modes", "What was added"),
        "variants": translate("modes", "Variants"),
    }[mode.name]


def mode_tip(mode: Mode) -> str:
    """One sentence about what a mode shows."""
    return {
        "side-by-side": translate(
            "modes", "Original and result side by side, or one above the other if that shows more"
        ),
        "split": translate("modes", "One picture; drag the line between original and result"),
        "flicker": translate(
            "modes", "Original and result alternate; hold Space or the right mouse button to see the original"
        ),
        "added": translate("modes", "What the network added to the enlarged original"),
        "variants": translate("modes", "The part in view with different settings; use the one you like best"),
    }[mode.name]


class ModeSwitch(SegmentedControl):
    """Chooses the mode of a view."""

    def __init__(self, view: ComparisonView, modes: Sequence[Mode] = MODES) -> None:
        title = translate("modes", "How to compare")
        super().__init__(title, [(mode.name, mode_title(mode)) for mode in modes], padding=20)
        self._view = view
        self.modes = modes
        for number, mode in enumerate(modes, 1):
            self.button(mode.name).setToolTip(f"{mode_tip(mode)} ({number})")
        self.set_current(view.mode.name)
        self.chosen.connect(self.choose)

    def choose(self, name: str) -> None:
        """Use the mode of this name."""
        mode = mode_named(name)
        self.set_current(mode.name)
        self._view.set_mode(mode)


class ZoomControls(QWidget):
    """The current zoom, and buttons for common ones."""

    def __init__(self, view: ComparisonView) -> None:
        super().__init__()
        self._view = view
        layout = layouts.row(self, spacing=0)
        self._zoom = label("", "muted")
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._zoom.setMinimumWidth(QFontMetrics(self._zoom.font()).horizontalAdvance(text.percent(32)))
        self._zoom.setAccessibleName(self.tr("Zoom"))
        self._fit = self._add_button(self.tr("Fit"), self.tr("The whole picture (F)"))
        layout.addWidget(self._zoom)
        layout.addSpacing(8)
        layout.addWidget(self._fit)
        self._fit.clicked.connect(view.fit)
        self._buttons: dict[int, Button] = {}
        for zoom in _ZOOMS:
            button = self._add_button(text.percent(zoom), self.tr("Zoom relative to the pixels of the result"))
            button.clicked.connect(self._on_zoom_clicked)
            layout.addWidget(button)
            self._buttons[zoom] = button
        self._buttons[1].setToolTip(self.tr("One pixel of the result per pixel of the screen (Z)"))
        view.camera_changed.connect(self._on_camera_changed)
        self._on_camera_changed()

    def _add_button(self, title: str, tip: str) -> Button:
        button = Button(title, role="flat")
        button.setCheckable(True)
        button.setToolTip(tip)
        button.setAccessibleName(self.tr("Zoom: {zoom}").format(zoom=title))
        return button

    def _on_zoom_clicked(self) -> None:
        zoom = next(zoom for zoom, button in self._buttons.items() if button is self.sender())
        self._view.zoom_to(zoom)
        self._on_camera_changed()

    def _on_camera_changed(self) -> None:
        shown = self._view.content.scene is not None
        self.setEnabled(shown)
        self._zoom.setText(text.percent(self._view.zoom) if shown else "")
        self._fit.setChecked(shown and self._view.is_fitted)
        for zoom, button in self._buttons.items():
            button.setChecked(shown and self._view.zoom == zoom)


def view_actions(view: ComparisonView, modes: ModeSwitch) -> list[QAction]:
    """Actions with keys that work only in widgets that the actions are added to, as many keys are single letters."""
    table: list[tuple[str, list[str], Callable[[], None]]] = [
        (translate("view", "Fit"), ["F"], view.fit),
        (translate("view", "100 %"), ["Z"], partial(view.zoom_to, 1)),
        (translate("view", "Zoom in"), ["+", "="], partial(view.zoom_by, 1)),
        (translate("view", "Zoom out"), ["-"], partial(view.zoom_by, -1)),
        (translate("view", "Magnifier"), ["M"], lambda: view.set_magnifies(not view.magnifies)),
    ]
    table += [(mode_title(mode), [str(i)], partial(modes.choose, mode.name)) for i, mode in enumerate(modes.modes, 1)]
    return [_action(view, *row) for row in table]


def _action(view: ComparisonView, title: str, keys: list[str], act: Callable[[], None]) -> QAction:
    action = QAction(title, view)
    action.setShortcuts([QKeySequence(key) for key in keys])
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(lambda _checked=False: act())
    return action
