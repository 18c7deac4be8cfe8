"""Canvases to a picture file, straight from memory."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from upscaler.errors import EncodeError, reason_of
from upscaler.images.bitmap import Pixels
from upscaler.images.codecs.base import Codec, Extras
from upscaler.images.metadata import Metadata
from upscaler.images.opencv import cv2


def encode(
    pixels: Pixels,
    format: Codec,
    path: Path,
    icc_profile: bytes | None,
    metadata: Metadata | None = None,
    quality: int | None = None,
    small: bool = False,
) -> None:
    """Write canvas pixels (H, W, C: gray, gray + alpha, BGR or BGRA) to `path`, which is overwritten.

    `path` must have one of the format's extensions. The format must be able to hold size, alpha, depth and metadata
    (see `fitting`). `quality` is 0 to 100, by default the format's; `small` makes PNGs smaller in more time. Raises
    EncodeError if the encoder or the disk fails; a partial file may remain.
    """
    with _as_encode_error(path):
        format.write(
            pixels, path, Extras(metadata or Metadata(), [icc_profile], quality_of(format, quality), small=small)
        )


def encode_sequence(canvases: Sequence[Pixels], format: Codec, path: Path, extras: Extras) -> None:
    """Like `encode`, for pages or for the frames of an animation (BGRA)."""
    with _as_encode_error(path):
        format.write_sequence(canvases, path, replace(extras, quality=quality_of(format, extras.quality)))


def quality_of(format: Codec, chosen: int | None) -> int | None:
    return format.quality if chosen is None else chosen


@contextmanager
def _as_encode_error(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, TypeError, RuntimeError, struct.error, cv2.error) as error:
        raise EncodeError(path, reason_of(error)) from error
