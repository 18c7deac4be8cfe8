import itertools
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from upscaler import messages
from upscaler.errors import BrokenPictureError
from upscaler.images.decode import decode
from upscaler.images.frames import read_frames
from upscaler.images.header import opened, read_header


def test_an_animation_and_how_often_it_is_shown(tmp_path: Path) -> None:
    first, *others = (Image.new("RGB", (8, 8), colour) for colour in ("red", "lime", "blue"))
    for loop, wanted in ((0, 0), (5, 5), (None, 1)):
        options: dict[str, Any] = {} if loop is None else {"loop": loop}
        first.save(tmp_path / "a.gif", save_all=True, append_images=others, **options)
        found = decode(tmp_path / "a.gif")
        assert (found.frames, found.loop, read_header(tmp_path / "a.gif").frames) == (3, wanted, 3)


def test_a_comment_becomes_a_text(tmp_path: Path) -> None:
    Image.new("P", (8, 8)).save(tmp_path / "a.gif", comment=b"of mine")
    assert decode(tmp_path / "a.gif").metadata.chunks == ((b"iTXt", b"Comment\0\0\0\0\0of mine"),)


PALETTE = bytes((255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0))
COLOURS = [(255, 0, 0, 255), (0, 255, 0, 255), (0, 0, 255, 255), (255, 255, 0, 255)]


