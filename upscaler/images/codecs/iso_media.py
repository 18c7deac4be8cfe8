"""What AVIF and HEIC have in common: ISO media files (ISO/IEC 14496-12)."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

from upscaler import messages
from upscaler.images.boxes import boxes, has_all_boxes
from upscaler.images.chunks import HDR
from upscaler.images.codecs.base import Codec, OpenPicture, Profile, Signature

if TYPE_CHECKING:
    from upscaler.images.bitmap import Pixels

_SPREAD = 2**20  # bytes of a box that are searched
_WIDE = (9, 11, 12)  # BT.2020, DCI-P3, Display P3


def branded(*brands: bytes) -> tuple[Signature, ...]:
    """Signatures of files whose first box lists one of these brands, as its own or as compatible."""
    return tuple(((4, b"ftyp"), (at, brand)) for at in (8, 16, 20, 24, 28) for brand in brands)


class IsoMedia(Codec):
    def read(self, source: OpenPicture, profile: Profile, damaged: bool) -> tuple[Pixels, Profile, tuple[str, ...]]:
        with source.beside() as file:
            if not damaged and not has_all_boxes(file):
                raise OSError("the file is cut off")  # decoders make up the rest
            sentence = None if profile else other_colours(file)
        pixels, profile, told = super().read(source, profile, damaged)
        return pixels, profile, (*told, sentence) if sentence else told


def described(file: BinaryIO, kinds: Sequence[bytes] = (b"meta", b"moov")) -> bytes:
    """The boxes in which a file describes its pictures, which may follow the pixels. Raises OSError."""
    parts = []
    for kind, start, end in boxes(file, 0, file.seek(0, 2)):
        if kind in kinds:
            file.seek(start)
            parts.append(file.read(min(end - start, _SPREAD)))
    return b"".join(parts)


def other_colours(file: BinaryIO) -> str | None:
    """A warning if code points, and not a profile, say that a file's colours are HDR or wider than sRGB.

    Source: the colour information box (ISO/IEC 14496-12, 12.1.5) with the code points of ITU-T H.273.
    """
    told = described(file)
    box = told.find(b"colrnclx")
    if not 0 <= box < len(told) - 12:
        return None
    primaries, transfer = struct.unpack_from(">HH", told, box + 8)
    if transfer in HDR:
        return messages.filled(messages.HDR_NOT_KEPT, transfer=HDR[transfer])
    return messages.COLOURS_NOT_KEPT if primaries in _WIDE else None
