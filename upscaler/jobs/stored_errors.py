"""Errors as the journal stores them, so that another process can show the same sentence for a failed picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from upscaler import errors
from upscaler.messages import received, sent, sentence


def to_json(error: errors.UpscalerError) -> dict[str, Any]:
    """The error in a form that JSON can hold, and its English sentence."""
    values = {name: _plain(getattr(error, name)) for name in _fields(type(error))}
    return {"error": sentence(error), "kind": type(error).__name__, "values": values}


def from_json(stored: Mapping[str, Any]) -> errors.UpscalerError:
    """The stored error; an EarlierError if another version stored its kind or values, or they were not stored."""
    kind = vars(errors).get(stored.get("kind", ""))
    try:
        if isinstance(kind, type) and issubclass(kind, errors.UpscalerError):
            return kind(*[_typed(type_name, stored["values"][name]) for name, type_name in _fields(kind).items()])
    except (KeyError, TypeError, ValueError):
        pass
    return errors.EarlierError(stored["error"])


def _fields(kind: type[errors.UpscalerError]) -> dict[str, str]:
    """The names of its fields, and their types."""
    return {field.name: str(field.type) for field in fields(kind)} if is_dataclass(kind) else {}


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return sent(value) if isinstance(value, str) else value


def _typed(type_name: str, value: Any) -> object:
    if type_name == "Path":
        return Path(value)
    if type_name == "str":
        return received(value)
    if type_name.startswith(("list", "tuple")):
        items = [received(item) for item in value]
        return items if type_name.startswith("list") else tuple(items)
    return value
