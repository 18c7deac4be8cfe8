"""Chooses the part of a picture that is upscaled. The file stays as it is."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from upscaler.errors import UpscalerError
from upscaler.geometry import Region
from upscaler.gui.comparison.crop_area import CropArea
from upscaler.gui.comparison.cropping import largest
from upscaler.gui.comparison.layer import Layer, load_layer
from upscaler.gui.system.background import Background
from upscaler.gui.widgets import layouts, text
from upscaler.gui.widgets.combo_box import ComboBox
from upscaler.gui.widgets.controls import Button, Field, Note, label
from upscaler.gui.widgets.dialog import Dialog
from upscaler.options import UpscaleOptions

_WIDTH, _HEIGHT = 880, 720
_FIELD = 72  # pixels wide
FREE, ORIGINAL, BOX = "free", "original", "box"  # BOX: that of the paper, or of another box for the result
_RATIOS = {"1:1": 1.0, "4:3": 4 / 3, "3:2": 3 / 2, "16:9": 16 / 9, "A4": 2**0.5}


class CropDialog(Dialog):
    """`cropped` carries a Region; None for the whole picture."""

    cropped = Signal(object)

    def __init__(self, parent: QWidget, source: Path, options: UpscaleOptions) -> None:
        super().__init__(parent, self.tr("Crop"), _WIDTH, _HEIGHT)
        self._crop, self._size = options.crop, replace(options.size, bleed=0.0)
        self._layer: Layer | None = None
        self._is_upright = False  # whether the ratio is that of an upright picture
        self.picture = CropArea()
        self.picture.show_text(self.tr("Opening…"))
        self.picture.changed.connect(self._show_numbers)
        self.ratio = ComboBox(self.tr("Aspect ratio"))
        self.ratio.offer({FREE: self.tr("Any ratio"), ORIGINAL: self.tr("Same as the original")})
        if self._size.measure == "box":
            self.ratio.offer({BOX: text.target_size(self._size)})
        self.ratio.offer({name: name for name in _RATIOS})
        self.ratio.hold_width()
        self.ratio.activated.connect(self._on_ratio_chosen)
        self.turn_button = Button(self.tr("Rotate"), "retry")
        self.turn_button.setToolTip(self.tr("Swap width and height"))
        self.turn_button.clicked.connect(self._on_turned)
        names = self.tr("Left"), self.tr("Top"), self.tr("Width"), self.tr("Height")
        self.numbers = tuple(self._make_field(name) for name in names)
        self.left_field, self.top_field, self.width_field, self.height_field = self.numbers
        row = layouts.row(spacing=8)
        row.addWidget(self.ratio)
        row.addWidget(self.turn_button)
        row.addStretch(1)
        for field in self.numbers:
            row.addWidget(label(field.accessibleName(), "muted", field))
            row.addWidget(field)
        self.note = Note()
        self.body.addWidget(self.picture, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.note)
        self.whole_button = Button(self.tr("Whole picture"))
        self.whole_button.clicked.connect(self._on_whole)
        self.crop_button = Button(self.tr("Crop"), role="primary")
        self.crop_button.clicked.connect(self._on_crop)
        self.add_button(self.whole_button)
        self.add_button(self.crop_button)
        self.close_button.setText(self.tr("Cancel"))
        self.close_button.setDefault(False)
        self.close_button.setAutoDefault(False)
        self.crop_button.setDefault(True)
        self._controls = (self.ratio, self.turn_button, *self.numbers, self.whole_button, self.crop_button)
        self._enable(False)
        self._background = Background(self, self._on_loaded)
        self._background.submit(None, partial(load_layer, source, options.allow_truncated))

    def done(self, result: int) -> None:
        self._background.shut_down()
        super().done(result)

    def _make_field(self, name: str) -> Field:
        field = Field(name)
        field.setFixedWidth(_FIELD)
        field.textEdited.connect(self._on_typed)
        field.editingFinished.connect(self._on_finished)
        return field

    def _enable(self, enabled: bool) -> None:
        for control in self._controls:
            control.setEnabled(enabled)

    def _on_loaded(self, _ticket: object, loaded: Layer | UpscalerError) -> None:
        if isinstance(loaded, UpscalerError):
            self.picture.show_text(text.failure(loaded))
            return
        self._layer = loaded
        self._is_upright = loaded.size.height > loaded.size.width
        fits = self._crop is not None and self._crop.is_inside(loaded.size)
        self.picture.show_picture(loaded, self._crop if fits and self._crop else loaded.size.region)
        self._enable(True)
        self.picture.setFocus()
        self._show_numbers()

    # The ratio

    def _wanted_ratio(self) -> float | None:
        """Width to height; None for any."""
        chosen = self.ratio.currentData()
        if chosen == FREE or self._layer is None:
            return None
        size, box = self._layer.size, self._size
        width, height = (box.value, box.height) if chosen == BOX else (size.width, size.height)
        wide = _RATIOS.get(chosen) or max(width, height) / min(width, height)
        return 1 / wide if self._is_upright else wide

    def _on_ratio_chosen(self, _position: int) -> None:
        is_square = self._layer is not None and self._layer.size.width == self._layer.size.height
        if self.ratio.currentData() == BOX and (is_square or not self._size.turns):
            self._is_upright = self._size.height > self._size.value
        self._use_ratio()

    def _on_turned(self) -> None:
        self._is_upright = not self._is_upright
        if self.ratio.currentData() == FREE and self._layer is not None and self.picture.region is not None:
            region = self.picture.region
            turned = largest(self._layer.size, region.height / region.width)
            self._show_region(turned)
        else:
            self._use_ratio()

    def _use_ratio(self) -> None:
        """Show the largest frame with the chosen ratio; with any ratio, the frame stays."""
        self.picture.ratio = ratio = self._wanted_ratio()
        if ratio is not None and self._layer is not None:
            self._show_region(largest(self._layer.size, ratio))

    # Numbers

    def _show_region(self, region: Region) -> None:
        self.picture.set_region(region)
        self._show_numbers()

    def _show_numbers(self) -> None:
        region = self.picture.region
        if region is None or self._layer is None:
            return
        for field, value in zip(self.numbers, (region.x, region.y, region.width, region.height), strict=True):
            if not field.isModified():  # otherwise the user is typing into it
                field.setText(str(value))
            field.set_problem("")
        size = text.size(region.size)
        self.note.setText(self.tr("{size} px of {whole}").format(size=size, whole=text.size(self._layer.size)))

    def _on_typed(self) -> None:
        """Use the numbers, if they are a valid part of the picture; with a fixed ratio, the other side follows."""
        assert self._layer is not None
        size = self._layer.size
        try:
            region = Region(*(int(field.text()) for field in self.numbers))
        except ValueError:
            region = Region(0, 0, 0, 0)
        ratio = self.picture.ratio
        if ratio is not None and self.sender() is self.height_field:
            region = Region(region.x, region.y, round(region.height * ratio), region.height)
        elif ratio is not None:
            region = Region(region.x, region.y, region.width, round(region.width / ratio))
        is_right = region.is_inside(size)
        for field in self.numbers:
            field.set_problem("" if is_right else self.tr("This part is not inside the picture."))
        if is_right:
            self._show_region(region)
        else:
            self.note.setText(self.tr("This part is not inside the picture."))

    def _on_finished(self) -> None:
        """Replace invalid numbers by those of the frame."""
        for field in self.numbers:
            field.setModified(False)
        self._show_numbers()

    # The end

    def _on_whole(self) -> None:
        self.cropped.emit(None)
        self.accept()

    def _on_crop(self) -> None:
        region = self.picture.region
        if self._layer is not None and region is not None:
            self.cropped.emit(None if region == self._layer.size.region else region)
            self.accept()
