"""What a picture file contains besides pixels and profile: EXIF, XMP, IPTC, resolution and PNG chunks."""

from __future__ import annotations

from dataclasses import dataclass

from upscaler.images.chunks import Chunk


@dataclass(frozen=True)
class Metadata:
    """As in the file. `exif` begins with its byte order; `dpi` is (across, down) in pixels per inch.

    `aspect` is the same without a unit, where pixels are not square: only the ratio counts.

    `chunks` are chunks of a PNG that only another PNG can hold: texts and descriptions of colours. Comments are among
    the texts; a JPEG holds them too. `lost` names parts of the file that cannot be valid for another picture.
    """

    exif: bytes | None = None
    xmp: bytes | None = None
    iptc: bytes | None = None
    dpi: tuple[float, float] | None = None
    aspect: tuple[float, float] | None = None
    chunks: tuple[Chunk, ...] = ()
    lost: tuple[str, ...] = ()
