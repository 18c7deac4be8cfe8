"""Truevision TGA (2.0 specification), QOI, and Netpbm's formats, written by hand."""

from __future__ import annotations

import struct

import numpy as np

from tests.corpus.kind import Kind, Made, Recipe
from tests.corpus.pixels import Array, picture, size_of, with_alpha

TGA_SPACE = {
    "type": "rgb rgb gray palette",
    "depth": "8 15 16 24 32",
    "entries": "24 15 16 32",
    "first": "0 0 9",
    "packed": "no rle across",
    "content": "noise steps flat",
    "origin": "bottomleft topleft bottomright topright",
    "attributes": "right right zero one",
    "fourth": "slope zero full",
    "name": "none long",
    "footer": "none none plain noalpha undefined alpha multiplied",
    "size": "37x23 40x32 18x45 1x1 300x2",
}


def _possible(recipe: Recipe) -> bool:
    depths = {"rgb": ("15", "16", "24", "32"), "gray": ("8", "16"), "palette": ("8",)}[recipe["type"]]
    if recipe["depth"] not in depths:
        return False
    if recipe["type"] != "palette" and (recipe["entries"] != "24" or recipe["first"] != "0"):
        return False
    has_fourth = _sample_bits(recipe) == 32 or (recipe["type"] == "gray" and recipe["depth"] == "16")
    if not has_fourth and (recipe["fourth"] != "slope" or recipe["attributes"] != "right"):
        return False
    if has_fourth and recipe["size"] == "1x1" and recipe["fourth"] == "slope":
        return False  # is zero there
    if recipe["footer"] == "multiplied" and recipe["fourth"] == "zero":
        return False  # leaves no colours
    if recipe["type"] == "palette" and recipe["attributes"] != "right":
        return False
    if recipe["footer"] in ("alpha", "multiplied", "noalpha", "undefined"):
        return has_fourth and recipe["attributes"] == "right" and recipe["type"] == "rgb"
    return True


def _sample_bits(recipe: Recipe) -> int:
    return int(recipe["entries"] if recipe["type"] == "palette" else recipe["depth"])


def _make_tga(recipe: Recipe) -> Made:
    size, kind, depth = size_of(recipe["size"]), recipe["type"], int(recipe["depth"])
    first = int(recipe["first"])
    palette, count = b"", 0
    if kind == "palette":
        count = 256 - first
        indices = _content(picture(size, 1, count - 1), recipe)[..., 0]
        colours = np.random.default_rng(3).integers(0, 256, (1, count, 4))
        colours[..., 3] = _fourth(colours[..., 3], recipe)
        entries, seen = _colours(recipe, colours, int(recipe["entries"]))
        palette, values, seen = entries.tobytes(), (indices + first).astype(np.uint8)[..., None], seen[0][indices]
    elif kind == "gray":
        samples = _content(picture(size, 2), recipe)
        samples[..., 1] = _fourth(samples[..., 1], recipe)
        values = samples[..., : depth // 8].astype(np.uint8)
        seen = samples if depth == 16 and _is_alpha(recipe, samples[..., 1]) else samples[..., :1]
    else:
        samples = _content(picture(size, 4), recipe)
        samples[..., 3] = _fourth(samples[..., 3], recipe)
        values, seen = _colours(recipe, samples, depth)
    bits = {32: 8, 16: 8 if kind == "gray" else 1}.get(_sample_bits(recipe), 0)
    bits = {"zero": 0, "one": 1, "right": bits}[recipe["attributes"]]
    across, down = "right" in recipe["origin"], recipe["origin"].startswith("top")
    stored = values[:: 1 if down else -1, :: -1 if across else 1]
    packed = recipe["packed"] != "no"
    code = {"palette": 1, "rgb": 2, "gray": 3}[kind] + 8 * packed
    name = b"a name" if recipe["name"] == "long" else b""
    spec = (first, count + 0, int(recipe["entries"])) if kind == "palette" else (0, 0, 0)
    header = struct.pack("<BBBHHB", len(name), kind == "palette", code, *spec)
    header += struct.pack("<HHHHBB", 0, 0, *size, depth, bits | 16 * across | 32 * down)
    data = _runs(stored, recipe["packed"] == "across") if packed else np.ascontiguousarray(stored).tobytes()
    content = header + name + palette + data
    is_rounded = recipe["footer"] == "multiplied" or (_sample_bits(recipe) <= 16 and kind != "gray")
    bounds = (1, 0.6) if is_rounded else ()
    return Made(content + _footer(recipe["footer"], len(content)), (seen.astype(np.uint8),), *bounds)


def _content(samples: Array, recipe: Recipe) -> Array:
    """Content that also has runs, one of them over several rows."""
    if recipe["content"] == "flat":
        samples[6:] = samples.max() // 2
    return samples // 64 * 64 if recipe["content"] == "steps" else samples


def _fourth(samples: Array, recipe: Recipe) -> Array:
    return {"slope": samples, "zero": samples * 0, "full": samples * 0 + 255}[recipe["fourth"]]


def _is_alpha(recipe: Recipe, alpha: Array) -> bool:
    """Whether a fourth byte counts. Programs that do not know alpha write zeros everywhere."""
    said = recipe["footer"] not in ("noalpha", "undefined") and recipe["attributes"] != "zero"
    return said and bool(alpha.any())


def _colours(recipe: Recipe, samples: Array, depth: int) -> tuple[Array, Array]:
    """Colours as stored in the file, (H, W, bytes), and as displayed."""
    if depth <= 16:
        five = samples[..., :3] * 31 // 255
        values = five[..., 0] << 10 | five[..., 1] << 5 | five[..., 2]
        return values.astype("<u2")[..., None].view(np.uint8), np.rint(five * 255 / 31)
    colour, alpha = samples[..., :3], samples[..., 3]
    if recipe["footer"] == "multiplied":
        stored = (colour * alpha[..., None] + 127) // 255
        visible = np.maximum(alpha, 1)[..., None]
        colour, seen = stored, np.minimum((stored * 255 + visible // 2) // visible, 255)
    else:
        seen = colour
    stored = np.concatenate([colour[..., ::-1], alpha[..., None]], 2)[..., : depth // 8].astype(np.uint8)
    return stored, with_alpha(seen, alpha) if depth == 32 and _is_alpha(recipe, alpha) else seen


def _runs(rows: Array, across: bool) -> bytes:
    """Run lengths, per row or across rows, as in old programs."""
    width, step = rows.shape[1:]
    flat = np.ascontiguousarray(rows).tobytes()
    pixels = [flat[at : at + step] for at in range(0, len(flat), step)]
    lines = [pixels] if across else [pixels[at : at + width] for at in range(0, len(pixels), width)]
    done = bytearray()
    for line in lines:
        at = 0
        while at < len(line):
            run = 1
            while run < 128 and at + run < len(line) and line[at + run] == line[at]:
                run += 1
            if run > 1:
                done += bytes([127 + run]) + line[at]
            else:
                while at + run < len(line) and run < 128 and line[at + run] != line[at + run - 1]:
                    run += 1
                done += bytes([run - 1]) + b"".join(line[at : at + run])
            at += run
    return bytes(done)


def _footer(word: str, length: int) -> bytes:
    if word == "none":
        return b""
    kinds = {"noalpha": 0, "undefined": 1, "alpha": 3, "multiplied": 4}
    area = struct.pack("<H", 495).ljust(494, b"\0") + bytes([kinds[word]]) if word in kinds else b""
    return area + struct.pack("<II", length if area else 0, 0) + b"TRUEVISION-XFILE.\0"


TGA = Kind("tga", TGA_SPACE, _make_tga, _possible)
