"""The interface of codecs: how a picture format is recognised, read, written and checked, and what it can hold.

All codecs are imported before the window is painted, so they import NumPy, Pillow and OpenCV only where they use them.
Besides the app's errors they raise what decoders and encoders raise: `pillow.DECODER_ERRORS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
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

Signature = tuple[tuple[int, bytes], ...]  # positions and bytes there, all of which must match
Profile = bytes | None


@dataclass(frozen=True)
class Header:
    """Name of the format, upright size, bits per sample (8 to 16), number of frames, and whether there is alpha.

    The picture `is_first` of the frames, or else the largest of several pages.
    """

    kind: str
    size: Size
    bits: int = 8
    frames: int = 1
    alpha: bool = False
    is_first: bool = True

    def of_size(self, size: Size) -> Header:
        """The header of a part of this picture."""
        return self if size == self.size else replace(self, size=size)


@dataclass
class OpenPicture:
    """An open picture file: `picture` is what Pillow reads from `file`, positioned at the current frame.

    `bits` per sample, Pillow's `layout` of them in the file, and the `extent` of the frame (left, top, right, bottom)
    are noted before pixels are loaded, since Pillow discards them then.
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
        """The file from its beginning, for other readers than Pillow, which then continues where it was."""
        position = self.file.tell()
        self.file.seek(0)
        try:
            yield self.file
        finally:
            if not self.file.closed:  # as it is when another reader was left in the middle by an error
                self.file.seek(position)


@dataclass(frozen=True)
class Extras:
    """What goes into a file besides pixels. `profiles` has one for each picture; an animation uses the first.

    `durations` are milliseconds for each frame of an animation, which plays `loop` times, 0 forever. `small`: take the
    time to make the file smaller, if it is a single PNG.
    """

    metadata: Metadata
    profiles: Sequence[Profile]
    quality: int | None = None  # 0 to 100, for lossy formats
    durations: Sequence[int] = ()
    loop: int = 0
    small: bool = False

    @property
    def icc_profile(self) -> Profile:
        return self.profiles[0]

    @property
    def animation(self) -> dict[str, Any]:
        """As arguments for Pillow."""
        return {"icc_profile": self.icc_profile, "duration": self.durations, "loop": self.loop}


