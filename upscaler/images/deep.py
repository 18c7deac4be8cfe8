"""16-bit pixels, which Pillow reduces to 8: read by OpenCV, tifffile and pi-heif."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import tifffile
from PIL import Image

from upscaler.images.alpha import unpremultiplied
from upscaler.images.bitmap import Pixels, upright
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.chunks import has_all_chunks
from upscaler.images.formats import Format
from upscaler.images.header import orientation, pnm_maximum
from upscaler.images.opencv import cv2, file_name

FULL = 65_535
_MINISWHITE, _MINISBLACK, _RGB = 0, 1, 2  # TIFF photometric interpretations
_SEPARATE = 2  # TIFF planar configuration
_ASSOCIATED, _UNASSOCIATED = 1, 2  # TIFF extra samples: alpha that colours are multiplied by, and other alpha


def read_deep(path: Path, format: Format, picture: Image.Image, bits: int, layout: object) -> Pixels | None:
    """Pixels (H, W, C) uint16 over the full range, those of a TIFF upright; None if they cannot be had in this depth.

    `picture` is the same file opened by Pillow, for what it knows beside the pixels and for the page at which it
    stands; `bits` and `layout` are those of `header`. Raises what decoders raise.
    """
    if format.name == "tiff":
        return _read_tiff(path, picture.tell(), orientation(picture))
    if format.name == "heic":
        return _read_heic(path)
    picture.load()  # OpenCV makes up what is missing; Pillow refuses it
    if format.name == "png" and not has_all_chunks(path):  # OpenCV takes as much memory as the length says
        raise OSError("a chunk is longer than the file")
    found = cv2.imread(file_name(path), cv2.IMREAD_UNCHANGED)
    if found is None or found.dtype != np.uint16:
        return None
    pixels = _in_rgb_order(np.asarray(found, np.uint16))
    if format.name == "png":
        return _png(pixels, picture.info.get("transparency"), str(layout))
    largest = pnm_maximum(layout) if format.name == "pnm" else 2 ** min(bits, 16) - 1
    return pixels if largest == FULL else _stretched(pixels, largest)


def _in_rgb_order(pixels: Pixels) -> Pixels:
    if pixels.ndim == 2:
        return pixels[:, :, None]
    return np.ascontiguousarray(pixels[:, :, RGB_ORDER[pixels.shape[2]]])


def _stretched(pixels: Pixels, largest: int) -> Pixels:
    """Values of 0 to `largest` as 0 to 65535, rounded."""
    return ((np.minimum(pixels, largest).astype(np.uint64) * FULL + largest // 2) // largest).astype(np.uint16)


def _png(pixels: Pixels, level: object, layout: str) -> Pixels:
    """What OpenCV does not do: gray with alpha comes as colour, and a transparent level of gray is left out."""
    if pixels.shape[2] == 1 and isinstance(level, int):
        return np.dstack([pixels, np.where(pixels == level, 0, FULL).astype(np.uint16)])
    if pixels.shape[2] == 4 and layout.startswith("LA"):
        return np.ascontiguousarray(pixels[:, :, 2:])
    return pixels


def _read_tiff(path: Path, index: int, turn: int) -> Pixels | None:
    """tifffile knows all layouts but not LZW and JPEG; OpenCV knows those, in the common layouts, and turns them."""
    with tifffile.TiffFile(path) as file:
        page = file.pages[index]
        assert isinstance(page, tifffile.TiffPage)
        kind = int(page.photometric)
        if kind not in (_MINISWHITE, _MINISBLACK, _RGB):
            return None
        colours = 3 if kind == _RGB else 1
        try:
            pixels = upright(_arranged(page.asarray(), page), turn)
        except (ValueError, KeyError) as error:
            if "imagecodecs" not in str(error):
                raise
            if int(page.planarconfig) == _SEPARATE:
                return None  # OpenCV takes the first plane for all of the picture
            found = cv2.imreadmulti(file_name(path), index, 1, flags=cv2.IMREAD_UNCHANGED)[1]
            if not found or found[0].dtype != np.uint16:
                return None
            pixels = _in_rgb_order(np.asarray(found[0], np.uint16))
        # Programs that say nothing of a fourth sample mean alpha.
        extra = int(page.extrasamples[0]) if page.extrasamples else _UNASSOCIATED
    pixels = np.array(pixels[:, :, : colours + (extra in (_ASSOCIATED, _UNASSOCIATED))], np.uint16)
    if kind == _MINISWHITE:
        pixels[:, :, 0] = FULL - pixels[:, :, 0]
    if extra == _ASSOCIATED and pixels.shape[2] > colours:
        return unpremultiplied(pixels.astype(np.float32), pixels)
    return pixels


def _arranged(pixels: Any, page: Any) -> Pixels:
    """(H, W, C), whether the file keeps its channels together or apart."""
    if pixels.ndim == 2:
        return np.asarray(pixels[:, :, None], np.uint16)
    return np.asarray(pixels.transpose(1, 2, 0) if int(page.planarconfig) == _SEPARATE else pixels, np.uint16)


def _read_heic(path: Path) -> Pixels | None:
    import pi_heif

    file = pi_heif.open_heif(path, convert_hdr_to_8bit=False)
    pixels = np.asarray(file)
    if pixels.dtype != np.uint16:
        return None
    depth = int(file.info.get("bit_depth", 10))
    values = np.asarray(pixels >> (16 - depth), np.uint16)  # pi-heif shifts them to the left; white has to be white
    return _stretched(values.reshape(pixels.shape[0], pixels.shape[1], -1), 2**depth - 1)
