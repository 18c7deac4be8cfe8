"""All kinds of the corpus. A new one is one more line here."""

from __future__ import annotations

from tests.corpus.bmp import BMP, ICO
from tests.corpus.gif import GIF
from tests.corpus.iso_media import AVIF, AVIS, HEIC
from tests.corpus.jpeg import JPEG
from tests.corpus.jpeg2000 import JPEG2000
from tests.corpus.kind import Kind, Recipe
from tests.corpus.plain import PNM, QOI
from tests.corpus.png import APNG, PNG
from tests.corpus.tga import TGA
from tests.corpus.tiff import TIFF
from tests.corpus.webp import WEBP

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (TIFF, PNG, APNG, GIF, BMP, ICO, TGA, QOI, PNM, JPEG, WEBP, JPEG2000, AVIF, AVIS, HEIC)
}
# How many of each `make test` tries; `make corpus` uses the same proportions
COUNTS = {"tiff": 420, "png": 220, "apng": 160, "gif": 160, "bmp": 170, "ico": 50, "tga": 110, "qoi": 30, "pnm": 60}
COUNTS |= {"jpeg": 240, "webp": 110, "jp2": 130, "avif": 80, "avis": 20, "heic": 60}


def parsed(text: str) -> tuple[Kind, Recipe]:
    """A recipe from its text; omitted choices get their first word."""
    name, *words = text.split()
    kind = KINDS[name]
    given = dict(word.split("=") for word in words)
    assert given.keys() <= kind.space.keys(), f"there is no {given.keys() - kind.space.keys()}"
    return kind, {choice: given.get(choice, words.split()[0]) for choice, words in kind.space.items()}
