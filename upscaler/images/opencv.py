"""OpenCV as the app uses it: everything takes `cv2` from here.

It reads its pixel limit when it is imported (by default it refuses pictures over a gigapixel). It also adds itself to
LD_LIBRARY_PATH, which would only affect the programs that we start, and those are the system's.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from upscaler.images.metadata import Metadata

os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(2**40))
os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")  # other readers may succeed, or our own errors say why not
_given = os.environ.get("LD_LIBRARY_PATH")

import cv2  # noqa: E402

if _given is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = _given

__all__ = ["LARGEST_READ", "as_rgb", "blocks_of", "cv2", "file_name", "frames_as_rgb", "read_into", "write"]

_UNKNOWN_SUFFIXES = {".jfif": ".jpg"}  # our extensions that OpenCV knows under another one
_STREAMED = (".jpg", ".jpeg", ".jpe")  # which OpenCV writes as it encodes
LARGEST_READ = 2**31 - 1  # bytes of pixels that OpenCV can read into a given array
_HELD = 32 * 2**20  # bytes of the frames of an animation that are decoded at a time


def file_name(path: Path) -> Any:
    """The name of a file for OpenCV, as bytes.

    A str that is not UTF-8 crashes it, and files from old archives have such names.
    """
    return os.fsencode(path)


def read_into(path: Path, pixels: npt.NDArray[Any]) -> bool:
    """Decode a file into an array (H, W, C); False if it is damaged, or needs an array of another shape or depth.

    If OpenCV cannot read the header, it returns the array as it was. So if the last row has not changed, the file is
    read again over another one.
    """
    for _ in range(2):
        before = pixels[-1].copy()
        try:
            found = cv2.imread(file_name(path), pixels, cv2.IMREAD_UNCHANGED)
        except cv2.error:
            return False
        if found is None or not np.shares_memory(found, pixels):
            return False
        if not np.array_equal(pixels[-1], before):
            return True
        np.invert(before, out=pixels[-1])
    return False


def as_rgb(path: Path) -> Iterator[npt.NDArray[np.uint8]]:
    """A picture as OpenCV reads it, (H, W, 3), not turned; nothing if it cannot."""
    with suppress(cv2.error):
        found = cv2.imread(file_name(path), cv2.IMREAD_COLOR_RGB | cv2.IMREAD_IGNORE_ORIENTATION)
        if found is not None:
            yield np.asarray(found, np.uint8)


def frames_as_rgb(source: Path | bytes) -> Iterator[npt.NDArray[np.uint8]]:
    """The frames of an animation as OpenCV reads them, from a file or its content, up to the first that it cannot.

    They are decoded in small batches to save memory; for each batch, OpenCV starts over at the first frame.
    """
    start, count = 0, 1
    with suppress(cv2.error):
        while True:
            if isinstance(source, bytes):
                _, found = cv2.imdecodeanimation(np.frombuffer(source, np.uint8), start=start, count=count)
            else:
                _, found = cv2.imreadanimation(file_name(source), start, count)
            frames = found.frames
            if not frames:
                return
            yield from map(_rgb, map(np.asarray, frames))
            start += len(frames)
            count = max(1, _HELD // frames[0].nbytes)


def _rgb(frame: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """8-bit RGB from gray, BGR or BGRA of 8 or 16 bits."""
    frame = np.asarray(frame // 257 if frame.dtype == np.uint16 else frame, np.uint8)
    return np.dstack([frame] * 3) if frame.ndim == 2 else frame[:, :, 2::-1]


def write(pixels: npt.NDArray[Any], path: Path, parameters: Sequence[int], blocks: Mapping[int, bytes | None]) -> None:
    """Encode an array (H, W, C), gray, BGR or BGRA, with these parameters and blocks of metadata. Raises OSError."""
    kinds = [kind for kind, data in blocks.items() if data]
    found = [np.frombuffer(data, np.uint8) for data in blocks.values() if data]
    suffix = path.suffix.lower()
    if suffix in _STREAMED:
        done = cv2.imwriteWithMetadata(file_name(path), pixels, kinds, found, parameters)
    else:  # from memory, as OpenCV does not notice if the end of a file finds no room on the disk
        suffix = _UNKNOWN_SUFFIXES.get(suffix, suffix)
        done, encoded = cv2.imencodeWithMetadata(suffix, pixels, kinds, found, parameters)
        with path.open("wb") as file:
            file.write(encoded.data)
    if not done:
        raise OSError("the encoder or the disk reported an error")


def blocks_of(icc_profile: bytes | None, metadata: Metadata | None = None) -> dict[int, bytes | None]:
    """Blocks for `write`: the profile, and what OpenCV knows of metadata."""
    blocks = {cv2.IMAGE_METADATA_ICCP: icc_profile}
    if metadata is not None:
        blocks |= {cv2.IMAGE_METADATA_EXIF: metadata.exif, cv2.IMAGE_METADATA_XMP: metadata.xmp}
    return blocks
