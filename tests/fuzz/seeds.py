"""One small file of every format and pixel type, for the fuzz test to change."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import tifffile
from PIL import Image

from upscaler.images.colour import srgb

DATA = Path(__file__).parents[1] / "data"


def seeds() -> dict[str, bytes]:
    """File contents by name, the same in every run."""
    rng = np.random.default_rng(0)
    smooth = cv2.resize(rng.integers(0, 256, (6, 6, 4), np.uint8), (32, 32), interpolation=cv2.INTER_CUBIC)
    rgba = Image.fromarray(np.asarray(smooth, np.uint8))
    found = {f"{path.stem}.heic": path.read_bytes() for path in DATA.glob("*.heic")}
    for name, (kind, mode, options) in _PILLOW.items():
        found[name] = _saved(rgba.convert(mode), kind, options)
    for name, kind in (
        ("anim.gif", "GIF"),
        ("anim.webp", "WEBP"),
        ("anim.png", "PNG"),
        ("apart.png", "PNG"),
        ("pages.tif", "TIFF"),
    ):
        others = [rgba.rotate(90).convert("RGB"), rgba.rotate(180).convert("RGB")]
        found[name] = _saved(
            rgba.convert("RGB"), kind, {"save_all": True, "append_images": others, "default_image": name == "apart.png"}
        )
    deep = np.asarray(smooth, np.uint16) * 257
    for name, channels, parameters in (
        ("deep.png", 4, []),
        ("gray16.png", 1, []),
        ("deep.ppm", 3, []),
        ("deep.tif", 3, [cv2.IMWRITE_TIFF_COMPRESSION, 5]),
        ("deep.jp2", 3, []),
        ("deep.avif", 3, [cv2.IMWRITE_AVIF_DEPTH, 10]),
    ):
        pixels = np.asarray(deep[:, :, :channels] >> (6 if name == "deep.avif" else 0), np.uint16)
        found[name] = cv2.imencode(f".{name.split('.')[1]}", np.ascontiguousarray(pixels), parameters)[1].tobytes()
    for name, layout in _TIFFFILE.items():
        file = io.BytesIO()
        pixels = deep[:, :, :3].transpose(2, 0, 1) if "planarconfig" in layout else deep[:, :, :3]
        tifffile.imwrite(file, np.ascontiguousarray(pixels), photometric="rgb", software=False, **layout)
        found[name] = file.getvalue()
    return found


_EXIF = b"Exif\0\0II*\0" + struct.pack("<IHHHII", 8, 1, 0x0112, 3, 1, 6) + bytes(4)
_PILLOW: dict[str, tuple[str, str, dict[str, Any]]] = {
    "rgb.png": ("PNG", "RGB", {"icc_profile": srgb(), "exif": _EXIF}),
    "rgba.png": ("PNG", "RGBA", {}),
    "gray.png": ("PNG", "L", {}),
    "bits.png": ("PNG", "1", {}),
    "palette.png": ("PNG", "P", {"transparency": 3}),
    "rgb.jpg": ("JPEG", "RGB", {"exif": _EXIF, "icc_profile": srgb()}),
    "progressive.jpg": ("JPEG", "RGB", {"progressive": True}),
    "gray.jpg": ("JPEG", "L", {}),
    "cmyk.jpg": ("JPEG", "CMYK", {}),
    "rgb.tif": ("TIFF", "RGB", {}),
    "lzw.tif": ("TIFF", "RGBA", {"compression": "tiff_lzw"}),
    "jpeg.tif": ("TIFF", "RGB", {"compression": "jpeg"}),
    "deflate.tif": ("TIFF", "P", {"compression": "tiff_adobe_deflate"}),
    "lab.tif": ("TIFF", "LAB", {}),
    "rgba.webp": ("WEBP", "RGBA", {"exif": _EXIF}),
    "lossless.webp": ("WEBP", "RGB", {"lossless": True}),
    "rgb.avif": ("AVIF", "RGB", {}),
    "rgba.avif": ("AVIF", "RGBA", {}),
    "rgb.bmp": ("BMP", "RGB", {}),
    "palette.bmp": ("BMP", "P", {}),
    "one.gif": ("GIF", "P", {}),
    "rgb.jp2": ("JPEG2000", "RGB", {}),
    "rgb.ppm": ("PPM", "RGB", {}),
    "bits.pbm": ("PPM", "1", {}),
    "rgba.ico": ("ICO", "RGBA", {"sizes": [(16, 16), (32, 32)]}),
    "rgba.qoi": ("QOI", "RGBA", {}),
    "rgba.tga": ("TGA", "RGBA", {"compression": "tga_rle"}),
    "gray.tga": ("TGA", "L", {}),
}
_TIFFFILE: dict[str, dict[str, Any]] = {
    "zlib16.tif": {"compression": "zlib", "predictor": True},
    "tiled16.tif": {"tile": (16, 16)},
    "planar16.tif": {"planarconfig": "separate"},
    "big16.tif": {"bigtiff": True},
}


def _saved(picture: Image.Image, kind: str, options: dict[str, Any]) -> bytes:
    if picture.mode == "RGBA" and kind == "LAB":
        picture = picture.convert("RGB")
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def mutated(content: bytes, seed: int) -> bytes:
    """The same changes for the same seed: bits, bytes, numbers, runs, lengths; sometimes several at once."""
    rng = np.random.default_rng(seed)
    data = bytearray(content)
    for _ in range(int(rng.choice((1, 1, 2, 4, 12)))):
        if not data:
            break
        # Headers decide most, so half of the changes fall there.
        at = int(rng.integers(len(data) if rng.random() < 0.5 else min(len(data), 128)))
        kind = int(rng.integers(7))
        if kind == 0:
            data[at] ^= 1 << int(rng.integers(8))
        elif kind == 1:
            data[at] = int(rng.integers(256))
        elif kind == 2:
            value = int(rng.choice((0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF)))
            data[at : at + 4] = struct.pack(">I" if rng.random() < 0.5 else "<I", value)
        elif kind == 3:
            del data[at:]
        elif kind == 4:
            del data[at : at + int(rng.integers(1, 64))]
        elif kind == 5:
            data[at:at] = data[at : at + int(rng.integers(1, 64))]
        else:
            data[at : at + 16] = rng.bytes(16)
    return bytes(data)
