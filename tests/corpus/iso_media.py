"""AVIF and HEIC: pictures encoded by a library, or from `tests/data`, in hand-written ISO media files (ISO/IEC
23008-12)."""

from __future__ import annotations

import io
import re
import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pi_heif
from PIL import Image

from tests.corpus.kind import Kind, Made, Recipe
from tests.corpus.packing import box, exif
from tests.corpus.pixels import Array, picture, scaled, size_of, turned, with_alpha
from upscaler.images.bitmap import Pixels
from upscaler.images.colour import srgb

_CONTAINER = {
    "rotation": "none none 0 1 2 3",
    "mirror": "none none 0 1",
    "crop": "none none part",
    "exif": "no no 6 1",
    "place": "mdat mdat idat split before",
    "grid": "no no across down",
    "brand": "own own mif1",
    "colours": "none nclx icc",
}
AVIF_SPACE = {
    **_CONTAINER,
    "depth": "8 8 8 10 12",
    "sampling": "444 420 422 gray",
    "alpha": "none none straight multiplied",
    "size": "40x32 64x64 37x23",
}
HEIC_SPACE = {**_CONTAINER, "source": "photo ten_bits", "thumbnail": "no no yes"}
AVIS_SPACE = {
    "frames": "2 3 5",
    "sampling": "444 420 422",
    "alpha": "none slope",
    "crop": "none none none part",
    "size": "40x32 64x64 37x23 18x45",
}
_DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class _Coded:
    """One coded picture with the property that its decoder needs."""

    kind: bytes
    configuration: bytes
    data: bytes
    size: tuple[int, int]
    channels: int


def _possible(recipe: Recipe) -> bool:
    if recipe["grid"] != "no" and recipe["crop"] != "none":
        return False
    if "depth" not in recipe:
        return True
    if recipe["grid"] != "no" and recipe["size"] != "64x64":
        return False  # tiles have at least 64 pixels (MIAF, 7.3.11.4.2)
    if recipe["depth"] != "8" and (recipe["sampling"] != "420" or recipe["colours"] == "nclx"):
        return False  # OpenCV writes only this, with its own numbers
    return recipe["alpha"] == "none" or (
        recipe["grid"] == "no" and recipe["sampling"] != "gray" and recipe["depth"] == "8"
    )


def _make_avif(recipe: Recipe) -> Made:
    size, depth, sampling = size_of(recipe["size"]), int(recipe["depth"]), recipe["sampling"]
    coded, pixels = _avif(size, depth, sampling, 0)
    alpha, wanted = None, scaled(pixels, 255 if depth == 8 else 65_535)
    if recipe["alpha"] != "none":
        alpha, values = _avif(size, 8, "gray", 1)
        wanted = with_alpha(wanted, values[..., 0]).astype(np.uint8)
        if recipe["alpha"] == "multiplied":
            wanted = _divided(wanted)
    worst, mean = (16, 2.0) if sampling in ("444", "gray") else (48, 3.5)
    if recipe["grid"] != "no" and sampling in ("420", "422"):
        worst = 90  # whether the colours of one tile extend into the next
    if recipe["alpha"] == "multiplied":
        worst, mean = worst + 8, mean + 1
    return _assembled(recipe, coded, wanted, worst, mean, alpha)


