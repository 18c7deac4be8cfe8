"""PNG (third edition) and APNG, written with struct and zlib."""

from __future__ import annotations

import struct
import zlib

import numpy as np

from tests.corpus.animation import composed, frames_of
from tests.corpus.kind import Kind, Made, Recipe
from tests.corpus.packing import bits_packed, chunk, exif
from tests.corpus.pixels import Array, picture, scaled, size_of, turned, with_alpha
from upscaler.images.colour import srgb

PNG_SPACE = {
    "colour": "gray gray rgb rgb palette palette grayalpha rgba",
    "depth": "8 8 16 16 1 2 4",
    "interlace": "no adam7",
    "trns": "no full short",
    "filter": "none sub up average paeth mixed",
    "idat": "one many empty",
    "level": "0 9",
    "palette": "full few",
    "before": "no no gama srgb iccp chrm sbit bkgd hist phys text ztxt itxt time splt private exif2 exif6 longtext",
    "behind": "no no no text ztxt itxt time exif3 exif8 private",
    "checksum": "right right right before behind",
    "end": "iend iend garbage none",
    "size": "37x23 40x32 18x45 1x1 5x3 2x9",
}
APNG_SPACE = {
    "colour": "rgba rgba grayalpha rgb gray palette",
    "depth": "8 8 8 16 4",
    "trns": "no no full",
    "interlace": "no adam7",
    "dispose": "000 001 002 010 011 012 020 021 022 100 110 111 120 122 200 202 210 211 220 221 222",
    "blend": "000 001 010 011 100 101 110 111",
    "place": "whole inside corner",
    "default": "first apart",
    "data": "one many",
    "size": "37x23 40x32 18x45",
}
_TYPES = {"gray": 0, "rgb": 2, "palette": 3, "grayalpha": 4, "rgba": 6}
_CHANNELS = {"gray": 1, "rgb": 3, "palette": 1, "grayalpha": 2, "rgba": 4}
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_EXIF_TURNS = {"exif2": 2, "exif6": 6, "exif3": 3, "exif8": 8}
_LONG_TEXT = b"workflow\0\0" + zlib.compress(b"abcdefgh" * 250_000)
_PROFILE = b"sRGB\0\0" + zlib.compress(srgb())
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def _possible(recipe: Recipe) -> bool:
    colour, depth = recipe["colour"], int(recipe["depth"])
    if (colour == "palette" and depth == 16) or (colour in ("rgb", "grayalpha", "rgba") and depth < 8):
        return False
    if recipe["trns"] != "no" and colour in ("grayalpha", "rgba"):
        return False
    return recipe["trns"] != "short" or colour == "palette"


def _possible_png(recipe: Recipe) -> bool:
    if recipe["palette"] == "few" and recipe["colour"] != "palette":
        return False
    if recipe["before"] == "hist" and recipe["colour"] != "palette":
        return False
    if recipe["checksum"] != "right" and recipe[recipe["checksum"]].startswith(("no", "exif")):
        return False  # no specification says whether a damaged orientation counts
    if recipe["before"].startswith("exif") and recipe["behind"].startswith("exif"):
        return False
    return _possible(recipe)


