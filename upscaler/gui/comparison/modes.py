"""How original and result share the view. A mode only decides which picture is painted where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRect

from upscaler.geometry import Size
from upscaler.gui.comparison.stage import Pane, Side

_GAP = 2  # pixels of canvas between two panes


class Mode(Protocol):
    """A way to compare. `name` is stored in the settings; with `has_divider` the user can drag one."""

    @property
    def name(self) -> str: ...

    @property
    def has_divider(self) -> bool: ...

    def panes(self, view: QRect, divider: int, scene: Size, variants: int = 0) -> tuple[Pane, ...]:
        """The panes of a view for a result of size `scene` and so many variants of it; `divider` is the divider's x.

        Panes of equal area show the same place.
        """
        ...


@dataclass(frozen=True)
class SideBySide:
    """Original and result, side by side or one above the other: whichever shows the picture larger."""

    name: str = "side-by-side"
    has_divider: bool = False

    def panes(self, view: QRect, _divider: int, scene: Size, _variants: int = 0) -> tuple[Pane, ...]:
        first, second = _grid(view, scene, 2)
        return Pane(Side.ORIGINAL, first, first), Pane(Side.RESULT, second, second)


@dataclass(frozen=True)
class Split:
    """One picture: the original on the left of the divider, the result on the right."""

    name: str = "split"
    has_divider: bool = True

    def panes(self, view: QRect, divider: int, _scene: Size, _variants: int = 0) -> tuple[Pane, ...]:
        left = QRect(view.left(), view.top(), divider - view.left(), view.height())
        right = QRect(divider, view.top(), view.right() + 1 - divider, view.height())
        return Pane(Side.ORIGINAL, view, left), Pane(Side.RESULT, view, right, label_on_right=True)


@dataclass(frozen=True)
class Flicker:
    """The result alone. The original replaces it while Space is held, as in every mode."""

    name: str = "flicker"
    has_divider: bool = False

    def panes(self, view: QRect, _divider: int, _scene: Size, _variants: int = 0) -> tuple[Pane, ...]:
        return whole(Side.RESULT, view)


@dataclass(frozen=True)
class Added:
    """The residual as a picture."""

    name: str = "added"
    has_divider: bool = False

    def panes(self, view: QRect, _divider: int, _scene: Size, _variants: int = 0) -> tuple[Pane, ...]:
        return whole(Side.ADDED, view)


@dataclass(frozen=True)
class Variants:
    """Previews with different options, side by side."""

    name: str = "variants"
    has_divider: bool = False

    def panes(self, view: QRect, _divider: int, scene: Size, variants: int = 0) -> tuple[Pane, ...]:
        areas = _grid(view, scene, variants) if variants else []
        return tuple(Pane(Side.VARIANT, area, area, variant=number) for number, area in enumerate(areas))


MODES: tuple[Mode, ...] = (SideBySide(), Split(), Flicker(), Added())  # for any two pictures
VARIANTS = Variants()  # where there are options to vary


def mode_named(name: str) -> Mode:
    """The mode of that name, or the first one."""
    return next((mode for mode in (*MODES, VARIANTS) if mode.name == name), MODES[0])


def whole(side: Side, view: QRect) -> tuple[Pane, ...]:
    """One picture over the whole view."""
    return (Pane(side, view, view),)


def _grid(view: QRect, scene: Size, count: int) -> list[QRect]:
    """So many areas of the same size, in as many columns as show the picture largest."""

    def cells(columns: int) -> list[QRect]:
        rows = -(-count // columns)
        width, height = (view.width() + _GAP) // columns - _GAP, (view.height() + _GAP) // rows - _GAP
        right, bottom = view.right() + 1 - width, view.bottom() + 1 - height  # of the last column and row
        return [
            QRect(
                view.left() + (right - view.left()) * (number % columns) // max(1, columns - 1),
                view.top() + (bottom - view.top()) * (number // columns) // max(1, rows - 1),
                width,
                height,
            )
            for number in range(count)
        ]

    def zoom(areas: list[QRect]) -> float:
        return min(areas[0].width() / scene.width, areas[0].height() / scene.height)

    return max((cells(columns) for columns in range(count, 0, -1)), key=zoom)
