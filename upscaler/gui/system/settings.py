"""The stored settings of the window. Only this module uses QSettings; invalid values become the defaults."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import get_args

from PySide6.QtCore import QByteArray, QSettings

from upscaler.gui.system.language import SYSTEM
from upscaler.gui.widgets.theme import ThemeChoice
from upscaler.images.formats import WRITABLE
from upscaler.network.catalog import list_models
from upscaler.options import AUTO, UpscaleOptions, options_from
from upscaler.paths import existing, pictures


def _to_version_2(store: QSettings) -> None:
    """Version 1 kept each option under its own key, and sizes only as scales."""
    names = ("scale", "format", "on_exists", "device", "precision")
    kept = {name: store.value(f"options/{name}") for name in names}
    kept["value"] = kept.pop("scale")
    store.setValue("options/all", json.dumps({name: value for name, value in kept.items() if value is not None}))
    for name in names:
        store.remove(f"options/{name}")


def _to_version_3(store: QSettings) -> None:
    """Version 2 had a default name with the scale, also for sizes in pixels."""
    for key, names in (("options/all", False), ("options/presets", True)):
        try:
            stored = json.loads(str(store.value(key, "")))
            for options in stored.values() if names else (stored,):
                if options.get("name") == "{name}_{scale}x":
                    del options["name"]
        except (ValueError, AttributeError):
            continue  # invalid or missing
        store.setValue(key, json.dumps(stored))


_MIGRATIONS = (_to_version_2, _to_version_3)  # each from its position + 1 to the next version
VERSION = len(_MIGRATIONS) + 1


def _options_from(stored: object) -> UpscaleOptions:
    """The stored options; a model or a format that no longer exists becomes the default."""
    models = [model.card.name for model in list_models()]
    return options_from(stored, model=(AUTO, *models), format=("keep", *WRITABLE))


class Settings:
    """Typed access, one pair of methods for each setting."""

    def __init__(self) -> None:
        self._store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "upscaler", "upscaler")
        self._migrate()

    def options(self) -> UpscaleOptions:
        """The options chosen last."""
        return _options_from(self._json("options/all"))

    def set_options(self, options: UpscaleOptions) -> None:
        self._store.setValue("options/all", json.dumps(asdict(options)))

    def presets(self) -> dict[str, UpscaleOptions]:
        """The options that were saved as presets, by name."""
        stored = self._json("options/presets")
        return {name: _options_from(value) for name, value in stored.items()} if isinstance(stored, dict) else {}

    def set_presets(self, presets: dict[str, UpscaleOptions]) -> None:
        stored = {name: asdict(options) for name, options in presets.items()}
        self._store.setValue("options/presets", json.dumps(stored))

    def output_folder(self) -> Path | None:
        """The chosen folder; None means beside each picture."""
        return self._path("options/output_folder")

    def set_output_folder(self, folder: Path | None) -> None:
        self._store.setValue("options/output_folder", str(folder) if folder else "")

    def open_folder(self) -> Path:
        """The folder from which pictures were last opened, if it still exists; otherwise the user's pictures."""
        folder = self._path("window/open_folder")
        return folder if folder and os.path.isdir(folder) else existing(pictures())

    def set_open_folder(self, folder: Path) -> None:
        self._store.setValue("window/open_folder", str(folder))

    def watched_folder(self) -> Path | None:
        """The watched folder; it may be temporarily unavailable."""
        return self._path("window/watched_folder")

    def set_watched_folder(self, folder: Path | None) -> None:
        self._store.setValue("window/watched_folder", str(folder) if folder else "")

    def recent(self) -> list[Path]:
        """Files and folders opened recently, the most recent first; some may no longer exist."""
        stored = self._json("window/recent")
        return [Path(path) for path in stored if isinstance(path, str)] if isinstance(stored, list) else []

    def set_recent(self, paths: Iterable[Path]) -> None:
        self._store.setValue("window/recent", json.dumps([str(path) for path in paths]))

    def theme(self) -> ThemeChoice:
        """Light, dark, or the same as the system."""
        stored = self._text("app/theme", "system")
        return next((choice for choice in get_args(ThemeChoice) if choice == stored), "system")

    def set_theme(self, choice: ThemeChoice) -> None:
        self._store.setValue("app/theme", choice)

    def language(self) -> str:
        """A code as in `language.available`, or SYSTEM."""
        return self._text("app/language", SYSTEM)

    def set_language(self, choice: str) -> None:
        self._store.setValue("app/language", choice)

    def notify(self) -> bool:
        """Whether to show a desktop notification at the end of a run."""
        return self._text("window/notify", "yes") == "yes"

    def set_notify(self, wanted: bool) -> None:
        self._store.setValue("window/notify", "yes" if wanted else "no")

    def keep_awake(self) -> bool:
        """Whether to keep the computer awake while pictures are upscaled."""
        return self._text("app/keep_awake", "yes") == "yes"

    def set_keep_awake(self, wanted: bool) -> None:
        self._store.setValue("app/keep_awake", "yes" if wanted else "no")

    def tells_releases(self) -> bool:
        """Whether to check for new versions of the app and announce them."""
        return self._text("app/tell_releases", "no") == "yes"

    def set_tells_releases(self, wanted: bool) -> None:
        self._store.setValue("app/tell_releases", "yes" if wanted else "no")

    def releases_asked(self) -> float:
        """When the app last checked for new versions, as `time.time`; 0 at first."""
        stored = self._text("app/releases_asked", "")
        return float(stored) if stored.isdecimal() else 0.0

    def set_releases_asked(self, moment: float) -> None:
        self._store.setValue("app/releases_asked", str(int(moment)))

    def latest_release(self) -> str:
        """The stored latest release, for `releases.known`; empty at first."""
        return self._text("app/latest_release", "")

    def set_latest_release(self, stored: str) -> None:
        self._store.setValue("app/latest_release", stored)

    def scratch(self) -> Path | None:
        """The chosen folder for working files; None leaves it to `paths.scratch`."""
        return self._path("app/scratch")

    def set_scratch(self, folder: Path | None) -> None:
        self._store.setValue("app/scratch", str(folder) if folder else "")

    def more_options(self) -> bool:
        """Whether "More options" is expanded."""
        return self._text("window/more_options", "") == "yes"

    def set_more_options(self, shown: bool) -> None:
        self._store.setValue("window/more_options", "yes" if shown else "no")

    def mode(self) -> str:
        """The name of the last comparison mode; empty at first."""
        return self._text("window/mode", "")

    def set_mode(self, name: str) -> None:
        self._store.setValue("window/mode", name)

    def upsampling(self) -> str:
        """The name of the upsampling with which the original is shown; empty at first."""
        return self._text("window/before", "")

    def set_upsampling(self, name: str) -> None:
        self._store.setValue("window/before", name)

    def gain(self) -> int:
        """The factor by which the residual is amplified; 0 at first."""
        stored = self._text("window/gain", "")
        return int(stored) if stored.isdecimal() else 0

    def set_gain(self, gain: int) -> None:
        self._store.setValue("window/gain", str(gain))

    def geometry(self) -> QByteArray:
        """Place and size of the window; empty at first."""
        return self._bytes("window/geometry")

    def set_geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("window/geometry", geometry)

    def panels(self) -> QByteArray:
        """Widths of the panels; empty until the user has changed them."""
        return self._bytes("window/panels")

    def set_panels(self, state: QByteArray) -> None:
        self._store.setValue("window/panels", state)

    def folded(self) -> frozenset[str]:
        """The names of the panels that are folded away."""
        return frozenset(self._text("window/folded", "").split())

    def set_folded(self, names: Iterable[str]) -> None:
        self._store.setValue("window/folded", " ".join(sorted(names)))

    def _migrate(self) -> None:
        """Convert the settings of an older version. Those of a newer one are read as they are."""
        stored = self._text("version", "1")
        version = int(stored) if stored.isdecimal() else 1
        for migration in _MIGRATIONS[version - 1 :] if self._store.allKeys() else ():
            migration(self._store)
        if version < VERSION:
            self._store.setValue("version", str(VERSION))

    def _json(self, key: str) -> object:
        try:
            return json.loads(self._text(key, "{}"))
        except ValueError:
            return {}

    def _text(self, key: str, default: str) -> str:
        value = self._store.value(key, default)
        return value if isinstance(value, str) else default

    def _bytes(self, key: str) -> QByteArray:
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def _path(self, key: str) -> Path | None:
        text = self._text(key, "")
        return Path(text) if text else None
