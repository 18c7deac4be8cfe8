"""A plug-in for Krita 5: upscales the current layer, or its selected part, into a new layer. See README.md."""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from krita import Extension, InfoObject, Krita

try:
    from PyQt5.QtCore import QRect
    from PyQt5.QtWidgets import QMessageBox
except ImportError:  # Krita 6
    from PyQt6.QtCore import QRect
    from PyQt6.QtWidgets import QMessageBox

SCALES = (2, 4)
PLACES = (Path.home() / ".local/bin", Path("/usr/local/bin"))  # where desktops may not look for programs


class UpscalerLayer(Extension):
    def setup(self):
        pass

    def createActions(self, window):
        for scale in SCALES:
            action = window.createAction(f"upscaler_layer_{scale}x", f"Upscale Layer {scale}×", "tools/scripts")
            action.triggered.connect(lambda _checked=False, scale=scale: self.upscale(scale))

    def upscale(self, scale):
        document = Krita.instance().activeDocument()
        if document is None:
            return
        try:
            with tempfile.TemporaryDirectory() as folder, without_questions():
                upscale_into_layer(document, document.activeNode(), scale, Path(folder))
        except (OSError, RuntimeError) as error:
            QMessageBox.warning(None, "Upscale Layer", str(error))


@contextmanager
def without_questions():
    """Keep Krita from asking how to save a PNG, and what profile it has."""
    krita = Krita.instance()
    before = krita.batchmode()
    krita.setBatchmode(True)
    try:
        yield
    finally:
        krita.setBatchmode(before)


def upscale_into_layer(document, node, scale, folder):
    """Add the new layer above the old one, with its upper left corner at that of the old one or of the selection."""
    selection, bounds = document.selection(), node.bounds()
    if selection is not None:
        part = QRect(selection.x(), selection.y(), selection.width(), selection.height())
        bounds = bounds.intersected(part)
    if bounds.isEmpty():
        raise RuntimeError("Nothing of this layer is selected.")
    source, target = folder / "layer.png", folder / "upscaled.png"
    settings = InfoObject()
    settings.setProperty("alpha", True)
    settings.setProperty("saveSRGBProfile", True)  # without a profile, Krita assumes that 16 bits are linear
    node.save(str(source), document.xRes(), document.yRes(), settings, bounds)
    if not source.is_file():  # Krita 5.1 returns nothing
        raise RuntimeError("Krita could not save the layer.")
    call(source, target, scale)
    add_layer(document, node, target, bounds, f"{node.name()} {scale}×")


def add_layer(document, node, path, bounds, name):
    """Add a picture as a layer, converted to the colours and the depth of the document."""
    picture = Krita.instance().openDocument(str(path))
    try:
        if (picture.colorModel(), picture.colorDepth()) == (node.colorModel(), node.colorDepth()):
            picture.setColorProfile(node.colorProfile())  # the same profile, though Krita thinks otherwise
        picture.setColorSpace(document.colorModel(), document.colorDepth(), document.colorProfile())
        width, height = picture.width(), picture.height()
        layer = document.createNode(name, "paintlayer")
        layer.setPixelData(picture.pixelData(0, 0, width, height), bounds.x(), bounds.y(), width, height)
    finally:
        picture.close()
    node.parentNode().addChildNode(layer, node)
    document.refreshProjection()


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


Krita.instance().addExtension(UpscalerLayer(Krita.instance()))
