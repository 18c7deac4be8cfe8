"""Rows and columns of widgets. Lengths are in pixels."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

Margins = tuple[int, int, int, int]  # left, top, right, bottom
_Layout = TypeVar("_Layout", QHBoxLayout, QVBoxLayout)


def row(parent: QWidget | None = None, spacing: int | None = None, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """Side by side; the layout of `parent` if there is one. Without `spacing`, the style's."""
    return _arranged(QHBoxLayout(parent), spacing, margins)  # type: ignore[arg-type]  # None is none, too


def column(parent: QWidget | None = None, spacing: int | None = None, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """One below the other; the layout of `parent` if there is one. Without `spacing`, the style's."""
    return _arranged(QVBoxLayout(parent), spacing, margins)  # type: ignore[arg-type]


def _arranged(layout: _Layout, spacing: int | None, margins: Margins) -> _Layout:
    layout.setContentsMargins(*margins)
    if spacing is not None:
        layout.setSpacing(spacing)
    return layout
