"""Where things lie: our resources (in a checkout, a wheel and a frozen app) and the user's folders."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs


def resources() -> Path:
    """The folder with models, samples and icons."""
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)  # set by PyInstaller
    places = [Path(frozen) / "resources"] if frozen else [package / "resources", package.parent / "resources"]
    return next((place for place in places if place.is_dir()), places[-1])


def pictures_fallback() -> Path:
    """Where results go when the folder of the source cannot be written."""
    return Path(platformdirs.user_pictures_dir()) / "Upscaled"


def cache() -> Path:
    """The user's cache folder: scratch files, which may be deleted at any time. Never on a tmpfs by default."""
    return Path(platformdirs.user_cache_dir("upscaler", appauthor=False))
