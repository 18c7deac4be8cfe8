import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from upscaler import messages
from upscaler.errors import BeyondRepairError, BrokenPictureError, UnsupportedPixelsError
from upscaler.geometry import Size
from upscaler.images.bitmap import Pixels
from upscaler.images.chunks import LARGEST_TEXT, packed
from upscaler.images.colour import srgb
from upscaler.images.decode import decode
from upscaler.images.formats import BY_NAME
from upscaler.images.header import read_header


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(pixels: Pixels, extra: bytes = b"") -> bytes:
    """A 16-bit PNG with any number of channels, which none of our libraries writes."""
    height, width, channels = pixels.shape
    header = struct.pack(">IIBBBBB", width, height, 16, {1: 0, 2: 4, 3: 2, 4: 6}[channels], 0, 0, 0)
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in pixels)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra
    return start + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_png(channels: int, deep: Pixels, tmp_path: Path) -> None:
    pixels = deep[:, :, :channels]
    (tmp_path / "a.png").write_bytes(png(pixels))
    found = decode(tmp_path / "a.png")
    assert found.is_high_bit_depth
    assert np.array_equal(found.pixels, pixels)
    assert found.warnings == ()


@pytest.mark.parametrize("channels", [1, 3])
def test_png_with_a_transparent_level(channels: int, deep: Pixels, tmp_path: Path) -> None:
    pixels = deep[:, :, :channels]
    level = pixels[7, 9].astype(">u2").tobytes()
    (tmp_path / "a.png").write_bytes(png(pixels, chunk(b"tRNS", level)))
    found = decode(tmp_path / "a.png").pixels
    assert np.array_equal(found[:, :, :-1], pixels)
    assert found[7, 9, -1] == 0
    assert (found[:, :, -1] == 65_535).mean() > 0.99


def test_a_chunk_that_is_longer_than_the_file(deep: Pixels, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png(deep)[:-12] + struct.pack(">I4s", 0x7FFF_FFF0, b"tEXt"))
    with pytest.raises(BrokenPictureError):
        decode(path)
    path.write_bytes(png(deep) + b"something behind the end")
    assert np.array_equal(decode(path).pixels, deep)


@pytest.mark.parametrize("missing", range(1, 13))
def test_an_end_that_is_missing(missing: int, deep: Pixels, tmp_path: Path) -> None:
    path, content = tmp_path / "a.png", png(deep, packed(b"tEXt", b"Title\0hello"))
    path.write_bytes(content[:-missing])
    found = decode(path)
    assert np.array_equal(found.pixels, deep)
    assert found.warnings == ()
    path.write_bytes(small()[:-missing])  # the same of 8 bits
    assert decode(path).pixels[0, :2].tolist() == [[0, 3, 6], [9, 12, 15]]


@pytest.mark.parametrize("missing", [13, 17, 30])
def test_more_than_an_end_that_is_missing(missing: int, deep: Pixels, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png(deep)[:-missing])
    with pytest.raises(BrokenPictureError):
        decode(tmp_path / "a.png")


def apng(frames: list[Pixels], default: Pixels | None = None) -> bytes:
    """An animated 16-bit PNG, 100 ms per frame; optionally with a still picture that is not part of it."""
    height, width, _ = frames[0].shape
    start, controls = png(frames[0])[:33], iter(range(100))
    data = chunk(b"acTL", struct.pack(">II", len(frames), 0))
    if default is not None:
        data += chunk(b"IDAT", _data(default))
    for index, pixels in enumerate(frames):
        data += chunk(b"fcTL", struct.pack(">IIIIIHHBB", next(controls), width, height, 0, 0, 1, 10, 0, 0))
        if index == 0 and default is None:
            data += chunk(b"IDAT", _data(pixels))
        else:
            data += chunk(b"fdAT", struct.pack(">I", next(controls)) + _data(pixels))
    return start + data + chunk(b"IEND", b"")


