"""Samples of a TIFF page (6.0), however they are stored, and the colours that they mean.

Pillow only reads the usual layouts, and tifffile lacks compressions: here strips and tiles are unpacked one by one,
strictly. LZW, PackBits, Zstandard and LZMA are decoded by Pillow's libtiff, JPEG and WebP by Pillow's readers.
"""

from __future__ import annotations

import io
import struct
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
from PIL import Image

from upscaler.images import colour
from upscaler.images.alpha import unpremultiplied
from upscaler.images.bitmap import Pixels, max_value
from upscaler.images.high_bit_depth import in_8_bits

MINISWHITE, MINISBLACK, RGB, PALETTE, CMYK, YCBCR, LAB = 0, 1, 2, 3, 5, 6, 8  # photometric interpretations
UNCOMPRESSED, OLD_JPEG, JPEG, WEBP = 1, 6, 7, 50_001
_DEFLATE, _LIBTIFF = (8, 32_946), (5, 32_773, 34_925, 50_000)  # compressions
_PICTURES = {JPEG: "JPEG", WEBP: "WEBP"}  # compressions in which a strip is a file, by Pillow's names
UNPACKED = (UNCOMPRESSED, *_DEFLATE, *_LIBTIFF, *_PICTURES)  # those that are read here
READABLE = (MINISWHITE, MINISBLACK, RGB, PALETTE, CMYK, YCBCR, LAB)  # photometric interpretations that are read here
_COLOURS = {RGB: 3, CMYK: 4, YCBCR: 3, LAB: 3}  # samples of a pixel without extra ones; 1 for others
_ASSOCIATED, _UNASSOCIATED, _COREL = 1, 2, 999  # extra samples: premultiplied alpha, and straight alpha
_MOST_SAMPLES = 8
_LUMA, _REFERENCE = (0.299, 0.587, 0.114), (0, 255, 128, 255, 128, 255)  # of YCbCr, where tags do not say
_BAND = 64  # rows whose colours are converted at a time
_REVERSED = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))  # bits of a byte, for FillOrder 2


