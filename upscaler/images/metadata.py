"""What belongs to a picture beside its pixels and profile: EXIF, XMP, IPTC and resolution."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image

from upscaler import messages
from upscaler.geometry import Size
from upscaler.images.chunks import Chunk, as_chunk, comment_in, in_photoshop, kept_chunks, raw_profile, shown
from upscaler.images.exif import PREFIX, renewed, with_resolution
from upscaler.images.formats import Format
from upscaler.images.header import DECODER_ERRORS, orientation
from upscaler.images.tags import GEO, MAIN, as_exif, read_tags
from upscaler.images.xmp import renewed as renewed_xmp
from upscaler.images.xmp import turned

LARGEST_IN_JPEG = 65_400  # bytes: a segment ends at 65,533, and each kind has its own name in front
_IPTC, _IPTC_RESOURCE = 33_723, 0x0404  # tag of TIFF; number in Photoshop's block of a JPEG
_SHAPED = b'{"shape": '  # how tifffile describes a picture, of another size, to itself
_RESOLUTION = (ExifTags.Base.XResolution, ExifTags.Base.YResolution, ExifTags.Base.ResolutionUnit)


@dataclass(frozen=True)
class Metadata:
    """As in the file. `exif` begins with its byte order; `dpi` is (across, down) in pixels per inch.

    `chunks` are those of a PNG that only another PNG can hold: texts, and how colours are meant. Among the texts are
    comments, which a JPEG holds too. `lost` names what was in the file and cannot be true of another picture.
    """

    exif: bytes | None = None
    xmp: bytes | None = None
    iptc: bytes | None = None
    dpi: tuple[float, float] | None = None
    chunks: tuple[Chunk, ...] = ()
    lost: tuple[str, ...] = ()


def read_metadata(picture: Image.Image) -> Metadata:
    """Everything that an opened file says of itself, the EXIF data even if damaged. Raises OSError."""
    said = picture.info
    exif = said.get("exif") or raw_profile(said, "exif", "APP1")
    xmp = said.get("xmp") or said.get("XML:com.adobe.xmp") or raw_profile(said, "xmp")
    iptc = said.get("iptc") or in_photoshop(raw_profile(said, "iptc", "8bim"))
    if isinstance(said.get("photoshop"), dict):
        iptc = said["photoshop"].get(_IPTC_RESOURCE)
    if picture.format == "TIFF":
        exif, iptc = _of_tiff(picture)
    lost: tuple[str, ...] = ()
    xmp = xmp.encode() if isinstance(xmp, str) else xmp
    if isinstance(xmp, bytes) and orientation(picture) != 1:
        xmp, lost = turned(xmp)
    if picture.format == "TIFF" and GEO.intersection(getattr(picture, "tag_v2", ())):
        lost = (*lost, "GeoTIFF")
    comment = as_chunk(said.get("comment")) if picture.format in ("JPEG", "MPO", "GIF") else ()
    return Metadata(
        exif.removeprefix(PREFIX) if isinstance(exif, bytes) and exif.removeprefix(PREFIX) else None,
        xmp if isinstance(xmp, bytes) and xmp else None,
        iptc if isinstance(iptc, bytes) and iptc else None,
        _dpi(picture),
        kept_chunks(_path(picture)) if picture.format == "PNG" else comment,
        lost,
    )


def for_result(metadata: Metadata, size: Size, format: Format) -> tuple[Metadata, tuple[str, ...]]:
    """What a result of `size` in this format carries, and sentences about what it cannot."""
    told: list[str] = []
    lost: list[str] = []
    exif, xmp, iptc = metadata.exif, metadata.xmp, metadata.iptc
    if exif is not None:
        try:
            exif = renewed(exif, size)
        except ValueError:
            exif = None
            told.append(messages.METADATA_BROKEN)
    parts = metadata.lost
    if xmp is not None:
        xmp, more = renewed_xmp(xmp, size)
        parts += more
    if parts:
        told.append(messages.filled(messages.PARTS_DROPPED, what=parts))
    if metadata.dpi and format.name in ("webp", "avif"):  # which have no other place for it
        exif = with_resolution(exif, metadata.dpi)
    if format.name == "jpg":
        for name, data in (("EXIF", exif), ("XMP", xmp), ("IPTC", iptc)):
            if data is not None and len(data) > LARGEST_IN_JPEG:
                lost.append(name)
    if iptc is not None and not format.iptc:
        lost.append("IPTC")
    chunks = tuple(chunk for chunk in metadata.chunks if _holds(format, chunk))
    names = dict.fromkeys(shown(chunk) for chunk in metadata.chunks if chunk not in chunks)
    if lost or names:
        told.append(messages.filled(messages.METADATA_DROPPED, format=format.shown, what=(*lost, *names)))
    kept = replace(
        metadata,
        exif=None if "EXIF" in lost else exif,
        xmp=None if "XMP" in lost else xmp,
        iptc=None if "IPTC" in lost else iptc,
        chunks=chunks,
        lost=(),
    )
    return kept, tuple(told)


def _holds(format: Format, chunk: Chunk) -> bool:
    """Whether a file of this kind has a place for a chunk: a JPEG for a comment."""
    if format.name == "jpg":
        return 0 < len(comment_in(chunk) or b"") <= LARGEST_IN_JPEG
    return format.name == "png"


def _dpi(picture: Image.Image) -> tuple[float, float] | None:
    """Resolution, if the file says one: Pillow makes up 72 for a JPEG with EXIF data and none in it."""
    found = picture.info.get("dpi")
    made_up = picture.format in ("JPEG", "MPO") and picture.info.get("jfif_unit") not in (1, 2)
    if found is None or made_up:
        found = _dpi_in_exif(picture)
    if not found or not all(1 < float(value) < 1e6 for value in found):
        return None
    return float(found[0]), float(found[1])


def _dpi_in_exif(picture: Image.Image) -> tuple[float, float] | None:
    try:
        across, down, unit = map(picture.getexif().get, _RESOLUTION)
        inches = 2.54 if unit == 3 else 1.0
        return (float(across) * inches, float(down) * inches) if across and down else None
    except (*DECODER_ERRORS, AttributeError):  # Pillow's way to say that a value has another type than its tag
        return None


def _path(picture: Image.Image) -> Path:
    return Path(getattr(picture, "filename", ""))


def _of_tiff(picture: Any) -> tuple[bytes | None, bytes | None]:
    """The descriptive tags of a TIFF file as EXIF data, and IPTC as it lies there, whatever it says its type is."""
    with _path(picture).open("rb") as file:
        found = read_tags(file)
    main = found[MAIN]
    if main.get(ExifTags.Base.ImageDescription, (0, b""))[1].startswith(_SHAPED):
        del main[ExifTags.Base.ImageDescription]
    if not _dpi(picture):  # there is always a resolution in a TIFF file, but not always a true one
        for tag in _RESOLUTION:
            main.pop(tag, None)
    return as_exif(found) if any(found.values()) else None, picture.tag_v2._tagdata.get(_IPTC)