def _data(pixels: Pixels) -> bytes:
    whole = png(pixels)
    return whole[whole.index(b"IDAT") + 4 : -16]  # its checksum and IEND


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_few_levels_of_gray_one_of_them_transparent(bits: int, tmp_path: Path) -> None:
    most, per_byte = 2**bits - 1, 8 // bits
    row = sum(level << bits * (per_byte - 1 - i) for i, level in enumerate((0, most, most - 1, 1)[:per_byte]))
    data = zlib.compress(b"\0" + bytes([row] * 8))
    header = struct.pack(">IIBBBBB", 8 * per_byte, 1, bits, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"tRNS", struct.pack(">H", most)), (b"IDAT", data), (b"IEND", b""))
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(packed(*chunk) for chunk in chunks))
    found = decode(tmp_path / "a.png").pixels
    assert found[0, :2].tolist() == [[0, 255], [255, 0]]
    assert np.array_equal(found[:, :, 1] == 0, found[:, :, 0] == 255)


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
def test_png_of_few_bits_and_interlaced(bits: int, tmp_path: Path) -> None:
    indexed = Image.fromarray((np.arange(64) % 2**bits).astype(np.uint8).reshape(8, 8))
    picture = Image.frombytes("P", (8, 8), indexed.tobytes())
    palette = np.random.default_rng(3).integers(0, 256, (2**bits, 3), np.uint8)
    picture.putpalette(palette.tobytes())
    picture.save(tmp_path / "a.png", bits=bits)
    assert np.array_equal(decode(tmp_path / "a.png").pixels, palette[np.asarray(indexed)])


@pytest.mark.parametrize("shown", [0, 1, 65_535, 65_536, 123_456, 10**7])
def test_times_are_as_near_as_a_fraction_can_be(shown: int) -> None:
    step = 1 if shown <= 65_535 else 10 if shown <= 655_350 else 1000
    assert BY_NAME["png"].milliseconds(shown) == max(1, round(shown / step) * step)


ROWS = zlib.compress(b"".join(b"\0" + bytes((x * 3) % 256 for x in range(16 * 3)) for _ in range(8)))
WRONG = b"\1\2\3\4"  # an invalid checksum
EXIF = b"II*\0" + struct.pack("<IHHHII", 8, 1, 0x0112, 3, 1, 6) + bytes(4)
XMP_TURN = b"XML:com.adobe.xmp" + bytes(5) + b'<x tiff:Orientation="6"/>'


