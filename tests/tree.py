"""A tree of small files, one in ten of them broken, each in a different way, and some that are not pictures."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

PICTURES, BROKEN, OTHERS = 270, 30, 12
_KINDS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP", "tif": "TIFF", "gif": "GIF", "bmp": "BMP"}


def make_tree(folder: Path) -> None:
    """Files in folders up to three deep."""
    ways = _ways_to_break()
    for number in range(PICTURES + BROKEN):
        kind = list(_KINDS)[number % len(_KINDS)]
        place = folder / ("a" * (number % 3 + 1)) / f"year {number % 7}" / ("deep" if number % 2 else "")
        place.mkdir(parents=True, exist_ok=True)
        if number % 10 == 9:
            extension, content = ways[number // 10 % len(ways)]
            (place / f"broken {number}.{extension}").write_bytes(content(number))
        else:
            (place / f"picture {number}.{kind}").write_bytes(_picture(kind, number))
    for number in range(OTHERS):
        (folder / f"film {number}.{('mp4', 'txt', 'pdf')[number % 3]}").write_bytes(b"no picture")


def _picture(kind: str, seed: int, side: int = 10) -> bytes:
    pixels = np.random.default_rng(seed).integers(60, 190, (side, side + seed % 5, 3), np.uint8)
    file = BytesIO()
    Image.fromarray(pixels).save(file, _KINDS[kind])
    return file.getvalue()


def _half(kind: str) -> tuple[str, Callable[[int], bytes]]:
    def half(seed: int) -> bytes:
        whole = _picture(kind, seed, 60)
        return whole[: len(whole) // 2]

    return kind, half


def _png_of_size(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))


def _ways_to_break() -> list[tuple[str, Callable[[int], bytes]]]:
    return [
        ("png", lambda _: b""),
        ("jpg", lambda _: b"<html>404</html>"),
        *(_half(kind) for kind in ("png", "jpg", "webp", "tif", "bmp")),
        ("png", lambda _: _png_of_size(0, 7)),
        ("png", lambda _: _png_of_size(200_000, 200_000)),
        ("jpg", lambda seed: b"\xff\xd8\xff\xe0" + np.random.default_rng(seed).bytes(500)),
    ]
