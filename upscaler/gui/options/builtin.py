"""The presets that come with the app. Each sets a few options and leaves the others as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from upscaler.options import AUTO, DRAWING_MODEL, FAITHFUL, RESTORE_MODEL, UpscaleOptions
from upscaler.target_size import PRINT_DPI, TargetSize

translate = QCoreApplication.translate


@dataclass(frozen=True)
class BuiltIn:
    """A name, its purpose, and the options that it sets."""

    name: str
    purpose: str
    changes: Mapping[str, Any]

    def applied(self, options: UpscaleOptions) -> UpscaleOptions:
        """The options after applying the preset."""
        return replace(options, **self.changes)


def built_in() -> list[BuiltIn]:
    """All of them, in the language of the window."""
    automatic = {"model": AUTO, "denoise": None, "detail": None}
    return [
        BuiltIn(
            translate("presets", "Print A4, 300 dpi"),
            translate("presets", "As large as fits on A4 paper at 300 pixels per inch; larger pictures are reduced."),
            {**automatic, "size": TargetSize(29.7, "box", 21.0, "cm", PRINT_DPI, "shrink")},
        ),
        BuiltIn(
            translate("presets", "4K wallpaper"),
            translate("presets", "3840 pixels on the longest side."),
            {**automatic, "size": TargetSize(3840, "longest", larger="shrink"), "format": "keep", "quality": None},
        ),
        BuiltIn(
            translate("presets", "Web, 2000 pixels"),
            translate("presets", "Small WebP files, 2000 pixels on the longest side, without camera data."),
            {
                **automatic,
                "size": TargetSize(2000, "longest", larger="shrink"),
                "format": "webp",
                "quality": 85,
                "strip_metadata": True,
            },
        ),
        BuiltIn(
            translate("presets", "Archive"),
            translate("presets", "Lossless TIFF, faithful: nothing is invented, and 16-bit pictures stay 16-bit."),
            {**automatic, "detail": FAITHFUL, "size": TargetSize(2), "format": "tiff", "strip_metadata": False},
        ),
        BuiltIn(
            translate("presets", "Old photo"),
            translate("presets", "Removes noise, blur and JPEG artefacts, and adds fine detail where it was lost."),
            {"model": RESTORE_MODEL, "denoise": 60, "detail": 80, "size": TargetSize(4)},
        ),
        BuiltIn(
            translate("presets", "Drawing"),
            translate("presets", "Line art, text and screenshots, with clean edges; lossless PNG."),
            {"model": DRAWING_MODEL, "denoise": None, "detail": None, "size": TargetSize(4), "format": "png"},
        ),
    ]