def small(before: bytes = b"", behind: bytes = b"") -> bytes:
    """RGB of 8 bits, 16 x 8."""
    header = packed(b"IHDR", struct.pack(">IIBBBBB", 16, 8, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + before + packed(b"IDAT", ROWS) + behind + packed(b"IEND", b"")


@pytest.mark.parametrize("behind", [False, True])
@pytest.mark.parametrize(
    ("kind", "data"),
    [
        *((b"tEXt", b"Title\0hello"), (b"zTXt", b"Title\0\0" + zlib.compress(b"hello")), (b"tIME", bytes(7))),
        *((b"pHYs", bytes(9)), (b"gAMA", bytes(4)), (b"cHRM", bytes(32)), (b"sBIT", bytes(3)), (b"eXIf", EXIF)),
        *((b"iTXt", XMP_TURN), (b"iCCP", b"a\0\0" + zlib.compress(srgb())), (b"oFFs", bytes(9)), (b"tRNS", bytes(6))),
    ],
)
def test_a_wrong_checksum_of_what_is_no_picture(kind: bytes, data: bytes, behind: bool, tmp_path: Path) -> None:
    chunk = packed(kind, data)[:-4] + WRONG
    (tmp_path / "a.png").write_bytes(small(behind=chunk) if behind else small(chunk))
    found = decode(tmp_path / "a.png")
    assert found.pixels.shape == (8, 16, 3)
    assert found.pixels[0, :2].tolist() == [[0, 3, 6], [9, 12, 15]]
    assert found.icc_profile is None
    assert found.metadata.exif is None
    told = {b"iCCP": messages.PROFILE_BROKEN, b"eXIf": messages.METADATA_BROKEN}.get(kind)
    assert found.warnings == ((told,) if told else ())
    assert bool(found.metadata.lost) is (told is None)


@pytest.mark.parametrize("kind", [b"IHDR", b"PLTE"])
def test_a_wrong_checksum_of_what_the_picture_needs(kind: bytes, tmp_path: Path) -> None:
    content = small(packed(b"PLTE", bytes(6)))
    end = content.index(kind) + (17 if kind == b"IHDR" else 10)
    (tmp_path / "a.png").write_bytes(content[:end] + WRONG + content[end + 4 :])
    with pytest.raises(BrokenPictureError):
        decode(tmp_path / "a.png")


@pytest.mark.parametrize("tolerant", [False, True])
def test_a_png_of_an_ios_app_is_not_called_damaged(tolerant: bool, tmp_path: Path) -> None:
    bare = zlib.compressobj(wbits=-15)  # no header and no checksum around the pixels
    rows = bare.compress(bytes((16 * 4 + 1) * 8)) + bare.flush()
    header = struct.pack(">IIBBBBB", 16, 8, 8, 6, 0, 0, 0)
    chunks = ((b"CgBI", b"P\0 \6"), (b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(packed(*chunk) for chunk in chunks))
    for read in (read_header, decode):
        with pytest.raises(UnsupportedPixelsError, match="CgBI"):
            read(tmp_path / "a.png", allow_truncated=tolerant)


@pytest.mark.parametrize("tolerant", [False, True])
def test_colours_by_numbers_without_a_palette(tolerant: bool, tmp_path: Path) -> None:
    header = struct.pack(">IIBBBBB", 4, 1, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(5))), (b"IEND", b""))
    content = b"\x89PNG\r\n\x1a\n" + b"".join(packed(*chunk) for chunk in chunks)
    for damaged in (content, content[:30] + WRONG + content[34:]):
        (tmp_path / "a.png").write_bytes(damaged)
        with pytest.raises(BeyondRepairError, match="its header is invalid"):
            decode(tmp_path / "a.png", allow_truncated=tolerant)


def test_a_wrong_checksum_in_a_file_of_16_bits(deep: Pixels, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png(deep, packed(b"tEXt", b"Title\0hello")[:-4] + WRONG))
    found = decode(tmp_path / "a.png")
    assert np.array_equal(found.pixels, deep)
    assert found.metadata.lost == ("Title",)


@pytest.mark.parametrize("behind", [False, True])
@pytest.mark.parametrize("kind", [b"zTXt", b"iTXt"])
def test_a_long_text_goes_into_the_result_as_it_is(kind: bytes, behind: bool, tmp_path: Path) -> None:
    text = zlib.compress(b"abcdefgh" * 250_000)
    data = b"workflow\0" + (b"\1\0\0\0" if kind == b"iTXt" else b"\0") + text
    chunk = packed(kind, data)
    (tmp_path / "a.png").write_bytes(small(behind=chunk) if behind else small(chunk))
    found = decode(tmp_path / "a.png")
    assert found.metadata.chunks == ((kind, data),)
    assert (found.warnings, found.metadata.lost) == ((), ())


def test_texts_that_would_fill_the_memory(tmp_path: Path) -> None:
    text = b"bomb\0\0" + zlib.compress(bytes(LARGEST_TEXT + 1))
    (tmp_path / "a.png").write_bytes(small(packed(b"zTXt", text)))
    found = decode(tmp_path / "a.png")
    assert found.metadata.chunks == ((b"zTXt", text),)  # it is packed still
    (tmp_path / "a.png").write_bytes(small(packed(b"iCCP", b"a\0\0" + text[6:])))
    assert decode(tmp_path / "a.png").warnings == (messages.PROFILE_BROKEN,)


@pytest.mark.parametrize(
    "chunk", [(b"gAMA", b"\0"), (b"cHRM", b"\0"), (b"pHYs", b"\0\0"), (b"sRGB", b""), (b"zTXt", b"Title\0\7abc")]
)
def test_chunks_that_are_too_short_to_say_anything(chunk: tuple[bytes, bytes], tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(small(packed(*chunk)))
    assert decode(tmp_path / "a.png").pixels[0, 1].tolist() == [9, 12, 15]


@pytest.mark.parametrize("data", [b"a\0\0nonsense", b"a\0\0" + zlib.compress(srgb())[:-9], b"a"])
def test_a_profile_that_cannot_be_unpacked_is_told(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(small(packed(b"iCCP", data)))
    found = decode(tmp_path / "a.png")
    assert (found.icc_profile, found.warnings) == (None, (messages.PROFILE_BROKEN,))


@pytest.mark.parametrize("behind", [False, True])
@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("kind", ["eXIf", "raw", "xmp"])
def test_the_size_that_is_told_beforehand_is_that_of_the_result(
    kind: str, turn: int, behind: bool, tmp_path: Path
) -> None:
    exif = EXIF[:18] + bytes([turn]) + EXIF[19:]
    raw = b"Raw profile type exif\0\nexif\n" + f"{len(exif):8}\n{exif.hex()}\n".encode()
    chunk = {"eXIf": packed(b"eXIf", exif), "raw": packed(b"tEXt", raw)}.get(kind)
    chunk = chunk or packed(b"iTXt", XMP_TURN.replace(b"6", str(turn).encode()))
    (tmp_path / "a.png").write_bytes(small(behind=chunk) if behind else small(chunk))
    found = decode(tmp_path / "a.png")
    assert read_header(tmp_path / "a.png").size == found.size
    if kind != "raw" or not behind:
        assert found.size == (Size(8, 16) if turn > 4 else Size(16, 8))
        corner = found.pixels[(0, 0, -1, -1, 0, 0, -1, -1)[turn - 1], (0, -1, -1, 0, 0, -1, -1, 0)[turn - 1]]
        assert corner.tolist() == [0, 3, 6]
