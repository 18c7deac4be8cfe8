"""Which files are not read as they are, and why: what is refused or reduced on purpose, and known bugs.

`where` is a recipe in which a choice may have several words ("depth=12|32"), and `becomes` is the beginning of the
outcome (see `check`). Known bugs are to be fixed. Not every matching file need be wrong, but once none is, the test
fails until the entry is removed.
"""

from __future__ import annotations

from typing import NamedTuple

from tests.corpus.check import REDUCED, RIGHT
from tests.corpus.kind import Recipe

_PIXELS, _NO_PICTURE = "UnsupportedPixelsError", "NotAPictureError"


class Entry(NamedTuple):
    where: str
    becomes: str
    reason: str

    def matches(self, kind: str, recipe: Recipe) -> bool:
        name, *choices = self.where.split()
        return name == kind and all(recipe[one] in words.split("|") for one, words in (c.split("=") for c in choices))


UNSUPPORTED: tuple[Entry, ...] = (
    Entry("tiff depth=12|32|signed8|float32", _PIXELS, "neither 8 nor 16 bits"),
    Entry("tiff compression=jp2k|lerc|jxl|oldjpeg", _PIXELS, "pictures of formats that are not read inside of TIFF"),
    Entry("tiff order=big file=bigtiff compression=rle|g3|g4", _PIXELS, "Pillow does not read it"),
    Entry("jp2 definition=swapped|alphafirst|multiplied", _PIXELS, "its decoder does not sort them"),
    Entry("tiff colour=cmyk|lab depth=16", REDUCED, "CMYK and CIELAB are read in 8 bits"),
    Entry("bmp pixels=2", _PIXELS, "two bits"),
    Entry("jpeg process=twelve", _PIXELS, "12 bits"),
    Entry("pnm kind=P7|Pf", _NO_PICTURE, "PAM and PFM are other formats"),
)
KNOWN_FAULTS: tuple[Entry, ...] = ()


def entries(kind: str, recipe: Recipe, found: str) -> list[Entry]:
    """The entries that explain this wrong outcome for a file."""
    return [
        one
        for one in (*UNSUPPORTED, *KNOWN_FAULTS)
        if found != RIGHT and found.startswith(one.becomes) and one.matches(kind, recipe)
    ]