def image(
    place: tuple[int, int, int, int],
    colour: int,
    disposal: int,
    transparent: int | None = None,
    palette: bytes = b"",
    interlaced: bool = False,
) -> bytes:
    """A frame (left, top, width, height) of one colour, whose first pixel is colour 3."""
    x, y, width, height = place
    indices = [3] + [colour] * (width * height - 1)
    codes = [code for index in indices for code in (4, index)] + [5]  # a clear code before each: no table is needed
    data = sum(code << (3 * i) for i, code in enumerate(codes)).to_bytes(-(-3 * len(codes) // 8), "little")
    blocks = b"".join(bytes([len(data[i : i + 255])]) + data[i : i + 255] for i in range(0, len(data), 255))
    flags = disposal << 2 | (transparent is not None)
    control = b"\x21\xf9\x04" + bytes([flags]) + struct.pack("<HBB", 50, transparent or 0, 0)
    descriptor = struct.pack("<HHHHB", x, y, width, height, interlaced << 6 | (0x81 if palette else 0))
    return control + b"," + descriptor + palette + b"\x02" + blocks + b"\0"


def gif(images: list[bytes], size: tuple[int, int] = (12, 10), palette: bytes = PALETTE) -> bytes:
    screen = struct.pack("<HHBBB", *size, 0xF1 if palette else 0x70, 2, 0) + palette
    return b"GIF89a" + screen + b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0" + b"".join(images) + b";"


PLACES = [(0, 0, 12, 10), (2, 3, 5, 4), (7, 6, 8, 9)]  # the whole canvas, a part, and beyond its edge


@pytest.mark.parametrize("transparent", [None, 0, 1])
@pytest.mark.parametrize("first", PLACES)
@pytest.mark.parametrize("second", PLACES)
def test_frames_are_what_browsers_show(
    first: tuple[int, int, int, int], second: tuple[int, int, int, int], transparent: int | None, tmp_path: Path
) -> None:
    """For each disposal and place, with and without a transparent colour."""
    width, height = max(12, first[0] + first[2]), max(10, first[1] + first[3])  # the first frame may enlarge the canvas
    for disposals in itertools.product(range(4), repeat=2):
        frames = [(first, 0, disposals[0]), (second, 1, disposals[1]), ((0, 0, 1, 1), 2, 0)]
        path = tmp_path / "a.gif"
        path.write_bytes(gif([image(place, colour, disposal, transparent) for place, colour, disposal in frames]))
        canvas = np.zeros((height, width, 4), np.uint8)
        wanted = []
        for (x, y, across, down), colour, disposal in frames:
            before = canvas.copy()
            place = canvas[y : y + down, x : x + across]
            if colour != transparent:
                place[:] = COLOURS[colour]
            place[0, 0] = COLOURS[3]
            wanted.append(canvas.copy())
            if disposal == 2:
                place[:] = 0
            elif disposal == 3:
                canvas = before
        found = list(read_frames(path))
        assert [milliseconds for _, milliseconds in found] == [500] * 3
        for (bitmap, _), pixels in zip(found, wanted, strict=True):
            assert np.array_equal(bitmap.pixels, pixels), disposals
        still = decode(path)
        alpha = still.pixels[:, :, 3] if still.has_alpha else np.full((height, width), 255)
        assert np.array_equal(alpha, wanted[0][:, :, 3])
        assert read_header(path).alpha is still.has_alpha
        assert read_header(path).size == still.size == found[1][0].size


@pytest.mark.parametrize("interlaced", [False, True])
def test_a_palette_of_a_frame_and_none_at_all(interlaced: bool, tmp_path: Path) -> None:
    own = bytes((9, 8, 7, 6, 5, 4, 3, 2, 1, 10, 20, 30))
    images = [image((0, 0, 12, 10), 1, 0, interlaced=interlaced), image((2, 2, 3, 9), 0, 0, None, own, interlaced)]
    (tmp_path / "a.gif").write_bytes(gif(images))
    (_, _), (second, _) = read_frames(tmp_path / "a.gif")
    assert second.pixels[2, 2:5].tolist() == [[10, 20, 30, 255], [9, 8, 7, 255], [9, 8, 7, 255]]
    assert second.pixels[9, 11].tolist() == [0, 255, 0, 255]
    (tmp_path / "a.gif").write_bytes(gif(images[:1] * 2, palette=b""))
    assert [bitmap.pixels[5, 5].tolist() for bitmap, _ in read_frames(tmp_path / "a.gif")] == [[1, 1, 1, 255]] * 2


def test_a_frame_that_is_cut_off(tmp_path: Path) -> None:
    whole = gif([image((0, 0, 12, 10), 0, 0), image((0, 0, 12, 10), 1, 0)])
    (tmp_path / "a.gif").write_bytes(whole[:-40])
    with pytest.raises(BrokenPictureError):
        list(read_frames(tmp_path / "a.gif"))


def test_a_still_picture_that_leaves_canvas_uncovered(tmp_path: Path) -> None:
    (tmp_path / "a.gif").write_bytes(gif([image((2, 3, 5, 4), 1, 0)]))
    found = decode(tmp_path / "a.gif").pixels
    assert found[4, 4].tolist() == [0, 255, 0, 255]
    assert not found[0].any()
    (tmp_path / "a.gif").write_bytes(gif([image((0, 0, 12, 10), 1, 0)]))
    assert decode(tmp_path / "a.gif").channels == 3


def test_bytes_that_make_no_sense_before_a_picture_that_leaves_canvas_uncovered(tmp_path: Path) -> None:
    whole = gif([image((2, 3, 5, 4), 1, 0)])
    at = whole.index(b"\x21\xff")
    (tmp_path / "a.gif").write_bytes(whole[:at] + b"\7" + whole[at:])
    with pytest.raises(BrokenPictureError):
        decode(tmp_path / "a.gif")
    found = decode(tmp_path / "a.gif", allow_truncated=True)
    assert found.warnings == (messages.TRUNCATED,)
    assert found.pixels[4, 4].tolist()[:3] == [0, 255, 0]


def test_a_frame_that_only_pillow_finds_and_makes_the_canvas_larger_for(tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    path.write_bytes(gif([image((0, 0, 12, 10), 0, 0), b"\7" + image((0, 0, 24, 10), 1, 0)]))
    with opened(path) as source:
        assert len(source.codec.frames(source.picture)) == 2
        assert list(source.codec.witnesses_of_frames(source)) == []
    with pytest.raises(BrokenPictureError):
        list(read_frames(path))
