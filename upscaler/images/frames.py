"""The pictures of a file: one, or those of an animation (GIF, WebP, APNG, AVIF), or the pages of a TIFF file."""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import tifffile
from PIL import Image, ImageSequence

from upscaler.errors import BrokenPictureError, EncodeError, VerificationError, reason_of
from upscaler.images.alpha import premultiplied
from upscaler.images.bitmap import Bitmap, Pixels, full
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.colour import fitting
from upscaler.images.decode import read_bitmap
from upscaler.images.encode import encode
from upscaler.images.formats import Format
from upscaler.images.header import DECODER_ERRORS, check, frames, opened
from upscaler.images.splice import add_to_png
from upscaler.images.tiff import write_tiff
from upscaler.images.verify import lossy_excess, verify_file

if TYPE_CHECKING:
    from upscaler.images.fitting import Fitted

_ICC = 34_675  # tag of TIFF
_MILLISECONDS = 100  # of a frame that does not say how long it is shown
_LARGEST_NUMBER = 65_535  # in the fraction that a time of an APNG is: a longer one is rounded to hundredths, or less


def frames_of(
    fit: Fitted, path: Path, limit_megapixels: int | None = None, allow_truncated: bool = False
) -> Iterator[tuple[Bitmap, float]]:
    """What is to be upscaled of a file that has been fitted: its one picture, or all as `read_frames` gives them.

    With `allow_truncated`, those before the first damaged one.
    """
    if not fit.all_frames:
        yield fit.bitmap, 0.0
        return
    count = 0
    try:
        for count, frame in enumerate(read_frames(path, limit_megapixels), 1):  # noqa: B007 - looked at if one fails
            yield frame
    except BrokenPictureError:
        if not allow_truncated or not count:
            raise


def read_frames(path: Path, limit_megapixels: int | None = None) -> Iterator[tuple[Bitmap, float]]:
    """Each picture and for how many milliseconds it is shown. Raises the ReadError family.

    The frames of an animation are alike: RGB with alpha, in 8 bits, which Pillow alone reads; others know the first one
    only. What there is to tell of them, the first one has told.
    """
    with opened(path, limit_megapixels) as (kind, picture):
        animated = kind.name != "tiff"
        for index in frames(picture):
            picture.seek(index)
            check(path, kind, picture, limit_megapixels)
            if not animated and _ICC not in getattr(picture, "tag_v2", {}):
                picture.info.pop("icc_profile", None)  # Pillow goes on with that of the page before
            bitmap = read_bitmap(path, kind, picture, damaged=animated)
            if animated:
                bitmap = rgba(replace(bitmap, warnings=()))
            elif bitmap.is_deep and bitmap.channels == 2:  # see `fitting`
                bitmap = rgba(bitmap)
            yield bitmap, float(picture.info.get("duration") or _MILLISECONDS)


def read_loop(path: Path, limit_megapixels: int | None = None) -> int:
    """How often an animation is shown, 0 without end: once if the file does not say. Raises the ReadError family."""
    with opened(path, limit_megapixels) as (_, picture):
        return int(picture.info.get("loop", 1))


def for_rgb(bitmap: Bitmap) -> Bitmap:
    """Without its profile, which is told, if that is not one for RGB."""
    profile, told = fitting(bitmap.icc_profile, 3)
    return replace(bitmap, icc_profile=profile, warnings=(*bitmap.warnings, *told))


def rgba(bitmap: Bitmap) -> Bitmap:
    """As RGB with alpha: gray in three equal channels, and what has no alpha all full."""
    pixels = bitmap.pixels
    colour = pixels[:, :, :-1] if bitmap.has_alpha else pixels
    alpha = pixels[:, :, -1:] if bitmap.has_alpha else np.full_like(pixels[:, :, :1], full(pixels))
    return for_rgb(
        replace(bitmap, pixels=np.concatenate([np.broadcast_to(colour, (*pixels.shape[:2], 3)), alpha], axis=2))
    )


