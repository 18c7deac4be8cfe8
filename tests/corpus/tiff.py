"""TIFF (6.0) and BigTIFF, written with struct."""

from __future__ import annotations

import io
import lzma
import struct
import zlib
from collections.abc import Callable
from functools import partial

import numpy as np
from PIL import Image

from tests.corpus.kind import Kind, Made, Recipe
from tests.corpus.packing import bits_packed, lzw, packbits, reversed_bits, zstd
from tests.corpus.pixels import Array, picture, rgb_of_cmyk, rgb_of_lab, rgb_of_ycbcr, scaled, size_of, turned

SPACE = {
    "order": "little big",
    "file": "classic bigtiff",
    "planes": "together together apart",
    "parts": "strip strips tiles",
    "compression": "none none lzw lzw packbits deflate olddeflate zstd lzma jpeg jpeg jp2k webp rle g3 g4 oldjpeg "
    "lerc jxl",
    "predictor": "no no horizontal",
    "colour": "rgb rgb rgb black0 black0 white0 palette cmyk lab ycbcr1x1 ycbcr2x1 ycbcr2x2",
    "depth": "8 8 8 8 16 16 16 1 1 2 4 12 32 signed8 float32",
    "alpha": "none none straight multiplied unspecified untold",
    "turn": "1 1 1 2 3 4 5 6 7 8",
    "fill": "msb lsb",
    "map": "full full full bytes",
    "pages": "1 1 1 2",
    "omitted": "nothing nothing nothing defaults rows lengths",
    "size": "37x23 40x32 18x45 53x19",
}
_CODES = {"none": 1, "rle": 2, "g3": 3, "g4": 4, "lzw": 5, "oldjpeg": 6, "jpeg": 7, "deflate": 8, "packbits": 32_773}
_CODES |= {"olddeflate": 32_946, "lzma": 34_925, "jp2k": 34_712, "zstd": 50_000, "webp": 50_001}
_CODES |= {"lerc": 34_887, "jxl": 50_002}
_PHOTOMETRIC = {"white0": 0, "black0": 1, "rgb": 2, "palette": 3, "cmyk": 5, "ycbcr": 6, "lab": 8}
_SAMPLES = {"white0": 1, "black0": 1, "rgb": 3, "palette": 1, "cmyk": 4, "ycbcr": 3, "lab": 3}
_LOSSY = ("jpeg", "webp")
_PICTURES = ("jpeg", "jp2k", "webp")  # compressions that are complete pictures themselves
_FAXES = ("rle", "g3", "g4")
_UNMADE = ("oldjpeg", "lerc", "jxl")
_SAMPLINGS = {"ycbcr2x1": "4:2:2", "ycbcr2x2": "4:2:0"}
_EXTRA = {"unspecified": 0, "multiplied": 1, "straight": 2}
_SHORT, _LONG, _LONG8 = 3, 4, 16
_DEFAULTS = {258: 1, 259: 1, 274: 1, 277: 1, 284: 1}  # the defaults for omitted tags
_OMITTED = {"nothing": (), "defaults": tuple(_DEFAULTS), "rows": (278,), "lengths": (279,)}
_PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "none": bytes,
    "lzw": lzw,
    "deflate": zlib.compress,
    "olddeflate": zlib.compress,
    "lzma": partial(lzma.compress, preset=0),
    "zstd": zstd,
}


