"""What a target format makes of a picture: known before the work, and told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from upscaler import messages
from upscaler.errors import TargetTooLargeError
from upscaler.geometry import Size
from upscaler.images.alpha import flattened, for_rgb, rgba
from upscaler.images.bitmap import Bitmap
from upscaler.images.chunks import colour_only, shown
from upscaler.images.codecs.base import Codec, Header
from upscaler.images.exif import renewed as renewed_exif
from upscaler.images.exif import with_resolution
from upscaler.images.formats import able, holds, keeps_depth, keeps_frames
from upscaler.images.metadata import Metadata
from upscaler.images.xmp import renewed as renewed_xmp


@dataclass(frozen=True)
class Fitted:
    """A picture as the format can hold it: pixels for the network, what the file carries, and what was told.

    `high_bit_depth` says whether what has 16 bits keeps them; the network sees all of them of a source of one picture.
    `all_frames` says whether every picture of the source goes into the result.
    """

    bitmap: Bitmap
    high_bit_depth: bool
    metadata: Metadata
    warnings: tuple[str, ...]
    all_frames: bool

    @property
    def frames(self) -> int:
        """How many pictures the result has."""
        return self.bitmap.frames if self.all_frames else 1


def check_size(size: Size, format: Codec, target: Path) -> None:
    """Raise TargetTooLargeError, which names formats that can, if the format cannot hold so many pixels."""
    if not holds(format, size):
        raise TargetTooLargeError(target, size.width, size.height, able(size))


def losses(source: Header, size: Size, format: Codec) -> tuple[str, ...]:
    """Sentences about what a result of `size` in `format` cannot hold, by the header alone: before anything is decoded.

    What belongs to a picture beside its pixels is not among them, see `for_result`.
    """
    told: list[str] = []
    if source.alpha and not format.alpha:
        told.append(messages.filled(messages.TRANSPARENCY_DROPPED, format=format.title))
    if source.bits > 8 and not keeps_depth(source, size, format):
        told.append(messages.filled(messages.DEPTH_REDUCED, format=format.title))
    if source.frames > 1 and not keeps_frames(source, size, format):
        template = messages.FRAMES_DROPPED if source.is_first else messages.PAGES_DROPPED
        told.append(messages.filled(template, count=source.frames))
    return tuple(told)


def fitted(bitmap: Bitmap, size: Size, format: Codec, strip_metadata: bool = False) -> Fitted:
    """Prepare a picture for a result of `size` in `format`."""
    bits = 16 if bitmap.is_high_bit_depth else 8
    source = Header(bitmap.kind, bitmap.size, bits, bitmap.frames, bitmap.has_alpha, bitmap.is_first)
    told = losses(source, size, format)
    if bitmap.has_alpha and not format.alpha:
        bitmap = flattened(bitmap)
    if bitmap.is_high_bit_depth and bitmap.channels == 2:  # no encoder here writes it as PNG, Pillow reads no such TIFF
        bitmap = rgba(bitmap)
    all_frames = keeps_frames(source, size, format)
    animated = all_frames and format.sequence == "animation"
    if bitmap.channels < 3 and (animated or not (format.gray_alpha if bitmap.has_alpha else format.gray)):
        bitmap = for_rgb(bitmap)  # they hold three equal channels
    metadata = Metadata(chunks=colour_only(bitmap.metadata.chunks)) if strip_metadata else bitmap.metadata
    metadata, lost = for_result(metadata, size, format)
    if len(bitmap.icc_profile or b"") > format.largest_profile:
        bitmap = replace(bitmap, icc_profile=None)
        lost = (*lost, messages.filled(messages.METADATA_DROPPED, format=format.title, what=("ICC",)))
    return Fitted(bitmap, keeps_depth(source, size, format), metadata, (*bitmap.warnings, *told, *lost), all_frames)


def for_result(metadata: Metadata, size: Size, format: Codec) -> tuple[Metadata, tuple[str, ...]]:
    """What a result of `size` in this format carries, and sentences about what it cannot."""
    told: list[str] = []
    lost: list[str] = []
    exif, xmp, iptc = metadata.exif, metadata.xmp, metadata.iptc
    if exif is not None:
        try:
            exif = renewed_exif(exif, size)
        except ValueError:
            exif = None
            told.append(messages.METADATA_BROKEN)
    parts = metadata.lost
    if xmp is not None:
        xmp, more = renewed_xmp(xmp, size)
        parts += more
    if parts:
        told.append(messages.filled(messages.PARTS_DROPPED, what=parts))
    if metadata.dpi and format.dpi_in_exif:
        exif = with_resolution(exif, metadata.dpi)
    for name, data, held in (("EXIF", exif, True), ("XMP", xmp, True), ("IPTC", iptc, format.iptc)):
        if data is not None and not (held and len(data) <= format.largest_block):
            lost.append(name)
    if metadata.aspect and not format.holds_aspect:
        lost.append(messages.PIXEL_SHAPE)
    chunks = tuple(chunk for chunk in metadata.chunks if format.holds_chunk(chunk))
    names = dict.fromkeys(shown(chunk) for chunk in metadata.chunks if chunk not in chunks)
    if lost or names:
        told.append(messages.filled(messages.METADATA_DROPPED, format=format.title, what=(*lost, *names)))
    kept = replace(
        metadata,
        exif=None if "EXIF" in lost else exif,
        xmp=None if "XMP" in lost else xmp,
        iptc=None if "IPTC" in lost else iptc,
        aspect=metadata.aspect if format.holds_aspect else None,
        chunks=chunks,
        lost=(),
    )
    return kept, tuple(told)
