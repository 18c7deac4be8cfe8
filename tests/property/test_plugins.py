"""The plug-ins for editors, with stubs of the editors' interfaces and a stand-in for `upscale`.

What the stubs do is what the editors' documentation says. darktable's script runs in Lua itself, where there is one.
"""

import os
import runpy
import shlex
import shutil
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from upscaler.images.bitmap import Pixels

pytestmark = pytest.mark.posix
PLUGINS = Path(__file__).parents[2] / "packaging" / "plugins"
LUA = next((path for path in map(shutil.which, ("lua5.4", "lua5.3", "lua")) if path), None)
STAND_IN = f"""#!{sys.executable}
import os, sys
sys.path.insert(0, {str(PLUGINS.parents[1])!r})
import cv2
from upscaler.arguments import parse
asked, options = parse(sys.argv[1:])
[source], scale = asked.inputs, int(options.size.value)
if "broken" in source.name:
    sys.exit("it is damaged")
target = asked.output
if os.path.isdir(target) or not target.suffix:
    target.mkdir(parents=True, exist_ok=True)
    target = target / f"{{source.stem}}_{{scale}}x{{source.suffix}}"
cv2.imwrite(str(target), cv2.imread(str(source), cv2.IMREAD_UNCHANGED).repeat(scale, 0).repeat(scale, 1))
"""


@pytest.fixture
def upscale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A command of that name which understands the same arguments; it repeats pixels."""
    program = tmp_path / "bin" / "upscale"
    program.parent.mkdir()
    program.write_text(STAND_IN)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return program


def deep_picture(height: int = 20, width: int = 30) -> Pixels:
    """16 bits, BGRA."""
    return np.random.default_rng(0).integers(0, 65536, (height, width, 4)).astype(np.uint16)


def read(path: Path | str) -> Pixels:
    found: Any = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    assert found is not None
    pixels: Pixels = found
    return pixels


def larger(pixels: Pixels, scale: int = 2) -> Pixels:
    return pixels.repeat(scale, 0).repeat(scale, 1)


# GIMP


class Layer:
    def __init__(self, pixels: Pixels, offsets: tuple[int, int] = (0, 0), name: str = "Photo") -> None:
        self.pixels, self.offsets, self.name = pixels, offsets, name
        self.selected: tuple[int, int, int, int] | None = (0, 0, pixels.shape[1], pixels.shape[0])
        self.get_width, self.get_height = (lambda: pixels.shape[1]), (lambda: pixels.shape[0])
        self.get_name, self.set_name = (lambda: self.name), (lambda name: setattr(self, "name", name))
        self.get_parent = lambda: "the group"
        self.set_visible = self.set_opacity = self.set_mode = lambda _: None

    def mask_intersect(self) -> tuple[bool, int, int, int, int]:
        return (True, *self.selected) if self.selected else (False, 0, 0, 0, 0)

    def get_offsets(self) -> tuple[bool, int, int]:
        return True, *self.offsets

    def set_offsets(self, x: int, y: int) -> None:
        self.offsets = x, y


class Image:
    alive = 0

    def __init__(self, *_: object) -> None:
        Image.alive += 1
        self.layers: list[tuple[Layer, object, int]] = []
        self.groups = 0
        self.get_base_type, self.get_precision = (lambda: "RGB"), (lambda: "u16")
        self.get_color_profile, self.set_color_profile = (lambda: "a profile"), (lambda _: None)
        self.get_item_position = lambda _: 3

    def undo_group_start(self) -> None:
        self.groups += 1

    def undo_group_end(self) -> None:
        self.groups -= 1

    def insert_layer(self, layer: Layer, parent: object, position: int) -> None:
        self.layers.append((layer, parent, position))

    def crop(self, width: int, height: int, x: int, y: int) -> None:
        layer = self.layers[0][0]
        layer.pixels = layer.pixels[y : y + height, x : x + width]

    def delete(self) -> None:
        Image.alive -= 1


class GimpError(Exception):
    @staticmethod
    def new_literal(_domain: object, message: str, _code: int) -> str:
        return message


def save(_mode: object, image: Image, path: str, _options: object) -> None:
    cv2.imwrite(path, image.layers[0][0].pixels)


@pytest.fixture
def gimp(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The plug-in, in something like GIMP."""
    any_name = types.SimpleNamespace
    interface = any_name(
        PlugIn=type("PlugIn", (), {"error_quark": staticmethod(lambda: 0)}),
        Image=any_name(new_with_precision=Image),
        Layer=any_name(new_from_drawable=lambda layer, _: Layer(layer.pixels)),
        LayerMode=any_name(NORMAL=0),
        ImageBaseType=any_name(INDEXED="INDEXED"),
        RunMode=any_name(NONINTERACTIVE=1, INTERACTIVE=0),
        PDBStatusType=any_name(SUCCESS="success", EXECUTION_ERROR="error", CANCEL="cancel"),
        file_save=save,
        file_load_layer=lambda _mode, _image, path: Layer(read(path)),
        progress_init=lambda _: None,
        displays_flush=lambda: None,
    )
    repository = types.ModuleType("gi.repository")
    vars(repository).update(
        Gimp=interface,
        GimpUi=any_name(),
        Gio=any_name(File=any_name(new_for_path=lambda path: path)),
        GLib=any_name(Error=GimpError),
        GObject=any_name(),
    )
    gi = types.ModuleType("gi")
    vars(gi)["require_version"] = lambda *_: None
    monkeypatch.setitem(sys.modules, "gi", gi)
    monkeypatch.setitem(sys.modules, "gi.repository", repository)
    return runpy.run_path(str(PLUGINS / "gimp/upscaler-layer/upscaler-layer.py"))