@dataclass(frozen=True)
class Layout:
    """How the samples of a page are stored. `part` is the size (width, height) of a tile, or of a strip.

    Of YCbCr, `shared` is how many pixels across and down share one Cb and Cr; `luma` the weights of red, green and
    blue in Y; and `reference` the codes of black and white, of Y, Cb and Cr (TIFF 6.0, sections 20 and 21). JPEG has
    `tables` for all parts together, and returns pixels instead of blocks.
    """

    width: int
    height: int
    bits: tuple[int, ...]
    photometric: int
    compression: int
    extra: tuple[int, ...]
    formats: tuple[int, ...]
    predictor: int
    is_separate: bool
    is_tiled: bool
    is_reversed: bool
    order: str
    part: tuple[int, int]
    offsets: tuple[int, ...]
    lengths: tuple[int, ...]
    palette: tuple[int, ...]
    shared: tuple[int, ...]
    luma: tuple[float, ...]
    reference: tuple[float, ...]
    tables: bytes

    @classmethod
    def of(cls, tags: Any) -> Layout:
        """From the tags of a page, as Pillow reads them. Raises ValueError or TypeError if they are malformed."""

        def values(tag: int, default: tuple[int, ...] = ()) -> tuple[int, ...]:
            found = tags.get(tag, default)
            return tuple(map(int, found)) if isinstance(found, tuple) else (int(found),)

        def value(tag: int, default: int) -> int:
            return values(tag, (default,))[0]

        width, height = value(256, 0), value(257, 0)
        compression, samples, bits = value(259, 1), value(277, 0), values(258, (1,))
        photometric = value(262, MINISBLACK if compression != OLD_JPEG else YCBCR)
        samples = samples or max(len(bits), 1)
        if not 0 < samples <= _MOST_SAMPLES or width < 1 or height < 1:
            raise ValueError("its header is invalid")
        is_tiled = 324 in tags
        part = (value(322, 0), value(323, 0)) if is_tiled else (width, min(value(278, height), height))
        return cls(
            width,
            height,
            (bits * samples)[:samples] if len(bits) in (1, samples) else bits[:samples],
            photometric,
            compression,
            values(338),
            values(339, (1,)),
            value(317, 1),
            value(284, 1) == 2,
            is_tiled,
            value(266, 1) == 2,
            tags._endian,
            part,
            values(324 if is_tiled else 273),
            values(325 if is_tiled else 279),
            values(320),
            values(530, (2, 2))[:2] if photometric == YCBCR and compression != JPEG else (1, 1),
            tuple(map(float, tags.get(529, _LUMA))) if photometric == YCBCR else _LUMA,
            tuple(map(float, tags.get(532, _REFERENCE))) if photometric == YCBCR else _REFERENCE,
            bytes(tags.get(347, b"")) if compression == JPEG else b"",
        )

    @property
    def samples(self) -> int:
        return len(self.bits)

    @property
    def colours(self) -> int:
        """Samples of a pixel without extra ones."""
        return _COLOURS.get(self.photometric, 1)

    @property
    def alpha(self) -> int | None:
        """Which sample is alpha. An extra sample without a declared type is treated as alpha."""
        if self.samples > self.colours and not self.extra:
            return self.colours
        kinds = self.extra[: self.samples - self.colours]
        return next((self.colours + i for i, kind in enumerate(kinds) if kind in _ALPHAS), None)

    @property
    def is_multiplied(self) -> bool:
        """Whether colours are multiplied by alpha."""
        return self.alpha is not None and self.extra[self.alpha - self.colours :][:1] == (_ASSOCIATED,)

    @property
    def is_usual(self) -> bool:
        """Whether other readers can be trusted with such samples.

        They often get these wrong: planes of one sample, of 16 bits or of CIELAB; tiles of planes with alpha; 16 bits
        in which white is zero; two samples; palettes of 0 to 255; uncompressed YCbCr in tiles or without lengths.
        """
        depth = self.bits[0]
        if self.photometric == PALETTE and max(self.palette, default=0) < 256:
            return False
        if self.photometric == YCBCR and self.compression == UNCOMPRESSED and (self.is_tiled or not self.lengths):
            return False
        if self.is_separate and self.is_tiled and self.samples > self.colours:
            return False
        if self.samples == 2 or (self.is_separate and (depth != 8 or self.samples < 3 or self.photometric == LAB)):
            return False
        return depth != 16 or self.photometric != MINISWHITE

    @property
    def is_readable(self) -> bool:
        """Whether `read` supports such samples."""
        depth = self.bits[0]
        return (
            self.photometric in READABLE
            and self.compression in UNPACKED
            and set(self.bits) == {depth}
            and depth in (1, 2, 4, 8, 16)
            and self.samples >= self.colours
            and (self.predictor == 1 or self.compression == UNCOMPRESSED or (self.predictor == 2 and depth >= 8))
            and (self.photometric != PALETTE or len(self.palette) == 3 << depth)
            and (self.photometric != YCBCR or self._is_known_ycbcr)
            and (self.compression not in _PICTURES or self._is_like_a_picture)
            and (self.photometric != LAB or self.bits in ((8,) * 3, (16,) * 3))
        )

    @property
    def _is_like_a_picture(self) -> bool:
        """Whether strips and tiles can be picture files whose colours are understood."""
        fits = self.photometric != PALETTE and (self.photometric != YCBCR or not self.is_separate)
        if self.compression == WEBP:
            fits = self.photometric == RGB and (self.is_separate or self.samples in (3, 4))
        elif not self.is_separate:
            fits = fits and self.samples == self.colours
        return fits and set(self.bits) == {8} and self.predictor == 1

    @property
    def _is_known_ycbcr(self) -> bool:
        """Whether it has 8 bits and valid parameters."""
        is_known = len(self.shared) == 2 and set(self.shared) <= {1, 2, 4}
        is_known = is_known and len(self.luma) == 3 and min(self.luma) > 0 and len(self.reference) == 6
        is_whole = self.shared == (1, 1) or not (self.is_separate or self.predictor != 1)
        return is_known and is_whole and self.bits == (8, 8, 8)


_ALPHAS = (_ASSOCIATED, _UNASSOCIATED, _COREL)


def read(file: BinaryIO, layout: Layout, lenient: bool = False) -> Pixels:
    """The samples (H, W, C) of a readable page: colours, then alpha if there is one; uint8 or uint16 as in the file.

    If `lenient`, missing samples are 0. Raises OSError and what unpacking raises.
    """
    kept = [*range(layout.colours), *([] if layout.alpha is None else [layout.alpha])]
    dtype = np.uint16 if layout.bits[0] == 16 else np.uint8
    pixels: Pixels = np.zeros((layout.height, layout.width, len(kept)), dtype)
    is_whole = not (layout.is_separate or layout.is_tiled) and len(kept) == layout.samples
    is_whole = is_whole and not layout.is_reversed and layout.shared == (1, 1)
    is_as_in_memory = is_whole and layout.compression == UNCOMPRESSED and layout.bits[0] >= 8
    for plane, x, y, offset, length in _parts(layout):
        if layout.is_separate and plane not in kept:
            continue
        place = pixels[y : y + layout.part[1], x : x + layout.part[0]]
        try:
            if is_as_in_memory:
                _fill(place, file, offset, layout.order)
                continue
            part = _part(file, layout, y, offset, length)[: place.shape[0], : place.shape[1]]
        except (OSError, ValueError, zlib.error):
            if not lenient:
                raise
            continue
        if layout.is_separate:
            place[:, :, kept.index(plane)] = part[:, :, 0]
        else:
            place[:] = part if part.shape[2] == len(kept) else part[:, :, kept]
    return pixels