class _Pixels:
    """Samples of one colour type with their palette and transparent colours, and how they look."""

    def __init__(self, recipe: Recipe, size: tuple[int, int], few: bool = False, shift: int = 0) -> None:
        self.colour, self.depth, self.trns = recipe["colour"], int(recipe["depth"]), recipe["trns"]
        self.white = 2**self.depth - 1
        self.samples = picture(size, _CHANNELS[self.colour], self.white, shift)
        if self.colour == "palette":
            count = max(1, 2**self.depth * 2 // 3) if few else 2**self.depth
            self.samples = np.minimum(self.samples, count - 1)
            rng = np.random.default_rng(5)
            self.palette = rng.integers(0, 256, (count, 3))
            self.alphas = rng.integers(0, 256, count if self.trns == "full" else max(1, count // 2))
            if count > 2:
                self.alphas[:2] = 0, 255
        self.clear = picture(size, _CHANNELS[self.colour], self.white)[0, 0]  # a colour that occurs

    def seen(self) -> Array:
        found = self.samples
        if self.colour == "palette":
            alphas = np.append(self.alphas, np.full(len(self.palette), 255))[: len(self.palette)]
            found = self.palette[found[..., 0]]
            pixels = found if self.trns == "no" else with_alpha(found, alphas[self.samples[..., 0]])
            return scaled(pixels, 255)
        if self.trns != "no":
            found = with_alpha(found, np.where((found == self.clear).all(2), 0, self.white))
        return scaled(found, self.white)

    def chunks(self) -> bytes:
        """PLTE and tRNS."""
        if self.colour == "palette":
            alphas = chunk(b"tRNS", self.alphas.astype(np.uint8).tobytes()) if self.trns != "no" else b""
            return chunk(b"PLTE", self.palette.astype(np.uint8).tobytes()) + alphas
        return chunk(b"tRNS", self.clear.astype(">u2").tobytes()) if self.trns != "no" else b""

    def stream(self, filter: str, interlaced: bool, level: int = 6) -> bytes:
        """The compressed rows of all passes."""
        passes = _PASSES if interlaced else ((0, 0, 1, 1),)
        parts = [self.samples[y::down, x::across] for x, y, across, down in passes]
        return zlib.compress(b"".join(self._rows(part, filter) for part in parts if part.size), level)

    def _rows(self, part: Array, filter: str) -> bytes:
        flat = part.reshape(len(part), -1)
        raw = flat.astype(">u2").tobytes() if self.depth == 16 else bits_packed(flat, self.depth)
        rows = np.frombuffer(raw, np.uint8).reshape(len(part), -1).astype(int)
        step = max(1, part.shape[2] * self.depth // 8)
        left = np.pad(rows, ((0, 0), (step, 0)))[:, : rows.shape[1]]
        up = np.pad(rows, ((1, 0), (0, 0)))[:-1]
        corner = np.pad(left, ((1, 0), (0, 0)))[:-1]
        guess = left + up - corner
        a, b, c = (np.abs(guess - other) for other in (left, up, corner))
        paeth = np.where((a <= b) & (a <= c), left, np.where(b <= c, up, corner))
        guesses = (np.zeros_like(rows), left, up, (left + up) // 2, paeth)
        names = ("none", "sub", "up", "average", "paeth")
        kinds = [y % 5 if filter == "mixed" else names.index(filter) for y in range(len(rows))]
        less = [(rows[y] - guesses[kind][y]) % 256 for y, kind in enumerate(kinds)]
        return b"".join(bytes([kind, *row.tolist()]) for kind, row in zip(kinds, less, strict=True))


def _header(pixels: _Pixels, size: tuple[int, int], interlaced: bool) -> bytes:
    return _SIGNATURE + chunk(
        b"IHDR", struct.pack(">IIBBBBB", *size, pixels.depth, _TYPES[pixels.colour], 0, 0, interlaced)
    )


def _make_png(recipe: Recipe) -> Made:
    size, interlaced = size_of(recipe["size"]), recipe["interlace"] == "adam7"
    pixels = _Pixels(recipe, size, recipe["palette"] == "few")
    data = pixels.stream(recipe["filter"], interlaced, int(recipe["level"]))
    step = {"one": len(data), "many": 97, "empty": 301}[recipe["idat"]]
    pieces = [data[at : at + step] for at in range(0, len(data), step)]
    if recipe["idat"] == "empty":
        pieces = [b"", *pieces, b""]
    before, behind = (_ancillary(recipe[place], pixels, recipe["checksum"] == place) for place in ("before", "behind"))
    after_palette = recipe["before"] in ("bkgd", "hist")
    content = (
        _header(pixels, size, interlaced)
        + (b"" if after_palette else before)
        + pixels.chunks()
        + (before if after_palette else b"")
        + b"".join(chunk(b"IDAT", piece) for piece in pieces)
        + behind
        + (b"" if recipe["end"] == "none" else chunk(b"IEND", b""))
        + (b"garbage" * 9 if recipe["end"] == "garbage" else b"")
    )
    turn = _EXIF_TURNS.get(recipe["before"], _EXIF_TURNS.get(recipe["behind"], 1))
    return Made(content, (turned(pixels.seen(), turn),))


def _ancillary(name: str, pixels: _Pixels, wrong: bool) -> bytes:
    gray = pixels.colour in ("gray", "grayalpha")
    samples = 3 if pixels.colour == "palette" else _CHANNELS[pixels.colour]
    background = 1 if pixels.colour == "palette" else 2 if gray else 6
    data: dict[str, tuple[bytes, bytes]] = {
        "gama": (b"gAMA", struct.pack(">I", 45_455)),
        "srgb": (b"sRGB", b"\0"),
        "iccp": (b"iCCP", _PROFILE),
        "chrm": (b"cHRM", struct.pack(">8I", 31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000)),
        "sbit": (b"sBIT", bytes([min(8, pixels.depth)]) * samples),
        "bkgd": (b"bKGD", bytes(background)),
        "hist": (b"hIST", bytes(2 * len(getattr(pixels, "palette", ())))),
        "phys": (b"pHYs", struct.pack(">IIB", 3_780, 3_780, 1)),
        "text": (b"tEXt", b"Title\0hello"),
        "ztxt": (b"zTXt", b"Comment\0\0" + zlib.compress(b"a text " * 99)),
        "longtext": (b"zTXt", _LONG_TEXT),
        "itxt": (b"iTXt", b"Author\0\1\0de\0Autor\0" + zlib.compress("Jürgen".encode())),
        "time": (b"tIME", struct.pack(">HBBBBB", 2026, 11, 29, 12, 0, 0)),
        "splt": (b"sPLT", b"few\0\x08" + struct.pack(">BBBBH", 1, 2, 3, 255, 9)),
        "private": (b"prVt", bytes(range(40))),
        **{word: (b"eXIf", exif(turn)) for word, turn in _EXIF_TURNS.items()},
    }
    return chunk(*data[name], int(wrong)) if name != "no" else b""


def _make_apng(recipe: Recipe) -> Made:
    size, interlaced = size_of(recipe["size"]), recipe["interlace"] == "adam7"
    drawn = [
        (_Pixels(recipe, frame.size, shift=number), frame)
        for number, frame in enumerate(frames_of(size, recipe["dispose"], recipe["blend"], recipe["place"]))
    ]
    default = _Pixels(recipe, size, shift=4)
    for pixels, _ in drawn:
        pixels.clear = default.clear = drawn[0][0].clear
    apart, number = recipe["default"] == "apart", 0
    content = _header(default, size, interlaced) + chunk(b"acTL", struct.pack(">II", len(drawn), 0)) + default.chunks()
    if apart:
        content += chunk(b"IDAT", default.stream("none", interlaced))
    for pixels, frame in drawn:
        control = struct.pack(">IIIIIHHBB", number, *frame.size, *frame.at, 1, 10, frame.dispose, frame.blend)
        content, number = content + chunk(b"fcTL", control), number + 1
        data = pixels.stream("mixed", interlaced)
        step = len(data) if recipe["data"] == "one" else 101
        for at in range(0, len(data), step):
            if pixels is drawn[0][0] and not apart:
                content += chunk(b"IDAT", data[at : at + step])
            else:
                content, number = content + chunk(b"fdAT", struct.pack(">I", number) + data[at : at + step]), number + 1
    found = composed(size, [(_eight_bits(pixels.seen()), frame) for pixels, frame in drawn])
    return Made(
        content + chunk(b"IEND", b""),
        found,
        4 if recipe["depth"] == "16" else 2,
        0.7,
        default.seen() if apart else drawn[0][0].seen(),
    )


def _eight_bits(pixels: Array) -> Array:
    return pixels if pixels.dtype == np.uint8 else pixels // 257


PNG = Kind("png", PNG_SPACE, _make_png, _possible_png)
APNG = Kind("apng", APNG_SPACE, _make_apng, _possible)
