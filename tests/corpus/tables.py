"""Which files do not come out as they are, and why: what is refused or reduced on purpose, and what is still wrong.

`where` is a recipe in which a choice may have several words ("depth=12|32"), and `becomes` is how the outcome begins
(see `check`). Known faults are there to be mended. Not all files that match need be wrong, but once none is any more,
the test fails until the entry is gone.
"""

from __future__ import annotations

from typing import NamedTuple

from tests.corpus.check import REDUCED, RIGHT
from tests.corpus.kind import Recipe

_PIXELS, _NO_PICTURE, _DAMAGED = "UnsupportedPixelsError", "NotAPictureError", "BrokenPictureError"
_WRONG, _FIRST_WRONG = "picture ", "the first picture"


class Entry(NamedTuple):
    where: str
    becomes: str
    reason: str

    def matches(self, kind: str, recipe: Recipe) -> bool:
        name, *choices = self.where.split()
        return name == kind and all(recipe[one] in words.split("|") for one, words in (c.split("=") for c in choices))


UNSUPPORTED: tuple[Entry, ...] = (
    Entry("tiff depth=12|32|signed8|float32", _PIXELS, "neither 8 nor 16 bits"),
    Entry("tiff compression=jp2k|lerc|jxl", _PIXELS, "pictures of formats that are not read inside of TIFF"),
    Entry("tiff colour=lab depth=16", _PIXELS, "Lab is read in 8 bits"),
    Entry("tiff colour=cmyk depth=16", REDUCED, "CMYK is read in 8 bits"),
    Entry("avif depth=10|12", REDUCED, "OpenCV looks at the first 500 bytes only"),
    Entry("pnm kind=P7|Pf", _NO_PICTURE, "PAM and PFM are other formats"),
)
KNOWN_FAULTS: tuple[Entry, ...] = (
    Entry("tiff order=big file=bigtiff", _PIXELS, "Pillow does not know it"),
    Entry("tiff compression=webp|oldjpeg", _DAMAGED, "not supported, but whole"),
    Entry("tiff compression=zstd depth=16", "!ModuleNotFoundError", "tifffile has no Zstandard before Python 3.14"),
    Entry("tiff colour=palette map=bytes", "", "entries of 0 to 255 are taken for 0 to 65,535"),
    Entry("tiff colour=palette fill=lsb", _DAMAGED, "no raw mode of Pillow"),
    Entry("tiff colour=ycbcr1x1|ycbcr2x1|ycbcr2x2 compression=none", "", "blocks of luminance and colour"),
    Entry("tiff colour=lab planes=apart", "", "wrong colours"),
    Entry("tiff planes=apart alpha=straight|multiplied|unspecified|untold", "", "alpha of its own plane is misread"),
    Entry("tiff colour=white0 alpha=straight|unspecified|untold", _PIXELS, "Pillow does not know it"),
    Entry("tiff colour=black0 alpha=straight|multiplied|unspecified|untold", _PIXELS, "only 8 bits are known"),
    Entry("tiff colour=cmyk alpha=straight|unspecified", _PIXELS, "Pillow does not know it"),
    Entry("tiff colour=rgb depth=4", _PIXELS, "Pillow does not know it"),
    Entry("tiff colour=white0 depth=16 order=big", _PIXELS, "Pillow does not know it"),
    Entry("png before=longtext", _DAMAGED, "Pillow unpacks 1 MB of text at most"),
    Entry("png checksum=before|behind", _DAMAGED, "a bad checksum of a text is no damage of pixels"),
    Entry("png depth=16 end=none", _DAMAGED, "all pixels are there"),
    Entry("png behind=exif8", "the header says", "an orientation behind the pixels comes too late"),
    Entry("apng interlace=adam7", _DAMAGED, "Pillow's frames are not interlaced"),
    Entry("apng depth=16 colour=gray", _DAMAGED, "Pillow cannot blend it"),
    Entry("apng", _WRONG, "Pillow's compositor: partial alpha, cleared frames, transparent colours, the first frame"),
    Entry("gif", _WRONG, "Pillow's compositor: what is not covered, cleared or beyond the canvas"),
    Entry("gif", _FIRST_WRONG, "the same"),
    Entry("bmp pixels=444|4444|bgr888|1010102", _DAMAGED, "masks that Pillow does not know"),
    Entry("bmp pixels=2", _DAMAGED, "two bits"),
    Entry("bmp rle=short", _DAMAGED, "the rest of the rows is colour 0"),
    Entry("bmp pixels=1555", _WRONG, "alpha of one bit is left out"),
    Entry("bmp fourth=zero", _WRONG, "an alpha that is 0 everywhere is none"),
    Entry("ico kind=32 alpha=zero", _WRONG, "the mask counts where alpha is 0 everywhere"),
    Entry("tga fourth=zero", _WRONG, "an alpha that is 0 everywhere is none"),
    Entry("tga attributes=zero", _WRONG, "no bits of alpha"),
    Entry("tga footer=multiplied|noalpha|undefined", _WRONG, "what the footer says of alpha"),
    Entry("tga depth=15", _DAMAGED, "Pillow does not know it"),
    Entry("tga entries=15", _DAMAGED, "Pillow does not know it"),
    Entry("tga packed=across content=flat", _DAMAGED, "a run goes on for more than one row"),
    Entry("tga size=1x1", _DAMAGED, "files of less than 26 bytes"),
    Entry("jpeg adobe=short", _DAMAGED, "a segment that says nothing"),
    Entry("jpeg jfif=short", _DAMAGED, "a segment that says nothing"),
    Entry("jpeg segments=iccshort", _DAMAGED, "a segment that says nothing"),
    Entry("jpeg process=twelve", _DAMAGED, "not supported, but whole"),
    Entry("jpeg end=none", _DAMAGED, "all pixels are there"),
    Entry("webp alpha=none frames=3", "", "cleared parts are black where no frame has alpha"),
    Entry("jp2 definition=swapped|alphafirst|multiplied", _WRONG, "which component is what (cdef)"),
    Entry("jp2 colour=palettetwice", "", "a colour that comes twice is left out"),
    Entry("jp2 colour=palette boxes=bpcc", _DAMAGED, "broken data stream"),
    Entry("jp2 colour=gray depth=8 boxes=bpcc", _WRONG, "is taken for 16 bits"),
    Entry("avif crop=part", _WRONG, "a crop (clap) is overlooked"),
)


def entries(kind: str, recipe: Recipe, found: str) -> list[Entry]:
    """Those that say why this came out of a file, which is not right."""
    return [
        one
        for one in (*UNSUPPORTED, *KNOWN_FAULTS)
        if found != RIGHT and found.startswith(one.becomes) and one.matches(kind, recipe)
    ]
