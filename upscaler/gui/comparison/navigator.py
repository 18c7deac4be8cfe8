"""A small copy of the whole picture with a frame around the part in view, while not all of it is in view."""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from upscaler.geometry import Size
from upscaler.gui.comparison import overlay
from upscaler.gui.comparison.layer import Layer
from upscaler.gui.comparison.stage import Side
from upscaler.gui.comparison.tiles import Placement, TileCache, paint_picture
from upscaler.gui.comparison.view import ComparisonView

_LONGEST = 144  # pixels of the longer side of the copy
_EDGE = 4  # pixels around it
_TOOLS = 48  # pixels at the lower edge of the view that its tools cover
_FEW = 2  # panes: it may cover a corner of one of these, but of smaller ones it would cover too much
_SHADOW = QColor(16, 18, 20, 120)  # over the parts that are not in view


class Navigator(QWidget):
    """Lies in the lower left corner of a view, or where its variants leave room. A click or a drag brings another part
    into view."""

    def __init__(self, view: ComparisonView) -> None:
        super().__init__(view)
        self._view = view
        self._tiles = TileCache()
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)  # dragging here must not pan there
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(self.tr("Navigator"))
        self.setToolTip(self.tr("The whole picture; click or drag to move the part in view"))
        view.camera_changed.connect(self._on_camera_changed)
        self._on_camera_changed()

    def area_in_view(self) -> QRectF:
        """The frame around the part in view, in pixels of this widget."""
        scene, seen = self._view.content.scene, self._view.visible
        if scene is None or seen is None:
            return QRectF()
        scale = self._scale(scene)
        return QRectF(_EDGE + seen.x * scale, _EDGE + seen.y * scale, seen.width * scale, seen.height * scale)

    def _layer(self) -> Layer | None:
        layers = self._view.content.layers
        return layers.get(Side.ORIGINAL) or layers.get(Side.RESULT)

    @staticmethod
    def _scale(scene: Size) -> float:
        return _LONGEST / max(scene.width, scene.height)

    def _on_camera_changed(self) -> None:
        """Also the size of the view and the number of panes may have changed."""
        scene, seen, layer = self._view.content.scene, self._view.visible, self._layer()
        is_needed = scene is not None and seen is not None and (seen.width, seen.height) != (scene.width, scene.height)
        corner = None
        if is_needed and scene is not None and layer is not None:
            scale = self._scale(scene)
            size = QSize(max(1, round(scene.width * scale)), max(1, round(scene.height * scale)))
            self.resize(size + QSize(2 * _EDGE, 2 * _EDGE))
            corner = self._corner()
        self._tiles.keep([layer] if corner is not None and layer is not None else [])
        if corner is not None:
            self.move(corner)
            self.update()
        self.setVisible(corner is not None)
        is_beside_hint = corner is not None and corner.x() == overlay.MARGIN
        self._view.cover_corner(left=self.width() + overlay.MARGIN if is_beside_hint else 0)

    def _corner(self) -> QPoint | None:
        """Where it lies; None if there are many panes and no room beside them."""
        panes = self._view.viewport.panes
        if len(panes) <= _FEW:
            return QPoint(overlay.MARGIN, self._view.height() - overlay.MARGIN - self.height())
        last = QRectF(panes[-1].clip).topRight() / self._view.devicePixelRatioF()
        corner = QPoint(math.ceil(last.x()) + overlay.MARGIN, math.ceil(last.y()) + overlay.MARGIN)
        room = self._view.rect().adjusted(0, 0, -overlay.MARGIN, -overlay.MARGIN - _TOOLS)
        return corner if room.contains(QRect(corner, self.size())) else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, layer = QPainter(self), self._layer()
        overlay.paint_plate(painter, self.rect())
        if layer is None:
            return
        copy, ratio = self.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE), self.devicePixelRatioF()
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        target = QRect(copy.topLeft() * ratio, copy.size() * ratio)
        zoom = max(target.width() / layer.size.width, target.height() / layer.size.height)
        place = Placement(target.left(), target.top(), zoom)
        paint_picture(painter, layer, place, target, self._tiles, math.inf)
        painter.restore()
        self._paint_frame(painter, QRectF(copy))

    def _paint_frame(self, painter: QPainter, copy: QRectF) -> None:
        seen = self.area_in_view().intersected(copy)
        outside = QPainterPath()
        outside.addRect(copy)
        outside.addRect(seen)  # a hole: the area inside both is not filled
        painter.fillPath(outside, _SHADOW)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(overlay.INK, 1.5))
        painter.drawRect(seen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._move_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._move_to(event.position())

    def _move_to(self, position: QPointF) -> None:
        scene = self._view.content.scene
        if scene is not None:
            scale = self._scale(scene)
            self._view.centre_on((position.x() - _EDGE) / scale, (position.y() - _EDGE) / scale)
