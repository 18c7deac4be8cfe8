"""PNG (third edition of its specification), APNG included."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from upscaler import messages
from upscaler.errors import UnsupportedPixelsError, VerificationError
from upscaler.geometry import Size
from upscaler.images.chunks import (
    LARGEST_TEXT,
    SIGNATURE,
    XMP,
    Chunk,
    completed,
    display_name,
    faults,
    has_all_chunks,
    kept_chunks,
    packed,
    raw_profile,
    repaired,
    trailing_metadata,
    without,
)
from upscaler.images.codecs.base import Codec, Extras, OpenPicture, Profile
from upscaler.images.metadata import Metadata
from upscaler.images.splice import insert
from upscaler.images.xmp import turn_in

if TYPE_CHECKING:
    from PIL import Image

    from upscaler.images.bitmap import Pixels

_STEPS = {"L;2": 85, "L;4": 17}  # by what Pillow multiplies levels of gray, by its layout
_TOLD = {b"iCCP": messages.PROFILE_BROKEN, b"eXIf": messages.METADATA_BROKEN}  # if such a chunk is left out
_FIRST_DATA = 16  # bytes before it: signature, length and kind of a chunk
_HEADER = 33  # bytes: signature and IHDR
_LARGEST_NUMBER = 65_535  # in the fraction of a delay: longer ones are rounded to hundredths of a second, or coarser


class Png(Codec):
    name, title, pillow, suffixes = "png", "PNG", "PNG", (".png",)
    signatures = (((0, SIGNATURE),),)
    sequence = "animation"
    writable = writes_sequence = high_bit_depth = holds_aspect = can_be_small = has_checksums = True
    promise = messages.LOSSLESS
    bytes_per_pixel = 1.10

    def open(self, path: Path, file: BinaryIO) -> Image.Image:
        """Without faulty chunks: Pillow refuses files for faults in a text, and for long texts."""
        from PIL import PngImagePlugin

        from upscaler.images.pillow import is_tolerant

        if is_tolerant():
            file = repaired(file)
        PngImagePlugin.MAX_TEXT_CHUNK = PngImagePlugin.MAX_TEXT_MEMORY = LARGEST_TEXT
        picture = super().open(path, without(file, faults(file)))
        later = trailing_metadata(file)  # which Pillow would find only after decoding the pixels
        if exif := picture.info.get("exif") or raw_profile(picture.info, "exif", "APP1") or later.get(b"eXIf"):
            picture.info["exif"] = exif
        if b"iTXt" in later:
            picture.info.setdefault(XMP.decode(), later[b"iTXt"].decode(errors="replace"))
        if isinstance(level := picture.info.get("transparency"), int):
            picture.info["transparency"] = level * _STEPS.get(_layout(picture), 1)  # which Pillow does not do
        return picture

    def bits(self, source: OpenPicture) -> int:
        return 16 if ";16" in _layout(source.picture) else 8

    def check(self, source: OpenPicture) -> None:
        with source.beside() as file:
            if file.read(_FIRST_DATA)[12:] == b"CgBI":
                raise UnsupportedPixelsError(source.path, "CgBI, the PNG of iOS apps")
        super().check(source)

    def frames(self, picture: Image.Image) -> Sequence[int]:
        """Without the still picture that is for programs without animations, unless it is a frame too."""
        return super().frames(picture)[bool(picture.info.get("default_image")) :]

    def turn(self, picture: Image.Image) -> int:
        """Without EXIF data, by XMP: Pillow would decode the whole file to look for more."""
        if "exif" in picture.info:
            return super().turn(picture)
        return turn_in(str(picture.info.get(XMP.decode(), "")).encode())

    def composed(self, source: OpenPicture) -> Iterator[tuple[Pixels, float]]:
        from upscaler.images.codecs.apng import layers
        from upscaler.images.layers import composed

        return composed(layers(source.file, partial(self._frame, source.path)), Size(*source.picture.size))

    def witnesses_of_frames(self, source: OpenPicture) -> Sequence[Iterator[Pixels]]:
        """Except for what neither supports: a transparent level of gray, and 16 bits that are gray or interlaced."""
        from upscaler.images import opencv, pillow
        from upscaler.images.codecs.apng import complete_chunks, with_default_image

        is_gray = source.picture.mode not in ("RGB", "RGBA", "P", "LA")
        if source.bits > 8 and (is_gray or source.picture.info.get("interlace")):
            return ()
        if is_gray and "transparency" in source.picture.info:
            return ()
        seen: Iterator[Pixels]
        with source.beside() as file:
            if source.picture.info.get("default_image"):
                seen = islice(opencv.frames_as_rgb(with_default_image(file)), 1, None)
            else:
                seen = opencv.frames_as_rgb(source.path if has_all_chunks(file) else complete_chunks(file))
        return seen, pillow.frames_as_rgb(source.path, self.pillow, self.frames(source.picture))

    def _frame(self, path: Path, file: BinaryIO) -> Pixels:
        """A still PNG as 8-bit RGBA."""
        from upscaler.images.alpha import rgba
        from upscaler.images.bitmap import Bitmap
        from upscaler.images.high_bit_depth import in_8_bits

        with self.open(path, file) as picture:
            source = OpenPicture(path, file, self, picture, layout=_layout(picture))
            source.bits = self.bits(source)
            pixels, _, _ = self.read(source, None, damaged=False)
        return rgba(Bitmap(in_8_bits(pixels))).pixels

    def metadata(self, source: OpenPicture) -> Metadata:
        from upscaler.images.pillow import aspect

        _load(source.picture)  # metadata may follow the pixels
        found = super().metadata(source)
        with source.beside() as file:
            kept = kept_chunks(file)
            damaged = [chunk for _, chunk in faults(file, everywhere=True)]
        return replace(
            found,
            # Pillow does not check chunks after the pixels
            exif=None if (b"eXIf", found.exif) in damaged else found.exif,
            aspect=aspect(source.picture.info.get("aspect")),
            chunks=kept,
            lost=(
                *found.lost,
                *(display_name(chunk) for chunk in damaged if chunk[0] not in _TOLD and chunk not in kept),
            ),
        )

    def read(self, source: OpenPicture, profile: Profile, damaged: bool) -> tuple[Pixels, Profile, tuple[str, ...]]:
        _load(source.picture)
        pixels, profile, told = super().read(source, profile, damaged)
        with source.beside() as file:
            kinds = {kind for _, (kind, _) in faults(file, everywhere=True)}
        return pixels, profile, (*told, *(sentence for kind, sentence in _TOLD.items() if kind in kinds))

    def read_high_bit_depth(self, source: OpenPicture) -> Pixels | None:
        """OpenCV returns gray with alpha as colour, and ignores a transparent level of gray."""
        import numpy as np

        from upscaler.images.high_bit_depth import MAX_VALUE, opencv_pixels

        source.picture.load()  # OpenCV makes up what is missing; Pillow refuses it
        with source.beside() as file:
            # OpenCV allocates as much memory as the length of a chunk says
            clean = completed(file)
            clean = without(clean, faults(clean))
            pixels = opencv_pixels(clean.read() if isinstance(clean, io.BytesIO) else source.path)
        level = source.picture.info.get("transparency")
        if pixels is None:
            return None
        if pixels.shape[2] == 1 and isinstance(level, int):
            return np.dstack([pixels, np.where(pixels == level, 0, MAX_VALUE).astype(np.uint16)])
        if pixels.shape[2] == 4 and str(source.layout).startswith("LA"):
            return np.ascontiguousarray(pixels[:, :, 2:])
        return pixels

    def is_plain(self, source: OpenPicture) -> bool:
        with source.beside() as file:
            return not {"transparency", "exif"} & source.picture.info.keys() and has_all_chunks(file)

    def write(self, canvas: Pixels, path: Path, extras: Extras) -> None:
        if canvas.shape[2] == 2:  # of which a row is read back by Pillow only
            from upscaler.images.pillow import save

            save(canvas, path, self.pillow)
            insert(path, _HEADER, _chunks_of(extras))
        else:
            from upscaler.images.codecs.png_writer import write_png

            write_png(canvas, path, _chunks_of(extras), extras.small)

    def write_sequence(self, canvases: Sequence[Pixels], path: Path, extras: Extras) -> None:
        from upscaler.images.pillow import save_animation

        save_animation(canvases, path, self.pillow, blend=0, disposal=0, **extras.animation | {"icc_profile": None})
        insert(path, _HEADER, _chunks_of(extras))

    def holds_chunk(self, chunk: Chunk) -> bool:
        return True

    def milliseconds(self, shown: float) -> int:
        step = 1
        while shown > step * _LARGEST_NUMBER:
            step *= 10
        return max(1, round(shown / step) * step)

    def verify_without_copy(self, path: Path, canvas: Pixels, largest_error: float) -> bool:
        if canvas.shape[2] == 2:  # comes from another encoder
            return False
        from upscaler.images.codecs.png_rows import check_rows

        try:
            is_same = check_rows(path, canvas)
        except (OSError, ValueError, struct.error, zlib.error) as error:
            raise VerificationError(path, "the written file cannot be read, or has the wrong size") from error
        if not is_same:
            raise VerificationError(path, "the written file has different pixels")
        return True

    def read_back(self, path: Path, into: Pixels) -> bool:
        """Only for gray with alpha, which only Pillow reads."""
        from upscaler.images.pillow import read_into

        return read_into(path, self.pillow, into)


def _load(picture: Image.Image) -> None:
    """Transparency that is defined after the pixels does not count (11.3.1), nor does it in browsers."""
    counts = "transparency" in picture.info
    picture.load()
    if not counts:
        picture.info.pop("transparency", None)


def _layout(picture: Image.Image) -> str:
    from upscaler.images.pillow import layout

    return str(layout(picture))


def _chunks_of(extras: Extras) -> bytes:
    """The profile, EXIF, XMP, resolution and the chunks of another PNG, to be put after the header."""
    from upscaler.images.colour import mended

    metadata, chunks = extras.metadata, b""
    if profile := mended(extras.icc_profile):
        chunks += packed(b"iCCP", b"ICC Profile\0\0" + zlib.compress(profile))
    chunks += b"".join(packed(kind, data) for kind, data in metadata.chunks)
    if metadata.dpi:
        across, down = (round(dpi / 0.0254) for dpi in metadata.dpi)
        chunks += packed(b"pHYs", struct.pack(">IIB", across, down, 1))
    elif metadata.aspect:
        across, down = (round(value * 1000) for value in metadata.aspect)
        chunks += packed(b"pHYs", struct.pack(">IIB", across, down, 0))
    if metadata.exif:
        chunks += packed(b"eXIf", metadata.exif)
    if metadata.xmp:
        chunks += packed(b"iTXt", XMP + bytes(5) + metadata.xmp)  # not compressed, no language, no translation
    return chunks
