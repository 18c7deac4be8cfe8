"""Windows bitmaps. Only read."""

from upscaler.images.codecs.base import Codec


class Bmp(Codec):
    name, title, pillow, suffixes = "bmp", "BMP", "BMP", (".bmp", ".dib")
    signatures = (((0, b"BM"),),)
