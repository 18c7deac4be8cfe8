"""Saves or copies the comparison in view as one picture."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from upscaler.errors import UpscalerError
from upscaler.geometry import Region
from upscaler.gui.comparison.export import Drawing, Layout, draw
from upscaler.gui.comparison.view import ComparisonView
from upscaler.gui.system.background import Background
from upscaler.gui.system.saving import save_whole
from upscaler.gui.widgets import text
from upscaler.gui.widgets.controls import Button, CheckBox, Note, SegmentedControl, label
from upscaler.gui.widgets.dialog import Dialog

_WIDTH = 560
_SAMPLE = QSize(512, 300)  # pixels of the drawing in the dialog
_QUALITY = 92  # of a JPEG file
_WHOLE, _IN_VIEW = "whole", "view"


class ExportDialog(Dialog):
    """`saved` carries the file that was written."""

    saved = Signal(object)  # Path

    def __init__(self, parent: QWidget, view: ComparisonView, source: Path, originals: Sequence[Path]) -> None:
        """`source` is the picture in view, beside which a file is suggested; `originals` are never replaced."""
        super().__init__(parent, self.tr("Save the comparison"))
        self._view, self._stage = view, view.stage
        self._source, self._originals = source, originals
        self._background = Background(self, self._on_delivered)
        self.layouts = SegmentedControl(
            self.tr("Arrangement"),
            [
                (Layout.BESIDE, self.tr("Side by side")),
                (Layout.STACKED, self.tr("One above the other")),
                (Layout.SPLIT, self.tr("Split")),
            ],
        )
        self.layouts.set_current(Layout.SPLIT if view.mode.has_divider else Layout.BESIDE)
        self.areas = SegmentedControl(
            self.tr("Part"), [(_WHOLE, self.tr("Whole picture")), (_IN_VIEW, self.tr("Part in view"))]
        )
        self.areas.set_current(_WHOLE if view.is_fitted else _IN_VIEW)
        self.labels = CheckBox(self.tr("With labels"))
        self.labels.setChecked(True)
        for changed in (self.layouts.chosen, self.areas.chosen, self.labels.clicked):
            changed.connect(self._show)
        self.sample = QLabel()
        self.sample.setFixedHeight(_SAMPLE.height())
        self.sample.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.size_note = Note()
        self.told = Note("body")
        for title, widget in ((self.layouts.accessibleName(), self.layouts), (self.areas.accessibleName(), self.areas)):
            self.body.addWidget(label(title, "muted", widget))
            self.body.addWidget(widget)
            self.body.addSpacing(4)
        for shown in (self.labels, self.sample, self.size_note, self.told):
            self.body.addWidget(shown)
        self.copy_button = Button(self.tr("Copy"), "copy")
        self.copy_button.clicked.connect(self._on_copy)
        self.save_button = Button(self.tr("Save…"), role="primary")
        self.save_button.clicked.connect(self._on_save)
        self.add_button(self.copy_button)
        self.add_button(self.save_button)
        self.save_button.setDefault(True)
        self.save_button.setFocus()
        self._show()
        self.fit(_WIDTH)

    def drawing(self) -> Drawing:
        """The drawing with the chosen settings."""
        scene, visible = self._stage.content.scene, self._view.visible
        assert scene is not None
        layout = Layout(str(self.layouts.current()))
        whole = Region(0, 0, scene.width, scene.height)
        if self.areas.current() == _IN_VIEW and visible is not None:
            return Drawing(layout, visible, max(1.0, self._view.zoom), self.labels.isChecked())
        return Drawing(layout, whole, 1.0, self.labels.isChecked())

    def done(self, result: int) -> None:
        self._background.shut_down()  # waits for a file that is being written
        super().done(result)

    def _show(self) -> None:
        chosen = self.drawing()
        image = draw(self._stage, chosen)
        ratio = self.devicePixelRatioF()
        self._image = image
        room = _SAMPLE * ratio
        shown = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        pixmap = QPixmap.fromImage(shown if image.width() > room.width() or image.height() > room.height() else image)
        pixmap.setDevicePixelRatio(ratio)
        self.sample.setPixmap(pixmap)
        self.sample.setAccessibleName(self.tr("The comparison as it will be saved"))
        self.size_note.setText(self.tr("{width} × {height} pixels").format(width=image.width(), height=image.height()))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setImage(self._image)
        self.told.setText(self.tr("Copied."))

    def _on_save(self) -> None:
        offered = self._source.with_name(f"{self._source.stem} {self.tr('comparison')}.png")
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the comparison"), str(offered), "PNG (*.png);;JPEG (*.jpg *.jpeg)"
        )
        if name:
            path = Path(name)
            wanted = path if path.suffix.lower() in (".png", ".jpg", ".jpeg") else path.with_name(f"{path.name}.png")
            self._background.submit(wanted, partial(save_whole, wanted, self._originals, partial(_write, self._image)))

    def _on_delivered(self, wanted: Path, failed: UpscalerError | None) -> None:
        if failed is None:
            self.saved.emit(wanted)
        saved = self.tr("Saved as {path}").format(path=wanted)
        self.told.setText(text.failure(failed) if failed else saved)


def _write(image: QImage, part: Path) -> None:
    """Write the image in the format that the suffix names. Raises OSError."""
    quality = -1 if part.suffix.lower() == ".png" else _QUALITY
    if not image.save(str(part), None, quality):  # None: by the suffix
        raise OSError(errno.EIO, "the picture could not be written")
