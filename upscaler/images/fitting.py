"""What a target format makes of a picture: known before the work, and told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from upscaler import messages
from upscaler.errors import TargetTooLargeError
from upscaler.geometry import Size
from upscaler.images.alpha import flattened
from upscaler.images.bitmap import Bitmap
from upscaler.images.chunks import colour_only
from upscaler.images.formats import Format, able, holds, keeps_depth, keeps_frames
from upscaler.images.frames import for_rgb, rgba
from upscaler.images.header import Header
from upscaler.images.metadata import Metadata, for_result


@dataclass(frozen=True)
class Fitted:
    """A picture as the format can hold it: pixels for the network, what the file carries, and what was told.

    `deep` says whether what has 16 bits keeps them; the network sees the full depth of a source of one picture.
    `all_frames` says whether every picture of the source goes into the result.
    """

    bitmap: Bitmap
    deep: bool
    metadata: Metadata
    warnings: tuple[str, ...]
    all_frames: bool

    @property
    def frames(self) -> int:
        """How many pictures the result has."""
        return self.bitmap.frames if self.all_frames else 1


def check_size(size: Size, format: Format, target: Path) -> None:
    """Raise TargetTooLargeError, which names formats that can, if the format cannot hold so many pixels."""
    if not holds(format, size):
        raise TargetTooLargeError(target, size.width, size.height, able(size))


def losses(source: Header, size: Size, format: Format) -> tuple[str, ...]:
    """Sentences about what a result of `size` in `format` cannot hold, by the header alone: before anything is decoded.

    What belongs to a picture beside its pixels is not among them, see `metadata.for_result`.
    """
    told: list[str] = []
    if source.alpha and not format.alpha:
        told.append(messages.TRANSPARENCY_DROPPED)
    if source.bits > 8 and not keeps_depth(source, size, format):
        told.append(messages.filled(messages.DEPTH_REDUCED, format=format.shown))
    if source.frames > 1 and not keeps_frames(source, size, format):
        told.append(messages.filled(messages.FRAMES_DROPPED, count=source.frames))
    return tuple(told)


def fitted(bitmap: Bitmap, size: Size, format: Format, strip_metadata: bool = False) -> Fitted:
    """Prepare a picture for a result of `size` in `format`."""
    source = Header(bitmap.kind, bitmap.size, 16 if bitmap.is_deep else 8, bitmap.frames, bitmap.has_alpha)
    told = losses(source, size, format)
    if bitmap.has_alpha and not format.alpha:
        bitmap = flattened(bitmap)
    if bitmap.is_deep and bitmap.channels == 2:  # PNG: no encoder here writes it; TIFF: Pillow does not read it
        bitmap = rgba(bitmap)
    all_frames = keeps_frames(source, size, format)
    animated = all_frames and format.name != "tiff"
    if bitmap.channels < 3 and (animated or format.name == "webp" or (format.name == "avif" and bitmap.has_alpha)):
        bitmap = for_rgb(bitmap)  # they hold three equal channels
    metadata = Metadata(chunks=colour_only(bitmap.metadata.chunks)) if strip_metadata else bitmap.metadata
    metadata, lost = for_result(metadata, size, format)
    return Fitted(bitmap, keeps_depth(source, size, format), metadata, (*bitmap.warnings, *told, *lost), all_frames)