def possible(recipe: Recipe) -> bool:
    if recipe["omitted"] in ("rows", "lengths") and recipe["parts"] != "strip":
        return False
    if recipe["omitted"] == "defaults" and recipe["colour"] == "palette":
        return False  # libtiff needs the bits before the palette
    if recipe["omitted"] == "lengths" and (recipe["compression"] != "none" or recipe["planes"] == "apart"):
        return False
    colour, depth, compression = recipe["colour"], recipe["depth"], recipe["compression"]
    if (compression in _UNMADE or depth in ("12", "32", "signed8", "float32")) and not (
        recipe["turn"] == recipe["pages"] == "1" and recipe["planes"] == "together" and recipe["file"] == "classic"
    ):  # are not read anyway
        return False
    kind, depths = colour[:5], {"palette": "1 2 4 8", "lab": "8 16", "ycbcr": "8", "cmyk": "8 16"}
    if kind == "ycbcr" and (recipe["planes"] == "apart" or recipe["alpha"] != "none"):
        return False
    allowed = depths.get(colour if kind != "ycbcr" else kind, "1 2 4 8 16 12 32 signed8 float32")
    if depth not in allowed.split() or (colour == "rgb" and depth in ("1", "2")):
        return False
    if recipe["alpha"] != "none" and (colour in ("palette", "lab") or (depth not in ("8", "16"))):
        return False
    if recipe["planes"] == "apart" and _SAMPLES[_base(colour)] + (recipe["alpha"] != "none") == 1:
        return False
    if (colour, recipe["alpha"]) in (("white0", "multiplied"), ("cmyk", "multiplied"), ("cmyk", "untold")):
        return False  # no specification says what that means
    if recipe["map"] == "bytes" and colour != "palette":
        return False
    if recipe["fill"] == "lsb" and (depth != "1" or compression not in ("none", "packbits", *_FAXES)):
        return False
    if recipe["predictor"] == "horizontal":
        fits = compression in ("lzw", "deflate", "olddeflate", "zstd", "lzma") and depth in ("8", "16", "32")
        if not fits or kind == "ycbcr":
            return False
    if compression in _FAXES:
        return depth == "1" and colour in ("black0", "white0") and recipe["parts"] != "tiles"
    if compression in (*_PICTURES, *_UNMADE):
        fits = colour in ("rgb", "black0") or (compression == "jpeg" and (kind == "ycbcr" or colour == "cmyk"))
        return fits and depth == "8" and recipe["alpha"] == "none" and (compression != "webp" or colour == "rgb")
    return True


def make(recipe: Recipe) -> Made:
    pages = [_Page(recipe, number) for number in range(int(recipe["pages"]))]
    big, order = recipe["file"] == "bigtiff", "<" if recipe["order"] == "little" else ">"
    content = bytearray(b"II" if order == "<" else b"MM")
    content += struct.pack(order + ("HHHQ" if big else "HI"), *((43, 8, 0, 0) if big else (42, 0)))
    link = len(content) - (8 if big else 4)
    for page in pages:
        start = page.write(content, order, big)
        struct.pack_into(order + ("Q" if big else "I"), content, link, start)
        link = len(content) - (8 if big else 4)
    worst, mean = 0.0, 0.0
    if recipe["compression"] in _LOSSY or recipe["colour"].startswith("ycbcr"):
        worst, mean = 32, 3.0
    elif recipe["colour"] in ("cmyk", "lab"):
        worst, mean = 8, 1.5
    elif recipe["alpha"] == "multiplied":
        worst, mean = 1, 0.6
    frames = () if recipe["compression"] in _UNMADE else tuple(page.expected() for page in pages)
    return Made(bytes(content), frames, worst, mean)


def _base(colour: str) -> str:
    return "ycbcr" if colour.startswith("ycbcr") else colour


