"""Renders resources/icons/app.svg to the image files that desktops need."""

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


def for_system(folder: Path) -> str | None:
    """The icon file to embed in programs: .ico on Windows, .icns on macOS."""
    files = draw(folder)
    pictures = [Image.open(path) for size, path in files.items() if size != 22]
    if sys.platform == "win32":
        path = folder / "upscaler.ico"
        largest, others = pictures[-2], pictures[:-2]  # 256 is the largest size that the format supports
        largest.save(path, sizes=[picture.size for picture in (*others, largest)], append_images=others)
    elif sys.platform == "darwin":
        path = folder / "upscaler.icns"
        pictures[-1].save(path, append_images=pictures[:-1])
    else:
        return None
    return str(path)
