"""JPEG 2000 (ISO/IEC 15444-1): codestreams by OpenJPEG and OpenCV, the boxes around them hand-written."""

from __future__ import annotations

import io
import struct
from typing import Any

import cv2
import numpy as np
from PIL import Image

from tests.corpus.kind import Kind, Made, Recipe
from tests.corpus.packing import box
from tests.corpus.pixels import Array, picture, rgb_of_ycbcr, scaled, size_of, with_alpha, ycbcr_of_rgb

SPACE = {
    "colour": "rgb rgb gray rgba grayalpha palette palettetwice sycc",
    "depth": "8 8 16",
    "boxes": "jp2 jp2 none bpcc length0 long unknown",
    "wavelet": "reversible irreversible",
    "tiles": "none 16x16",
    "levels": "3 0 1",
    "order": "LRCP RLCP RPCL PCRL CPRL",
    "layers": "1 3",
    "transform": "yes no",
    "definition": "none plain swapped multiplied alphafirst",
    "size": "37x23 40x32 18x45 64x64",
}


def possible(recipe: Recipe) -> bool:
    colour, definition = recipe["colour"], recipe["definition"]
    if colour in ("palette", "palettetwice", "sycc") and (
        recipe["boxes"] == "none" or recipe["wavelet"] != "reversible"
    ):
        return False
    if recipe["depth"] == "16" and colour != "gray":  # by OpenCV, which has no options, and needs room for six levels
        options = (
            recipe[name] for name in ("wavelet", "tiles", "levels", "layers", "order", "transform", "definition")
        )
        if colour != "rgb" or tuple(options) != ("reversible", "none", "3", "1", "LRCP", "yes", "none"):
            return False
        return recipe["size"] in ("40x32", "64x64")
    if recipe["depth"] == "16" and recipe["tiles"] != "none":
        return False  # Pillow 13 writes other pixels then
    if recipe["boxes"] == "none" and definition != "none":
        return False
    if definition in ("multiplied", "alphafirst") and colour not in ("rgba", "grayalpha"):
        return False
    if colour in ("rgba", "grayalpha") and definition == "none" and recipe["boxes"] != "none":
        return False  # nothing marks it as alpha
    return definition in ("none", "multiplied") or colour in ("rgb", "rgba", "grayalpha")


def make(recipe: Recipe) -> Made:
    size, colour = size_of(recipe["size"]), recipe["colour"]
    count = {"gray": 1, "rgba": 4, "grayalpha": 2, "palette": 1, "palettetwice": 1}.get(colour, 3)
    white = 65_535 if recipe["depth"] == "16" else 255
    lossy = recipe["wavelet"] == "irreversible"
    samples, headers = picture(size, count, white, smooth=lossy), b""
    seen, space = samples, 17 if colour in ("gray", "grayalpha") else 16
    if colour.startswith("palette"):
        palette = np.random.default_rng(3).integers(0, 256, (256, 3))
        if colour == "palettetwice":
            palette[:9] = palette[9]
        seen = palette[samples[..., 0]]
        headers += box(b"pclr", struct.pack(">HB", 256, 3) + b"\7\7\7" + palette.astype(np.uint8).tobytes())
        headers += box(b"cmap", b"".join(struct.pack(">HBB", 0, 1, column) for column in range(3)))
    elif colour == "sycc":
        samples, space = ycbcr_of_rgb(samples).astype(np.int64), 18
        seen = np.rint(rgb_of_ycbcr(samples)).astype(np.int64)
    if recipe["definition"] != "none" and not colour.startswith("palette"):
        samples, seen, definition = _defined(recipe["definition"], samples)
        headers += definition
    stream = _stream(samples, recipe)
    bounds = (12, 1.5) if lossy else (1, 0.6) if colour == "sycc" or recipe["definition"] == "multiplied" else (0, 0)
    return Made(_boxed(stream, size, count, white, space, headers, recipe["boxes"]), (scaled(seen, white),), *bounds)


def _defined(word: str, samples: Array) -> tuple[Array, Array, bytes]:
    """Samples as stored, as displayed, and the box that defines each channel (I.5.3.6)."""
    count = samples.shape[2]
    colours = count - (count in (2, 4))
    meanings = [(0, number + 1) for number in range(colours)] + [(1, 0)] * (count - colours)
    order, seen = list(range(count)), samples
    if word == "swapped":
        order[:colours] = order[:colours][::-1]
    elif word == "alphafirst":
        order = [count - 1, *range(colours)]
    elif word == "multiplied":
        alpha = samples[..., -1:]
        multiplied = (samples[..., :-1] * alpha + 127) // 255
        visible = np.maximum(alpha, 1)
        seen = with_alpha(np.minimum((multiplied * 255 + visible // 2) // visible, 255), alpha[..., 0])
        samples, meanings[-1] = with_alpha(multiplied, alpha[..., 0]), (2, 0)
    entries = b"".join(struct.pack(">HHH", place, *meanings[number]) for place, number in enumerate(order))
    return samples[..., order], seen, box(b"cdef", struct.pack(">H", count) + entries)


def _stream(samples: Array, recipe: Recipe) -> bytes:
    if recipe["depth"] == "16" and samples.shape[2] == 3:
        pixels = np.ascontiguousarray(samples.astype(np.uint16)[..., ::-1])
        data = cv2.imencode(".jp2", pixels, [cv2.IMWRITE_JPEG2000_COMPRESSION_X1000, 1000])[1].tobytes()
        return data[data.index(b"jp2c") + 4 :]
    file, irreversible = io.BytesIO(), recipe["wavelet"] == "irreversible"
    options: dict[str, Any] = {
        "no_jp2": True,
        "irreversible": irreversible,
        "num_resolutions": int(recipe["levels"]) + 1,
        "progression": recipe["order"],
        "mct": int(recipe["transform"] == "yes" and samples.shape[2] == 3 and recipe["definition"] != "swapped"),
    }
    if recipe["tiles"] != "none":
        options["tile_size"] = size_of(recipe["tiles"])
    if recipe["layers"] == "3" or irreversible:
        options |= {"quality_mode": "rates", "quality_layers": [20, 5, 1] if recipe["layers"] == "3" else [1]}
    pixels = samples.astype(np.uint16 if recipe["depth"] == "16" else np.uint8)
    Image.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels).save(file, "JPEG2000", **options)
    return file.getvalue()


def _boxed(stream: bytes, size: tuple[int, int], count: int, white: int, space: int, headers: bytes, way: str) -> bytes:
    if way == "none":
        return stream
    depth = 15 if white > 255 else 7
    said = 255 if way == "bpcc" else depth
    header = box(b"ihdr", struct.pack(">IIHBBBB", size[1], size[0], count, said, 7, 0, 0))
    header += box(b"bpcc", bytes([depth]) * count) if way == "bpcc" else b""
    header += box(b"colr", b"\1\0\0" + struct.pack(">I", space))
    content = box(b"jP  ", b"\r\n\x87\n") + box(b"ftyp", b"jp2 \0\0\0\0jp2 ") + box(b"jp2h", header, headers)
    content += box(b"xxxx", bytes(20)) if way == "unknown" else b""
    if way == "length0":
        return content + struct.pack(">I", 0) + b"jp2c" + stream
    if way == "long":
        return content + struct.pack(">I4sQ", 1, b"jp2c", len(stream) + 16) + stream
    return content + box(b"jp2c", stream)


JPEG2000 = Kind("jp2", SPACE, make, possible)
