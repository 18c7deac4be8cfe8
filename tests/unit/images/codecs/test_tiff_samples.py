import io
import itertools
import random
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from tests.unit.images.codecs.test_tiff_pages import lzw
from upscaler import messages
from upscaler.errors import BrokenPictureError, UnsupportedPixelsError
from upscaler.images.bitmap import upright
from upscaler.images.decode import decode
from upscaler.images.header import read_header

Samples = npt.NDArray[np.int64]  # (H, W, C)
W, H = 21, 18
NONE, LZW, DEFLATE, OLD_DEFLATE, PACKBITS, LZMA, ZSTD, WEBP = 1, 5, 8, 32_946, 32_773, 34_925, 50_000, 50_001


def packbits(data: bytes) -> bytes:
    return b"".join(bytes([len(data[i : i + 100]) - 1]) + data[i : i + 100] for i in range(0, len(data), 100))


def zstd(data: bytes) -> bytes:
    """Without compression: raw blocks (RFC 8878)."""
    parts = [data[i : i + 1000] for i in range(0, len(data), 1000)]
    blocks = (struct.pack("<I", (i + 1 == len(parts)) | len(part) << 3)[:3] + part for i, part in enumerate(parts))
    return b"\x28\xb5\x2f\xfd\xa0" + struct.pack("<I", len(data)) + b"".join(blocks)


PACKED: dict[int, Callable[[bytes], bytes]] = {
    **{NONE: bytes, LZW: lzw, DEFLATE: zlib.compress, OLD_DEFLATE: zlib.compress, PACKBITS: packbits, ZSTD: zstd}
}
REVERSED = bytes(int(f"{i:08b}"[::-1], 2) for i in range(256))


