"""Options as plain values that can be kept, and back. What makes no sense when read becomes the default."""

from __future__ import annotations

from typing import Any, get_args

from upscaler.images.formats import WRITABLE
from upscaler.network.catalog import list_models
from upscaler.options import (
    AUTO,
    CRISP,
    FULL_STRENGTH,
    LARGEST_SCALE,
    SMALLEST_SCALE,
    DeviceChoice,
    Enlargement,
    Measure,
    OnExists,
    PrecisionChoice,
    UpscaleOptions,
)

LARGEST_SIDE = 500_000  # pixels

_CHOICES: dict[str, tuple[Any, ...]] = {
    "device": get_args(DeviceChoice),
    "precision": get_args(PrecisionChoice),
    "format": ("keep", *WRITABLE),
    "on_exists": get_args(OnExists),
    "strip_metadata": (False, True),
    "allow_truncated": (False, True),
    "quality": tuple(range(101)),
    "denoise": tuple(range(FULL_STRENGTH + 1)),
    "detail": tuple(range(CRISP + 1)),
}


def to_stored(options: UpscaleOptions) -> dict[str, Any]:
    """Values that JSON holds."""
    kept = {name: getattr(options, name) for name in (*_CHOICES, "model", "name")}
    return kept | {"value": options.enlargement.value, "measure": options.enlargement.measure}


def from_stored(stored: object) -> UpscaleOptions:
    """Every field that makes sense; the others are the defaults."""
    if not isinstance(stored, dict):
        return UpscaleOptions()
    fields = {
        name: known[known.index(stored[name])]  # not 1 for True
        for name, known in _CHOICES.items()
        if _is_plain(stored.get(name)) and stored[name] in known
    }
    if stored.get("model") in {AUTO, *(model.card.name for model in list_models())}:
        fields["model"] = stored["model"]
    if isinstance(stored.get("name"), str) and stored["name"]:
        fields["name"] = stored["name"]  # whether it makes names is told where it is used
    return UpscaleOptions(enlargement=_enlargement(stored), **fields)


def is_sensible(enlargement: Enlargement) -> bool:
    """A scale that can be asked for, or a whole number of pixels. Whether it fits a picture is another question."""
    value = enlargement.value
    if enlargement.measure == "scale":
        return SMALLEST_SCALE <= value <= LARGEST_SCALE
    return float(value).is_integer() and 1 <= value <= LARGEST_SIDE


def _enlargement(stored: dict[str, Any]) -> Enlargement:
    measure = stored.get("measure", "scale")
    try:
        found = Enlargement(float(stored["value"]), measure)
    except (KeyError, TypeError, ValueError):
        return Enlargement()
    return found if measure in get_args(Measure) and is_sensible(found) else Enlargement()


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | bool)
