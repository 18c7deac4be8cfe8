"""Numbers, sizes and messages as text, the same everywhere in the window.

Sizes, percentages and units are set with narrow no-break spaces, so that they never break over two lines.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale

from upscaler import messages
from upscaler.errors import ReadError, UpscalerError, WriteError
from upscaler.geometry import Size
from upscaler.options import CLEAN_MODEL, DRAWING_MODEL, RESTORE_MODEL, SHARP_MODEL, ModelChoice
from upscaler.target_size import TargetSize

NARROW = "\u202f"  # narrow no-break space
TO = "→"  # between the sizes of original and result
_LONGEST = 48  # characters of a file name in a sentence

translate = QCoreApplication.translate  # under this name Qt's tools find the texts


def number(value: float, digits: int | None = None) -> str:
    """A number as the chosen language writes it: 2.5 or 2,5. Without `digits`, as many as it needs."""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(float(value), "g", 6) if digits is None else locale.toString(float(value), "f", digits)


def size(pixels: Size) -> str:
    """1280 × 960."""
    return f"{pixels.width}{NARROW}×{NARROW}{pixels.height}"


def resize(before: Size, after: Size) -> str:
    """320 × 240 → 1280 × 960."""
    return f"{size(before)} {TO} {size(after)}"


def scale(times: float) -> str:
    """4×, 2.5×."""
    return f"{number(times)}×"


def target_size(asked: TargetSize) -> str:
    """4×, 1920 px wide, 2000 px, 29.7 × 21 cm, 29.7 × 21 cm + 3 mm."""
    if asked.bleed_pixels:
        return f"{target_size(replace(asked, bleed=0.0))} + {number(asked.bleed)}{NARROW}mm"
    if asked.measure == "scale":
        return scale(asked.value)
    value, unit = number(asked.value), f"{NARROW}{asked.unit}"
    if asked.measure == "box":
        return f"{value}{NARROW}×{NARROW}{number(asked.height)}{unit}"
    wide, high = translate("text", "{pixels} wide"), translate("text", "{pixels} high")
    return {"width": wide, "height": high}.get(asked.measure, "{pixels}").format(pixels=f"{value}{unit}")


def percent(share: float) -> str:
    """A share between 0 and 1, rounded down, so that 100 % is only said when all is done."""
    return f"{int(share * 100)}{NARROW}%"


def megapixels(pixels: Size) -> str:
    count = pixels.pixels / 1_000_000
    return f"{number(count, 1 if count < 100 else 0)}{NARROW}MP"


def file_size(count: int) -> str:
    """340 kB, 1.2 MB, 21 MB, 1.2 GB."""
    digits = 1 if count >= 1e6 and len(str(count)) % 3 == 1 else 0
    return QLocale().formattedDataSize(count, digits, QLocale.DataSizeFormat.DataSizeSIFormat).replace(" ", NARROW)


def duration(seconds: float) -> str:
    """2.1 s, 45 s, 3 min 5 s, 1 h 12 min."""
    whole = round(seconds)
    if whole < 60:
        return _seconds(number(seconds, 1) if seconds < 10 else str(whole))
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return translate("text", "{minutes}\u202fmin {seconds}\u202fs").format(minutes=minutes, seconds=rest)
    return translate("text", "{hours}\u202fh {minutes}\u202fmin").format(hours=minutes // 60, minutes=minutes % 60)


def about(seconds: float) -> str:
    """1 s, 6 s, 3 min 5 s: an estimate, which has no tenths."""
    return duration(seconds) if seconds >= 10 else _seconds(str(max(1, round(seconds))))


def _seconds(shown: str) -> str:
    return translate("text", "{seconds}\u202fs").format(seconds=shown)


def time_left(seconds: float) -> str:
    """4 s left."""
    return translate("text", "{time} left").format(time=about(seconds))


def device(name: str) -> str:
    """A device as displayed."""
    known = {"cpu": "CPU", "cuda": "GPU (CUDA)", "mps": "GPU (Metal)", "vulkan": "GPU (Vulkan)"}
    known["auto"] = translate("text", "Automatic")
    return known.get(name, name)


def pictures(count: int) -> str:
    """1 picture, 5 pictures."""
    return translate("text", "1 picture") if count == 1 else translate("text", "%n pictures", "", count)


def listed(items: Iterable[str]) -> str:
    """CPU, bf16: joined as the language separates them, without empty ones."""
    kept = [item for item in items if item]
    return messages.listed(kept, _translate_message) if kept else ""


def place(folder: Path) -> str:
    """The path of a folder; on Linux and macOS, ~ stands for the home folder."""
    home = Path.home()
    if os.name != "posix" or not folder.is_relative_to(home):
        return str(folder)
    return "~" if folder == home else f"~/{folder.relative_to(home)}"


def model_title(name: str) -> str:
    """The displayed title of a model, which says what it is for; for third-party models, the name."""
    return {
        CLEAN_MODEL: translate("models", "Photo (already clean)"),
        RESTORE_MODEL: translate("models", "Photo with noise or JPEG artefacts"),
        SHARP_MODEL: translate("models", "Any photo, made crisp"),
        DRAWING_MODEL: translate("models", "Drawing, text or screenshot"),
    }.get(name, name)


def model_choice(choice: ModelChoice) -> str:
    """What the automatic choice of model found and chose; empty if the user has chosen."""
    return messages.choice(choice, _translate_message).replace(" %", f"{NARROW}%")  # never broken over two lines


def translated(warning: str) -> str:
    """A warning in the user's language."""
    return messages.translated(warning, _translate_message)


def failure(error: UpscalerError, longest: int = _LONGEST) -> str:
    """The sentence for an error, with the file's name, shortened if necessary, instead of its whole path."""
    text = messages.sentence(error, _translate_message)
    if isinstance(error, ReadError | WriteError):
        text = text.replace(str(error.path), short_name(error.path.name, longest))
    return text


def plain(name: str) -> str:
    """A name as the text of a button or menu, where a & would mark a shortcut."""
    return name.replace("&", "&&")


def short_name(name: str, longest: int = _LONGEST) -> str:
    """A name of at most `longest` characters, shortened in the middle."""
    return name if len(name) <= longest else f"{name[: longest // 2]}…{name[1 - longest // 2 :]}"


def briefly(error: UpscalerError) -> str:
    """What is wrong, in a few words that can follow "Failed:"."""
    return _translate_message(messages.briefly(error))


def advice(error: UpscalerError) -> str:
    """What the user can do about it."""
    return _translate_message(messages.advice(error))


def failure_details(error: UpscalerError) -> str:
    """The whole sentence and the kind of error, to be copied into a report."""
    return f"{messages.sentence(error, _translate_message)}\n{type(error).__name__}"


def _translate_message(text: str) -> str:
    return translate("messages", text)
