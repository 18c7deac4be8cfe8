"""GIF (87a and 89a), written with struct and our own LZW."""

from __future__ import annotations

import struct

import numpy as np

from tests.corpus.animation import Frame, composed, frames_of
from tests.corpus.kind import Kind, Made, Recipe
from tests.corpus.packing import lzw
from tests.corpus.pixels import Array, picture, size_of

SPACE = {
    "version": "89a 89a 87a",
    "frames": "3 3 3 1",
    # 0 says nothing, 1 leaves it, 2 clears it, 3 takes it back; for each of three frames
    "dispose": "000 111 001 002 003 010 012 013 020 021 022 023 030 031 033 100 120 130 200 201 202 203 220 222 230 "
    "232 300 302 303 320 330 332 333",
    "clear": "none none some all first",
    "place": "whole inside corner beyond",
    "first": "whole whole part",
    "palettes": "global local both",
    "bits": "8 4 2 1",
    "interlace": "no no yes mixed",
    "background": "0 1",
    "blocks": "none comment plaintext loop xmp",
    "end": "trailer trailer none",
    "size": "37x23 40x32 18x45 1x1",
}
_PASSES = ((0, 8), (4, 8), (2, 4), (1, 2))
_KEPT, _CLEARED, _TAKEN_BACK = 0, 1, 2
_DISPOSALS = {0: _KEPT, 1: _KEPT, 2: _CLEARED, 3: _TAKEN_BACK}


def _possible(recipe: Recipe) -> bool:
    if recipe["version"] == "87a" and (recipe["dispose"] != "000" or recipe["clear"] != "none"):
        return False
    if recipe["frames"] == "1" and (recipe["place"] != "whole" or recipe["clear"] == "first"):
        return False
    if recipe["size"] == "1x1" and (recipe["place"] != "whole" or recipe["first"] != "whole"):
        return False
    return recipe["version"] == "89a" or recipe["blocks"] == "none"


def _make(recipe: Recipe) -> Made:
    size, depth = size_of(recipe["size"]), int(recipe["bits"])
    palettes = [np.random.default_rng(number).integers(0, 256, (2**depth, 3)) for number in range(4)]
    has_global = recipe["palettes"] in ("global", "both")
    packed = 0x80 | (depth - 1) if has_global else 0
    content = (
        b"GIF" + recipe["version"].encode() + struct.pack("<HHBBB", *size, packed | 0x70, int(recipe["background"]), 0)
    )
    if has_global:
        content += palettes[3].astype(np.uint8).tobytes()
    content += _BLOCKS[recipe["blocks"]]
    frames = frames_of(size, recipe["dispose"], "111", recipe["place"].replace("beyond", "corner"))[
        : int(recipe["frames"])
    ]
    if recipe["first"] == "part":
        frames[0] = Frame((3, 2), (size[0] - 7, size[1] - 5), frames[0].dispose, 1)
    if recipe["place"] == "beyond":
        frames = [frames[0], *(Frame(one.at, (one.size[0] + 6, one.size[1] + 4), one.dispose, 1) for one in frames[1:])]
    drawn = []
    for number, frame in enumerate(frames):
        local = recipe["palettes"] == "local" or (recipe["palettes"] == "both" and number % 2 == 1)
        palette = palettes[number] if local else palettes[3]
        indices = picture(frame.size, 1, 2**depth - 1, number)[..., 0]
        clear = _clear(recipe["clear"], number, indices)
        interlaced = recipe["interlace"] == "yes" or (recipe["interlace"] == "mixed" and number % 2 == 1)
        if recipe["version"] == "89a":
            flags = frame.dispose << 2 | (clear is not None)
            content += b"\x21\xf9\x04" + struct.pack("<BHBB", flags, 10, clear or 0, 0)
        table = 0x80 | (depth - 1) if local else 0
        content += b"\x2c" + struct.pack("<HHHHB", *frame.at, *frame.size, table | 0x40 * interlaced)
        content += palette.astype(np.uint8).tobytes() if local else b""
        content += _data(indices, depth, interlaced)
        alpha = np.full_like(indices, 255) if clear is None else np.where(indices == clear, 0, 255)
        seen = np.concatenate([palette[indices], alpha[..., None]], 2)
        drawn.append((seen, Frame(frame.at, frame.size, _DISPOSALS[frame.dispose], 1)))
    return Made(content + (b"\x3b" if recipe["end"] == "trailer" else b""), composed(size, drawn))


def _clear(word: str, number: int, indices: Array) -> int | None:
    """The transparent index of a frame: one that occurs in it."""
    if word == "none" or (word == "some" and number != 1) or (word == "first" and number):
        return None
    return int(indices[len(indices) // 2, indices.shape[1] // 2])


def _data(indices: Array, depth: int, interlaced: bool) -> bytes:
    if interlaced:
        indices = np.concatenate([indices[start::step] for start, step in _PASSES])
    root = max(2, depth)
    data = lzw(indices.astype(np.uint8).tobytes(), root, tiff=False)
    blocks = (data[at : at + 255] for at in range(0, len(data), 255))
    return bytes([root]) + b"".join(bytes([len(block)]) + block for block in blocks) + b"\0"


_BLOCKS = {
    "none": b"",
    "comment": b"\x21\xfe\x05hello\0",
    "plaintext": b"\x21\x01\x0c" + struct.pack("<HHHHBBBB", 0, 0, 16, 8, 8, 8, 1, 0) + b"\x02hi\0",
    "loop": b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0",
    "xmp": b"\x21\xff\x0bXMP DataXMP" + b"<x:xmpmeta/>" + b"\x01" + bytes(range(255, -1, -1)) + b"\0",
}

GIF = Kind("gif", SPACE, _make, _possible)
