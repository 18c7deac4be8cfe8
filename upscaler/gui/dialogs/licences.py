"""The components of the app and their licences."""

from __future__ import annotations

import platform
import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from upscaler import __version__, paths
from upscaler.gui.widgets import text
from upscaler.network.catalog import list_models

_NAME = re.compile(r"[\w.-]+")
_TEXT_FILE = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)
_OWN = "upscaler"


@dataclass(frozen=True)
class Component:
    """A component and its stated licence. Files in `kept_in` are only read for `text`: torch alone has 98."""

    name: str
    version: str
    licence: str
    kept_in: metadata.Distribution | Path | None = None

    @property
    def text(self) -> str:
        """The full text of its licence; empty if it comes without one."""
        if isinstance(self.kept_in, Path):
            return self.kept_in.read_text(encoding="utf-8", errors="replace")
        return _texts(self.kept_in) if self.kept_in else ""


def components() -> list[Component]:
    """The app itself, then all other components by name, including models, as some were trained with others' models."""
    frozen = paths.licences()
    found = _of_files(frozen) if frozen and frozen.is_dir() else _of_packages()
    for model in list_models():
        title = model.card.title or text.model_title(model.card.name)
        name = QCoreApplication.translate("licences", "Model: {name}").format(name=title)
        found.append(Component(name, "", model.card.licence, model.card_file))
    return sorted(found, key=lambda component: (component.name != _OWN, component.name.casefold()))


def _of_files(folder: Path) -> list[Component]:
    """The components of a frozen app: packaging has written one file for each, named after it."""
    found = []
    for path in folder.glob("*.txt"):
        with path.open(encoding="utf-8", errors="replace") as file:
            first, second = file.readline().rstrip(), file.readline().rstrip()
        version = first.removeprefix(f"{path.stem} ") if first.startswith(f"{path.stem} ") else ""
        stated = second.partition("states it: ")[2]
        own = path.stem == _OWN
        found.append(Component(path.stem, __version__ if own else version, "MIT" if own else stated[:80], path))
    return found


def _of_packages() -> list[Component]:
    """The components of a checkout: the app's installed dependencies, and their dependencies."""
    waiting, seen = [_OWN], {}
    while waiting:
        name = waiting.pop()
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        key = distribution.metadata["Name"].lower()
        if key not in seen:
            seen[key] = _component(distribution)
            required = (line for line in distribution.requires or () if "extra ==" not in line)
            waiting += [match[0] for match in map(_NAME.match, required) if match]
    python = Component("Python", platform.python_version(), "PSF-2.0")
    return [*seen.values(), python]


def _component(distribution: metadata.Distribution) -> Component:
    facts: Any = distribution.metadata  # typed too narrowly
    classifiers = [line for line in facts.get_all("Classifier") or () if line.startswith("License")]
    stated = facts.get("License-Expression") or (
        classifiers[0].rpartition(" :: ")[2] if classifiers else (facts.get("License") or "").partition("\n")[0][:80]
    )
    return Component(facts["Name"], distribution.version, stated, distribution)


def _texts(distribution: metadata.Distribution) -> str:
    files = [
        file
        for file in distribution.files or ()
        if ".dist-info" in file.parts[0] and (_TEXT_FILE.search(file.name) or "licenses" in file.parts)
    ]
    return "\n\n".join(Path(str(file.locate())).read_text("utf-8", "replace") for file in sorted(files))
