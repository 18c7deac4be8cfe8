"""Krita's plug-in, with stubs that behave as observed in Krita 5.1, and in Krita itself where it is installed."""

import os
import runpy
import shutil
import subprocess
import sys
import types
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from tests.property.plugins.stand_in import PLUGINS, deep_picture, larger, read, upscale  # noqa: F401 - a fixture
from upscaler.images.bitmap import Pixels
from upscaler.images.chunks import packed
from upscaler.images.codecs.png_writer import write_png
from upscaler.images.colour import srgb

pytestmark = pytest.mark.posix
KRITA = shutil.which("kritarunner")


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
        self.colorModel, self.colorDepth, self.colorProfile = (lambda: "RGBA"), (lambda: "U16"), (lambda: "Rec. 2020")
        self.children: list[tuple[Node, Node]] = []
        self.parentNode = lambda: self
        self.data: tuple[object, ...] = ()

    def name(self) -> str:
        return self.title

    def save(self, path: str, _x: float, _y: float, _settings: object, part: Rect) -> None:
        """Returns nothing, as in Krita 5.1."""
        x, y, width, height = part.values
        if self.pixels is not None:  # otherwise it cannot be saved
            cv2.imwrite(path, self.pixels[y : y + height, x : x + width])

    def setPixelData(self, *data: object) -> None:
        self.data = data

    def addChildNode(self, child: "Node", above: "Node") -> None:
        self.children.append((child, above))


class Document:
    def __init__(self, node: Node | None = None, selection: Rect | None = None, pixels: Pixels | None = None) -> None:
        self.activeNode, self.selection = (lambda: node), (lambda: selection)
        self.xRes = self.yRes = lambda: 300.0
        self.colorModel, self.colorDepth, self.colorProfile = (lambda: "RGBA"), (lambda: "U16"), (lambda: "sRGB")
        self.assigned, self.space = "", tuple[str, ...]()
        self.is_open = True
        self.pixels = pixels
        self.createNode = lambda name, _kind: Node(name)
        self.refreshProjection = lambda: None

    def setColorProfile(self, profile: str) -> None:
        self.assigned = profile

    def setColorSpace(self, *space: str) -> None:
        self.space = space

    def width(self) -> int:
        return 0 if self.pixels is None else int(self.pixels.shape[1])

    def height(self) -> int:
        return 0 if self.pixels is None else int(self.pixels.shape[0])

    def pixelData(self, *_part: int) -> Pixels | None:
        assert self.assigned == "Rec. 2020"
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
        self.asks = True

    def batchmode(self) -> bool:
        return not self.asks

    def setBatchmode(self, is_on: bool) -> None:
        self.asks = not is_on

    def openDocument(self, path: str) -> Document:
        assert not self.asks  # what profile it has
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
    assert app.asks
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
    app.document = Document(Node("Ink", None, Rect(0, 0, 30, 20)))
    actions["Upscale Layer 2×"]()
    assert told == ["Nothing of this layer is selected.", "upscale ended with 3", "Krita could not save the layer."]
    assert app.asks


def test_krita_finds_the_plug_in() -> None:
    entry = (PLUGINS / "krita" / "upscaler_layer.desktop").read_text(encoding="utf-8")
    values = dict(line.split("=", 1) for line in entry.splitlines() if "=" in line)
    assert (PLUGINS / "krita" / values["X-KDE-Library"] / "__init__.py").is_file()
    assert (PLUGINS / "krita" / values["X-KDE-Library"] / values["X-Krita-Manual"]).is_file()


IN_KRITA = """
import os
from pathlib import Path

import upscaler_layer
from krita import Krita, Selection

def __main__(_arguments):
    folder = Path(os.environ["HOME"])
    document = Krita.instance().openDocument(str(folder / "photo.png"))
    document.waitForDone()
    [node] = document.topLevelNodes()
    (folder / "before").write_bytes(bytes(node.pixelData(20, 5, 10, 10)))
    selection = Selection()
    selection.select(20, 5, 99, 10, 255)
    document.setSelection(selection)
    (folder / "work").mkdir()
    with upscaler_layer.without_questions():
        upscaler_layer.upscale_into_layer(document, node, 2, folder / "work")
    layer = node.parentNode().childNodes()[1]
    bounds = layer.bounds()
    place = bounds.x(), bounds.y(), bounds.width(), bounds.height()
    (folder / "after").write_bytes(bytes(layer.pixelData(*place)))
    (folder / "told").write_text(repr((layer.name(), place, layer.colorDepth())))
"""

if KRITA is not None:

    def test_in_krita_itself(tmp_path: Path, upscale: Path) -> None:
        scripts = tmp_path / "scripts"
        shutil.copytree(PLUGINS / "krita", scripts)
        (scripts / "in_krita.py").write_text(IN_KRITA)
        pixels = deep_picture()
        pixels[:, :, 3] |= 1  # Krita drops transparent pixels at the edges
        write_png(pixels, tmp_path / "photo.png", packed(b"iCCP", b"sRGB\0\0" + zlib.compress(srgb())))
        environment = os.environ | {"HOME": str(tmp_path), "PYTHONPATH": str(scripts), "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run([str(KRITA), "-s", "in_krita"], env=environment, capture_output=True, timeout=280, check=False)
        assert (tmp_path / "told").read_text() == "('Background 2×', (20, 5, 20, 20), 'U16')"
        before, after = (np.fromfile(tmp_path / name, np.uint16) for name in ("before", "after"))
        assert np.array_equal(after.reshape(20, 20, 4), larger(before.reshape(10, 10, 4)))