def run_in_gimp(gimp: dict[str, Any], image: Image, layers: list[Layer]) -> tuple[str, object]:
    procedure = types.SimpleNamespace(new_return_values=lambda status, error: (status, error))
    config = types.SimpleNamespace(get_property=lambda _: 2)
    status, error = gimp["run"](procedure, 1, image, layers, config, None)
    return status, error


def test_gimp_gets_a_new_layer_with_alpha_and_16_bits(gimp: dict[str, Any], upscale: Path) -> None:
    pixels, image = deep_picture(), Image()
    before = Image.alive
    assert run_in_gimp(gimp, image, [Layer(pixels, (5, 7))])[0] == "success"
    [(layer, parent, position)] = image.layers
    assert (parent, position, layer.offsets, layer.name) == ("the group", 3, (5, 7), "Photo 2×")
    assert np.array_equal(layer.pixels, larger(pixels))
    assert layer.pixels.dtype == np.uint16
    assert (Image.alive, image.groups) == (before, 0)  # nothing is left open


def test_gimp_takes_the_selected_part(gimp: dict[str, Any], upscale: Path) -> None:
    pixels, image = deep_picture(), Image()
    source = Layer(pixels, (5, 7))
    source.selected = 4, 2, 10, 8
    run_in_gimp(gimp, image, [source])
    [(layer, *_)] = image.layers
    assert layer.offsets == (9, 9)
    assert np.array_equal(layer.pixels, larger(pixels[2:10, 4:14]))
    assert source.pixels.shape == (20, 30, 4)


def test_gimp_is_told_what_is_wrong(gimp: dict[str, Any], upscale: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    image, layer = Image(), Layer(deep_picture())
    assert run_in_gimp(gimp, image, [layer, layer]) == ("error", "Select one layer.")
    layer.selected = None
    assert run_in_gimp(gimp, image, [layer]) == ("error", "Nothing of this layer is selected.")
    layer.selected = 0, 0, 4, 4
    upscale.write_text("#!/bin/sh\necho it is damaged >&2\nexit 1\n")
    assert run_in_gimp(gimp, image, [layer]) == ("error", "it is damaged")
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(gimp["call"].__globals__, "PLACES", ())
    assert "install Upscaler" in str(run_in_gimp(gimp, image, [layer])[1])
    assert (image.layers, image.groups) == ([], 0)


# Krita


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


# digiKam


@pytest.mark.parametrize("name", ["a.png", "it's a & “strange” name.tif"])
def test_digikam_gets_the_file_that_it_expects(name: str, tmp_path: Path, upscale: Path) -> None:
    """digiKam puts names with special characters escaped in place of the two words, and runs the text with bash."""
    source, target = tmp_path / name, tmp_path / f"out of {name}"
    cv2.imwrite(str(source), deep_picture())
    script = (PLUGINS / "digikam" / "upscale.sh").read_text(encoding="utf-8")
    lines = [line for line in script.splitlines() if not line.startswith("#")]
    filled = "\n".join(lines).replace("$INPUT", shlex.quote(str(source))).replace("$OUTPUT", shlex.quote(str(target)))
    for _ in range(2):  # a file that is there is the one that digiKam has made for this
        done = subprocess.run(["bash", "-c", filled], env=os.environ | {"TMPDIR": str(tmp_path)}, check=False)
        assert done.returncode == 0
    assert np.array_equal(read(target), larger(deep_picture()))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, target.name, "bin"])


