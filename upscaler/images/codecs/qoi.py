"""QOI, the "Quite OK Image Format". Read-only."""

from upscaler.images.codecs.base import Codec


class Qoi(Codec):
    name, title, pillow, suffixes = "qoi", "QOI", "QOI", (".qoi",)
    signatures = (((0, b"qoif"),),)