class Codec:
    """One picture format. What it can hold, and its limits, apply to the files that we write."""

    name: str  # in options and reports
    title: str  # the displayed name
    pillow: str  # Pillow's name
    suffixes: tuple[str, ...]  # the first one is used for new files
    signatures: tuple[Signature, ...] = ()
    sequence: Literal["", "animation", "pages"] = ""  # what several pictures in one file are called

    writable = False
    replacement = "png"  # the format that we write instead of one that we only read
    promise = ""  # a reason to choose it, if we write it: a sentence in `messages`
    bytes_per_pixel: float | tuple[tuple[int, float], ...] = 0.0  # of a photo, by quality if lossy: see `estimate`
    lossless = True
    quality: int | None = None  # the default of lossy formats, 0 to 100
    high_bit_depth = False  # 16 bits
    alpha = True
    gray = gray_alpha = True  # else it becomes three equal channels
    opaque_alpha = True  # alpha that is opaque everywhere is kept
    iptc = False
    dpi_in_exif = False  # the resolution is stored in EXIF data only
    holds_aspect = False  # the aspect ratio of pixels, without a resolution
    can_be_small = False  # its files are written quickly, or smaller in more time: see `Extras`
    has_checksums = False  # of all its parts, so that Pillow can check a file without decoding it
    may_end_in_zeros = False  # whether a complete file may; in other formats it means that data are missing
    largest_profile = 2**62  # bytes
    largest_block = 2**62  # bytes of EXIF, XMP, IPTC and comments, each
    writes_sequence = False
    largest_side = 2**31 - 1  # pixels
    largest_area = 2**62  # pixels

    # Reading

    def recognises(self, start: bytes) -> bool:
        """Whether a file that begins like this has this format."""
        return any(all(start[at : at + len(part)] == part for at, part in parts) for parts in self.signatures)

    def open(self, path: Path, file: BinaryIO) -> Image.Image:
        """Let Pillow read the header. Pixels are loaded later."""
        from PIL import Image

        return Image.open(file, formats=(self.pillow,))

    def size(self, source: OpenPicture) -> tuple[int, int]:
        """Width and height of the current frame, as `read` returns it."""
        return source.picture.size

    def bits(self, source: OpenPicture) -> int:
        """Bits per sample in the file. Pillow silently reduces most 16-bit files to 8, so its mode does not tell."""
        return 8

    def check(self, source: OpenPicture) -> None:
        """Raise UnsupportedPixelsError if the pixels of the current frame cannot be read."""
        from upscaler.images.pillow import READ_MODES

        mode = source.picture.mode
        if mode in ("F", "I", "I;32", "I;32B"):
            raise UnsupportedPixelsError(source.path, "32 bits or floating point")
        if mode not in READ_MODES:
            raise UnsupportedPixelsError(source.path, mode)

    def frames(self, picture: Image.Image) -> Sequence[int]:
        """The indices of the pictures in the file."""
        return range(int(getattr(picture, "n_frames", 1)))

    def is_first(self, picture: Image.Image, frames: Sequence[int]) -> bool:
        """Whether the current frame of a file that was just opened is its first page or frame."""
        return self.sequence != "pages" or picture.tell() == frames[0]

    def left_out(self, picture: Image.Image) -> Sequence[int]:
        """The numbers, from 1, of pages that are not among the frames because their pixels cannot be read."""
        return ()

    def lacks_frames(self, picture: Image.Image) -> bool:
        """Whether `frames` of a damaged file are incomplete, because the rest cannot be found."""
        return False

    def has_alpha(self, source: OpenPicture) -> bool:
        """Whether the current frame has alpha. Called before pixels are loaded."""
        return source.picture.has_transparency_data or source.picture.mode in ("La", "RGBa")

    def composed(self, source: OpenPicture) -> Iterator[tuple[Pixels, float]] | None:
        """The frames of an animation as they are shown, (H, W, 4) uint8, and their milliseconds, 0 if not given.

        None where Pillow composes frames correctly.
        """
        return None

    def turn(self, picture: Image.Image) -> int:
        """The EXIF orientation, 1 to 8, of the pixels as Pillow returns them."""
        from upscaler.images.pillow import orientation

        return orientation(picture)

    def profile(self, picture: Image.Image) -> Profile:
        """The colour profile of the current frame."""
        found = picture.info.get("icc_profile")
        return found if isinstance(found, bytes) and found else None

    def metadata(self, source: OpenPicture) -> Metadata:
        """All other metadata of the file, EXIF data even if damaged."""
        from upscaler.images.pillow import read_metadata

        return read_metadata(source.picture)

    def read(self, source: OpenPicture, profile: Profile, damaged: bool) -> tuple[Pixels, Profile, tuple[str, ...]]:
        """Pixels (H, W, C) of the current frame, not yet turned; their profile; warnings.

        A damaged file is read by Pillow alone, in 8 bits: other readers allocate gigabytes for some of them.
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
        """16-bit pixels (H, W, C) over the full range, not yet turned; None if they cannot be read at this depth."""
        from upscaler.images.high_bit_depth import opencv_pixels, stretched

        source.picture.load()  # OpenCV makes up what is missing; Pillow refuses it
        pixels = opencv_pixels(source.path)
        return None if pixels is None else stretched(pixels, self.white_value(source))

    def white_value(self, source: OpenPicture) -> int:
        """The sample value of white where OpenCV reads more than 8 bits."""
        return int(2 ** min(source.bits, 16)) - 1

    def witnesses(self, source: OpenPicture) -> Iterator[Pixels]:
        """The current frame as other readers see it, 8-bit RGB (H, W, 3), upright.

        Empty for a format whose reader has no known faults.
        """
        return iter(())

    def witnesses_of_frames(self, source: OpenPicture) -> Sequence[Iterator[Pixels]]:
        """The frames of an animation as each other reader sees them, decoded when they are needed.

        Each opens the file again, since the others read on between two frames.
        """
        return ()

    def is_plain(self, source: OpenPicture) -> bool:
        """Whether OpenCV can read this file straight into an array as `read` would: 8 bits, without a palette."""
        return False

    # Writing. Canvases are (H, W, C), gray, gray + alpha, BGR or BGRA, whichever the format can hold.

    def write(self, canvas: Pixels, path: Path, extras: Extras) -> None:
        """Write one picture to `path`, which has an extension of this format: OpenCV goes by it."""
        raise NotImplementedError

    def write_sequence(self, canvases: Sequence[Pixels], path: Path, extras: Extras) -> None:
        """Write several pages, or frames of an animation, which are BGRA."""
        raise NotImplementedError

    def holds_chunk(self, chunk: Chunk) -> bool:
        """Whether a file can hold this chunk of a PNG, a text or a description of colours."""
        return False

    def milliseconds(self, shown: float) -> int:
        """The duration of a frame that a file can hold, nearest to `shown`."""
        return max(1, round(shown))

    # Reading back what was written

    def verify_without_copy(self, path: Path, canvas: Pixels, largest_error: float) -> bool:
        """Compare a file with its canvas if that is possible without a second one; False if it is not.

        `largest_error` is the largest mean squared error, of 255 squared. Raises VerificationError.
        """
        return False

    def read_back(self, path: Path, into: Pixels) -> bool:
        """Decode a file into an array like its canvas. False if it is damaged or has another shape."""
        from upscaler.images.opencv import read_into

        return read_into(path, into)

    def read_sequence_back(self, path: Path, durations: Sequence[int]) -> Iterator[tuple[Pixels, int]]:
        """Each picture of a file as a canvas, and its milliseconds; for pages, those in `durations`."""
        from upscaler.images.pillow import animation

        return animation(path, self.pillow)

    def unseen_difference(self, quality: int | None) -> int:
        """By how many levels of 255 a frame may differ without the encoder writing a new one."""
        return 0
