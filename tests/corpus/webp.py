"""WebP (RFC 9649): bitstreams by libwebp, the container hand-written."""

from __future__ import annotations

import io
import struct

import numpy as np
from PIL import Image

from tests.corpus.animation import Frame, composed, frames_of
from tests.corpus.kind import Kind, Made, Recipe
from tests.corpus.packing import exif
from tests.corpus.pixels import Array, picture, scaled, size_of, turned
from upscaler.images.colour import srgb

SPACE = {
    "codec": "lossless lossy",
    "alpha": "none slope",
    "container": "simple extended",
    "blocks": "none none iccp exif6 exif8 exif6behind xmp unknown",
    "frames": "1 1 3 3",
    "dispose": "000 001 010 011 100 101 110 111",
    "blend": "111 000 001 010 011 100 101 110",
    "place": "whole inside corner",
    "background": "clear white",
    "size": "37x23 40x32 18x45 1x1 16x16",
}


def possible(recipe: Recipe) -> bool:
    if recipe["container"] == "simple" and (recipe["blocks"] != "none" or recipe["frames"] == "3"):
        return False
    if recipe["frames"] == "1" and (recipe["dispose"] + recipe["blend"] != "000111" or recipe["place"] != "whole"):
        return False
    if recipe["frames"] == "3" and recipe["blocks"].startswith("exif"):
        return False  # no specification says how to rotate an animation
    return not (recipe["size"] == "1x1" and recipe["frames"] == "3") and not (
        recipe["codec"] == "lossy" and recipe["alpha"] == "slope" and recipe["container"] == "simple"
    )


def make(recipe: Recipe) -> Made:
    size, channels = size_of(recipe["size"]), 4 if recipe["alpha"] == "slope" else 3
    lossy = recipe["codec"] == "lossy"
    frames = frames_of(size, recipe["dispose"], recipe["blend"], recipe["place"], even=True)[: int(recipe["frames"])]
    drawn = [(picture(one.size, channels, shift=number, smooth=lossy), one) for number, one in enumerate(frames)]
    streams = [_stream(pixels, lossy) for pixels, _ in drawn]
    bounds = (48, 4) if lossy else (3, 0.7) if len(frames) > 1 and channels == 4 else (0, 0)
    if recipe["container"] == "simple":
        return Made(_riff(streams[0]), (scaled(drawn[0][0], 255),), *bounds)
    name, turn = recipe["blocks"], {"exif6": 6, "exif8": 8, "exif6behind": 6}.get(recipe["blocks"], 1)
    animated = len(frames) > 1
    flags = 0x20 * (name == "iccp") | 0x10 * (channels == 4) | 0x08 * (turn > 1) | 0x04 * (name == "xmp") | 2 * animated
    body = _chunk(b"VP8X", struct.pack("<I", flags) + _three(size[0] - 1) + _three(size[1] - 1))
    body += _chunk(b"ICCP", srgb()) if name == "iccp" else b""
    body += _chunk(b"EXIF", exif(turn)) if turn > 1 and name != "exif6behind" else b""
    if animated:
        colour = bytes(4) if recipe["background"] == "clear" else b"\xff" * 4
        body += _chunk(b"ANIM", colour + struct.pack("<H", 0))
        body += b"".join(_animated(one, stream) for (_, one), stream in zip(drawn, streams, strict=True))
    else:
        body += streams[0]
    body += _chunk(b"EXIF", exif(turn)) if name == "exif6behind" else b""
    body += _chunk(b"XMP ", b"<x:xmpmeta/>") if name == "xmp" else b""
    body += _chunk(b"ABCD", bytes(7)) if name == "unknown" else b""
    if animated:
        return Made(_riff(body), composed(size, drawn), *bounds)
    return Made(_riff(body), (turned(scaled(drawn[0][0], 255), turn),), *bounds)


def _stream(pixels: Array, lossy: bool) -> bytes:
    """The chunks of one picture: VP8L, or VP8 with or without ALPH."""
    file = io.BytesIO()
    options = {"quality": 97} if lossy else {"lossless": True, "exact": True}
    Image.fromarray(pixels.astype(np.uint8)).save(file, "WEBP", **options)
    data, at, found = file.getvalue(), 12, b""
    while at < len(data):
        length = struct.unpack_from("<I", data, at + 4)[0]
        whole = data[at : at + 8 + length + length % 2]
        found += whole if whole[:4] in (b"VP8 ", b"VP8L", b"ALPH") else b""
        at += len(whole)
    return found


def _animated(frame: Frame, stream: bytes) -> bytes:
    place = _three(frame.at[0] // 2) + _three(frame.at[1] // 2) + _three(frame.size[0] - 1) + _three(frame.size[1] - 1)
    return _chunk(b"ANMF", place + _three(100) + bytes([(not frame.blend) << 1 | (frame.dispose == 1)]) + stream)


def _three(value: int) -> bytes:
    return struct.pack("<I", value)[:3]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def _riff(body: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


WEBP = Kind("webp", SPACE, make, possible)
