"""AVIF: AV1 in ISO media files (AV1 in ISOBMFF; AV1 Image File Format)."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from upscaler import messages
from upscaler.images.boxes import boxes, has_all_boxes, item_properties
from upscaler.images.codecs.base import Extras, OpenPicture, Profile
from upscaler.images.codecs.iso_media import IsoMedia, branded, described
from upscaler.images.exif import without_orientation

if TYPE_CHECKING:
    from PIL import Image

    from upscaler.images.bitmap import Pixels

_APERTURE = "clean aperture"  # key in `info`: the part of the picture that is shown
_BOX = struct.Struct(">8i")  # fractions: width, height, and offset of the centre from that of the picture
_SPEED = 8  # of aom, 0 to 10: half the time of the default 6 for the same file size


class Avif(IsoMedia):
    name, title, pillow, suffixes = "avif", "AVIF", "AVIF", (".avif",)
    signatures = branded(b"avif", b"avis")
    sequence = "animation"
    writable = dpi_in_exif = True
    lossless = gray_alpha = opaque_alpha = False
    promise = messages.SMALLEST_FILES
    quality = 90
    bytes_per_pixel = ((30, 0.020), (60, 0.049), (80, 0.080), (90, 0.118), (95, 0.180), (100, 0.668))
    largest_side, largest_area = 65_536, 16_384**2  # decoders refuse more

    def open(self, path: Path, file: BinaryIO) -> Image.Image:
        """With the clean aperture in `info`."""
        picture = super().open(path, file)
        position = file.tell()
        if len(self.frames(picture)) == 1:
            aperture = item_properties(file).get(b"clap", b"")
        else:  # what the first track says: that of alpha is as large
            aperture = described(file, (b"moov",)).partition(b"clap")[2]
        picture.info[_APERTURE] = _clean_aperture(aperture, *picture.size)
        file.seek(position)
        return picture

    def size(self, source: OpenPicture) -> tuple[int, int]:
        rows, columns = source.picture.info.get(_APERTURE) or (
            range(source.picture.height),
            range(source.picture.width),
        )
        return len(columns), len(rows)

    def read(self, source: OpenPicture, profile: Profile, damaged: bool) -> tuple[Pixels, Profile, tuple[str, ...]]:
        pixels, profile, told = super().read(source, profile, damaged)
        if part := source.picture.info.get(_APERTURE):
            rows, columns = part
            pixels = pixels[rows.start : rows.stop, columns.start : columns.stop].copy()
        return pixels, profile, told

    def bits(self, source: OpenPicture) -> int:
        """From the configuration box (AV1 in ISOBMFF, 2.3.3)."""
        with source.beside() as file:
            told = described(file)
        box = told.find(b"av1C")
        if not 0 <= box < len(told) - 6 or not told[box + 6] & 0x40:
            return 8
        return 12 if told[box + 6] & 0x20 else 10

    def read_high_bit_depth(self, source: OpenPicture) -> Pixels | None:
        """Works even if OpenCV, which only looks at 500 bytes, does not recognise the file."""
        from upscaler.images.high_bit_depth import opencv_pixels, stretched

        found = super().read_high_bit_depth(source)
        if found is not None:
            return found
        with source.beside() as file:
            pixels = opencv_pixels(_recognisable(file))
        return None if pixels is None else stretched(pixels, self.white_value(source))

    def write(self, canvas: Pixels, path: Path, extras: Extras) -> None:
        """By Pillow, since OpenCV halves the resolution of colours and has no gray with alpha; gray by OpenCV."""
        if canvas.shape[2] == 1:
            from upscaler.images.opencv import blocks_of, cv2, write

            parameters = [cv2.IMWRITE_AVIF_QUALITY, extras.quality or 0, cv2.IMWRITE_AVIF_SPEED, _SPEED]
            write(canvas, path, parameters, blocks_of(extras.icc_profile, extras.metadata))
            return
        from upscaler.images.pillow import save

        # Pillow would rewrite EXIF data with an orientation, or fail at unexpected entries
        exif, xmp = extras.metadata.exif, extras.metadata.xmp or b""
        blocks = {"icc_profile": extras.icc_profile, "exif": without_orientation(exif) if exif else b"", "xmp": xmp}
        save(canvas, path, self.pillow, quality=extras.quality, subsampling="4:4:4", speed=_SPEED, **blocks)

    def read_back(self, path: Path, into: Pixels) -> bool:
        """Works even if OpenCV does not recognise the file, as in `read_high_bit_depth`."""
        import numpy as np

        from upscaler.images.opencv import cv2

        with path.open("rb") as file:
            if not has_all_boxes(file):  # libavif makes up missing pixels
                return False
            if super().read_back(path, into):
                return True
            found = cv2.imdecode(np.frombuffer(_recognisable(file), np.uint8), cv2.IMREAD_UNCHANGED)
        if found is None or found.size != into.size:
            return False
        into[:] = found.reshape(into.shape)
        return True


def _recognisable(file: BinaryIO) -> bytes:
    """A copy that OpenCV recognises as an AVIF: it only looks at the first 500 bytes, and they must end inside a box.

    If pixels precede the metadata, the first box is extended over them, as if they were brands; otherwise the metadata
    box is extended to the end of the file. Raises OSError.
    """
    (_, _, brands), *others = boxes(file, 0, file.seek(0, 2))
    file.seek(0)
    content = bytearray(file.read())
    start = next((start for kind, start, _ in others if kind == b"meta"), 0) - 8
    if content[start + 4 : start + 8] != b"meta":  # it is missing, or its length is elsewhere
        return bytes(content)
    if start == brands:
        struct.pack_into(">I", content, start, len(content) - start)
    elif not start % 4 or others[-1][0] == b"meta":  # a brand has four letters
        content[start:start] = bytes(-start % 4)
        struct.pack_into(">I", content, 0, start + -start % 4)
    return bytes(content)


def _clean_aperture(box: bytes, width: int, height: int) -> tuple[range, range] | None:
    """The rows and columns that are shown, before any turn, by the clean aperture box (ISO/IEC 14496-12, 12.1.4).

    None if there is no such box, or it is malformed.
    """
    from fractions import Fraction  # here: nothing may delay the window's first paint

    if len(box) < _BOX.size:
        return None
    numbers = _BOX.unpack_from(box)
    if not all(numbers[1::2]):
        return None
    wide, high, right, low = (Fraction(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True))
    left, top = round((width - wide) / 2 + right), round((height - high) / 2 + low)
    rows, columns = range(top, top + round(high)), range(left, left + round(wide))
    if not (rows and columns and left >= 0 and top >= 0 and rows.stop <= height and columns.stop <= width):
        return None
    return rows, columns
