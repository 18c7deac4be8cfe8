"""Krita's plug-in, with stubs that do what Krita's documentation says."""

import runpy
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from tests.property.plugins.stand_in import PLUGINS, deep_picture, larger, read, upscale  # noqa: F401 - a fixture
from upscaler.images.bitmap import Pixels

pytestmark = pytest.mark.posix


class Rect:
    def __init__(self, x: int, y: int, width: int, height: int) -> None:
        self.values = x, y, width, height
        self.x, self.y, self.width, self.height = (lambda value=value: value for value in self.values)
        self.isEmpty = lambda: width <= 0 or height <= 0

    def intersected(self, other: "Rect") -> "Rect":
        (x, y, w, h), (a, b, c, d) = self.values, other.values
        left, top = max(x, a), max(y, b)
        return Rect(left, top, min(x + w, a + c) - left, min(y + h, b + d) - top)


class Node:
    def __init__(self, name: str, pixels: Pixels | None = None, bounds: Rect | None = None) -> None:
        self.title, self.pixels = name, pixels
        self.bounds = lambda: bounds
        self.children: list[tuple[Node, Node]] = []
        self.parentNode = lambda: self
        self.data: tuple[object, ...] = ()

    def name(self) -> str:
        return self.title

    def save(self, path: str, _x: float, _y: float, _settings: object, part: Rect) -> bool:
        x, y, width, height = part.values
        assert self.pixels is not None
        return bool(cv2.imwrite(path, self.pixels[y : y + height, x : x + width]))

    def setPixelData(self, *data: object) -> None:
        self.data = data

    def addChildNode(self, child: "Node", above: "Node") -> None:
        self.children.append((child, above))


class Document:
    def __init__(self, node: Node | None = None, selection: Rect | None = None, pixels: Pixels | None = None) -> None:
        self.activeNode, self.selection = (lambda: node), (lambda: selection)
        self.xRes = self.yRes = lambda: 300.0
        self.colorModel, self.colorDepth, self.colorProfile = (lambda: "RGBA"), (lambda: "U16"), (lambda: "sRGB")
        self.space: tuple[str, ...] = ()
        self.is_open = True
        self.pixels = pixels
        self.createNode = lambda name, _kind: Node(name)
        self.setBatchmode, self.refreshProjection = (lambda _: None), (lambda: None)

    def setColorSpace(self, *space: str) -> None:
        self.space = space

    def width(self) -> int:
        return 0 if self.pixels is None else int(self.pixels.shape[1])

    def height(self) -> int:
        return 0 if self.pixels is None else int(self.pixels.shape[0])

    def pixelData(self, *_part: int) -> Pixels | None:
        assert self.space == ("RGBA", "U16", "sRGB")
        return self.pixels

    def close(self) -> None:
        self.is_open = False


class KritaApp:
    def __init__(self) -> None:
        self.document: Document | None = None
        self.opened: list[Document] = []
        self.extensions: list[Any] = []
        self.addExtension = self.extensions.append
        self.activeDocument = lambda: self.document

    def openDocument(self, path: str) -> Document:
        self.opened.append(Document(pixels=read(path)))
        return self.opened[-1]


@pytest.fixture
def krita(monkeypatch: pytest.MonkeyPatch) -> tuple[KritaApp, list[str]]:
    """Krita with the plug-in, and the warnings that it shows."""
    app, told = KritaApp(), list[str]()
    module, core, widgets = (types.ModuleType(name) for name in ("krita", "PyQt5.QtCore", "PyQt5.QtWidgets"))
    vars(module).update(
        Krita=types.SimpleNamespace(instance=lambda: app),
        Extension=type("Extension", (), {"__init__": lambda *_: None}),
        InfoObject=lambda: types.SimpleNamespace(setProperty=lambda *_: None),
    )
    vars(core)["QRect"] = Rect
    vars(widgets)["QMessageBox"] = types.SimpleNamespace(warning=lambda _parent, _title, text: told.append(text))
    for name, stub in {"krita": module, "PyQt5": types.ModuleType("PyQt5")}.items():
        monkeypatch.setitem(sys.modules, name, stub)
    monkeypatch.setitem(sys.modules, "PyQt5.QtCore", core)
    monkeypatch.setitem(sys.modules, "PyQt5.QtWidgets", widgets)
    runpy.run_path(str(PLUGINS / "krita/upscaler_layer/__init__.py"))
    return app, told


def actions_of(app: KritaApp) -> dict[str, Callable[[], None]]:
    found: dict[str, Callable[[], None]] = {}

    def create(_name: str, title: str, menu: str) -> Any:
        assert menu == "tools/scripts"
        return types.SimpleNamespace(
            triggered=types.SimpleNamespace(connect=lambda call: found.setdefault(title, call))
        )

    app.extensions[0].createActions(types.SimpleNamespace(createAction=create))
    return found


def test_krita_gets_a_new_layer(krita: tuple[KritaApp, list[str]], upscale: Path) -> None:
    app, told = krita
    pixels = deep_picture()
    node = Node("Ink", pixels, Rect(0, 0, 30, 20))
    actions = actions_of(app)
    for title, scale, selection, expected in (
        ("Upscale Layer 2×", 2, None, Rect(0, 0, 30, 20)),
        ("Upscale Layer 4×", 4, Rect(20, 5, 99, 10), Rect(20, 5, 10, 10)),
    ):
        app.document = Document(node, selection)
        actions[title]()
        layer, above = node.children.pop()
        x, y, width, height = expected.values
        data, *place = layer.data
        assert np.array_equal(data, larger(pixels[y : y + height, x : x + width], scale))  # type: ignore[arg-type]
        assert (layer.name(), above, place) == (f"Ink {scale}×", node, [x, y, width * scale, height * scale])
    assert told == []
    assert not any(document.is_open for document in app.opened)


def test_krita_is_told_what_is_wrong(krita: tuple[KritaApp, list[str]], upscale: Path) -> None:
    app, told = krita
    actions = actions_of(app)
    actions["Upscale Layer 2×"]()  # no document is open
    app.document = Document(Node("Ink", deep_picture(), Rect(0, 0, 30, 20)), Rect(50, 50, 9, 9))
    actions["Upscale Layer 2×"]()
    upscale.write_text("#!/bin/sh\nexit 3\n")
    app.document = Document(Node("Ink", deep_picture(), Rect(0, 0, 30, 20)))
    actions["Upscale Layer 2×"]()
    assert told == ["Nothing of this layer is selected.", "upscale ended with 3"]


def test_krita_finds_the_plug_in() -> None:
    entry = (PLUGINS / "krita" / "upscaler_layer.desktop").read_text(encoding="utf-8")
    values = dict(line.split("=", 1) for line in entry.splitlines() if "=" in line)
    assert (PLUGINS / "krita" / values["X-KDE-Library"] / "__init__.py").is_file()
    assert (PLUGINS / "krita" / values["X-KDE-Library"] / values["X-Krita-Manual"]).is_file()
