import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
import tifffile
from PIL import Image

from tests.corpus.check import RIGHT, outcome
from tests.corpus.kinds import parsed
from tests.unit.images.codecs.test_apng import BLUE, GREEN, RED, H, W, animated
from tests.unit.images.codecs.test_gif import gif, image
from tests.unit.images.codecs.test_jpeg2000 import with_palette
from upscaler import messages
from upscaler.errors import DisputedPictureError
from upscaler.images import opencv, pillow, second_opinion
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.images.codecs.base import Codec
from upscaler.images.decode import decode
from upscaler.images.frames import read_frames
from upscaler.images.second_opinion import confirm

PATH = Path("a")


def test_one_that_agrees_is_enough(photo: Pixels) -> None:
    confirm(Bitmap(photo), [], PATH)
    confirm(Bitmap(photo), [photo], PATH)
    confirm(Bitmap(photo), iter([np.invert(photo), photo[:, :-1], photo]), PATH)
    for wrong in (np.invert(photo), photo[::-1], photo[:, ::-1], photo[:, :, ::-1], photo.transpose(1, 0, 2)):
        with pytest.raises(DisputedPictureError):
            confirm(Bitmap(photo), [wrong], PATH)


def test_small_differences_and_invisible_colours_do_not_count(photo: Pixels) -> None:
    near = np.clip(photo.astype(int) + np.random.default_rng(0).integers(-9, 10, photo.shape), 0, 255).astype(np.uint8)
    confirm(Bitmap(photo), [near], PATH)
    confirm(Bitmap(photo.astype(np.uint16) * 257), [photo], PATH)
    confirm(Bitmap(photo[:, :, :1]), [np.repeat(photo[:, :, :1], 3, axis=2)], PATH)
    alpha = np.where(np.indices(photo.shape[:2])[0] < 20, 0, 255).astype(np.uint8)
    other = photo.copy()
    other[:20] = 77
    confirm(Bitmap(np.dstack([photo, alpha])), [other], PATH)


def test_colours_that_were_converted_are_only_alike(photo: Pixels) -> None:
    told = (messages.filled(messages.CMYK_CONVERTED, space="CMYK"),)
    confirm(Bitmap(photo, warnings=told), [photo // 2], PATH)
    with pytest.raises(DisputedPictureError):
        confirm(Bitmap(photo, warnings=told), [photo[::-1]], PATH)


def test_a_large_picture_takes_no_memory_twice(photo: Pixels, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_opinion, "LARGEST", photo.shape[0] * photo.shape[1] - 1)
    confirm(Bitmap(photo), [np.invert(photo)], PATH)


def of_kind(path: Path, photo: Pixels) -> None:
    if path.suffix == ".tif":
        tifffile.imwrite(path, photo, photometric="rgb")
    elif path.stem == "palette":
        path.write_bytes(with_palette([(255, 0, 0), (0, 255, 0), (0, 0, 0), (0, 0, 0), (255, 255, 255)]))
    else:
        Image.fromarray(photo).save(path)


@pytest.mark.parametrize("name", ["a.tif", "a.bmp", "a.tga", "a.jp2", "palette.jp2"])
@pytest.mark.parametrize("slip", [np.invert, np.flipud, lambda pixels: np.roll(pixels, 1, axis=2)])
def test_a_slip_of_a_decoder_is_a_failed_job(
    slip: Callable[[Pixels], Pixels], name: str, photo: Pixels, tmp_path: Path
) -> None:
    of_kind(tmp_path / name, photo)
    decode(tmp_path / name)

    def slipped(bitmap: Bitmap, *rest: object) -> None:
        confirm(Bitmap(np.ascontiguousarray(slip(bitmap.pixels))), *rest)  # type: ignore[arg-type]

    if name == "palette.jp2" and slip is np.flipud:
        return  # it is the same
    with patch("upscaler.images.decode.confirm", slipped), pytest.raises(DisputedPictureError):
        decode(tmp_path / name)


@pytest.mark.parametrize("kind", ["gif", "png"])
def test_frames_have_witnesses_too(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{kind}"
    if kind == "gif":
        path.write_bytes(gif([image((0, 0, 12, 10), colour, 0) for colour in (0, 1, 2)]))
    else:
        frames = [((0, 0, W, H), RED, 0, 0), ((3, 2, 6, 6), GREEN, 2, 1), ((0, 0, 4, 4), BLUE, 0, 0)]
        path.write_bytes(animated(frames))
    assert len(list(read_frames(path))) == 3

    def slipped(bitmap: Bitmap, *rest: object) -> None:
        confirm(Bitmap(np.dstack([np.invert(bitmap.pixels[:, :, :3]), bitmap.pixels[:, :, 3:]])), *rest)  # type: ignore[arg-type]

    with patch("upscaler.images.frames.confirm", slipped), pytest.raises(DisputedPictureError):
        list(read_frames(path))


@pytest.mark.parametrize("contradicted", [(), (7, 8, 20), range(24)])
def test_witnesses_of_frames_are_asked_one_by_one_and_hold_few(contradicted: Sequence[int], tmp_path: Path) -> None:
    count, path = 24, tmp_path / "a.png"
    made, *others = (Image.new("RGB", (400, 250), (20 + 3 * number, 0, 0)) for number in range(count))
    made.save(path, save_all=True, append_images=others)
    first, second, asked = opencv.frames_as_rgb, pillow.frames_as_rgb, list[int]()
    frame = made.width * made.height * 4  # bytes

    def slipping(path: Path) -> Iterator[Pixels]:
        return (np.invert(seen) if number in contradicted else seen for number, seen in enumerate(first(path)))

    def noted(*arguments: Any) -> Iterator[Pixels]:
        return (asked.append(number) or seen for number, seen in enumerate(second(*arguments)))  # type: ignore[func-returns-value]

    with (
        patch.object(opencv, "_HELD", 2 * frame),
        patch.object(opencv, "frames_as_rgb", slipping),
        patch.object(pillow, "frames_as_rgb", noted),
    ):
        tracemalloc.start()
        for number, (bitmap, _) in enumerate(read_frames(path)):
            assert bitmap.pixels[0, 0].tolist() == [20 + 3 * number, 0, 0, 255]
            assert asked == list(range(max((one for one in contradicted if one <= number), default=-1) + 1))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert number + 1 == count
    assert peak < 12 * frame


@pytest.mark.parametrize("dispose", ["010", "011"])
def test_frames_of_16_bits_that_are_interlaced_are_not_disputed(dispose: str) -> None:
    kind, recipe = parsed(f"apng colour=rgb depth=16 interlace=adam7 dispose={dispose} blend=111 place=inside")
    assert outcome(kind, recipe) == RIGHT


def test_most_kinds_have_none() -> None:
    assert list(Codec().witnesses(None)) == []  # type: ignore[arg-type]
