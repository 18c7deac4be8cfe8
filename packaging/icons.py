"""Draws resources/icons/app.svg as the picture files that desktops want. `python icons.py FOLDER` for all of them."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SVG = Path(__file__).parents[1] / "resources" / "icons" / "app.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def draw(folder: Path) -> dict[int, Path]:
    """PNG files of all sizes."""
    application = QGuiApplication.instance() or QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    renderer, files = QSvgRenderer(str(SVG)), {}
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        files[size] = folder / f"{size}.png"
        if not image.save(str(files[size])):
            raise OSError(f"cannot write {files[size]}")
    del application
    return files


def for_system(folder: Path) -> Path:
    """The icon file of this system's programs: .ico, .icns or PNG."""
    files = draw(folder)
    pictures = [Image.open(path) for size, path in files.items() if size != 22]
    largest, others = pictures[-1], pictures[:-1]
    if sys.platform == "win32":
        path = folder / "upscaler.ico"
        sizes = [(picture.width, picture.width) for picture in others]
        others[-1].save(path, sizes=sizes, append_images=others[:-1])
    elif sys.platform == "darwin":
        path = folder / "upscaler.icns"
        largest.save(path, append_images=others)
    else:
        path = files[256]
    return path
