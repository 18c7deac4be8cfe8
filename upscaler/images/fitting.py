"""Fits a picture to a target format, so that what the format cannot hold is reported before the work."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from upscaler import messages
from upscaler.errors import TargetTooLargeError
from upscaler.geometry import Size
from upscaler.images.alpha import flattened, for_rgb, rgba
from upscaler.images.bitmap import Bitmap
from upscaler.images.chunks import colour_only, display_name
from upscaler.images.codecs.base import Codec, Header
from upscaler.images.exif import updated as updated_exif
from upscaler.images.exif import with_resolution, without_resolution
from upscaler.images.formats import formats_for, holds, keeps_depth, keeps_frames
from upscaler.images.metadata import Metadata
from upscaler.images.provenance import Provenance, with_provenance
from upscaler.images.xmp import updated as updated_xmp


@dataclass(frozen=True)
class Fitted:
    """A picture as the format can hold it: pixels for the network, metadata for the file, and warnings.

    `high_bit_depth` says whether 16-bit samples keep their depth; the network sees it of any single picture.
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
    """Raise TargetTooLargeError, which names formats that can, if the format cannot hold this size."""
    if not holds(format, size):
        raise TargetTooLargeError(target, size.width, size.height, formats_for(size))


def losses(source: Header, size: Size, format: Codec) -> tuple[str, ...]:
    """Warnings about what a result of `size` in `format` cannot hold, from the header alone, before decoding.

    Metadata are not included, see `for_result`.
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


def fitted(
    bitmap: Bitmap, size: Size, format: Codec, strip_metadata: bool = False, resolution: float | None = None
) -> Fitted:
    """Prepare a picture for a result of `size` in `format`, with this resolution in pixels per inch, or its own."""
    bits = 16 if bitmap.is_high_bit_depth else 8
    source = Header(bitmap.kind, bitmap.size, bits, bitmap.frames, bitmap.has_alpha, bitmap.is_first)
    told = losses(source, size, format)
    if bitmap.has_alpha and not format.alpha:
        bitmap = flattened(bitmap)
    if bitmap.is_high_bit_depth and bitmap.channels == 2:  # we cannot write it as PNG, nor Pillow read it as TIFF
        bitmap = rgba(bitmap)
    all_frames = keeps_frames(source, size, format)
    animated = all_frames and format.sequence == "animation"
    if bitmap.channels < 3 and (animated or not (format.gray_alpha if bitmap.has_alpha else format.gray)):
        bitmap = for_rgb(bitmap)  # such files get three equal channels
    metadata = Metadata(chunks=colour_only(bitmap.metadata.chunks)) if strip_metadata else bitmap.metadata
    if resolution is not None:
        metadata = with_new_resolution(metadata, resolution)
    metadata, lost = for_result(metadata, size, format)
    if len(bitmap.icc_profile or b"") > format.largest_profile:
        bitmap = replace(bitmap, icc_profile=None)
        lost = (*lost, messages.filled(messages.METADATA_DROPPED, format=format.title, what=("ICC",)))
    return Fitted(bitmap, keeps_depth(source, size, format), metadata, (*bitmap.warnings, *told, *lost), all_frames)


def with_new_resolution(metadata: Metadata, dpi: float) -> Metadata:
    """The metadata with another resolution; malformed EXIF data stay as they are, for `for_result`."""
    exif = metadata.exif
    with suppress(ValueError):
        exif = without_resolution(exif) if exif is not None else None
    return replace(metadata, exif=exif, dpi=(dpi, dpi), aspect=None)


def described(metadata: Metadata, made: Provenance, format: Codec) -> tuple[Metadata, tuple[str, ...]]:
    """Metadata from `for_result` with what was done added, and a warning if there is no room for it."""
    try:
        xmp = with_provenance(metadata.xmp, made)
    except ValueError:
        return metadata, (messages.PROVENANCE_LEFT_OUT,)
    if len(xmp) > format.largest_block:
        return metadata, (messages.filled(messages.METADATA_DROPPED, format=format.title, what=(messages.PROVENANCE,)),)
    return replace(metadata, xmp=xmp), ()


def for_result(metadata: Metadata, size: Size, format: Codec) -> tuple[Metadata, tuple[str, ...]]:
    """The metadata that a result of `size` in this format keeps, and warnings about what is lost."""
    told: list[str] = []
    lost: list[str] = []
    exif, xmp, iptc = metadata.exif, metadata.xmp, metadata.iptc
    if exif is not None:
        try:
            exif = updated_exif(exif, size)
        except ValueError:
            exif = None
            told.append(messages.METADATA_BROKEN)
    parts = metadata.lost
    if xmp is not None:
        xmp, more = updated_xmp(xmp, size)
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
    names = dict.fromkeys(display_name(chunk) for chunk in metadata.chunks if chunk not in chunks)
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