def tiff(
    samples: Samples,
    bits: int,
    photometric: int,
    *,
    order: str = "<",
    big: bool = False,
    separate: bool = False,
    tile: tuple[int, int] | None = None,
    rows: int = 7,
    compression: int = NONE,
    predictor: int = 1,
    reverse: bool = False,
    tags: dict[int, tuple[int, ...]] | None = None,
) -> bytes:
    """A page with these samples, in strips of this many rows or in tiles (width, height)."""
    height, width, count = samples.shape
    across, down = tile or (width, rows)
    parts = []
    for plane, y, x in itertools.product(
        range(count if separate else 1), range(0, height, down), range(0, width, across)
    ):
        kept = slice(plane, plane + 1) if separate else slice(None)
        part = samples[y : y + down, x : x + across, kept]
        if tile:
            part = np.pad(part, ((0, down - part.shape[0]), (0, across - part.shape[1]), (0, 0)))
        if predictor == 2:
            part = np.diff(part, axis=1, prepend=0) % 2**bits
        if bits >= 8:
            data = part.astype(f"{order}u{bits // 8}").tobytes()
        else:
            data = b"".join(
                int("".join(f"{value:0{bits}b}" for value in row.ravel()).ljust(-(-row.size * bits // 8) * 8, "0"), 2)
                .to_bytes(-(-row.size * bits // 8), "big")
                for row in part
            )  # fmt: skip
        data = PACKED[compression](data)
        parts.append(data.translate(REVERSED) if reverse else data)
    entries: dict[int, tuple[int, ...]] = {256: (width,), 257: (height,), 258: (bits,) * count, 259: (compression,)}
    entries |= {262: (photometric,), 277: (count,), 284: (2 if separate else 1,), 317: (predictor,)}
    entries |= {322: (across,), 323: (down,)} if tile else {278: (rows,)}
    entries |= {266: (2 if reverse else 1,), **(tags or {})}
    start, place = (16, 8) if big else (8, 4)
    offsets = [start + sum(map(len, parts[:i])) + sum(len(part) % 2 for part in parts[:i]) for i in range(len(parts))]
    entries |= {324 if tile else 273: tuple(offsets), 325 if tile else 279: tuple(map(len, parts))}
    body = b"".join(part + bytes(len(part) % 2) for part in parts)
    at = start + len(body)
    entry_size = 20 if big else 12
    values_at = at + (8 if big else 2) + len(entries) * entry_size + place
    directory, values = struct.pack(order + ("Q" if big else "H"), len(entries)), b""
    for tag, numbers in sorted(entries.items()):
        kind, letter = (4, "I") if tag in (273, 279, 324, 325, 513, 514) else (3, "H")
        data = struct.pack(f"{order}{len(numbers)}{letter}", *numbers)
        if len(data) > place:
            pointer = struct.pack(order + ("Q" if big else "I"), values_at + len(values))
            values += data + bytes(len(data) % 2)
            data = pointer
        directory += struct.pack(order + ("HHQ" if big else "HHI"), tag, kind, len(numbers)) + data.ljust(place, b"\0")
    head = b"II" if order == "<" else b"MM"
    head += struct.pack(order + "HHHQ", 43, 8, 0, at) if big else struct.pack(order + "HI", 42, at)
    return head + body + directory + bytes(place) + values


# Photometric, samples, types of the extra ones, bits; `seen` computes what is expected
KINDS: list[tuple[int, int, tuple[int, ...], tuple[int, ...]]] = [
    *((photometric, 1, (), (1, 2, 4, 8, 16)) for photometric in (0, 1)),
    *((1, 2, extra, (8, 16)) for extra in ((), (0,), (1,), (2,))),
    (2, 3, (), (8, 16)),
    *((2, 4, extra, (8, 16)) for extra in ((), (0,), (1,), (2,))),
    *((2, 5, extra, (8, 16)) for extra in ((2, 0), (0, 2), (0, 0))),
    (3, 1, (), (1, 2, 4, 8)),
    (5, 4, (), (8, 16)),
    (5, 5, (0,), (8, 16)),
]
ALPHAS = (1, 2)


def seen(
    samples: Samples, bits: int, photometric: int, extra: tuple[int, ...], palette: Samples
) -> npt.NDArray[np.float64]:
    most, white = 2**bits - 1, 65_535 if bits == 16 else 255
    count = {2: 3, 5: 4}.get(photometric, 1)
    extras = extra or (2,) * (samples.shape[2] - count)
    alpha = next((samples[:, :, count + i] for i, kind in enumerate(extras) if kind in ALPHAS), None)
    colours = samples[:, :, :count] * white / most
    if photometric == 0:
        colours = white - colours
    elif photometric == 3:
        colours = palette[samples[:, :, 0]] / 257
    elif photometric == 5:
        share = colours / white
        colours = 255 * (1 - share[:, :, :3]) * (1 - share[:, :, 3:])
    if alpha is None:
        return np.asarray(colours)
    if 1 in extras:
        shares = alpha[:, :, None] / most
        colours = np.divide(colours, shares, out=np.zeros_like(colours), where=shares > 0)
    return np.asarray(np.dstack([colours, alpha * white / most]))


def samples_of(rng: np.random.Generator, bits: int, count: int, extra: tuple[int, ...]) -> Samples:
    samples = rng.integers(0, 2**bits, (H, W, count))
    if extra[:1] == (1,):
        samples[:, :, -1] = np.maximum(samples[:, :, -1], 2 ** (bits - 1))
        samples[:, :, :-1] = samples[:, :, :-1] * samples[:, :, -1:] // (2**bits - 1)
    return samples


LAYOUTS: list[dict[str, Any]] = [
    {"order": order, "big": big, "separate": separate, "compression": compression, "predictor": predictor, **part}
    for order in "<>"
    for big in (False, True)
    for separate in (False, True)
    for compression in PACKED
    for predictor in ((1, 2) if compression not in (NONE, PACKBITS) else (1,))
    for part in ({"rows": 7}, {"rows": H}, {"tile": (16, 16)})
]


@pytest.mark.parametrize("bits", [1, 2, 4, 8, 16])
def test_every_kind_of_pixels_in_every_layout(bits: int, tmp_path: Path) -> None:
    """A third of the whole product, a different one for each pixel type; each layout is combined with several types."""
    rng, path = np.random.default_rng(bits), tmp_path / "a.tif"
    drawn = random.Random(bits)
    for photometric, count, extra, depths in KINDS:
        if bits not in depths:
            continue
        samples = samples_of(rng, bits, count, extra)
        palette = rng.integers(0, 256, (2**bits, 3)) * 257
        tags: dict[int, tuple[int, ...]] = {338: extra} if extra else {}
        if photometric == 3:
            tags[320] = tuple(palette.T.ravel().tolist())
        wanted = seen(samples, bits, photometric, extra, palette)
        for layout in drawn.sample(LAYOUTS, 40):
            if layout["predictor"] == 2 and bits < 8:
                continue
            path.write_bytes(tiff(samples, bits, photometric, tags=tags, **layout))
            found, what = decode(path), (photometric, count, extra, bits, layout)
            assert found.pixels.shape == wanted.shape, what
            assert found.is_high_bit_depth is (bits == 16 and photometric != 5), what
            assert np.abs(found.pixels - wanted).max() <= (1.5 if photometric == 5 or 1 in extra else 0.5), what
            header = read_header(path)
            assert (header.size, header.alpha) == (found.size, found.has_alpha), what


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("compression", [NONE, LZW, DEFLATE])
@pytest.mark.parametrize("separate", [False, True])
def test_every_orientation(turn: int, compression: int, separate: bool, tmp_path: Path) -> None:
    path, rng = tmp_path / "a.tif", np.random.default_rng(turn)
    for photometric, count, extra, depths in KINDS:
        bits = depths[-1]
        samples, palette = samples_of(rng, bits, count, extra), rng.integers(0, 256, (2**bits, 3)) * 257
        tags: dict[int, tuple[int, ...]] = {274: (turn,), **({338: extra} if extra else {})}
        if photometric == 3:
            tags[320] = tuple(palette.T.ravel().tolist())
        path.write_bytes(
            tiff(samples, bits, photometric, rows=H, separate=separate, compression=compression, tags=tags)
        )
        wanted = upright(seen(samples, bits, photometric, extra, palette), turn)  # type: ignore[arg-type]
        found = decode(path)
        assert np.abs(found.pixels - wanted).max() <= 1.5
        assert read_header(path).size == found.size


@pytest.mark.parametrize("compression", [NONE, LZW, DEFLATE])
@pytest.mark.parametrize("bits", [1, 2, 4, 8, 16])
def test_bits_may_lie_the_other_way_round(bits: int, compression: int, tmp_path: Path) -> None:
    samples = np.random.default_rng(bits).integers(0, 2**bits, (H, W, 1))
    (tmp_path / "a.tif").write_bytes(tiff(samples, bits, 1, reverse=True, compression=compression))
    wanted = samples if bits == 16 else samples * (255 // (2**bits - 1))
    assert np.array_equal(decode(tmp_path / "a.tif").pixels, wanted)


def test_a_palette_of_8_bits_that_should_have_16(tmp_path: Path) -> None:
    palette = np.random.default_rng(1).integers(0, 256, (256, 3))
    samples = np.random.default_rng(2).integers(0, 256, (H, W, 1))
    for big, compression in itertools.product((False, True), (NONE, LZW)):
        tags = {320: tuple(palette.T.ravel().tolist())}
        (tmp_path / "a.tif").write_bytes(tiff(samples, 8, 3, big=big, compression=compression, tags=tags))
        assert np.array_equal(decode(tmp_path / "a.tif").pixels, palette[samples[:, :, 0]])


@pytest.mark.parametrize("compression", PACKED)
@pytest.mark.parametrize("bits", [8, 16])
def test_a_file_that_is_cut_off(bits: int, compression: int, tmp_path: Path) -> None:
    samples, path = np.random.default_rng(bits).integers(1, 2**bits, (H, W, 1)), tmp_path / "a.tif"
    whole = tiff(samples, bits, 0, compression=compression)
    path.write_bytes(with_offset_of_last_strip(whole, len(whole) - 5))
    with pytest.raises(BrokenPictureError):
        decode(path)
    found = decode(path, allow_truncated=True)
    assert messages.TRUNCATED in found.warnings
    assert np.array_equal(found.pixels[:14], 2**bits - 1 - samples[:14])


def with_offset_of_last_strip(content: bytes, offset: int) -> bytes:
    """A TIFF with another offset for its last strip."""
    count = struct.unpack_from("<H", content, at := struct.unpack_from("<I", content, 4)[0])[0]
    for entry in range(at + 2, at + 2 + 12 * count, 12):
        tag, _, number, place = struct.unpack_from("<HHII", content, entry)
        if tag == 273:
            where = place + 4 * (number - 1)
            return content[:where] + struct.pack("<I", offset) + content[where + 4 :]
    raise AssertionError


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize(("across", "down"), [(1, 1), (2, 1), (2, 2), (4, 1), (4, 2), (4, 4), (1, 2)])
def test_ycbcr_that_is_not_compressed(across: int, down: int, turn: int, tmp_path: Path) -> None:
    """Blocks of Y with one Cb and Cr (TIFF 6.0, section 21), whose sides need not divide those of the picture."""
    width, height, path = 22, 18, tmp_path / "a.tif"
    luma = np.add.outer(np.arange(24) * 4, np.arange(24) * 6).astype(np.uint8)[: -(-height // down) * down]
    luma = np.pad(luma, ((0, 0), (0, 8)), mode="edge")[:, : -(-width // across) * across]
    blocks = bytearray()
    for y, x in itertools.product(range(0, luma.shape[0], down), range(0, luma.shape[1], across)):
        blocks += luma[y : y + down, x : x + across].tobytes() + bytes((128, 160 if x >= 8 else 128))
    entries: dict[int, tuple[int, ...]] = {274: (turn,), 530: (across, down)}
    content = bytearray(tiff(np.zeros((height, width, 3), np.int64), 8, 6, rows=height, tags=entries))
    content[8 : 8 + len(blocks)] = blocks
    path.write_bytes(content)
    found = decode(path)
    red = np.where(np.indices((height, width))[1] >= 8, 1.402 * 32, 0)
    wanted = upright(np.clip(luma[:height, :width] + red, 0, 255)[:, :, None], turn)
    assert np.abs(found.pixels[:, :, :1] - wanted).max() <= 2
    assert read_header(path).size == found.size


@pytest.mark.parametrize("compression", [NONE, DEFLATE, LZW])
@pytest.mark.parametrize("part", [{"rows": 6}, {"tile": (16, 16)}])
@pytest.mark.parametrize(("order", "big"), [("<", False), (">", True)])
@pytest.mark.parametrize("turn", [1, 6])
def test_ycbcr_in_any_layout(
    turn: int, order: str, big: bool, part: dict[str, Any], compression: int, tmp_path: Path
) -> None:
    samples = np.random.default_rng(turn).integers(0, 256, (H, W, 3))
    made = tiff(samples, 8, 6, order=order, big=big, compression=compression, tags={274: (turn,), 530: (1, 1)}, **part)
    (tmp_path / "a.tif").write_bytes(made)
    y, cb, cr = np.moveaxis(samples - (0, 128, 128), 2, 0)
    wanted = np.dstack([y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb]).clip(0, 255)
    found = decode(tmp_path / "a.tif").pixels
    assert np.abs(found - upright(np.rint(wanted).astype(np.uint8), turn).astype(int)).max() <= 1
    (tmp_path / "a.tif").write_bytes(made[:40])
    with pytest.raises(BrokenPictureError):
        decode(tmp_path / "a.tif")


def test_ycbcr_says_what_its_numbers_mean(tmp_path: Path) -> None:
    """BT.709 video, 16 to 235, as defined in ITU-R BT.709."""
    red, green, blue = 0.2126, 0.7152, 0.0722
    colours = np.array([(255, 255, 255), (0, 0, 0), (255, 0, 0), (0, 255, 0), (0, 0, 255), (90, 160, 30)])
    luma = colours @ (red, green, blue)
    shared = [(colours[:, i] - luma) / (2 - 2 * share) for i, share in ((2, blue), (0, red))]
    samples = np.rint(np.stack([16 + luma * 219 / 255, *(128 + part * 224 / 255 for part in shared)], 1))
    picture = Image.fromarray(samples.astype(np.uint8)[None], "YCbCr")
    tags = {529: (red, green, blue), 530: (1, 1), 532: (16.0, 235.0, 128.0, 240.0, 128.0, 240.0)}
    picture.save(tmp_path / "a.tif", tiffinfo=tags)
    assert np.abs(decode(tmp_path / "a.tif").pixels[0] - colours).max() <= 2


@pytest.mark.parametrize("alpha", [False, True])
@pytest.mark.parametrize("tiled", [False, True])
@pytest.mark.parametrize(("order", "big"), [("<", False), (">", True)])
def test_webp_in_strips_and_tiles(order: str, big: bool, tiled: bool, alpha: bool, tmp_path: Path) -> None:
    samples = np.random.default_rng(0).integers(1, 256, (16, 32, 4 if alpha else 3))

    def packed(data: bytes) -> bytes:
        pixels, file = np.frombuffer(data, np.uint8).reshape(-1, 16 if tiled else 32, samples.shape[2]), io.BytesIO()
        Image.fromarray(pixels).save(file, "WEBP", lossless=True, exact=True)
        return file.getvalue()

    part: dict[str, Any] = {"tile": (16, 16)} if tiled else {"rows": 7}
    with patch.dict(PACKED, {WEBP: packed}):
        made = tiff(samples, 8, 2, order=order, big=big, compression=WEBP, tags={338: (2,)} if alpha else None, **part)
    (tmp_path / "a.tif").write_bytes(made)
    assert np.array_equal(decode(tmp_path / "a.tif").pixels, samples)
    (tmp_path / "a.tif").write_bytes(made.replace(b"VP8L", b"VP9L"))
    with pytest.raises(BrokenPictureError):
        decode(tmp_path / "a.tif")


@pytest.mark.parametrize("kind", ["gray", "without its parts"])
def test_jpeg_of_the_old_kind_that_nobody_reads_is_named(kind: str, tmp_path: Path) -> None:
    samples = np.zeros((H, W, 1 if kind == "gray" else 3), np.int64)
    tags: dict[int, tuple[int, ...]] = {259: (6,), **({513: (8,)} if kind == "gray" else {})}
    (tmp_path / "a.tif").write_bytes(tiff(samples, 8, 1 if kind == "gray" else 6, tags=tags))
    with pytest.raises(UnsupportedPixelsError, match="old-style JPEG"):
        decode(tmp_path / "a.tif")


def test_jpeg_of_the_old_kind(tmp_path: Path) -> None:
    """A whole JPEG file (tag 513) around the only strip, as scanner software wrote it."""
    samples, file = np.full((16, 32, 3), (200, 90, 30)), io.BytesIO()
    Image.fromarray(samples.astype(np.uint8)).save(file, "JPEG", quality=95, subsampling="4:4:4")
    jpeg = file.getvalue()
    tags: dict[int, tuple[int, ...]] = {259: (6,), 512: (1,), 513: (8,), 514: (len(jpeg),), 530: (1, 1)}
    content = bytearray(tiff(samples, 8, 6, rows=16, tags=tags))
    scan = jpeg.index(b"\xff\xda")
    content[8 : 8 + len(jpeg)] = jpeg
    begin = 8 + scan + 2 + int.from_bytes(jpeg[scan + 2 : scan + 4], "big")
    struct.pack_into("<I", content, content.index(struct.pack("<HHI", 273, 4, 1)) + 8, begin)
    (tmp_path / "a.tif").write_bytes(content)
    assert np.abs(decode(tmp_path / "a.tif").pixels.astype(int) - samples).max() <= 4


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("separate", [False, True])
@pytest.mark.parametrize(("order", "big"), [("<", False), (">", True)])
def test_cielab(order: str, big: bool, separate: bool, bits: int, tmp_path: Path) -> None:
    samples, step = np.zeros((H, W, 3), np.int64), 2 ** (bits - 8)
    samples[:, :, 0] = np.arange(W) * 8 * step
    (tmp_path / "a.tif").write_bytes(tiff(samples, bits, 8, order=order, big=big, separate=separate))
    samples[:, :, 1:] = 206 * step, 20 * step  # negative, and positive
    (tmp_path / "b.tif").write_bytes(tiff(samples, bits, 8, order=order, big=big, separate=separate))
    gray, green = decode(tmp_path / "a.tif").pixels.astype(int), decode(tmp_path / "b.tif").pixels.astype(int)
    assert (messages.DEPTH_UNREADABLE in decode(tmp_path / "a.tif").warnings) is (bits > 8)
    assert np.ptp(gray, axis=2).max() <= 1
    assert (np.diff(gray[0, :, 0]) > 0).all()
    assert (green[0, 5:, 1] > green[0, 5:, 0] + 40).all()


@pytest.mark.parametrize(
    ("compression", "name"), [(50_002, "JPEG XL"), (34_712, "JPEG 2000"), (34_887, "LERC"), (34_934, "JPEG XR")]
)
def test_a_compression_that_is_not_supported_is_named(compression: int, name: str, tmp_path: Path) -> None:
    samples = np.zeros((H, W, 3), np.int64)
    (tmp_path / "a.tif").write_bytes(tiff(samples, 8, 2, tags={259: (compression,)}))
    with pytest.raises(UnsupportedPixelsError, match=name):
        decode(tmp_path / "a.tif")


@pytest.mark.parametrize(
    ("bits", "photometric", "count"), [(12, 1, 1), (32, 1, 1), (4, 8, 3), (8, 32_803, 1), (8, 5, 3)]
)
def test_pixels_that_are_not_supported_are_not_called_damaged(
    bits: int, photometric: int, count: int, tmp_path: Path
) -> None:
    written = 32 if bits == 12 else bits
    content = tiff(np.zeros((H, W, count), np.int64), written, photometric, tags={258: (bits,) * count})
    (tmp_path / "a.tif").write_bytes(content)
    for tolerant in (False, True):
        with pytest.raises(UnsupportedPixelsError):
            decode(tmp_path / "a.tif", allow_truncated=tolerant)


@pytest.mark.parametrize("turn", [3, 6, 8])
@pytest.mark.parametrize("compression", [NONE, LZW])
def test_an_orientation_that_only_xmp_tells(turn: int, compression: int, tmp_path: Path) -> None:
    samples = np.random.default_rng(turn).integers(0, 256, (H, W, 3))
    path = tmp_path / "a.tif"
    tags = {700: f'<x tiff:Orientation="{turn}"/>'.encode()}
    name = "tiff_lzw" if compression == LZW else None
    Image.fromarray(samples.astype(np.uint8)).save(path, compression=name, tiffinfo=tags)
    found = decode(path)
    assert np.array_equal(found.pixels, upright(samples.astype(np.uint8), turn))
    assert read_header(path).size == found.size