def test_digikam_hears_of_a_failure(tmp_path: Path, upscale: Path) -> None:
    script = (PLUGINS / "digikam" / "upscale.sh").read_text(encoding="utf-8")
    cv2.imwrite(str(tmp_path / "broken.png"), deep_picture())
    filled = script.replace("$INPUT", str(tmp_path / "broken.png")).replace("$OUTPUT", str(tmp_path / "out.png"))
    done = subprocess.run(["bash", "-c", filled], capture_output=True, check=False)
    assert done.returncode != 0
    assert not (tmp_path / "out.png").exists()


# darktable

DARKTABLE = """
local kept = {}
local function widget(kind)
  return function(fields)
    if kind == "combobox" then
      return setmetatable({}, {
        __index = function(_, key) return key == "value" and fields[fields.selected] or fields[key] end,
        __newindex = function(_, key, value)
          fields[key] = value
          if key == "selected" then fields.changed_callback({ value = fields[value] }) end
        end,
      })
    end
    return fields
  end
end
package.preload["darktable"] = function()
  return {
    new_widget = widget,
    configuration = { running_os = "linux" },
    preferences = {
      read = function(_, name) return name == "folder" and os.getenv("FOLDER") or name == "scale" and "3" or nil end,
      write = function(_, name, _, value) kept[name] = value end,
    },
    print = function(text) print("told: " .. text) end,
    print_error = function(text) print("error: " .. text) end,
    register_storage = function(name, title, store)
      print(name .. ": " .. title)
      local image = { path = os.getenv("IMAGES"), filename = "raw.cr2" }
      for number = 1, #arg do store({}, image, {}, arg[number], number, #arg, true, {}) end
    end,
  }
end
dofile(os.getenv("SCRIPT"))
"""

if LUA is not None:

    @pytest.mark.parametrize("is_chosen", [True, False])
    def test_darktable_exports_into_the_folder(is_chosen: bool, tmp_path: Path, upscale: Path) -> None:
        photos, chosen = tmp_path / "photos", tmp_path / "it's chosen"
        exported = [tmp_path / "it's one.tif", tmp_path / "broken.tif"]
        for path in exported:
            cv2.imwrite(str(path), deep_picture()[:, :, :3])
        environment = os.environ | {"IMAGES": str(photos), "SCRIPT": str(PLUGINS / "darktable" / "upscale_export.lua")}
        environment |= {"FOLDER": str(chosen)} if is_chosen else {}
        (tmp_path / "stub.lua").write_text(DARKTABLE)
        command = [str(LUA), str(tmp_path / "stub.lua"), *map(str, exported)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        folder = chosen if is_chosen else photos / "upscaled"
        assert [path.name for path in folder.iterdir()] == ["it's one_3x.tif"]
        assert np.array_equal(read(folder / "it's one_3x.tif"), larger(deep_picture()[:, :, :3], 3))
        assert [path.exists() for path in exported] == [False, True]  # what failed is not lost
        assert done.stdout.splitlines()[0] == "upscaler: upscale"
        assert "told: upscaling 2 of 2" in done.stdout
        assert f"raw.cr2 could not be upscaled; the exported picture is {exported[1]}" in done.stdout
