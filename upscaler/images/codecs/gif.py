"""GIF (CompuServe, 87a and 89a). Read-only."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from upscaler.geometry import Size
from upscaler.images.chunks import as_chunk
from upscaler.images.codecs.base import Codec, OpenPicture, Profile
from upscaler.images.metadata import Metadata

if TYPE_CHECKING:
    from upscaler.images.bitmap import Pixels
    from upscaler.images.layers import Disposal, Layer

_HEADER, _DESCRIPTOR = 13, 9  # bytes: of the file with its screen, and of an image after its separator
_HAS_PALETTE, _INTERLACED = 0x80, 0x40  # flags; the lowest three bits are the size of the palette
_CONTROL = 0xF9  # kind of the extension that says how a frame is shown
_DISPOSALS: dict[int, Disposal] = {2: "clear", 3: "restore"}  # others leave what was drawn


class Gif(Codec):
    name, title, pillow, suffixes = "gif", "GIF", "GIF", (".gif",)
    signatures = (((0, b"GIF87a"),), ((0, b"GIF89a"),))
    sequence = "animation"

    def has_alpha(self, source: OpenPicture) -> bool:
        return super().has_alpha(source) or not _is_covered(source)

    def metadata(self, source: OpenPicture) -> Metadata:
        return replace(super().metadata(source), chunks=as_chunk(source.picture.info.get("comment")))

    def read(self, source: OpenPicture, profile: Profile, damaged: bool) -> tuple[Pixels, Profile, tuple[str, ...]]:
        """Pillow paints what the first frame leaves uncovered, but it finds frames even after malformed bytes."""
        if source.picture.tell() or _is_covered(source):
            return super().read(source, profile, damaged)
        if (found := next(self.composed(source), None)) is not None:
            return found[0], profile, ()
        if not damaged:
            raise OSError("its header is invalid")
        return super().read(source, profile, damaged)

    def composed(self, source: OpenPicture) -> Iterator[tuple[Pixels, float]]:
        """Pillow clears to a colour of the palette, and enlarges the canvas if a later frame extends beyond it."""
        from upscaler.images.layers import composed

        return composed(_layers(source.file), Size(*source.picture.size))

    def witnesses_of_frames(self, source: OpenPicture) -> Sequence[Iterator[Pixels]]:
        """Only for animations in which every frame covers the canvas and none is cleared: readers get others wrong.

        Not for damaged ones either, in which Pillow finds more frames and enlarges the canvas for them.
        """
        from upscaler.images import opencv, pillow

        with source.beside() as file:
            are_simple = [
                image.disposal not in _DISPOSALS and image.place == (0, 0, *source.picture.size) and bool(image.palette)
                for image in _images(file)
            ]
        positions = self.frames(source.picture)
        if not all(are_simple) or len(are_simple) < len(positions):
            return ()
        return opencv.frames_as_rgb(source.path), pillow.frames_as_rgb(source.path, self.pillow, positions)


def _is_covered(source: OpenPicture) -> bool:
    """Whether the first frame covers the canvas. Pillow discards its position once it is loaded."""
    return source.extent == (0, 0, *source.picture.size)


@dataclass(frozen=True)
class _Image:
    """An image of a file: its place (left, top, width, height); `alone` is a file of it, with 256 colours."""

    place: tuple[int, int, int, int]
    palette: bytes
    transparent: int | None
    disposal: int
    milliseconds: float
    alone: bytes


def _images(file: BinaryIO) -> Iterator[_Image]:
    """Each image of a file, which is positioned at its beginning. Raises what decoders raise."""
    header = file.read(_HEADER)
    palette = file.read(_length_of_palette(header[10]))
    control = bytes(4)
    while (separator := file.read(1)) in (b"!", b",", b"\0"):
        if separator == b"!":
            kind, data = file.read(1), _sub_blocks(file)
            if kind == bytes([_CONTROL]) and len(data) > 4:
                control = data[1:5]
        if separator != b",":
            continue
        descriptor = file.read(_DESCRIPTOR)
        if len(descriptor) < _DESCRIPTOR:
            return
        x, y, width, height = (int.from_bytes(descriptor[at : at + 2], "little") for at in (0, 2, 4, 6))
        colours = file.read(_length_of_palette(descriptor[8])) or palette
        alone = b"GIF89a" + descriptor[4:8] + bytes((_HAS_PALETTE | 7, 0, 0)) + colours.ljust(768, b"\0")
        alone += b"," + bytes(4) + descriptor[4:8] + bytes([descriptor[8] & _INTERLACED])
        alone += file.read(1) + _sub_blocks(file)
        transparent = control[3] if control[0] & 1 else None
        shown = 10.0 * int.from_bytes(control[1:3], "little")
        yield _Image((x, y, width, height), colours, transparent, control[0] >> 2 & 7, shown, alone)
        control = bytes(4)


def _layers(file: BinaryIO) -> Iterator[Layer]:
    """The images of a file, as they are drawn."""
    import numpy as np
    from PIL import Image

    from upscaler.images.layers import Layer

    file.seek(0)
    for image in _images(file):
        x, y, width, height = image.place
        table = np.full((256, 4), 255, np.uint8)
        table[:, :3] = np.arange(256)[:, None]
        if image.palette:
            table[:, :3] = np.frombuffer(image.palette.ljust(768, b"\0"), np.uint8).reshape(256, 3)
        if image.transparent is not None:
            table[image.transparent, 3] = 0
        pixels = np.zeros((height, width, 4), np.uint8)
        if pixels.size:
            with Image.open(io.BytesIO(image.alone), formats=("GIF",)) as picture:
                pixels = table[np.asarray(picture)]  # Pillow returns palette indices
        disposal = _DISPOSALS.get(image.disposal, "keep")
        yield Layer(pixels, x, y, image.milliseconds, disposal, over=True)


def _length_of_palette(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & _HAS_PALETTE else 0


def _sub_blocks(file: BinaryIO) -> bytes:
    """Sub-blocks as stored in the file, with their lengths and the empty one that ends them."""
    blocks = []
    while (length := file.read(1)) and length[0]:
        blocks.append(length + file.read(length[0]))
    return b"".join(blocks) + length
