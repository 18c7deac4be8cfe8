"""The pictures of a file: one, or those of an animation (GIF, WebP, APNG, AVIF), or the pages of a TIFF file."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from upscaler import messages
from upscaler.errors import BrokenPictureError, VerificationError, says_out_of_memory
from upscaler.images.alpha import premultiplied, rgba
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.images.codecs.base import Codec, Extras, OpenPicture
from upscaler.images.colour import fitting
from upscaler.images.decode import read_bitmap
from upscaler.images.encode import encode, encode_sequence, quality_of
from upscaler.images.fitting import Fitted, described
from upscaler.images.header import check, opened
from upscaler.images.high_bit_depth import in_8_bits
from upscaler.images.pillow import DECODER_ERRORS, reason_for, tolerant
from upscaler.images.provenance import Provenance
from upscaler.images.second_opinion import confirm
from upscaler.images.verify import lossy_excess, verify_file
from upscaler.options import UpscaleOptions, check_crop
from upscaler.progress import Progress

LOWEST_QUALITY = 20  # the lowest quality used to make a file small enough
_KILOBYTE = 1000  # bytes
_MILLISECONDS = 100  # of a frame without a duration


def frames_of(fit: Fitted, path: Path, options: UpscaleOptions) -> Iterator[tuple[Bitmap, float]]:
    """The pictures of a fitted file that are upscaled: the only one, or all from `read_frames`, cropped like it.

    With `allow_truncated`, the frames before the first damaged one; if there are none, the picture that was read.
    Raises the ReadError family, and CropError for pages that are smaller.
    """
    if not fit.all_frames:
        yield fit.bitmap, 0.0
        return
    count = 0
    try:
        frames = read_frames(path, options.limit_megapixels, options.allow_truncated)
        for count, (frame, milliseconds) in enumerate(frames, 1):  # noqa: B007 - used if one fails
            check_crop(options.crop, frame.size)
            yield frame.cropped(options.crop), milliseconds
    except BrokenPictureError:
        if not options.allow_truncated:
            raise
        if not count:  # then the picture that was read is not one of them either
            yield rgba(replace(fit.bitmap, pixels=in_8_bits(fit.bitmap.pixels))), _MILLISECONDS


def read_frames(
    path: Path, limit_megapixels: int | None = None, allow_truncated: bool = False
) -> Iterator[tuple[Bitmap, float]]:
    """Each picture and its duration in milliseconds. Raises the ReadError family.

    All frames of an animation are 8-bit RGBA, and without warnings, which `decode` has given for the first one.

    With `allow_truncated`, missing parts of a page that others follow are filled in, with a warning.
    """
    with opened(path, limit_megapixels, will_salvage=allow_truncated) as source:
        animated = source.codec.sequence != "pages"
        composed = source.codec.composed(source)
        if composed is not None:
            yield from _composed(source, composed)
            return
        if not animated:
            for page in _pages(source, limit_megapixels, allow_truncated):
                # see `fitting`
                yield rgba(page) if page.is_high_bit_depth and page.channels == 2 else page, _MILLISECONDS
            return
        for index in source.codec.frames(source.picture):
            source.picture.seek(index)
            check(source, limit_megapixels)
            bitmap = rgba(replace(read_bitmap(source, damaged=True), warnings=()))
            yield bitmap, float(source.picture.info.get("duration") or _MILLISECONDS)


def _pages(source: OpenPicture, limit_megapixels: int | None, allow_truncated: bool) -> Iterator[Bitmap]:
    """All pages; damaged ones only if an intact one follows, so that it keeps its number. At least the first page."""
    damaged: list[int] = []
    with tolerant() if allow_truncated else nullcontext():
        numbers = source.codec.frames(source.picture)
    for number in numbers:
        try:
            source.picture.seek(number)
            check(source, limit_megapixels)
            page = read_bitmap(source)
            confirm(page, source.codec.witnesses(source), source.path)
        except DECODER_ERRORS as error:
            if says_out_of_memory(error):  # see `opened`
                raise
            if not allow_truncated:
                reason = messages.filled(messages.OF_PAGE, reason=reason_for(error), page=number + 1)
                raise BrokenPictureError(source.path, reason) from error
            damaged.append(number)
            continue
        yield from (_damaged_page(source.path, one, limit_megapixels) for one in damaged)
        damaged.clear()
        yield page
    if damaged == list(numbers):
        yield _damaged_page(source.path, numbers[0], limit_megapixels)


def _damaged_page(path: Path, number: int, limit_megapixels: int | None) -> Bitmap:
    with tolerant(), opened(path, limit_megapixels) as source:
        source.picture.seek(number)
        check(source, limit_megapixels)
        page = read_bitmap(source, damaged=True)
    told = messages.filled(messages.PAGE_DAMAGED, page=number + 1)
    return replace(page, warnings=(*page.warnings, told))


def _composed(source: OpenPicture, frames: Iterator[tuple[Pixels, float]]) -> Iterator[tuple[Bitmap, float]]:
    profile, _ = fitting(source.codec.profile(source.picture), 4)
    witnesses = [enumerate(seen) for seen in source.codec.witnesses_of_frames(source)]
    for index in range(len(source.codec.frames(source.picture))):
        found = next(frames, None)
        if found is None:
            raise BrokenPictureError(source.path, "the file is cut off")
        pixels, milliseconds = found
        bitmap = Bitmap(pixels, profile, kind=source.codec.name)
        confirm(bitmap, _seen(witnesses, index), source.path)
        yield bitmap, milliseconds or _MILLISECONDS


def _seen(witnesses: Sequence[Iterator[tuple[int, Pixels]]], index: int) -> Iterator[Pixels]:
    """One frame as each witness reads it, decoded when it is needed. A witness that was skipped catches up."""
    for witness in witnesses:
        for number, pixels in witness:
            if number == index:
                yield pixels
                break


@dataclass
class Frames:
    """The canvases that go into one file; usually there is only one."""

    format: Codec
    fit: Fitted
    small: bool = False  # see `encode`
    canvases: list[Pixels] = field(default_factory=list)
    durations: list[int] = field(default_factory=list)
    profiles: list[bytes | None] = field(default_factory=list)

    def add(self, canvas: Pixels, milliseconds: float, icc_profile: bytes | None) -> None:
        """Add a canvas."""
        self.canvases.append(canvas)
        self.durations.append(self.format.milliseconds(milliseconds))
        self.profiles.append(icc_profile)

    def describe(self, made: Provenance) -> tuple[str, ...]:
        """Add a record of how the result was made to the file. Returns warnings."""
        metadata, told = described(self.fit.metadata, made, self.format)
        self.fit = replace(self.fit, metadata=metadata)
        return told

    def write(self, path: Path, quality: int | None) -> None:
        """Write all of them. Raises EncodeError."""
        metadata = self.fit.metadata
        if self.fit.all_frames:
            extras = Extras(metadata, self.profiles, quality, self.durations, self.fit.bitmap.loop)
            encode_sequence(self.canvases, self.format, path, extras)
        else:
            encode(self.canvases[0], self.format, path, self.profiles[0], metadata, quality, self.small)

    def verify(self, path: Path, quality: int | None) -> None:
        """Read all of them back and compare. Raises VerificationError."""
        if not self.fit.all_frames:
            verify_file(path, self.format, self.canvases[0], quality)
            return
        try:
            found = list(self.format.read_sequence_back(path, self.durations))
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
                raise VerificationError(path, "the written file has the wrong number of pictures")
        if shown or (len(found) > 1 and times[-1] != sum(self.durations)):
            raise VerificationError(path, "the written file has the wrong number of pictures")

    def _compare(self, path: Path, pixels: Pixels, canvas: Pixels, quality: int | None) -> None:
        """Raise VerificationError unless a frame that was read back equals its canvas, as far as the format allows."""
        same = pixels.shape == canvas.shape
        if same and self.format.lossless:
            same = np.array_equal(pixels, canvas)
        elif same:
            same = bool((lossy_excess(pixels, canvas, quality) <= 0).all())
        if not same:
            raise VerificationError(path, "the written file has different pixels")

    def _may_leave_out(self, canvas: Pixels, kept: Pixels, quality: int | None) -> bool:
        """Whether an encoder may extend the previous frame instead of writing this one."""
        allowed = self.format.unseen_difference(quality_of(self.format, quality))
        return bool(np.abs(premultiplied(canvas) - premultiplied(kept)).max() < allowed + 0.01)


def write_within(
    frames: Frames, path: Path, quality: int | None, largest: int | None, progress: Progress
) -> tuple[int | None, tuple[str, ...]]:
    """Write a file of at most `largest` kilobytes, if its format is lossy. Raises EncodeError, Cancelled.

    Returns the quality that it was written with, up to `quality`, and warnings: the file has the lowest quality and is
    still too large, or the format is lossless.
    """
    frames.write(path, quality)
    if largest is None or path.stat().st_size <= largest * _KILOBYTE:
        return quality, ()
    if frames.format.quality is None:
        return quality, (messages.filled(messages.LOSSLESS_TOO_LARGE, format=frames.format.title),)
    best = frames.format.quality if quality is None else quality
    low, high, written, found = LOWEST_QUALITY, best - 1, best, min(best, LOWEST_QUALITY)
    while low <= high:
        progress.check_cancelled()
        written = (low + high) // 2
        frames.write(path, written)
        if path.stat().st_size <= largest * _KILOBYTE:
            found, low = written, written + 1
        else:
            high = written - 1
    if written != found:
        frames.write(path, found)
    if path.stat().st_size > largest * _KILOBYTE:
        return found, (messages.filled(messages.FILE_TOO_LARGE, quality=found),)
    return found, (messages.filled(messages.QUALITY_LOWERED, quality=found),)
