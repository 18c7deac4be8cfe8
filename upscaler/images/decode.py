"""Picture file to Bitmap."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from upscaler.images.bitmap import Bitmap
from upscaler.images.header import opened


def decode(path: Path) -> Bitmap:
    """Read a picture, upright, with its profile. Raises the ReadError family."""
    with opened(path) as (_, picture):
        profile = picture.info.get("icc_profile")
        picture.load()
        upright = _plain(ImageOps.exif_transpose(picture))
        pixels = np.array(upright)  # a copy: Pillow's own buffer is read-only
    if pixels.ndim == 2:
        pixels = pixels[:, :, None]
    return Bitmap(pixels, profile if isinstance(profile, bytes) and profile else None)


def _plain(picture: Image.Image) -> Image.Image:
    """The same picture as L, LA, RGB or RGBA: palettes resolved, tRNS made alpha."""
    transparent = picture.has_transparency_data
    gray = picture.mode in ("1", "L", "LA") or (picture.mode in ("P", "PA") and _is_gray(picture))
    mode = ("LA" if transparent else "L") if gray else ("RGBA" if transparent else "RGB")
    if picture.mode == mode:
        return picture
    if mode == "LA":  # Pillow loses tRNS on the direct way
        return picture.convert("RGBA").convert("LA")
    return picture.convert(mode)


def _is_gray(picture: Image.Image) -> bool:
    """Whether every colour of a palette is gray."""
    palette = np.frombuffer(bytes(picture.getpalette("RGB") or ()), np.uint8).reshape(-1, 3)
    return bool((palette == palette[:, :1]).all())
