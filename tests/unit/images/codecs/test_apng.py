import itertools
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from tests.unit.images.codecs.test_png import chunk
from upscaler.errors import BrokenPictureError, DisputedPictureError
from upscaler.images import opencv
from upscaler.images.bitmap import Pixels
from upscaler.images.decode import decode
from upscaler.images.fitting import fitted
from upscaler.images.formats import BY_NAME
from upscaler.images.frames import frames_of, read_frames
from upscaler.images.header import opened, read_header
from upscaler.options import UpscaleOptions

W, H = 12, 10
Place = tuple[int, int, int, int]
# How an 8-bit colour with alpha is stored in each pixel type: type, bits, and the bytes of a pixel
RED, GREEN, BLUE, HALF, HIDDEN = (200, 0, 0, 255), (0, 200, 0, 255), (0, 0, 200, 255), (90, 20, 10, 128), (0, 0, 0, 0)
PALETTE = (RED, GREEN, BLUE, HALF, HIDDEN)


def written(colour: tuple[int, ...], kind: int, bits: int) -> bytes:
    if kind == 3:
        return bytes([PALETTE.index(colour)])
    red, _, _, alpha = colour
    values = {0: (red,), 2: colour[:3], 4: (red, alpha), 6: colour}[kind]
    return b"".join(struct.pack(">H", 257 * value) if bits == 16 else bytes([value]) for value in values)


def shown(colour: tuple[int, ...], kind: int) -> tuple[int, ...]:
    """The same as RGBA when read: gray level 0 and black are transparent in types without alpha."""
    red, _, _, alpha = colour
    if kind in (0, 4):
        return (red, red, red, alpha if kind == 4 else 255 * (red > 0))
    return (*colour[:3], 255 * any(colour[:3])) if kind == 2 else colour


