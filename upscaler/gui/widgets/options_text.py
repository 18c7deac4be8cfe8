"""How options differ from others, in a few words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from upscaler.gui.widgets import text
from upscaler.images.formats import BY_NAME
from upscaler.options import AUTO, CRISP, FAITHFUL, NATURAL, UpscaleOptions

translate = QCoreApplication.translate


def differences(own: UpscaleOptions, present: UpscaleOptions) -> str:
    """Where `own` differs visibly from `present`: "2× · PNG"; empty if it does not."""
    shown = {
        "size": text.target_size(own.size),
        "crop": translate("options", "cropped") if own.crop else "",
        "named_model": _model(own),
        "denoise": "" if own.denoise is None else translate("options", "strength {value}").format(value=own.denoise),
        "detail": _detail(own.detail),
        "format": translate("entry", "same as the original") if own.format == "keep" else BY_NAME[own.format].title,
        "quality": "" if own.quality is None else translate("options", "quality {value}").format(value=own.quality),
        "largest_file": ""
        if own.largest_file is None
        else translate("options", "at most {size}").format(size=text.file_size(own.largest_file * 1000)),
        "strip_metadata": translate("options", "without metadata") if own.strip_metadata else "",
        "tileable": "" if own.tileable == "none" else translate("options", "seamless"),
        "cells": translate("options", "cells of {size}").format(size=own.cells) if own.cells else "",
        "normal_map": translate("options", "normal map") if own.normal_map else "",
        "provenance": translate("options", "with provenance") if own.provenance else "",
    }
    different = [value for name, value in shown.items() if getattr(own, name) != getattr(present, name)]
    return " · ".join(value for value in different if value)


def _model(options: UpscaleOptions) -> str:
    if options.named_model == AUTO:
        return translate("entry", "automatic model")
    return text.model_title(options.named_model)


def _detail(detail: int | None) -> str:
    if detail is None:
        return translate("options", "automatic detail")
    names = {
        FAITHFUL: translate("options", "faithful"),
        NATURAL: translate("options", "natural"),
        CRISP: translate("options", "crisp"),
    }
    return names.get(detail, translate("options", "detail {value}").format(value=detail))
