"""Transparency, handled before and after the network. Alpha is straight, 0 to 255 or 65535."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from upscaler.images.bitmap import Bitmap, Pixels, max_value
from upscaler.images.colour import fitting
from upscaler.images.opencv import cv2

_NEIGHBOURHOOD = np.ones((5, 5), np.uint8)  # LR pixels that the interpolation of one pixel can reach


def visible_colours(bitmap: Bitmap) -> Pixels:
    """Colours (H, W, 1 or 3); fully transparent pixels get the colour of the nearest visible one.

    Invisible colours are arbitrary, often black; the network would draw them as a fringe.
    """
    colour, alpha = bitmap.pixels[:, :, :-1], bitmap.pixels[:, :, -1]
    hidden = (alpha == 0).astype(np.uint8)
    if not hidden.any() or hidden.all():
        return np.ascontiguousarray(colour)
    _, nearest = cv2.distanceTransformWithLabels(hidden, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    visible = hidden == 0
    colours = np.zeros((int(nearest.max()) + 1, colour.shape[2]), colour.dtype)
    colours[nearest[visible]] = colour[visible]
    return colours[nearest]


def flattened(bitmap: Bitmap) -> Bitmap:
    """The picture on white, without alpha: for formats that cannot hold it."""
    white = max_value(bitmap.pixels)
    colour, alpha = bitmap.pixels[:, :, :-1].astype(np.float32), bitmap.pixels[:, :, -1:].astype(np.float32) / white
    return replace(bitmap, pixels=np.rint(colour * alpha + white * (1 - alpha)).astype(bitmap.pixels.dtype))


def for_rgb(bitmap: Bitmap) -> Bitmap:
    """The picture without its profile, and with a warning, if the profile is not for RGB."""
    profile, told = fitting(bitmap.icc_profile, 3)
    return replace(bitmap, icc_profile=profile, warnings=(*bitmap.warnings, *told))


def rgba(bitmap: Bitmap) -> Bitmap:
    """The picture as RGBA: gray becomes three equal channels, and a missing alpha becomes opaque."""
    pixels = bitmap.pixels
    colour = pixels[:, :, :-1] if bitmap.has_alpha else pixels
    alpha = pixels[:, :, -1:] if bitmap.has_alpha else np.full_like(pixels[:, :, :1], max_value(pixels))
    return for_rgb(
        replace(bitmap, pixels=np.concatenate([np.broadcast_to(colour, (*pixels.shape[:2], 3)), alpha], axis=2))
    )


def constant_areas(alpha: Pixels) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Where the 5x5 neighbourhood of an LR alpha (H, W) is all 0, and where it is all opaque: two masks (H, W).

    There the enlarged alpha must be exactly that, whatever the network says.
    """
    empty = np.asarray(cv2.dilate(alpha, _NEIGHBOURHOOD)) == 0
    opaque = np.asarray(cv2.erode(alpha, _NEIGHBOURHOOD)) == max_value(alpha)
    return empty, opaque


def premultiplied(pixels: Pixels) -> npt.NDArray[np.float32]:
    """(H, W, C) as float32 in the same range, colour weighted by alpha: what the eye would see on black."""
    values = pixels.astype(np.float32)
    if pixels.shape[2] in (2, 4):
        values[:, :, :-1] *= values[:, :, -1:] / max_value(pixels)
    return values


def unpremultiplied(values: npt.NDArray[np.float32], like: Pixels) -> Pixels:
    """The inverse of `premultiplied`: (H, W, C) in the depth of `like`, rounded and clipped.

    Where alpha is 0, colour is 0.
    """
    largest = max_value(like)
    if values.shape[2] in (2, 4):
        colour, share = values[:, :, :-1], values[:, :, -1:] / largest  # not clipped: both overshoot alike
        colour = np.divide(colour, share, out=np.zeros_like(colour), where=share > 0)
        values = np.dstack([colour, values[:, :, -1]])
    return np.clip(np.rint(values), 0, largest).astype(like.dtype)
