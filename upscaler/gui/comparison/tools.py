"""The tools in the corner of the comparison: upsampling of the original, gain, magnifier, full screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QLabel, QSlider, QWidget

from upscaler.gui.comparison import overlay
from upscaler.gui.comparison.flickering import Flickering
from upscaler.gui.comparison.modes import VARIANTS, Added
from upscaler.gui.comparison.stage import GAINS, Upsampling
from upscaler.gui.comparison.variants import DETAIL, MODEL, STRENGTH
from upscaler.gui.comparison.view import ComparisonView
from upscaler.gui.widgets import layouts, text
from upscaler.gui.widgets.controls import Button

_GAIN_WIDTH = 96
_ROOMY = 560  # pixels; a narrower view has no room for a title beside the navigator


class ViewTools(QWidget):
    """A small bar on a view. It remains visible in full screen, where the window's bars are hidden."""

    full_screen_requested = Signal()
    export_requested = Signal()
    crop_requested = Signal()
    dimension_chosen = Signal(str)  # the setting in which the variants differ

    def __init__(self, view: ComparisonView, in_queue: bool = False) -> None:
        """`in_queue`: the pictures are those of a queue, and can be cropped and exported."""
        super().__init__(view)
        self._in_queue = in_queue
        self._view = view
        self.setObjectName("tools")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)  # dragging the slider must not pan
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(self.tr("Comparison tools"))
        self._gain_label, self._gain = self._make_gain()
        self._upsampling = self._make_upsampling()
        self._upsampling_label = QLabel(self.tr("Original shown as:"))
        self._upsampling_label.setProperty("role", "overlay")
        self.dimensions = self._make_dimensions()
        self.magnifier = self._make_button("magnifier", self.tr("Magnifier under the pointer (M)"))
        self.magnifier.setCheckable(True)
        self.magnifier.clicked.connect(view.set_magnifies)
        self.crop = self._make_button("crop", self.tr("Crop the picture (Ctrl+K)"))
        self.crop.clicked.connect(self.crop_requested)
        self.export = self._make_button("save", self.tr("Save or copy the comparison (Ctrl+Shift+S)"))
        self.export.clicked.connect(self.export_requested)
        self.full_screen = self._make_button("full-screen", self.tr("Full screen (F11)"))
        self.full_screen.clicked.connect(self.full_screen_requested)
        layout = layouts.row(self, spacing=0, margins=(4, 4, 4, 4))
        layout.addWidget(self._gain_label)
        layout.addWidget(self._gain)
        layout.addWidget(self._upsampling_label)
        buttons = self.magnifier, self.crop, self.export, self.full_screen
        for widget in (*self._upsampling.values(), *self.dimensions.values(), *buttons):
            layout.addWidget(widget)
        self.flickering = Flickering(view)
        view.installEventFilter(self)
        view.tools_changed.connect(self._on_changed)
        self._on_changed()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._view.point_at(None)  # the pointer has left the pictures, and Qt sends the view no event
        super().enterEvent(event)

    def _make_gain(self) -> tuple[QLabel, QSlider]:
        title = QLabel()
        title.setProperty("role", "overlay")
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(*GAINS)
        slider.setFixedWidth(_GAIN_WIDTH)
        slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        slider.setAccessibleName(self.tr("How much the difference is amplified"))
        slider.setToolTip(slider.accessibleName())
        slider.valueChanged.connect(self._view.set_gain)
        return title, slider

    def _make_upsampling(self) -> dict[Upsampling, Button]:
        texts = {
            Upsampling.NEAREST: (
                self.tr("Pixels"),
                self.tr("The original as it is: every pixel is a square (nearest)"),
            ),
            Upsampling.BICUBIC: (
                self.tr("Smooth"),
                self.tr("The original enlarged smoothly, without the network (bicubic)"),
            ),
        }
        group = QButtonGroup(self)
        buttons = {}
        for way, (title, tip) in texts.items():
            button = Button(title, role="overlay")
            button.setCheckable(True)
            button.setToolTip(tip)
            button.setAccessibleName(self.tr("Original shown as: {kind}").format(kind=title))
            button.clicked.connect(self._on_upsampling_clicked)
            group.addButton(button)
            buttons[way] = button
        return buttons

    def _make_dimensions(self) -> dict[str, Button]:
        texts = {DETAIL: self.tr("Detail"), STRENGTH: self.tr("Strength"), MODEL: self.tr("Model")}
        group = QButtonGroup(self)
        buttons = {}
        for dimension, title in texts.items():
            button = Button(title, role="overlay")
            button.setCheckable(True)
            button.setAccessibleName(self.tr("Variants: {kind}").format(kind=title))
            button.clicked.connect(self._on_dimension_clicked)
            group.addButton(button)
            buttons[dimension] = button
        buttons[DETAIL].setChecked(True)
        return buttons

    def _on_dimension_clicked(self) -> None:
        chosen = next(name for name, button in self.dimensions.items() if button is self.sender())
        self.dimension_chosen.emit(chosen)

    def _make_button(self, icon: str, tip: str) -> Button:
        button = Button("", icon, role="overlay")
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _on_upsampling_clicked(self) -> None:
        self._view.set_upsampling(next(way for way, button in self._upsampling.items() if button is self.sender()))

    def _on_changed(self) -> None:
        view = self._view
        adds = isinstance(view.mode, Added)
        shows_original = not adds and view.mode is not VARIANTS  # those compare with the bicubic one
        for way, button in self._upsampling.items():
            button.setChecked(view.stage.upsampling is way)
            button.setVisible(shows_original)
        for button in self.dimensions.values():
            button.setVisible(view.mode is VARIANTS)
        self.magnifier.setChecked(view.magnifies)
        self.crop.setVisible(self._in_queue)
        self.export.setVisible(self._in_queue and view.content.both and view.mode is not VARIANTS)
        amplifies = adds and view.content.both
        self._gain.setValue(round(view.stage.gain))
        self._gain.setVisible(amplifies)
        self._gain_label.setVisible(amplifies)
        gain = text.scale(view.stage.gain)
        self._gain_label.setText(self.tr("Difference amplified {gain}").format(gain=gain))
        self.setVisible(view.content.scene is not None)
        self._reposition()

    def _reposition(self) -> None:
        """Move to the lower right corner, which the view's hint then leaves free."""
        if not self.isVisibleTo(self._view):
            self._view.cover_corner(right=0)
            return
        has_room = self._view.width() >= _ROOMY
        self._upsampling_label.setVisible(has_room and not self._upsampling[Upsampling.NEAREST].isHidden())
        self.adjustSize()
        corner = self._view.rect().bottomRight()
        self.move(corner.x() + 1 - overlay.MARGIN - self.width(), corner.y() + 1 - overlay.MARGIN - self.height())
        self._view.cover_corner(right=self.width() + overlay.MARGIN)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._view and event.type() == QEvent.Type.Resize:
            self._reposition()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        overlay.paint_plate(QPainter(self), self.rect())