def animated(frames: Sequence[tuple[Place, tuple[int, ...], int, int]], kind: int = 6, bits: int = 8) -> bytes:
    """Frames of one colour each: place (left, top, width, height), colour, disposal, blend."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", W, H, bits, kind, 0, 0, 0)) + chunk(b"acTL", struct.pack(">II", 3, 0))
    if kind == 3:
        head += chunk(b"PLTE", b"".join(bytes(colour[:3]) for colour in PALETTE))
        head += chunk(b"tRNS", bytes(colour[3] for colour in PALETTE))
    elif kind in (0, 2):
        head += chunk(b"tRNS", bytes(2 if kind == 0 else 6))
    number, body = 0, b""
    for index, ((x, y, width, height), colour, disposal, blend) in enumerate(frames):
        body += chunk(b"fcTL", struct.pack(">IIIIIHHBB", number, width, height, x, y, 1, 4, disposal, blend))
        data = zlib.compress((b"\0" + written(colour, kind, bits) * width) * height)
        parts = [data[:7], data[7:]]  # in two chunks
        number += 1
        for part in parts:
            body += chunk(b"fdAT", struct.pack(">I", number) + part) if index else chunk(b"IDAT", part)
            number += bool(index)
    return b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b"")


def over(above: tuple[int, ...], below: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[float]:
    share, rest = above[3] / 255, (1 - above[3] / 255) * below[3] / 255
    if not share + rest:
        return [0.0] * 4
    return [*((np.array(above[:3]) * share + below[:3] * rest) / (share + rest)), 255 * (share + rest)]


@pytest.mark.parametrize(("kind", "bits"), [(0, 8), (2, 8), (3, 8), (4, 8), (6, 8), (0, 16), (2, 16), (4, 16), (6, 16)])
@pytest.mark.parametrize("colour", [GREEN, HALF, HIDDEN])
def test_all_disposals_and_blends(kind: int, bits: int, colour: tuple[int, ...], tmp_path: Path) -> None:
    for disposals in itertools.product(range(3), repeat=2):
        for blends in itertools.product(range(2), repeat=3):
            frames = [
                ((0, 0, W, H), RED, disposals[0], blends[0]),
                ((4, 3, 5, 6), colour, disposals[1], blends[1]),
                ((2, 2, 4, 4), BLUE, 0, blends[2]),
            ]
            (tmp_path / "a.png").write_bytes(animated(frames, kind, bits))
            canvas = np.zeros((H, W, 4))
            found = [bitmap.pixels for bitmap, _ in read_frames(tmp_path / "a.png")]
            for ((x, y, across, down), drawn, disposal, blend), pixels in zip(frames, found, strict=True):
                before = canvas.copy()
                for row, column in itertools.product(range(y, y + down), range(x, x + across)):
                    rgba = shown(drawn, kind)
                    canvas[row, column] = over(rgba, canvas[row, column]) if blend else rgba
                visible = np.where(canvas[:, :, 3:] > 0, canvas, 0)
                assert np.abs(np.where(pixels[:, :, 3:] > 0, pixels, 0) - visible).max() <= 1, (disposals, blends)
                if disposal == 1:
                    canvas[y : y + down, x : x + across] = 0
                elif disposal == 2:
                    canvas = before


def test_times_and_pictures_that_are_missing(tmp_path: Path) -> None:
    frames = [((0, 0, W, H), RED, 0, 0), ((0, 0, W, H), GREEN, 0, 0), ((1, 1, 3, 3), BLUE, 0, 0)]
    (tmp_path / "a.png").write_bytes(animated(frames))
    assert [milliseconds for _, milliseconds in read_frames(tmp_path / "a.png")] == [250] * 3
    assert read_header(tmp_path / "a.png").frames == 3
    (tmp_path / "a.png").write_bytes(animated(frames)[:-30])
    with pytest.raises(BrokenPictureError):
        list(read_frames(tmp_path / "a.png"))


def test_a_frame_that_reaches_over_the_picture(tmp_path: Path) -> None:
    frames = [((0, 0, W, H), RED, 0, 0), ((0, 0, W, H), GREEN, 0, 0), ((9, 9, 9, 9), BLUE, 0, 0)]
    (tmp_path / "a.png").write_bytes(animated(frames))
    with pytest.raises(BrokenPictureError):
        list(read_frames(tmp_path / "a.png"))


def with_still(frames: Sequence[tuple[Place, tuple[int, ...], int, int]], kind: int) -> bytes:
    """All frames except the first, which is the still picture for programs without animation support."""
    three, two = (chunk(b"acTL", struct.pack(">II", count, 0)) for count in (3, 2))
    content = animated(frames, kind).replace(three, two)
    control, data = (content.index(name) - 4 for name in (b"fcTL", b"IDAT"))
    return content[:control] + content[data:]


@pytest.mark.parametrize("kind", [0, 2, 3, 4, 6])
def test_damaged_frames_behind_a_picture_that_is_none(kind: int, tmp_path: Path) -> None:
    """OpenCV, which gives a second opinion, crashed on some of these."""
    path = tmp_path / "a.png"
    whole = with_still([((0, 0, W, H), colour, 0, 0) for colour in (RED, GREEN, BLUE)], kind)
    path.write_bytes(whole)
    assert [bitmap.pixels[0, 0].tolist() for bitmap, _ in read_frames(path)] == [
        list(shown(colour, kind)) for colour in (GREEN, BLUE)
    ]
    start = whole.index(b"fdAT") + 8
    for at in range(start, start + 40):
        damaged = bytearray(whole)
        damaged[at] ^= 0x55
        path.write_bytes(damaged)
        with suppress(BrokenPictureError, DisputedPictureError):
            list(read_frames(path))


def test_the_second_opinion_knows_the_frames_alone(tmp_path: Path) -> None:
    frames = [((0, 0, W, H), RED, 0, 0), ((0, 0, W, H), GREEN, 0, 0), ((2, 2, 4, 4), BLUE, 0, 0)]
    (tmp_path / "a.png").write_bytes(with_still(frames, 6))
    with opened(tmp_path / "a.png") as source:
        first, *others = ([frame[3, 3].tolist() for frame in w] for w in source.codec.witnesses_of_frames(source))
    assert first == [list(GREEN[:3]), list(BLUE[:3])]
    assert all(seen in ([], first) for seen in others)  # Pillow cannot skip the still picture


@pytest.mark.parametrize("kind", [b"fdAT", b"IEND"])
def test_opencv_sees_no_chunk_that_claims_to_be_longer_than_the_file(
    kind: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would allocate that much memory."""
    frames = [((0, 0, W, H), colour, 0, 0) for colour in (RED, GREEN, BLUE)]
    content = bytearray(animated(frames))
    at = content.rindex(kind) - 4
    content[at : at + 4] = struct.pack(">I", 2**32 - 2**24)
    (tmp_path / "a.png").write_bytes(content)
    seen: list[Path | bytes] = []
    read = opencv.frames_as_rgb

    def noted(source: Path | bytes) -> Iterator[Pixels]:
        seen.append(source)
        return read(source)

    monkeypatch.setattr(opencv, "frames_as_rgb", noted)
    with pytest.raises(BrokenPictureError, match="cut off"):
        list(read_frames(tmp_path / "a.png"))
    (given,) = seen
    assert isinstance(given, bytes) and struct.pack(">I", 2**32 - 2**24) not in given
    assert len(list(read(given))) >= 2  # those before it are still confirmed


def test_the_still_picture_where_no_frame_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    content = bytearray(with_still([((0, 0, W, H), colour, 0, 0) for colour in (RED, GREEN, BLUE)], 2))
    content[content.index(b"fdAT") + 10] ^= 0x55
    path.write_bytes(content)
    still = decode(path)
    fit = fitted(still, still.size, BY_NAME["png"])
    with pytest.raises(BrokenPictureError):
        list(frames_of(fit, path, UpscaleOptions()))
    ((found, _),) = frames_of(fit, path, UpscaleOptions(allow_truncated=True))
    assert found.pixels[0, 0].tolist() == list(RED)
