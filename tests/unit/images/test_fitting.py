from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.unit.images.test_encode import GRAY_PROFILE
from tests.unit.images.test_metadata import ALL
from upscaler import messages
from upscaler.errors import TargetTooLargeError
from upscaler.geometry import Size
from upscaler.images.bitmap import Bitmap
from upscaler.images.codecs.base import Header
from upscaler.images.fitting import check_size, fitted, losses
from upscaler.images.formats import BY_NAME
from upscaler.images.header import read_header
from upscaler.images.metadata import Metadata


@pytest.mark.parametrize(
    ("name", "size", "able"),
    [
        ("jpg", Size(65_536, 10), ("PNG", "TIFF", "AVIF")),
        ("webp", Size(10, 16_384), ("PNG", "JPEG", "TIFF", "AVIF")),
        ("avif", Size(20_000, 20_000), ("PNG", "JPEG", "TIFF")),
    ],
)
def test_formats_that_can_are_proposed(name: str, size: Size, able: tuple[str, ...]) -> None:
    with pytest.raises(TargetTooLargeError) as caught:
        check_size(size, BY_NAME[name], Path("a"))
    assert caught.value.able == able
    check_size(Size(16_383, 16_383), BY_NAME[name], Path("a"))


def test_what_is_lost_is_told() -> None:
    bitmap = Bitmap(np.full((2, 3, 4), 65_535, np.uint16), None, ALL, ("before",))
    fit = fitted(bitmap, Size(6, 4), BY_NAME["jpg"])
    assert fit.warnings == (
        "before",
        messages.TRANSPARENCY_DROPPED.format(format="JPEG"),
        messages.DEPTH_REDUCED.format(format="JPEG"),
    )
    assert (fit.high_bit_depth, fit.bitmap.channels, fit.bitmap.is_high_bit_depth) == (False, 3, True)
    assert fit.metadata.iptc == ALL.iptc
    assert fitted(bitmap, Size(6, 4), BY_NAME["jpg"], strip_metadata=True).metadata == Metadata()


def test_it_is_known_before_anything_is_decoded(tmp_path: Path) -> None:
    pixels = np.full((20, 30, 4), 40_000, np.uint16)
    assert cv2.imwrite(str(tmp_path / "a.png"), pixels)
    header = read_header(tmp_path / "a.png")
    assert (header.bits, header.alpha) == (16, True)
    told = losses(header, Size(60, 40), BY_NAME["jpg"])
    assert told == (messages.TRANSPARENCY_DROPPED.format(format="JPEG"), messages.DEPTH_REDUCED.format(format="JPEG"))
    assert losses(header, Size(60, 40), BY_NAME["png"]) == ()
    pages = Header("tiff", Size(30, 20), frames=2)
    assert losses(pages, Size(60, 40), BY_NAME["tiff"]) == ()
    assert losses(pages, Size(60, 40), BY_NAME["webp"]) == (messages.FRAMES_DROPPED.format(count=2),)


def test_deep_where_the_format_can() -> None:
    fit = fitted(Bitmap(np.zeros((2, 3, 2), np.uint16)), Size(6, 4), BY_NAME["png"])
    assert (fit.high_bit_depth, fit.bitmap.channels) == (True, 4)
    for name, channels, kept in (("webp", 1, False), ("avif", 2, False), ("avif", 1, True), ("png", 1, True)):
        gray = Bitmap(np.zeros((2, 3, channels), np.uint8), GRAY_PROFILE)
        fit = fitted(gray, Size(6, 4), BY_NAME[name])
        assert (fit.bitmap.icc_profile == GRAY_PROFILE) is kept
        assert fit.warnings == (() if kept else (messages.PROFILE_DROPPED,))


def test_animations_have_8_bits_and_pages_16() -> None:
    animation = Header("png", Size(30, 20), 16, frames=2)
    assert losses(animation, Size(60, 40), BY_NAME["png"]) == (messages.DEPTH_REDUCED.format(format="PNG"),)
    assert losses(replace(animation, kind="tiff"), Size(60, 40), BY_NAME["tiff"]) == ()
