"""Run-length encoded BMP files with 8 and 4 bits: Pillow's own decoder skips empty rows, and refuses files that end
early, although the rest of the picture is then colour 0."""

from __future__ import annotations

from typing import Any

from PIL import BmpImagePlugin, Image

from upscaler.images.pillow import is_tolerant

_END_OF_ROW, _END, _MOVE = 0, 1, 2  # what follows a zero; a higher value is a number of pixels stored one by one


class RunLengths(BmpImagePlugin.BmpRleDecoder):
    def decode(self, buffer: Any) -> tuple[int, int]:
        assert self.fd is not None
        pixels, is_whole = _decoded(self.fd.read(), self.state.xsize, self.state.ysize, self.args[1])
        if not is_whole and not is_tolerant():
            raise OSError("the file is cut off")
        self.set_as_raw(pixels, "L" if self.mode in ("1", "L") else "P", (0, self.args[-1]))
        return -1, 0


def register() -> None:
    """Replace Pillow's decoder, which was registered when it was imported above."""
    Image.register_decoder("bmp_rle", RunLengths)


def _decoded(data: bytes, width: int, height: int, halves: bool) -> tuple[bytes, bool]:
    """Palette indices, row by row as in the file, and whether they are complete or ended by a marker."""
    pixels, x, y, at = bytearray(width * height), 0, 0, 0
    while at + 2 <= len(data) and (y, x) < (height - 1, width):
        count, value = data[at : at + 2]
        at += 2
        if count:
            run = (bytes((value >> 4, value & 15)) * (count + 1 >> 1) if halves else bytes([value]) * count)[:count]
        elif value == _END_OF_ROW:
            x, y = 0, y + 1
            continue
        elif value == _END:
            return bytes(pixels), True
        elif value == _MOVE:
            if at + 2 > len(data):
                break
            x, y, at = x + data[at], y + data[at + 1], at + 2
            continue
        else:
            length = value + 1 >> 1 if halves else value
            run = data[at : at + length]
            at += length + length % 2
            if halves:
                run = bytes(half for byte in run for half in (byte >> 4, byte & 15))[:value]
        run = run[: max(0, width - x)]
        pixels[y * width + x : y * width + x + len(run)] = run
        x += len(run)
    return bytes(pixels), (y, x) >= (height - 1, width)
