"""A cache of measurements made on this computer: a JSON file in the user's cache folder. The keys change with the
processor, torch and the app, so that each is measured again then."""

from __future__ import annotations

import json
import os
import platform
from contextlib import suppress
from pathlib import Path
from typing import Any

from upscaler import __version__


def this_computer(processor: str) -> str:
    """The part of a key that all measurements share. `processor` is its name."""
    from importlib import metadata  # here: nothing may delay the window's first paint

    return " ".join(
        (
            f"{processor} {platform.processor()} x {os.cpu_count()}",
            f"torch {metadata.version('torch')}",
            f"upscaler {__version__}",
        )
    )


def known(file: Path) -> dict[str, Any]:
    """All that a file remembers; nothing if it is missing or damaged."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def remember(file: Path, key: str, value: Any) -> None:
    """Add to a file, which other processes may read meanwhile. If that fails, it is measured again the next time."""
    part = file.with_name(f".{file.name}-{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps({**known(file), key: value}), encoding="utf-8")
        part.replace(file)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
