"""How original and result share the view. A mode only decides which picture is painted where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRect

from upscaler.geometry import Size
from upscaler.gui.comparison.stage import Pane, Side

_GAP = 2  # pixels of canvas between two panes


class Mode(Protocol):
    """A way to compare. `name` is stored in the settings; with `has_divider` the person can drag one."""

    @property
    def name(self) -> str: ...

    @property
    def has_divider(self) -> bool: ...

    def panes(self, view: QRect, divider: int, scene: Size) -> tuple[Pane, ...]:
        """The panes of a view for a result of size `scene`; `divider` is the divider's x.

        Panes of equal area show the same place.
        """
        ...


@dataclass(frozen=True)
class SideBySide:
    """Original and result, beside each other or one above the other: whichever shows the picture larger."""

    name: str = "side-by-side"
    has_divider: bool = False

    def panes(self, view: QRect, _divider: int, scene: Size) -> tuple[Pane, ...]:
        halves = max(_beside(view), _stacked(view), key=lambda halves: _fitting_zoom(scene, halves[0]))
        return Pane(Side.ORIGINAL, halves[0], halves[0]), Pane(Side.RESULT, halves[1], halves[1])


@dataclass(frozen=True)
class Split:
    """One picture: the original on the left of the divider, the result on the right."""

    name: str = "split"
    has_divider: bool = True

    def panes(self, view: QRect, divider: int, _scene: Size) -> tuple[Pane, ...]:
        left = QRect(view.left(), view.top(), divider - view.left(), view.height())
        right = QRect(divider, view.top(), view.right() + 1 - divider, view.height())
        return Pane(Side.ORIGINAL, view, left), Pane(Side.RESULT, view, right, label_on_right=True)


@dataclass(frozen=True)
class Flicker:
    """The result alone. The original replaces it while Space is held, as in every mode."""

    name: str = "flicker"
    has_divider: bool = False

    def panes(self, view: QRect, _divider: int, _scene: Size) -> tuple[Pane, ...]:
        return whole(Side.RESULT, view)


@dataclass(frozen=True)
class Added:
    """The residual as a picture."""

    name: str = "added"
    has_divider: bool = False

    def panes(self, view: QRect, _divider: int, _scene: Size) -> tuple[Pane, ...]:
        return whole(Side.ADDED, view)


MODES: tuple[Mode, ...] = (SideBySide(), Split(), Flicker(), Added())


def mode_named(name: str) -> Mode:
    """The mode of that name, or the first one."""
    return next((mode for mode in MODES if mode.name == name), MODES[0])


def whole(side: Side, view: QRect) -> tuple[Pane, ...]:
    """One picture over the whole view."""
    return (Pane(side, view, view),)


def _beside(view: QRect) -> tuple[QRect, QRect]:
    half = (view.width() - _GAP) // 2
    left = QRect(view.left(), view.top(), half, view.height())
    return left, left.translated(view.width() - half, 0)


def _stacked(view: QRect) -> tuple[QRect, QRect]:
    half = (view.height() - _GAP) // 2
    upper = QRect(view.left(), view.top(), view.width(), half)
    return upper, upper.translated(0, view.height() - half)


def _fitting_zoom(scene: Size, pane: QRect) -> float:
    return min(pane.width() / scene.width, pane.height() / scene.height)
