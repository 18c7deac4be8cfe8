"""The pictures that are compared, those computed from them, and painting them into a pane."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QColor, QPainter

from upscaler.geometry import Region, Size
from upscaler.gui.comparison import overlay
from upscaler.gui.comparison.camera import Camera
from upscaler.gui.comparison.derived import GRAY, Interpolated, Residual
from upscaler.gui.comparison.layer import Layer, Picture
from upscaler.gui.comparison.tiles import Placement, TileCache, paint_picture
from upscaler.gui.widgets import text
from upscaler.options import UpscaleOptions

translate = QCoreApplication.translate

GAINS = (1, 16)  # smallest and largest


class Side(Enum):
    """One of the pictures of a comparison."""

    ORIGINAL = "original"
    RESULT = "result"
    VARIANT = "variant"  # one of the previews with different options
    EARLIER = "earlier"  # a finished result, while RESULT is a preview of other options
    ADDED = "added"  # what the network added to the interpolated original


@dataclass(frozen=True)
class Part:
    """A part of a result that is not finished: its finished rows, or a framed preview.

    `x`, `y` is its top left corner in pixels of the result.
    """

    layer: Layer
    x: int = 0
    y: int = 0
    framed: bool = False

    @property
    def region(self) -> Region:
        return Region(self.x, self.y, self.layer.size.width, self.layer.size.height)


@dataclass(frozen=True)
class Variant:
    """A preview with other options: the present ones if `is_used`. `parts` is empty until it has been made."""

    label: str
    options: UpscaleOptions
    is_used: bool = False
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Content:
    """The pictures to show, and the texts about them.

    `result_size` is the size of the result while there is none. `hint` is shown at the lower edge.
    """

    layers: Mapping[Side, Layer] = field(default_factory=dict)
    labels: Mapping[Side, str] = field(default_factory=dict)
    result_size: Size | None = None
    hint: str = ""
    parts: tuple[Part, ...] = ()  # while there is no result; later ones cover earlier ones
    expects_result: bool = False  # whether to leave room for a result that does not exist yet
    variants: tuple[Variant, ...] = ()

    @property
    def scene(self) -> Size | None:
        """Size of the result, in whose pixels zoom and positions are given; None without pictures."""
        if Side.RESULT in self.layers:
            return self.layers[Side.RESULT].size
        if Side.ORIGINAL in self.layers:
            return self.result_size or self.layers[Side.ORIGINAL].size
        return None

    @property
    def before(self) -> Side:
        """The picture that the result is compared with."""
        return Side.EARLIER if Side.EARLIER in self.layers else Side.ORIGINAL

    @property
    def both(self) -> bool:
        """Whether there is something to compare."""
        return Side.ORIGINAL in self.layers and (Side.RESULT in self.layers or self.expects_result)

    def label(self, pane: Pane) -> str:
        """The label of a pane; empty if there is none."""
        if pane.side is Side.VARIANT:
            return self.variants[pane.variant].label
        return self.labels.get(pane.side, "")

    def hinted(self, hint: str) -> Content:
        return replace(self, hint=hint)


def original_label(size: Size) -> str:
    return translate("content", "Original · {size}").format(size=text.size(size))


def result_label(size: Size, original: Size | None) -> str:
    """Upscaled 4× · 1280 × 960; without the scale if it is not a whole number."""
    times = size.width // original.width if original else 0
    if original and times and original * times == size:
        return translate("content", "Upscaled {scale} · {size}").format(scale=text.scale(times), size=text.size(size))
    return translate("content", "Upscaled · {size}").format(size=text.size(size))


def added_label() -> str:
    return translate("content", "What the network added")


def compare(original: Layer, result: Layer) -> Content:
    """Both pictures, labelled."""
    return Content(
        {Side.ORIGINAL: original, Side.RESULT: result},
        {
            Side.ORIGINAL: original_label(original.size),
            Side.RESULT: result_label(result.size, original.size),
            Side.ADDED: added_label(),
        },
    )


class Upsampling(StrEnum):
    """How the original is enlarged to the size of the result."""

    NEAREST = "nearest"
    BICUBIC = "bicubic"


@dataclass(frozen=True)
class Placed:
    """A picture at `x`, `y` of the result; one pixel of the picture is `pixel` pixels of the result wide."""

    picture: Picture
    x: float = 0.0
    y: float = 0.0
    pixel: float = 1.0
    framed: bool = False

    @property
    def size(self) -> Size:
        return self.picture.sizes[0]


@dataclass(frozen=True)
class Stage:
    """A content with the settings with which it is drawn."""

    content: Content
    upsampling: Upsampling = Upsampling.NEAREST
    gain: float = 4.0

    def pictures(self, side: Side, variant: int = 0) -> tuple[Placed, ...]:
        """The pictures to paint for a side, the lowest first; for VARIANT, those of the variant of that number."""
        scene = self.content.scene
        if scene is None:
            return ()
        original, result = self.content.layers.get(Side.ORIGINAL), self.content.layers.get(Side.RESULT)
        if side in (Side.ORIGINAL, Side.EARLIER):
            layer = self.content.layers.get(side)
            return (self._enlarged(layer, scene),) if layer else ()
        if side is Side.RESULT:
            if result:
                return (Placed(result),)
            return self._over_original(self.content.parts, scene)
        if side is Side.VARIANT:
            variants = self.content.variants
            return self._over_original(variants[variant].parts, scene) if variant < len(variants) else ()
        if original is None:
            return ()
        before = Interpolated(original, scene)
        return tuple(
            Placed(Residual(before, part.layer, self.gain, part.x, part.y), part.x, part.y, framed=part.framed)
            for part in self._parts()
        )

    def result_values(self, x: int, y: int) -> tuple[int, ...] | None:
        """The samples of a pixel of the result; None where it is not computed yet."""
        for part in reversed(self._parts()):
            found = part.layer.values(x - part.x, y - part.y)
            if found is not None:
                return found
        return None

    def original_values(self, x: int, y: int) -> tuple[tuple[int, int], tuple[int, ...] | None]:
        """The pixel of the original that lies at a pixel of the result, and its samples."""
        scene, original = self.content.scene, self.content.layers.get(Side.ORIGINAL)
        if scene is None or original is None:
            return (x, y), None
        place = x * original.size.width // scene.width, y * original.size.height // scene.height
        return place, original.values(*place)

    def all_pictures(self) -> Iterator[Picture]:
        """All pictures of all sides, as a key press may show any of them."""
        for side in Side:
            for number in range(max(1, len(self.content.variants)) if side is Side.VARIANT else 1):
                for placed in self.pictures(side, number):
                    yield placed.picture

    def _over_original(self, parts: tuple[Part, ...], scene: Size) -> tuple[Placed, ...]:
        original = self.content.layers.get(Side.ORIGINAL)
        base = (Placed(Interpolated(original, scene)),) if original else ()
        return (*base, *(Placed(part.layer, part.x, part.y, framed=part.framed) for part in parts))

    def _enlarged(self, layer: Layer, scene: Size) -> Placed:
        if self.upsampling is Upsampling.BICUBIC and scene.width > layer.size.width:
            return Placed(Interpolated(layer, scene))
        return Placed(layer, pixel=scene.width / layer.size.width)

    def _parts(self) -> tuple[Part, ...]:
        result = self.content.layers.get(Side.RESULT)
        return (Part(result),) if result else self.content.parts


def upsampling_named(name: str) -> Upsampling:
    """The upsampling of that name; NEAREST if there is none."""
    return next((way for way in Upsampling if way == name), Upsampling.NEAREST)


@dataclass(frozen=True)
class Pane:
    """An area of the view for one side: the camera is centred on `area`, and only `clip` is painted. Device pixels."""

    side: Side
    area: QRect
    clip: QRect
    label_on_right: bool = False
    variant: int = 0  # the number of the variant


def paint_pane(
    painter: QPainter,
    pane: Pane,
    exposed: QRect,
    stage: Stage,
    camera: Camera,
    tiles: TileCache,
    deadline: float,
    dark: bool,
) -> bool:
    """Paint the exposed part of a pane. False if time ran out and coarse tiles stand in for some."""
    scene = stage.content.scene
    assert scene is not None
    x, y = camera.origin(Size(pane.area.width(), pane.area.height()))
    x, y, zoom = pane.area.left() + x, pane.area.top() + y, camera.zoom
    clip = pane.clip.intersected(exposed)
    picture = QRect(x, y, round(scene.width * zoom), round(scene.height * zoom)).intersected(clip)
    painter.setClipRect(clip)
    if pane.side is Side.ADDED:
        painter.fillRect(picture, QColor(GRAY, GRAY, GRAY))
    complete = True
    for placed in stage.pictures(pane.side, pane.variant):
        if placed.picture.has_alpha:
            overlay.paint_board(painter, placed_area(placed, x, y, zoom).intersected(picture), dark)
        complete &= paint_placed(painter, placed, x, y, zoom, clip, tiles, deadline)
        if placed.framed:  # its lines lie outside the preview, so there is none along an edge of the picture
            painter.setClipRect(picture)
            overlay.paint_frame(painter, placed_area(placed, x, y, zoom))
            painter.setClipRect(clip)
    return complete


def paint_placed(
    painter: QPainter, placed: Placed, x: int, y: int, zoom: float, clip: QRect, tiles: TileCache, deadline: float
) -> bool:
    """Paint a picture of a stage whose corner lies at `x`, `y`, both device pixels, at `zoom` of the result."""
    place = Placement(x + round(placed.x * zoom), y + round(placed.y * zoom), placed.pixel * zoom)
    return paint_picture(painter, placed.picture, place, clip, tiles, deadline)


def placed_area(placed: Placed, x: int, y: int, zoom: float) -> QRect:
    """The area that such a picture covers, in device pixels."""
    left, top = x + round(placed.x * zoom), y + round(placed.y * zoom)
    right = x + round((placed.x + placed.size.width * placed.pixel) * zoom)
    bottom = y + round((placed.y + placed.size.height * placed.pixel) * zoom)
    return QRect(left, top, right - left, bottom - top)
