"""Whether a file is read correctly: read as the app reads it, and compared with what is known about it."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from unittest import mock

import numpy as np

from tests.corpus.kind import Kind, Made, Recipe
from tests.corpus.pixels import Array
from upscaler import messages
from upscaler.errors import BrokenPictureError, ReadError
from upscaler.images import stored
from upscaler.images.bitmap import Bitmap, Pixels, max_value
from upscaler.images.codecs.base import Header
from upscaler.images.decode import decode
from upscaler.images.frames import read_frames
from upscaler.images.header import read_header
from upscaler.images.stored import decode_stored

RIGHT, REDUCED = "right", "reduced to 8 bits, which is told"


def outcome(kind: Kind, recipe: Recipe, made: Made | None = None) -> str:
    """RIGHT, REDUCED, the name of the error and its sentence, or what differs."""
    made = made or kind.make(recipe)
    path = Path(_folder().name) / "picture"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path.write_bytes(made.content)
        try:
            return _outcome(path, made)
        except ReadError as error:
            found = BrokenPictureError if isinstance(error, BrokenPictureError) else type(error)
            return f"{found.__name__}: {messages.sentence(error)}".replace(str(path), "the file")
        except Exception as error:  # of any kind: the app reports an internal error
            return f"!{type(error).__name__}: {error}"


def _outcome(path: Path, made: Made) -> str:
    header, bitmap = read_header(path), decode(path)
    with _as_if_large():
        other, is_bgr = decode_stored(path)
    if not made.frames:
        return f"read, as {bitmap.pixels.shape}, though nobody knows how"
    found = [bitmap.pixels]
    if len(made.frames) > 1:
        found = [frame.pixels for frame, _ in read_frames(path)]
        if difference := _difference(bitmap.pixels, made.frames[0] if made.still is None else made.still, made):
            return f"the first picture: {difference}"
    if len(found) != len(made.frames):
        return f"{len(found)} pictures instead of {len(made.frames)}"
    for number, (pixels, wanted) in enumerate(zip(found, made.frames, strict=True), 1):
        if difference := _difference(pixels, wanted, made):
            return f"picture {number} of {len(found)}: {difference}"
    if difference := _header_differs(header, bitmap, made):
        return difference
    if difference := _difference(_in_rgb(other.pixels, is_bgr), bitmap.pixels, made):
        return f"as a large one is read: {difference}"
    if bitmap.pixels.dtype != (made.frames[0] if made.still is None else made.still).dtype:
        return REDUCED if messages.DEPTH_UNREADABLE in bitmap.warnings else "reduced to 8 bits without a word"
    return RIGHT


def _header_differs(header: Header, bitmap: Bitmap, made: Made) -> str:
    if header.size != bitmap.size:
        return f"the header says {header.size}, the pixels are {bitmap.size}"
    if header.frames != len(made.frames):
        return f"the header says {header.frames} pictures"
    if bitmap.has_alpha and not header.alpha:
        return "the header says that there is no alpha"
    return ""


def _difference(found: Pixels, wanted: Pixels, made: Made) -> str:
    """How the pixels differ, or nothing."""
    if found.shape[:2] != wanted.shape[:2]:
        return f"{found.shape[1]} x {found.shape[0]} pixels instead of {wanted.shape[1]} x {wanted.shape[0]}"
    ours, right = _seen(found), _seen(wanted)
    bound = made.worst + (found.dtype != wanted.dtype)
    error = np.abs(ours - right)
    if error[..., 3].max() > bound:
        return f"alpha differs by up to {error[..., 3].max():.4g} of 255 in {np.mean(error[..., 3] > bound):.0%}"
    if error.max() > bound or error.mean() > max(made.mean, bound - made.worst):
        beyond = np.argwhere(error.max(2) > bound)
        at = f", first at column {beyond[0][1]}, row {beyond[0][0]}" if len(beyond) else ""
        share = np.mean(error.max(2) > bound)
        return f"{share:.0%} of pixels differ, by up to {error.max():.4g} of 255, {error.mean():.3g} on average{at}"
    return ""


def _seen(pixels: Pixels) -> Array:
    """(H, W, 4) of 0 to 255: colours weighted by their visibility, and alpha."""
    values = pixels.astype(float) * 255 / max_value(pixels)
    channels = values.shape[2]
    alpha = values[..., -1:] if channels in (2, 4) else np.full_like(values[..., :1], 255)
    colour = values[..., :-1] if channels in (2, 4) else values
    return np.concatenate([np.broadcast_to(colour, (*values.shape[:2], 3)) * (alpha / 255), alpha], 2)


def _in_rgb(pixels: Pixels, is_bgr: bool) -> Pixels:
    return pixels[..., [2, 1, 0, 3][: pixels.shape[2]]] if is_bgr and pixels.shape[2] > 2 else pixels


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """One for all files that a process checks: making and removing many takes longer than reading them."""
    return tempfile.TemporaryDirectory(prefix="corpus-")


@contextmanager
def _as_if_large() -> Iterator[None]:
    """OpenCV decodes large pictures in common layouts directly."""
    with mock.patch.object(stored, "is_on_disk", return_value=True):
        yield
