"""What a codec is: how one kind of picture file is recognised, read, written and checked, and what it can hold.

All kinds are known before the window is painted. So codecs import what loads NumPy, Pillow or OpenCV where they use it.
Beside the errors of the app they raise what decoders and encoders raise: `pillow.DECODER_ERRORS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from upscaler import messages
from upscaler.errors import UnsupportedPixelsError
from upscaler.geometry import Size

if TYPE_CHECKING:
    from PIL import Image

    from upscaler.images.bitmap import Pixels
    from upscaler.images.chunks import Chunk
    from upscaler.images.metadata import Metadata

Signature = tuple[tuple[int, bytes], ...]  # parts of a file, each with its position, that must all match
Profile = bytes | None


@dataclass(frozen=True)
class Header:
    """Kind of file, size once upright, bits per sample (8 to 16), number of frames, and whether there is alpha.

    The picture `is_first` of the frames, or else the largest of some pages.
    """

    kind: str
    size: Size
    bits: int = 8
    frames: int = 1
    alpha: bool = False
    is_first: bool = True


@dataclass
class OpenPicture:
    """A picture file, opened once: `picture` is what Pillow reads from `file`, and stands at one frame of it.

    `bits` per sample, Pillow's `layout` of them in the file, and the `extent` of the frame (left, top, right, bottom)
    are noted before pixels are loaded, when Pillow forgets.
    """

    path: Path
    file: BinaryIO
    codec: Codec
    picture: Image.Image
    bits: int = 8
    layout: object = ""
    extent: tuple[int, ...] = ()

    @contextmanager
    def beside(self) -> Iterator[BinaryIO]:
        """The file from its beginning, for somebody else than Pillow, which goes on where it was."""
        position = self.file.tell()
        self.file.seek(0)
        try:
            yield self.file
        finally:
            self.file.seek(position)


@dataclass(frozen=True)
class Extras:
    """What goes into a file beside pixels: a profile for each picture, of which an animation has the first one.

    Each frame of an animation is shown for milliseconds, all of it `loop` times, 0 without end.
    """

    metadata: Metadata
    profiles: Sequence[Profile]
    quality: int | None = None  # 0 to 100, of lossy kinds
    durations: Sequence[int] = ()
    loop: int = 0

    @property
    def icc_profile(self) -> Profile:
        return self.profiles[0]

    @property
    def animation(self) -> dict[str, Any]:
        """As Pillow is told."""
        return {"icc_profile": self.icc_profile, "duration": self.durations, "loop": self.loop}


class Codec:
    """One kind of picture file. What it can hold, and its limits, are those of the files that we write."""

    name: str  # in options and reports
    title: str  # for people
    pillow: str  # for Pillow
    suffixes: tuple[str, ...]  # the first one is used for new files
    signatures: tuple[Signature, ...] = ()
    sequence: Literal["", "animation", "pages"] = ""  # what several pictures in one file are

    writable = False
    replacement = "png"  # what a kind that we only read is written as
    promise = ""  # what people choose it for, if it is written: a sentence of `messages`
    bytes_per_pixel: float | tuple[tuple[int, float], ...] = 0.0  # of a photo, by quality if lossy: see `estimate`
    lossless = True
    quality: int | None = None  # the default of lossy kinds, 0 to 100
    high_bit_depth = False  # 16 bits
    alpha = True
    gray = gray_alpha = True  # else it becomes three equal channels
    opaque_alpha = True  # an alpha that is full everywhere is kept
    iptc = False
    dpi_in_exif = False  # and nowhere else
    holds_aspect = False  # the shape of pixels that are not square, without a resolution
    largest_profile = 2**62  # bytes
    largest_block = 2**62  # bytes of EXIF, XMP, IPTC and comments, each
    writes_sequence = False
    largest_side = 2**31 - 1  # pixels
    largest_area = 2**62  # pixels

    # Reading

    def recognises(self, start: bytes) -> bool:
        """Whether a file that begins like this is of this kind."""
        return any(all(start[at : at + len(part)] == part for at, part in parts) for parts in self.signatures)

    def open(self, path: Path, file: BinaryIO) -> Image.Image:
        """What Pillow makes of the header. Pixels are loaded later."""
        from PIL import Image

        return Image.open(file, formats=(self.pillow,))

    def size(self, source: OpenPicture) -> tuple[int, int]:
        """Width and height of what `read` gives of the frame at which the file stands."""
        return source.picture.size

    def bits(self, source: OpenPicture) -> int:
        """Bits per sample in the file. Pillow reduces most of 16 to 8 without a word, so its mode does not tell."""
        return 8

    def check(self, source: OpenPicture) -> None:
        """Raise UnsupportedPixelsError if the frame at which the file stands has pixels that cannot be read."""
        from upscaler.images.pillow import READ_MODES

        mode = source.picture.mode
        if mode in ("F", "I", "I;32", "I;32B"):
            raise UnsupportedPixelsError(source.path, "32 bits or floating point")
        if mode not in READ_MODES:
            raise UnsupportedPixelsError(source.path, mode)

    def frames(self, picture: Image.Image) -> Sequence[int]:
        """The positions of the pictures that follow each other in the file."""
        return range(int(getattr(picture, "n_frames", 1)))

    def is_first(self, picture: Image.Image, frames: Sequence[int]) -> bool:
        """Whether a file that was opened stands at the first of its pages, or of its frames."""
        return self.sequence != "pages" or picture.tell() == frames[0]

    def left_out(self, picture: Image.Image) -> Sequence[int]:
        """The numbers, from 1 on, of pages that are not among the frames because nobody reads their pixels."""
        return ()

    def lacks_frames(self, picture: Image.Image) -> bool:
        """Whether `frames` of a damaged file are not all: what follows them cannot be found."""
        return False

    def has_alpha(self, source: OpenPicture) -> bool:
        """Whether the frame at which the file stands has alpha. Asked before pixels are loaded."""
        return source.picture.has_transparency_data or source.picture.mode in ("La", "RGBa")

    def composed(self, source: OpenPicture) -> Iterator[tuple[Pixels, float]] | None:
        """The frames of an animation as they are shown, (H, W, 4) uint8, and their milliseconds, 0 if it does not say.

        None where Pillow lays frames over each other as it should.
        """
        return None

    def turn(self, picture: Image.Image) -> int:
        """The EXIF orientation, 1 to 8, in which Pillow gives the pixels."""
        from upscaler.images.pillow import orientation

        return orientation(picture)

    def profile(self, picture: Image.Image) -> Profile:
        """The colour profile of the frame at which the file stands."""
        found = picture.info.get("icc_profile")
        return found if isinstance(found, bytes) and found else None

    def metadata(self, source: OpenPicture) -> Metadata:
        """Everything else that the file says of itself, the EXIF data even if damaged."""
        from upscaler.images.pillow import read_metadata

        return read_metadata(source.picture)

    def read(self, source: OpenPicture, profile: Profile, damaged: bool) -> tuple[Pixels, Profile, tuple[str, ...]]:
        """Pixels (H, W, C) of the frame at which the file stands, not yet turned; their profile; what is to be told.

        A damaged file is read by Pillow alone, in 8 bits: others take gigabytes for some of them.
        """
        from upscaler.images.pillow import CONVERTED, plain, samples

        told: tuple[str, ...] = ()
        if source.bits > 8:
            if not damaged and source.picture.mode not in CONVERTED:
                pixels = self.read_high_bit_depth(source)
                if pixels is not None:
                    return pixels, profile, ()
            told = (messages.DEPTH_UNREADABLE,)
        flat, profile, sentences = plain(source.picture, profile)
        return samples(flat), profile, (*told, *sentences)

    def read_high_bit_depth(self, source: OpenPicture) -> Pixels | None:
        """16-bit pixels (H, W, C) over the full range, not yet turned; None if they cannot be had in this depth."""
        from upscaler.images.high_bit_depth import opencv_pixels, stretched

        source.picture.load()  # OpenCV makes up what is missing; Pillow refuses it
        pixels = opencv_pixels(source.path)
        return None if pixels is None else stretched(pixels, self.white_value(source))

    def white_value(self, source: OpenPicture) -> int:
        """The sample that means white where OpenCV reads more than 8 bits."""
        return int(2 ** min(source.bits, 16)) - 1

    def witnesses(self, source: OpenPicture) -> Iterator[Pixels]:
        """What other readers make of the picture at which the file stands, RGB (H, W, 3) of 8 bits, upright.

        None of a kind whose reader has no known weakness.
        """
        return iter(())

    def witnesses_of_frames(self, source: OpenPicture) -> Sequence[Iterator[Pixels]]:
        """What each of them makes of the frames of an animation, decoded as they are asked for.

        Each reads the file by a handle of its own: others read on between two frames.
        """
        return ()

    def is_plain(self, source: OpenPicture) -> bool:
        """Whether OpenCV makes of a file of 8 bits, without palette, the same as `read`, straight into an array."""
        return False

    # Writing. Canvases are (H, W, C), gray, gray + alpha, BGR or BGRA, such as the kind can hold.

    def write(self, canvas: Pixels, path: Path, extras: Extras) -> None:
        """Write one picture to `path`, which has an ending of this kind: OpenCV goes by it."""
        raise NotImplementedError

    def write_sequence(self, canvases: Sequence[Pixels], path: Path, extras: Extras) -> None:
        """Write several pages, or frames of an animation, which are BGRA."""
        raise NotImplementedError

    def holds_chunk(self, chunk: Chunk) -> bool:
        """Whether a file has a place for a text of a PNG, or for what one says of its colours."""
        return False

    def milliseconds(self, shown: float) -> int:
        """For how long a file can say that a frame is shown, nearest to what is wanted."""
        return max(1, round(shown))

    # Reading back what was written

    def verify_without_copy(self, path: Path, canvas: Pixels, largest_error: float) -> bool:
        """Compare a file with its canvas where that is possible without a second one; False where it is not.

        `largest_error` is the largest mean square of differences, of 255 squared. Raises VerificationError.
        """
        return False

    def read_back(self, path: Path, into: Pixels) -> bool:
        """Decode a file into an array like its canvas. False if it is not whole, or another shape is needed."""
        from upscaler.images.opencv import read_into

        return read_into(path, into)

    def read_sequence_back(self, path: Path, durations: Sequence[int]) -> Iterator[tuple[Pixels, int]]:
        """Each picture of a file as a canvas, and its milliseconds; pages have those that they should have."""
        from upscaler.images.pillow import animation

        return animation(path, self.pillow)

    def unseen_difference(self, quality: int | None) -> int:
        """By how many levels of 255 an encoder lets a frame differ before it writes another one."""
        return 0
