"""How original and result share the view. A mode only says which picture is painted where; the view does the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRect

from upscaler.gui.comparison.stage import Pane, Side


class Mode(Protocol):
    """`name` is what settings store; `has_divider` lets the person drag one."""

    @property
    def name(self) -> str: ...

    @property
    def has_divider(self) -> bool: ...

    def panes(self, view: QRect, divider: int) -> tuple[Pane, ...]:
        """The panes of a view; `divider` is the x of the divider. Panes of equal area show the same place."""
        ...


@dataclass(frozen=True)
class SideBySide:
    """Original on the left, result on the right."""

    name: str = "side-by-side"
    has_divider: bool = False

    def panes(self, view: QRect, _divider: int) -> tuple[Pane, ...]:
        half = (view.width() - 2) // 2  # two pixels of canvas between them
        left = QRect(view.left(), view.top(), half, view.height())
        right = QRect(view.right() + 1 - half, view.top(), half, view.height())
        return Pane(Side.ORIGINAL, left, left), Pane(Side.RESULT, right, right)


@dataclass(frozen=True)
class Split:
    """One picture: what is left of the divider is the original, what is right of it the result."""

    name: str = "split"
    has_divider: bool = True

    def panes(self, view: QRect, divider: int) -> tuple[Pane, ...]:
        left = QRect(view.left(), view.top(), divider - view.left(), view.height())
        right = QRect(divider, view.top(), view.right() + 1 - divider, view.height())
        return Pane(Side.ORIGINAL, view, left), Pane(Side.RESULT, view, right, label_on_right=True)


@dataclass(frozen=True)
class Flicker:
    """The result alone. The original takes its place while it is asked for, which the view does in every mode."""

    name: str = "flicker"
    has_divider: bool = False

    def panes(self, view: QRect, _divider: int) -> tuple[Pane, ...]:
        return whole(Side.RESULT, view)


@dataclass(frozen=True)
class Added:
    """The difference that the network made, as a picture."""

    name: str = "added"
    has_divider: bool = False

    def panes(self, view: QRect, _divider: int) -> tuple[Pane, ...]:
        return whole(Side.ADDED, view)


MODES: tuple[Mode, ...] = (SideBySide(), Split(), Flicker(), Added())


def mode_named(name: str) -> Mode:
    """The mode of that name, or the first one."""
    return next((mode for mode in MODES if mode.name == name), MODES[0])


def whole(side: Side, view: QRect) -> tuple[Pane, ...]:
    """One picture over the whole view."""
    return (Pane(side, view, view),)