class _Page:
    def __init__(self, recipe: Recipe, number: int) -> None:
        self.recipe, self.colour = recipe, _base(recipe["colour"])
        self.depth = int(recipe["depth"].removeprefix("signed").removeprefix("float"))
        self.white = 2 ** min(self.depth, 16) - 1
        width, height = size_of(recipe["size"])
        self.size = (width, height) if not number else (height + 3, width)
        samples = _SAMPLES[self.colour]
        lossy = recipe["compression"] in _LOSSY or self.colour in ("ycbcr", "lab")
        self.samples = picture(self.size, samples, self.white, number, lossy)
        if self.colour == "cmyk":  # whose fourth channel is not alpha
            self.samples[..., 3] = self.samples[..., 3] // 3
        if self.colour == "ycbcr" or self.colour == "lab":  # few colours are out of range near gray
            self.samples[..., 1:] = 128 * (self.white + 1) // 256 + (self.samples[..., 1:] - self.white // 2) // 5
        if self.colour == "palette":
            self.map = np.random.default_rng(7).integers(0, 256, (3, 2**self.depth))
        if recipe["alpha"] != "none":
            alpha = picture(self.size, 2, self.white, number)[..., 1:]
            if recipe["alpha"] == "multiplied":
                self.samples = (self.samples * alpha + self.white // 2) // self.white
            self.samples = np.concatenate([self.samples, alpha], 2)

    def expected(self) -> Array:
        """Upright."""
        colours, alpha = _SAMPLES[self.colour], self.recipe["alpha"]
        values = self.samples[..., :colours]
        if self.colour == "white0":
            values = self.white - values
        if self.colour == "palette":
            found = scaled(self.map.T[values[..., 0]], 255)
        elif self.colour == "cmyk":
            found = scaled(np.rint(rgb_of_cmyk(values, self.white)).astype(np.int64), self.white)
        elif self.colour == "ycbcr":
            found = np.rint(rgb_of_ycbcr(values)).astype(np.uint8)
        elif self.colour == "lab":
            found = self._of_lab(values)
        else:
            found = scaled(values, self.white)
        if alpha in ("straight", "multiplied", "untold"):
            full = self.samples[..., colours:]
            if alpha == "multiplied":
                visible = np.maximum(full, 1)
                found = scaled(np.minimum((values * self.white + visible // 2) // visible, self.white), self.white)
            found = np.concatenate([found, scaled(full, self.white)], 2)
        return turned(found, int(self.recipe["turn"]))

    def _of_lab(self, values: Array) -> Array:
        """CIELAB (photometric 8): a and b are signed."""
        step = (self.white + 1) / 256
        lab = values.astype(float)
        lab = np.stack([lab[..., 0] * 100 / self.white, lab[..., 1] / step - 128, lab[..., 2] / step - 128], 2)
        found = np.rint(rgb_of_lab(lab))
        return found.astype(np.uint8) if self.depth == 8 else (found * 257).astype(np.uint16)

    def _stored(self) -> Array:
        if self.colour != "lab":
            return self.samples
        sign = (self.white + 1) // 2
        return np.concatenate([self.samples[..., :1], (self.samples[..., 1:] - sign) % (self.white + 1)], 2)

    def write(self, content: bytearray, order: str, big: bool) -> int:
        """Append the page to a file. Returns the offset of its directory."""
        width, height = self.size
        stored, recipe, count = self._stored(), self.recipe, self.samples.shape[2]
        tags: dict[int, tuple[int, list[int]]] = {
            256: (_SHORT, [width]),
            257: (_LONG, [height]),
            258: (_SHORT, [self.depth] * count),
            259: (_SHORT, [_CODES[recipe["compression"]]]),
            262: (_SHORT, [_PHOTOMETRIC[self.colour]]),
            274: (_SHORT, [int(recipe["turn"])]),
            277: (_SHORT, [count]),
            284: (_SHORT, [2 if recipe["planes"] == "apart" else 1]),
        }
        if recipe["predictor"] == "horizontal":
            tags[317] = _SHORT, [2]
        if recipe["fill"] == "lsb":
            tags[266] = _SHORT, [2]
        if recipe["alpha"] in _EXTRA:
            tags[338] = _SHORT, [_EXTRA[recipe["alpha"]]]
        if recipe["depth"].startswith(("signed", "float")):
            tags[339] = _SHORT, [2 if recipe["depth"].startswith("signed") else 3] * count
        if self.colour == "palette":
            tags[320] = _SHORT, (self.map * (1 if recipe["map"] == "bytes" else 257)).ravel().tolist()
        if self.colour == "ycbcr":
            tags[530] = _SHORT, self._sampling()
        planes = [stored] if recipe["planes"] == "together" else np.split(stored, count, 2)
        parts = [self._part(block, order) for plane in planes for block in self._blocks(plane, tags)]
        places = []
        for part in parts:
            content += bytes(len(content) % 2)
            places.append(len(content))
            content += part
        offsets, lengths = (324, 325) if recipe["parts"] == "tiles" else (273, 279)
        tags[offsets] = _LONG8 if big else _LONG, places
        tags[lengths] = _LONG, [len(part) for part in parts]
        for tag in _OMITTED[recipe["omitted"]]:
            if tag not in _DEFAULTS or tags.get(tag, (0, []))[1] == [_DEFAULTS[tag]]:
                tags.pop(tag, None)
        return _write_directory(content, tags, order, big)

    def _sampling(self) -> list[int]:
        return [int(word) for word in self.recipe["colour"].removeprefix("ycbcr").split("x")]

    def _blocks(self, plane: Array, tags: dict[int, tuple[int, list[int]]]) -> list[Array]:
        """Strips, or padded tiles."""
        height, width = plane.shape[:2]
        if self.recipe["parts"] == "tiles":
            tags |= {322: (_SHORT, [32]), 323: (_SHORT, [16])}
            padded = np.pad(plane, ((0, -height % 16), (0, -width % 32), (0, 0)), "edge")
            return [padded[y : y + 16, x : x + 32] for y in range(0, height, 16) for x in range(0, width, 32)]
        rows = height if self.recipe["parts"] == "strip" else 8
        tags[278] = _LONG, [rows]
        return [plane[y : y + rows] for y in range(0, height, rows)]

    def _part(self, block: Array, order: str) -> bytes:
        compression = self.recipe["compression"]
        if compression in _UNMADE:
            return bytes(range(64))
        if compression in _PICTURES:
            return self._as_picture(block)
        if compression in _FAXES:
            return self._as_fax(block)
        if self.colour == "ycbcr":
            raw = _subsampled(block, *self._sampling())
        else:
            if self.recipe["predictor"] == "horizontal":
                block = np.diff(block, axis=1, prepend=0) % 2**self.depth
            raw = self._raw(block.reshape(len(block), -1), order)
        if compression == "packbits":  # each row separately
            length = len(raw) // len(block) if self.colour != "ycbcr" else len(raw)
            data = b"".join(packbits(raw[at : at + length]) for at in range(0, len(raw), length))
        else:
            data = _PACKERS[compression](raw)
        return reversed_bits(data) if self.recipe["fill"] == "lsb" else data

    def _raw(self, rows: Array, order: str) -> bytes:
        word = self.recipe["depth"]
        if word.startswith("float"):
            return bytes((rows / self.white).astype(f"{order}f{self.depth // 8}").tobytes())
        if self.depth in (8, 16, 32):
            return bytes(rows.astype(f"{order}u{self.depth // 8}").tobytes())
        return bits_packed(rows, self.depth)

    def _as_picture(self, block: Array) -> bytes:
        file, pixels = io.BytesIO(), block.astype(np.uint8)
        mode = {1: "L", 3: "YCbCr" if self.colour == "ycbcr" else "RGB", 4: "CMYK"}[pixels.shape[2]]
        if mode == "CMYK":
            pixels = 255 - pixels  # Pillow writes Adobe's inverted inks
        found = Image.frombytes(mode, (block.shape[1], block.shape[0]), pixels.tobytes())
        match self.recipe["compression"]:
            case "webp":
                found.save(file, "WEBP", lossless=True)
            case "jp2k":
                found.save(file, "JPEG2000", no_jp2=True)
            case _:
                sampling = _SAMPLINGS.get(self.recipe["colour"], "4:4:4")
                found.save(file, "JPEG", quality=96, subsampling=sampling, keep_rgb=mode == "RGB")
        return file.getvalue()

    def _as_fax(self, block: Array) -> bytes:
        """As Pillow's libtiff encodes it: in a separate file, of which only the strip is used."""
        file, name = io.BytesIO(), {"rle": "tiff_ccitt", "g3": "group3", "g4": "group4"}[self.recipe["compression"]]
        bits = Image.frombytes("1", (block.shape[1], block.shape[0]), bits_packed(block[..., 0], 1))
        bits.save(file, "TIFF", compression=name, tiffinfo={262: 1, 278: len(block)})
        with Image.open(file) as found:
            tags = found.tag_v2  # type: ignore[attr-defined]
            data = file.getvalue()[tags[273][0] :][: tags[279][0]]
        return reversed_bits(data) if self.recipe["fill"] == "lsb" else data


def _subsampled(block: Array, across: int, down: int) -> bytes:
    """Blocks of luma, each followed by its two chroma samples (TIFF 6.0, section 21)."""
    padded = np.pad(block, ((0, -len(block) % down), (0, -block.shape[1] % across), (0, 0)), "edge")
    height, width = padded.shape[:2]
    cut = padded.reshape(height // down, down, width // across, across, 3).transpose(0, 2, 1, 3, 4)
    luminance = cut[..., 0].reshape(height // down, width // across, -1)
    colours = np.rint(cut[..., 1:].mean((2, 3)))
    return np.concatenate([luminance, colours], 2).astype(np.uint8).tobytes()


def _write_directory(content: bytearray, tags: dict[int, tuple[int, list[int]]], order: str, big: bool) -> int:
    """Append a directory with no successor. Returns its offset."""
    room, letters = 8 if big else 4, {_SHORT: "H", _LONG: "I", _LONG8: "Q"}
    entries = b""
    for tag, (kind, values) in sorted(tags.items()):
        data = struct.pack(f"{order}{len(values)}{letters[kind]}", *values)
        if len(data) > room:
            content += bytes(len(content) % 2)
            content += data
            data = struct.pack(order + ("Q" if big else "I"), len(content) - len(data))
        entries += struct.pack(order + ("HHQ" if big else "HHI"), tag, kind, len(values)) + data.ljust(room, b"\0")
    content += bytes(-len(content) % 8)
    start = len(content)
    content += struct.pack(order + ("Q" if big else "H"), len(tags)) + entries + bytes(room)
    return start


TIFF = Kind("tiff", SPACE, make, possible)
