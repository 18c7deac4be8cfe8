"""The panes and the camera of a comparison. Arithmetic in device pixels: no widget is needed."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import QPointF, QRect

from upscaler.geometry import Region, Size
from upscaler.gui.comparison.camera import Camera, fitted
from upscaler.gui.comparison.modes import MODES, Mode, whole
from upscaler.gui.comparison.stage import Content, Pane, Side, Stage


class Viewport:
    """`area` is the area of the view. Call `adjust` after anything but the camera was set.

    While `fits`, the whole picture stays in view; otherwise the camera stays where the user has moved it.
    """

    def __init__(self) -> None:
        self.area = QRect(0, 0, 1, 1)
        self.stage = Stage(Content())
        self.mode: Mode = MODES[0]
        self.camera = Camera(0, 0, 1)
        self.fits = True
        self.divider = 0.5  # share of the width
        self.peeks = False  # only the original is shown
        self.is_flipped = False  # in flicker mode, the picture that the result is compared with is shown

    @property
    def content(self) -> Content:
        return self.stage.content

    @property
    def panes(self) -> tuple[Pane, ...]:
        """The panes to paint."""
        scene = self.content.scene
        if scene is not None and self.content.both:
            panes = self.mode.panes(self.area, self.divider_x, scene, len(self.content.variants))
            if self.peeks:
                return tuple(replace(pane, side=Side.ORIGINAL) for pane in panes)
            before = Side.RESULT if self.is_flipped else Side.ORIGINAL
            return tuple(replace(pane, side=self.content.before) if pane.side is before else pane for pane in panes)
        return tuple(pane for side in self.content.layers for pane in whole(side, self.area))

    @property
    def pane_size(self) -> Size:
        """The size of a pane; all have the same."""
        panes = self.panes
        area = panes[0].area if panes else self.area
        return Size(max(1, area.width()), max(1, area.height()))

    @property
    def divider_x(self) -> int:
        return round(self.divider * self.area.width())

    @property
    def shows_divider(self) -> bool:
        return self.content.both and self.mode.has_divider

    @property
    def is_fitted(self) -> bool:
        """Whether the whole picture is in view, as large as possible."""
        scene = self.content.scene
        return scene is not None and self.camera == fitted(scene, self.pane_size)

    @property
    def visible(self) -> Region | None:
        """The part of the result that is in view, in whole pixels."""
        scene = self.content.scene
        return self.camera.visible(scene, self.pane_size) if scene else None

    def set_content(self, content: Content, same_picture: bool) -> None:
        """Show other content. The same picture stays where it is; another one keeps zoom and place."""
        before, after = self.content.scene, content.scene
        self.stage = replace(self.stage, content=content)
        if before is None or after is None:
            self.fits = True
        elif same_picture:
            self.camera = self.camera.stretched(after.width / before.width)
        else:
            self.camera = self.camera.carried(before, after)

    def look(self, camera: Camera) -> None:
        """Move the camera where the user wants it."""
        self.camera, self.fits = camera, False

    def zoomed_at(self, position: QPointF, zoom: float) -> Camera | None:
        """A camera of that zoom that keeps the point at `position` in place; None outside of the panes."""
        for pane in self._panes_at(position):
            centre = QPointF(pane.area.width() / 2, pane.area.height() / 2) + pane.area.topLeft()
            offset = position - centre
            return self.camera.zoomed(zoom, offset.x(), offset.y())
        return None

    def pixel_at(self, position: QPointF) -> tuple[int, int] | None:
        """The pixel (x, y) of the result at a position in the view; None outside of the picture."""
        scene = self.content.scene
        for pane in self._panes_at(position) if scene else ():
            x, y = self.camera.origin(Size(pane.area.width(), pane.area.height()))
            column = math.floor((position.x() - pane.area.left() - x) / self.camera.zoom)
            row = math.floor((position.y() - pane.area.top() - y) / self.camera.zoom)
            if scene and 0 <= column < scene.width and 0 <= row < scene.height:
                return column, row
        return None

    def adjust(self) -> None:
        """Adapt the camera to the content and the size of the view."""
        scene, pane = self.content.scene, self.pane_size
        if scene is None:
            return
        self.camera = fitted(scene, pane) if self.fits else self.camera.clamped(scene, pane)

    def _panes_at(self, position: QPointF) -> list[Pane]:
        return [pane for pane in self.panes if pane.clip.contains(position.toPoint())]
