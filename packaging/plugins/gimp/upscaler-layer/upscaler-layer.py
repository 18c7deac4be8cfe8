#!/usr/bin/env python3
"""A plug-in for GIMP 3: upscales the current layer, or its selected part, into a new layer. See README.md beside it."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import gi

gi.require_version("Gimp", "3.0")
gi.require_version("GimpUi", "3.0")
from gi.repository import Gimp, GimpUi, Gio, GLib, GObject

PROCEDURE = "upscaler-layer"
SCALES = (2, 4)  # smallest and largest
PLACES = (Path.home() / ".local/bin", Path("/usr/local/bin"))  # where desktops may not look for programs


class UpscalerLayer(Gimp.PlugIn):
    def do_query_procedures(self):
        return [PROCEDURE]

    def do_set_i18n(self, _name):
        return False

    def do_create_procedure(self, name):
        procedure = Gimp.ImageProcedure.new(self, name, Gimp.PDBProcType.PLUGIN, run, None)
        procedure.set_image_types("*")
        procedure.set_sensitivity_mask(Gimp.ProcedureSensitivityMask.DRAWABLE)
        procedure.set_menu_label("_Upscale Layer…")
        procedure.add_menu_path("<Image>/Filters/Enhance")
        procedure.set_documentation(
            "Upscale the layer or the selection", "The result of Upscaler becomes a new layer above it.", name
        )
        procedure.set_attribution("The upscaler project", "MIT", "2026")
        flags = GObject.ParamFlags.READWRITE
        procedure.add_int_argument("scale", "_Scale", "How many times larger", *SCALES, SCALES[0], flags)
        return procedure


def run(procedure, run_mode, image, drawables, config, _data):
    if len(drawables) != 1:
        return failed(procedure, "Select one layer.")
    if run_mode == Gimp.RunMode.INTERACTIVE:
        GimpUi.init(PROCEDURE)
        dialog = GimpUi.ProcedureDialog.new(procedure, config, "Upscale Layer")
        dialog.fill(None)
        if not dialog.run():
            return procedure.new_return_values(Gimp.PDBStatusType.CANCEL, None)
    Gimp.progress_init("Upscaling")
    image.undo_group_start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            upscale_into_layer(image, drawables[0], config.get_property("scale"), Path(folder))
    except (OSError, RuntimeError, GLib.Error) as error:
        return failed(procedure, str(error))
    finally:
        image.undo_group_end()
        Gimp.displays_flush()
    return procedure.new_return_values(Gimp.PDBStatusType.SUCCESS, GLib.Error())


def upscale_into_layer(image, drawable, scale, folder):
    """Add the new layer above the old one, with its upper left corner at that of the old one or of the selection."""
    has_part, x, y, width, height = drawable.mask_intersect()
    if not has_part:
        raise RuntimeError("Nothing of this layer is selected.")
    source, target = folder / "layer.png", folder / "upscaled.png"
    save_part(image, drawable, (x, y, width, height), source)
    call(source, target, scale)
    layer = Gimp.file_load_layer(Gimp.RunMode.NONINTERACTIVE, image, Gio.File.new_for_path(str(target)))
    layer.set_name(f"{drawable.get_name()} {scale}×")
    image.insert_layer(layer, drawable.get_parent(), image.get_item_position(drawable))
    _, left, top = drawable.get_offsets()
    layer.set_offsets(left + x, top + y)


def save_part(image, drawable, part, path):
    """Save a part of a layer as PNG, in the precision and the colours of the image: 16 bits stay 16 bits."""
    x, y, width, height = part
    copy = Gimp.Image.new_with_precision(
        drawable.get_width(), drawable.get_height(), image.get_base_type(), image.get_precision()
    )
    try:
        if image.get_base_type() == Gimp.ImageBaseType.INDEXED:
            copy.set_palette(image.get_palette())
        if profile := image.get_color_profile():
            copy.set_color_profile(profile)
        layer = Gimp.Layer.new_from_drawable(drawable, copy)
        copy.insert_layer(layer, None, 0)
        layer.set_offsets(0, 0)
        layer.set_visible(True)
        layer.set_opacity(100.0)
        layer.set_mode(Gimp.LayerMode.NORMAL)
        copy.crop(width, height, x, y)
        Gimp.file_save(Gimp.RunMode.NONINTERACTIVE, copy, Gio.File.new_for_path(str(path)), None)
    finally:
        copy.delete()


def call(source, target, scale):
    """Run `upscale`. Raises RuntimeError with its message."""
    path = os.pathsep.join((os.environ.get("PATH", ""), *map(str, PLACES)))
    program = shutil.which("upscale", path=path)
    if program is None:
        raise RuntimeError("The command upscale was not found: install Upscaler.")
    command = [program, str(source), "-o", str(target), "-x", str(scale), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip() or f"upscale ended with {done.returncode}")


def failed(procedure, message):
    error = GLib.Error.new_literal(Gimp.PlugIn.error_quark(), message, 0)
    return procedure.new_return_values(Gimp.PDBStatusType.EXECUTION_ERROR, error)


if __name__ == "__main__":
    Gimp.main(UpscalerLayer.__gtype__, sys.argv)
