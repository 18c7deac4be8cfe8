"""PBM, PGM and PPM (Netpbm's portable any map). Read-only."""

from __future__ import annotations

from upscaler.images.codecs.base import Codec, OpenPicture


class Pnm(Codec):
    name, title, pillow, suffixes = "pnm", "PNM", "PPM", (".pnm", ".pbm", ".pgm", ".ppm")
    signatures = tuple(((0, bytes([80, 48 + kind, space])),) for kind in range(1, 7) for space in b" \t\r\n#")

    def bits(self, source: OpenPicture) -> int:
        return 16 if self.white_value(source) > 255 else 8

    def check(self, source: OpenPicture) -> None:
        if source.picture.mode != "I":  # in which Pillow gives 16 bits
            super().check(source)

    def white_value(self, source: OpenPicture) -> int:
        """As the header says."""
        if isinstance(source.layout, tuple):
            told = source.layout[1] if len(source.layout) > 1 else None
            return told if isinstance(told, int) else 255
        return 65_535 if str(source.layout).startswith("I;16") else 255