def _divided(pixels: Array) -> Array:
    alpha = np.maximum(pixels[..., 3:].astype(int), 1)
    colour = np.minimum((pixels[..., :3].astype(int) * 255 + alpha // 2) // alpha, 255)
    return with_alpha(colour, pixels[..., 3]).astype(np.uint8)


@cache
def _avif(size: tuple[int, int], depth: int, sampling: str, shift: int) -> tuple[_Coded, Array]:
    """A picture encoded at the highest quality, and its samples, with 16 bits if deeper than 8."""
    gray = sampling == "gray"
    samples = picture(size, 1 if gray else 3, 255 if depth == 8 else 65_535, shift, smooth=True)
    if depth == 8:
        file, pixels = io.BytesIO(), samples.astype(np.uint8)
        options = {"subsampling": "4:0:0" if gray else ":".join(sampling), "quality": 100, "speed": 8}
        Image.fromarray(pixels[..., 0] if gray else pixels).save(file, "AVIF", **options)
        content = file.getvalue()
    else:
        deep = (samples >> (16 - depth)).astype(np.uint16)[..., ::-1]
        parameters = [cv2.IMWRITE_AVIF_DEPTH, depth, cv2.IMWRITE_AVIF_QUALITY, 100, cv2.IMWRITE_AVIF_SPEED, 8]
        content = cv2.imencode(".avif", np.ascontiguousarray(deep), parameters)[1].tobytes()
    return _taken_out(content, b"av01", b"av1C", size, 1 if gray else 3), samples


def _make_heic(recipe: Recipe) -> Made:
    coded, pixels = _heic(recipe["source"])
    return _assembled(recipe, coded, pixels, 1, 0.5)


@cache
def _heic(name: str) -> tuple[_Coded, Pixels]:
    """A file of the test data, and what libheif decodes without its container's properties."""
    content = (_DATA / f"{name}.heic").read_bytes()
    found = pi_heif.open_heif(io.BytesIO(content), convert_hdr_to_8bit=False)
    pixels = np.array(found)
    if pixels.dtype == np.uint16:  # to the left in 16 bits
        pixels = scaled(pixels.astype(np.int64) >> 6, 1023)
    size = (pixels.shape[1], pixels.shape[0])
    return _taken_out(content, b"hvc1", b"hvcC", size, 3), pixels


def _taken_out(content: bytes, kind: bytes, name: bytes, size: tuple[int, int], channels: int) -> _Coded:
    """The first coded picture in a file that has no other data."""
    at = content.index(name)
    configuration = content[at - 4 : at - 4 + struct.unpack_from(">I", content, at - 4)[0]]
    at = content.index(b"iloc") + 4
    version, sizes = content[at], struct.unpack_from(">H", content, at + 4)[0]
    assert sizes >> 4 in (0x440, 0x444), hex(sizes)  # four bytes for positions and lengths
    at += 8 + 2 + (2 if version else 0) + 2  # sizes and number of items; the first one: its id, way, file
    base = struct.unpack_from(">I", content, at)[0] if sizes & 0xF0 else 0
    at += (4 if sizes & 0xF0 else 0) + 2
    start, length = struct.unpack_from(">II", content, at)
    start += base
    return _Coded(kind, configuration, content[start : start + length], size, channels)


def _assembled(
    recipe: Recipe, coded: _Coded, pixels: Array, worst: float, mean: float, alpha: _Coded | None = None
) -> Made:
    """The file around a coded picture, and the picture as it is displayed."""
    file = _File(recipe["place"])
    size, seen = coded.size, pixels
    picture_properties = [coded.configuration, _extents(size), *_colours(recipe["colours"], coded)]
    if recipe["grid"] == "no":
        main = file.add(coded.kind, coded.data, picture_properties)
    else:
        across = recipe["grid"] == "across"
        tiles = [file.add(coded.kind, coded.data, picture_properties, hidden=True) for _ in range(2)]
        size = (2 * size[0], size[1]) if across else (size[0], 2 * size[1])
        seen = np.concatenate([seen, seen], 1 if across else 0)
        grid = bytes((0, 0, 0 if across else 1, 1 if across else 0)) + struct.pack(">HH", *size)
        main = file.add(b"grid", grid, [_extents(size), *_colours(recipe["colours"], coded)])
        file.refer(b"dimg", main, *tiles)
    turning, seen = _turning(recipe, seen)
    file.properties[main] += turning
    if alpha:
        auxiliary = box(b"auxC", bytes(4), b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0")
        name = file.add(alpha.kind, alpha.data, [alpha.configuration, _extents(size), auxiliary, *turning], hidden=True)
        file.refer(b"auxl", name, main)
        if recipe["alpha"] == "multiplied":
            file.refer(b"prem", main, name)
    if recipe.get("thumbnail") == "yes":
        small = file.add(coded.kind, coded.data, picture_properties, hidden=True)
        file.refer(b"thmb", small, main)
    if recipe["exif"] != "no":  # its EXIF orientation repeats what the transforms have done
        name = file.add(b"Exif", bytes(4) + exif(int(recipe["exif"])), [], hidden=True)
        file.refer(b"cdsc", name, main)
    brand = {b"av01": b"avif", b"hvc1": b"heic"}[coded.kind]
    brands = brand if recipe["brand"] == "own" else b"mif1"
    return Made(file.content(main, brands, brand), (np.ascontiguousarray(seen),), worst, mean)


def _turning(recipe: Recipe, seen: Array) -> tuple[list[bytes], Array]:
    """Properties that crop, rotate and mirror, in the order in which they apply, and the resulting picture."""
    found = []
    if recipe["crop"] == "part":
        aperture, seen = _cropped(seen)
        found.append(aperture)
    if recipe["rotation"] != "none":
        found.append(box(b"irot", bytes([int(recipe["rotation"])])))
        seen = np.rot90(seen, int(recipe["rotation"]))
    if recipe["mirror"] != "none":  # 0: about a horizontal axis, top and bottom change places
        found.append(box(b"imir", bytes([int(recipe["mirror"])])))
        seen = turned(seen, 4 if recipe["mirror"] == "0" else 2)
    return found, seen


def _cropped(seen: Array) -> tuple[bytes, Array]:
    """A property that crops margins, and the rest of a picture."""
    height, width = seen.shape[:2]
    inner = (width - 8, height - 6)
    left, top = (width - inner[0]) // 2 + 2, (height - inner[1]) // 2 - 1  # as the middle moves by 2 and -1
    aperture = box(b"clap", struct.pack(">8i", inner[0], 1, inner[1], 1, 2, 1, -1, 1))
    return aperture, seen[top : top + inner[1], left : left + inner[0]]


def _extents(size: tuple[int, int]) -> bytes:
    return box(b"ispe", bytes(4), struct.pack(">II", *size))


def _colours(word: str, coded: _Coded) -> list[bytes]:
    # As libraries write it for sRGB: BT.709, sRGB, BT.601, full. HEVC says it nowhere else
    numbers = [box(b"colr", b"nclx", struct.pack(">HHHB", 1, 13, 6, 0x80))]
    profile = [box(b"colr", b"prof", srgb())] if word == "icc" and coded.channels == 3 else []
    return profile + (numbers if word == "nclx" or coded.kind == b"hvc1" else [])


class _File:
    """Items of a file, numbered from 1."""

    def __init__(self, place: str) -> None:
        self.properties: dict[int, list[bytes]] = {}
        self._place = place
        self._items: list[tuple[bytes, bytes, bool]] = []
        self._references = b""

    def add(self, kind: bytes, data: bytes, properties: list[bytes], hidden: bool = False) -> int:
        self._items.append((kind, data, hidden))
        self.properties[len(self._items)] = list(properties)
        return len(self._items)

    def refer(self, kind: bytes, item: int, *others: int) -> None:
        self._references += box(kind, struct.pack(f">HH{len(others)}H", item, len(others), *others))

    def content(self, main: int, brand: bytes, also: bytes) -> bytes:
        """The whole file, with the pixels before, after or inside the directory, or in two parts."""
        start = box(b"ftyp", brand, bytes(4), b"mif1miaf" + also)
        data = b"".join(content for _, content, _ in self._items)
        front = box(b"mdat", data) if self._place == "before" else b""
        length = len(self._meta(main, 0, data))
        at = len(start) + 8 if front else len(start) + length + 8
        meta = self._meta(main, 0 if self._place == "idat" else at, data)
        return start + front + meta + (box(b"mdat", data) if self._place in ("mdat", "split") else b"")

    def _meta(self, main: int, at: int, data: bytes) -> bytes:
        known = list(dict.fromkeys(one for some in self.properties.values() for one in some))
        entries, infos, links = b"", b"", b""
        for number, (kind, content, hidden) in enumerate(self._items, 1):
            half = len(content) // 2 if self._place == "split" else 0
            parts = [(at, half), (at + half, len(content) - half)] if half else [(at, len(content))]
            method = 1 if self._place == "idat" else 0
            entries += struct.pack(">HHHH", number, method, 0, len(parts))
            entries += b"".join(struct.pack(">II", *part) for part in parts)
            infos += box(b"infe", bytes((2, 0, 0, int(hidden))), struct.pack(">HH", number, 0), kind, b"\0")
            places = [known.index(one) + 1 for one in self.properties[number]]
            needed = [
                (known[one - 1][4:8] != b"ispe" and known[one - 1][4:8] not in (b"colr", b"auxC")) for one in places
            ]
            links += struct.pack(">HB", number, len(places))
            links += bytes(one | 0x80 * flag for one, flag in zip(places, needed, strict=True))
            at += len(content)
        count = struct.pack(">H", len(self._items))
        boxes = [
            box(b"hdlr", bytes(8), b"pict", bytes(13)),
            box(b"pitm", bytes(4), struct.pack(">H", main)),
            box(b"iloc", b"\1\0\0\0", b"\x44\0", count, entries),
            box(b"iinf", bytes(4), count, infos),
            box(b"iref", bytes(4), self._references) if self._references else b"",
            box(b"iprp", box(b"ipco", *known), box(b"ipma", bytes(4), struct.pack(">I", len(self._items)), links)),
            box(b"idat", data) if self._place == "idat" else b"",
        ]
        return box(b"meta", bytes(4), *boxes)


def _make_avis(recipe: Recipe) -> Made:
    """An animation as Pillow writes it."""
    size, count = size_of(recipe["size"]), 4 if recipe["alpha"] == "slope" else 3
    frames = [scaled(picture(size, count, 255, shift, smooth=True), 255) for shift in range(int(recipe["frames"]))]
    file, (first, *others) = io.BytesIO(), [Image.fromarray(one) for one in frames]
    options = {"subsampling": ":".join(recipe["sampling"]), "quality": 100, "speed": 8, "duration": 100}
    first.save(file, "AVIF", save_all=True, append_images=others, **options)
    content = _without_times(file.getvalue())
    if recipe["crop"] == "part":
        content = _with_property(content, _cropped(frames[0])[0])
        frames = [np.ascontiguousarray(_cropped(frame)[1]) for frame in frames]
    return Made(content, tuple(frames), *((16, 2.0) if recipe["sampling"] == "444" else (48, 3.5)))


def _without_times(content: bytes) -> bytes:
    """Pillow's animation without its creation time, so that it can be reproduced."""
    found = bytearray(content)
    for match in re.finditer(b"mvhd|tkhd|mdhd", content[: content.index(b"mdat")]):
        start, width = match.end() + 4, 8 if content[match.end()] else 4  # after version and flags
        found[start : start + 2 * width] = bytes(2 * width)
    return bytes(found)


def _with_property(content: bytes, aperture: bytes) -> bytes:
    """Pillow's animation with an additional box in the sample description of its first track; the frames move
    accordingly."""
    found, at = bytearray(content), content.index(b"moov") - 4
    for name in (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd", b"av01"):
        at = content.index(name, at) - 4
        length = struct.unpack_from(">I", content, at)[0]
        struct.pack_into(">I", found, at, length + len(aperture))
    assert content.index(b"mdat", at) > at + length
    places = [match.end() + 8 for match in re.finditer(b"stco", content)]  # of a track's only run of frames
    items = content.index(b"iloc") + 8
    assert content[items : items + 2] == b"\x44\0"
    places += [items + 10 + 14 * number for number in range(content[items + 3])]
    for place in places:
        struct.pack_into(">I", found, place, struct.unpack_from(">I", found, place)[0] + len(aperture))
    return bytes(found[: at + length] + aperture + found[at + length :])


AVIS = Kind("avis", AVIS_SPACE, _make_avis)
AVIF = Kind("avif", AVIF_SPACE, _make_avif, _possible)
HEIC = Kind("heic", HEIC_SPACE, _make_heic, _possible)
