"""Truevision TGA (2.0 specification, 1991). Only read."""

from upscaler.images.codecs.base import Codec


class Tga(Codec):
    name, title, pillow, suffixes = "tga", "TGA", "TGA", (".tga", ".icb", ".vda", ".vst")

    def recognises(self, start: bytes) -> bool:
        """There is no signature: the 18 bytes of the header must agree with each other."""
        if len(start) < 18:
            return False
        palette, kind, depth, flags = start[1], start[2] & ~8, start[16], start[17]
        width, height = int.from_bytes(start[12:14], "little"), int.from_bytes(start[14:16], "little")
        if not (width and height) or flags & 0xC0 or start[2] not in (1, 2, 3, 9, 10, 11):
            return False
        if kind == 1:
            return palette == 1 and depth == 8 and start[7] in (15, 16, 24, 32)
        return palette == 0 and not any(start[3:8]) and depth in ((8, 16) if kind == 3 else (15, 16, 24, 32))