@dataclass
class Frames:
    """Canvases on their way into one file, mostly one. `loop` is how often an animation is shown, 0 without end."""

    format: Format
    fit: Fitted
    loop: int = 0
    canvases: list[Pixels] = field(default_factory=list)
    durations: list[int] = field(default_factory=list)
    profiles: list[bytes | None] = field(default_factory=list)

    def add(self, canvas: Pixels, milliseconds: float, icc_profile: bytes | None) -> None:
        """One more. Of the profiles, an animation has that of its first frame."""
        self.canvases.append(canvas)
        step = 1
        while self.format.name == "png" and milliseconds > step * _LARGEST_NUMBER:
            step *= 10
        self.durations.append(max(1, round(milliseconds / step) * step))
        self.profiles.append(icc_profile)

    def write(self, path: Path, quality: int | None) -> None:
        """Write all of them. Raises EncodeError."""
        profile, metadata = self.profiles[0], self.fit.metadata
        if not self.fit.all_frames:
            encode(self.canvases[0], self.format, path, profile, metadata, quality)
            return
        try:
            if self.format.name == "tiff":
                write_tiff(self.canvases, path, self.profiles, metadata)
                return
            options: dict[str, Any] = {"icc_profile": profile, "duration": self.durations, "loop": self.loop}
            if self.format.name == "webp":
                chosen = self.format.quality if quality is None else quality
                options |= {"quality": chosen, "exif": metadata.exif or b"", "xmp": metadata.xmp or b""}
            else:
                options |= {"blend": 0, "disposal": 0}
            first, *others = (Image.fromarray(canvas[:, :, RGB_ORDER[4]]) for canvas in self.canvases)
            first.save(path, self.format.pillow, save_all=True, append_images=others, **options)
            if self.format.name == "png":
                add_to_png(path, metadata)
        except (OSError, ValueError, TypeError, RuntimeError, struct.error) as error:
            raise EncodeError(path, reason_of(error)) from error

    def verify(self, path: Path, quality: int | None) -> None:
        """Read all of them back and compare. Raises VerificationError."""
        if not self.fit.all_frames:
            verify_file(path, self.format, self.canvases[0], quality)
            return
        try:
            found = list(self._read_back(path))
        except DECODER_ERRORS as error:
            raise VerificationError(path, "the written file cannot be read") from error
        times = list(itertools.accumulate((milliseconds for _, milliseconds in found), initial=0))
        shown = {time: pixels for time, (pixels, _) in zip(times, found, strict=False)}
        kept = self.canvases[0]
        for time, canvas in zip(itertools.accumulate(self.durations, initial=0), self.canvases, strict=False):
            if time in shown:
                kept = canvas
                self._compare(path, shown.pop(time), canvas, quality)
            elif not self._may_leave_out(canvas, kept, quality):
                raise VerificationError(path, "the written file has another number of pictures")
        if shown or (len(found) > 1 and times[-1] != sum(self.durations)):
            raise VerificationError(path, "the written file has another number of pictures")

    def _compare(self, path: Path, pixels: Pixels, canvas: Pixels, quality: int | None) -> None:
        """Raise VerificationError unless a frame that was read back is a canvas, as exactly as the format can be."""
        same = pixels.shape == canvas.shape
        if same and self.format.lossless:
            same = np.array_equal(pixels, canvas)
        elif same:
            same = bool((lossy_excess(pixels, canvas, quality) <= 0).all())
        if not same:
            raise VerificationError(path, "the written file has other pixels")

    def _may_leave_out(self, canvas: Pixels, kept: Pixels, quality: int | None) -> bool:
        """Whether an encoder may show the frame before for longer: if equal, or by libwebp's `QualityToMaxDiff`."""
        quality = self.format.quality if quality is None else quality
        allowed = 0 if self.format.lossless or quality is None else int(31.5 - 30 * (quality / 100) ** 0.5)
        return bool(np.abs(premultiplied(canvas) - premultiplied(kept)).max() < allowed + 0.01)

    def _read_back(self, path: Path) -> Iterator[tuple[Pixels, int]]:
        """Each frame of a file as a canvas, and its milliseconds."""
        if self.format.name == "tiff":
            with tifffile.TiffFile(path) as file:
                for page, milliseconds in zip(file.pages, self.durations, strict=True):
                    pixels = page.asarray()
                    pixels = pixels[:, :, None] if pixels.ndim == 2 else pixels
                    yield pixels[:, :, RGB_ORDER[pixels.shape[2]]], milliseconds
            return
        with Image.open(path, formats=(self.format.pillow,)) as picture:
            for frame in ImageSequence.Iterator(picture):
                pixels = np.asarray(frame.convert("RGBA"))[:, :, RGB_ORDER[4]]
                yield pixels, round(frame.info.get("duration", 0))