def coloured(pixels: Pixels, layout: Layout, profile: bytes | None) -> tuple[Pixels, bytes | None, tuple[str, ...]]:
    """The samples as gray or RGB, with or without straight alpha; their profile, and warnings.

    Palettes, CMYK and CIELAB become 8-bit.
    """
    told: tuple[str, ...] = ()
    if layout.bits[0] < 8 and layout.photometric != PALETTE:
        pixels = pixels * np.uint8(255 // (2 ** layout.bits[0] - 1))
    if layout.photometric == MINISWHITE:
        pixels[:, :, 0] = max_value(pixels) - pixels[:, :, 0]
    if layout.is_multiplied:
        pixels = unpremultiplied(pixels.astype(np.float32), pixels)
    if layout.photometric == YCBCR and layout.compression != JPEG:
        for y in range(0, layout.height, _BAND):
            pixels[y : y + _BAND] = _rgb(pixels[y : y + _BAND], layout)
    if layout.photometric not in (PALETTE, CMYK, LAB):
        return pixels, profile, ()
    colours, alpha = pixels[:, :, : layout.colours], in_8_bits(pixels[:, :, layout.colours :])
    if layout.photometric == LAB and layout.bits[0] == 16:  # a and b are signed
        signed = np.rint(colours[:, :, 1:].view(np.int16) / 256).clip(-128, 127).astype(np.int8).view(np.uint8)
        colours = np.dstack([in_8_bits(colours[:, :, :1]), signed])
    if layout.photometric == PALETTE:
        table = np.array(layout.palette).reshape(3, -1).T
        table = (table if table.max() < 256 else table >> 8).astype(np.uint8)  # some programs write 8-bit values
        is_gray = bool((table == table[:, :1]).all()) and colour.space(profile) != b"RGB "
        colours = table[:, : 1 if is_gray else 3][colours[:, :, 0]]
    else:
        is_lab = layout.photometric == LAB
        picture = Image.fromarray(np.ascontiguousarray(in_8_bits(colours)), "LAB" if is_lab else "CMYK")
        rgb, profile, told = colour.to_rgb(picture, profile)
        colours = np.asarray(rgb)
    return (np.dstack([colours, alpha]) if alpha.size else colours), profile, told


def _parts(layout: Layout) -> Iterator[tuple[int, int, int, int, int]]:
    """Of each strip or tile: its plane, its left and top edge, its position and its length in the file."""
    width, height = layout.part
    if width < 1 or height < 1:
        raise ValueError("its header is invalid")
    places = [(x, y) for y in range(0, layout.height, height) for x in range(0, layout.width, width)]
    planes = layout.samples if layout.is_separate else 1
    if len(layout.offsets) < len(places) * planes:
        raise OSError("the file is cut off")
    for index in range(len(places) * planes):
        length = layout.lengths[index] if index < len(layout.lengths) else -1
        yield index // len(places), *places[index % len(places)], layout.offsets[index], length


def _part(file: BinaryIO, layout: Layout, y: int, offset: int, length: int) -> Pixels:
    """A strip or tile (H, W, C), with its full height in the file."""
    width, height = layout.part
    rows = height if layout.is_tiled else min(height, layout.height - y)
    samples, depth = 1 if layout.is_separate else layout.samples, layout.bits[0]
    across, down = layout.shared
    line, lines = -(-width * samples * depth // 8), rows
    if across * down > 1:
        line, lines = -(-width // across) * (across * down + 2), -(-rows // down)
    file.seek(offset)
    data = file.read(length if length >= 0 and layout.compression != UNCOMPRESSED else line * lines)
    if layout.is_reversed:
        data = data.translate(_REVERSED)
    data = _unpacked(data, layout, line, lines)
    if len(data) < line * lines:
        raise OSError("the file is cut off")
    if across * down > 1:
        return _spread(np.frombuffer(data, np.uint8, line * lines).reshape(lines, line), across, down)[:rows, :width]
    if depth == 16:
        values: Pixels = np.frombuffer(data, f"{layout.order}u2", line // 2 * rows).astype(np.uint16)
    else:
        packed = np.frombuffer(data, np.uint8, line * rows).reshape(rows, line)
        values = packed if depth == 8 else _split(packed, depth)[:, : width * samples]
    part = values.reshape(rows, width, samples)
    if layout.predictor == 2 and layout.compression != UNCOMPRESSED:
        part = np.add.accumulate(part, axis=1, dtype=part.dtype)
    return part


def _split(packed: npt.NDArray[np.uint8], depth: int) -> npt.NDArray[np.uint8]:
    """Values of 1, 2 or 4 bits, the highest ones of a byte first: (H, bytes) -> (H, values)"""
    shifts = np.arange(8 - depth, -1, -depth, dtype=np.uint8)
    return ((packed[:, :, None] >> shifts) & np.uint8(2**depth - 1)).reshape(len(packed), -1)


def _spread(packed: npt.NDArray[np.uint8], across: int, down: int) -> npt.NDArray[np.uint8]:
    """YCbCr of each pixel (H, W, 3) from blocks: rows of Y, then the Cb and Cr that their pixels share."""
    blocks = packed.reshape(len(packed), -1, across * down + 2)
    luma = blocks[:, :, :-2].reshape(len(packed), -1, down, across).transpose(0, 2, 1, 3)
    shared = blocks[:, :, -2:].repeat(down, axis=0).repeat(across, axis=1)
    return np.dstack([luma.reshape(shared.shape[:2]), shared])


def _rgb(pixels: Pixels, layout: Layout) -> Pixels:
    """RGB from 8-bit YCbCr (TIFF 6.0, sections 20 and 21)."""
    red, green, blue = layout.luma
    black, white = np.array(layout.reference, np.float32).reshape(3, 2).T
    scale = np.array([255, 127, 127], np.float32) / np.maximum(white - black, 1)
    y, cb, cr = np.moveaxis((pixels - black) * scale, 2, 0)
    r, b = y + (2 - 2 * red) * cr, y + (2 - 2 * blue) * cb
    rgb = np.dstack([r, (y - red * r - blue * b) / green, b])
    return np.asarray(np.rint(rgb).clip(0, 255), np.uint8)


def _fill(place: Pixels, file: BinaryIO, offset: int, order: str) -> None:
    """Read rows that are stored as they are in memory."""
    file.seek(offset)
    if file.readinto(place.data) < place.nbytes:  # type: ignore[attr-defined]
        raise OSError("the file is cut off")
    if place.itemsize == 2 and (order == "<") != (sys.byteorder == "little"):
        place.byteswap(inplace=True)


def _picture(data: bytes, layout: Layout) -> bytes:
    """The samples of a strip or tile that is a picture file, as RGB if it is YCbCr."""
    mode = {1: "L", 3: "RGB", 4: "CMYK" if layout.photometric == CMYK else "RGBA"}[layout.samples]
    if layout.is_separate:
        mode = "L"
    if layout.tables:
        data = layout.tables[:-2] + data[2:]  # without their end marker and its start marker
    with Image.open(io.BytesIO(data), formats=(_PICTURES[layout.compression],)) as picture:
        if layout.compression == JPEG:  # the tags say what its colours mean, not the JPEG itself
            told = "YCbCr" if layout.photometric == YCBCR else mode
            picture.tile = [one._replace(args=(mode, told)) for one in picture.tile]
        if picture.width != layout.part[0]:
            raise ValueError("its header is invalid")
        return picture.convert(mode).tobytes()


def _unpacked(data: bytes, layout: Layout, line: int, rows: int) -> bytes:
    """At least as much as was asked for, or all that there is."""
    compression = layout.compression
    if compression == UNCOMPRESSED:
        return data
    if compression in _PICTURES:
        return _picture(data, layout)
    if compression in _DEFLATE:
        return zlib.decompressobj().decompress(data, line * rows)
    # libtiff is given a gray picture of bytes: width, height, bits, compression, black is 0, offset, samples, rows and
    # length of its only strip
    tags = {256: line, 257: rows, 258: 8, 259: compression, 262: 1, 273: 0, 277: 1, 278: rows, 279: len(data)}
    tags[273] = 8 + 2 + 12 * len(tags) + 4
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    alone = b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4) + data
    with Image.open(io.BytesIO(alone), formats=("TIFF",)) as picture:
        return picture.tobytes()
