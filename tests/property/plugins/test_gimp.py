"""GIMP's plug-in, with stubs that behave as GIMP's documentation says."""

import runpy
import sys
import types
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from tests.property.plugins.stand_in import PLUGINS, deep_picture, larger, read, upscale  # noqa: F401 - a fixture
from upscaler.images.bitmap import Pixels

pytestmark = pytest.mark.posix


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
    """The plug-in in a stubbed GIMP."""
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
