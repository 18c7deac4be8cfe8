"""What the window remembers. The only place that knows QSettings; values that make no sense become the defaults."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar, get_args

from PySide6.QtCore import QByteArray, QSettings

from upscaler.options import SCALES, DeviceChoice, Enlargement, FormatChoice, OnExists, PrecisionChoice, UpscaleOptions

Value = TypeVar("Value", bound=str)


class Settings:
    """Typed access to the stored settings of the window."""

    def __init__(self) -> None:
        self._store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "upscaler", "upscaler")

    def options(self) -> UpscaleOptions:
        """The options chosen last."""
        default = UpscaleOptions()
        scale = self._text("options/scale", "")
        return UpscaleOptions(
            enlargement=Enlargement(int(scale)) if scale in {str(known) for known in SCALES} else default.enlargement,
            format=self._choice("options/format", get_args(FormatChoice), default.format),
            on_exists=self._choice("options/on_exists", get_args(OnExists), default.on_exists),
            device=self._choice("options/device", get_args(DeviceChoice), default.device),
            precision=self._choice("options/precision", get_args(PrecisionChoice), default.precision),
        )

    def set_options(self, options: UpscaleOptions) -> None:
        self._store.setValue("options/scale", f"{options.enlargement.value:g}")
        for name in ("format", "on_exists", "device", "precision"):
            self._store.setValue(f"options/{name}", str(getattr(options, name)))

    def output_folder(self) -> Path | None:
        """The chosen folder; None means beside each picture."""
        return self._path("options/output_folder")

    def set_output_folder(self, folder: Path | None) -> None:
        self._store.setValue("options/output_folder", str(folder) if folder else "")

    def open_folder(self) -> Path | None:
        """Where pictures were opened from last, if it is still there."""
        folder = self._path("window/open_folder")
        return folder if folder and folder.is_dir() else None

    def set_open_folder(self, folder: Path) -> None:
        self._store.setValue("window/open_folder", str(folder))

    def recent(self) -> list[Path]:
        """Files and folders opened recently, the last one first; some may be gone."""
        try:
            stored = json.loads(self._text("window/recent", "[]"))
        except ValueError:
            stored = []
        return [Path(path) for path in stored if isinstance(path, str)] if isinstance(stored, list) else []

    def set_recent(self, paths: Iterable[Path]) -> None:
        self._store.setValue("window/recent", json.dumps([str(path) for path in paths]))

    def notify(self) -> bool:
        """Whether the end of a run is told outside the window too."""
        return self._text("window/notify", "yes") == "yes"

    def set_notify(self, wanted: bool) -> None:
        self._store.setValue("window/notify", "yes" if wanted else "no")

    def more_options(self) -> bool:
        """Whether "More options" is unfolded."""
        return self._text("window/more_options", "") == "yes"

    def set_more_options(self, shown: bool) -> None:
        self._store.setValue("window/more_options", "yes" if shown else "no")

    def mode(self) -> str:
        """The name of the comparison mode used last; empty at first."""
        return self._text("window/mode", "")

    def set_mode(self, name: str) -> None:
        self._store.setValue("window/mode", name)

    def geometry(self) -> QByteArray:
        """Place and size of the window; empty at first."""
        return self._bytes("window/geometry")

    def set_geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("window/geometry", geometry)

    def panels(self) -> QByteArray:
        """Widths of the panels; empty at first."""
        return self._bytes("window/panels")

    def set_panels(self, state: QByteArray) -> None:
        self._store.setValue("window/panels", state)

    def _text(self, key: str, default: str) -> str:
        value = self._store.value(key, default)
        return value if isinstance(value, str) else default

    def _bytes(self, key: str) -> QByteArray:
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def _path(self, key: str) -> Path | None:
        text = self._text(key, "")
        return Path(text) if text else None

    def _choice(self, key: str, known: tuple[Value, ...], default: Value) -> Value:
        stored = self._text(key, default)
        return next((value for value in known if value == stored), default)
