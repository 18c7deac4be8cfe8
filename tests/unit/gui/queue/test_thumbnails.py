import threading
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from upscaler.errors import NotAPictureError
from upscaler.geometry import Size
from upscaler.gui.queue.thumbnails import SIDE, Thumbnail, Thumbnails, read_thumbnail

MakePicture = Callable[..., Path]


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA"])
@pytest.mark.parametrize("size", [(1, 1), (24, 16), (900, 30), (30, 900)])
def test_a_thumbnail_is_a_square_and_the_size(make_picture: MakePicture, mode: str, size: tuple[int, int]) -> None:
    seen = read_thumbnail(make_picture("a.png", *size, mode))
    assert seen.header.size == Size(*size)
    assert seen.image.width() == seen.image.height() == 2 * SIDE


def test_a_rotated_photo_is_seen_upright(tmp_path: Path) -> None:
    photo = Image.new("RGB", (40, 20), "red")
    exif = Image.Exif()
    exif[0x0112] = 6
    photo.save(tmp_path / "a.jpg", exif=exif)
    assert read_thumbnail(tmp_path / "a.jpg").header.size == Size(20, 40)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif", "a.webp"])
def test_what_is_below_in_the_file_is_on_the_left_once_the_camera_was_turned(name: str, tmp_path: Path) -> None:
    photo = Image.new("RGB", (40, 40), "red")
    photo.paste((0, 0, 255), (0, 20, 40, 40))
    exif = Image.Exif()
    exif[0x0112] = 6
    photo.save(tmp_path / name, exif=exif)
    seen = read_thumbnail(tmp_path / name).image
    assert seen.pixelColor(SIDE // 2, SIDE).blue() > 200
    assert seen.pixelColor(SIDE // 2 + SIDE, SIDE).red() > 200


def test_sixteen_bits_and_cmyk_are_seen_as_they_are(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "deep.png"), np.full((30, 30), 32_768, np.uint16))
    Image.new("CMYK", (30, 30), (0, 0, 0, 128)).save(tmp_path / "print.jpg")
    for name in ("deep.png", "print.jpg"):
        assert abs(read_thumbnail(tmp_path / name).image.pixelColor(SIDE, SIDE).red() - 128) < 3


def test_they_come_later_and_once(thumbnails: Thumbnails, make_picture: MakePicture, qtbot: QtBot) -> None:
    path = make_picture()
    with qtbot.waitSignal(thumbnails.ready) as ready:
        assert thumbnails.get(7, path) is None
        assert thumbnails.header(7, path) is None
    assert ready.args == [7]
    pixmap, header = thumbnails.get(7, path), thumbnails.header(7, path)
    assert pixmap is not None
    assert pixmap.deviceIndependentSize().width() == SIDE
    assert header is not None
    assert header.kind == "png"
    thumbnails.forget(7)
    with qtbot.waitSignal(thumbnails.ready):
        assert thumbnails.get(7, path) is None


def test_what_was_scrolled_away_is_not_made(
    thumbnails: Thumbnails, make_picture: MakePicture, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, made = make_picture(), list[int]()
    thumbnails.ready.connect(made.append)
    for entry_id in range(1_000):
        thumbnails.get(entry_id, path)
    thumbnails.get(7, path)  # back in sight
    thumbnails.forget(999)
    thumbnails.forget(0)  # in progress
    qtbot.waitUntil(lambda: not thumbnails._waiting and thumbnails._making is None)
    assert made == [7, *range(998, 936, -1)]
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.get(1, path)


def test_a_file_that_is_no_picture_is_asked_once(thumbnails: Thumbnails, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "a.png"
    path.write_text("no picture")
    with pytest.raises(NotAPictureError):
        read_thumbnail(path)
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.get(1, path)
    with qtbot.assertNotEmitted(thumbnails.ready, wait=50):
        assert thumbnails.get(1, path) is None
        assert thumbnails.header(1, path) is None


def test_a_fault_of_ours_holds_up_no_other_picture(
    thumbnails: Thumbnails, make_picture: MakePicture, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_at_first(source: Path) -> Thumbnail:
        monkeypatch.undo()
        raise MemoryError

    monkeypatch.setattr("upscaler.gui.queue.thumbnails.read_thumbnail", fail_at_first)
    thumbnails.get(1, make_picture())
    thumbnails.get(2, make_picture())
    qtbot.waitUntil(lambda: thumbnails.get(2, make_picture()) is not None)
    assert thumbnails.get(1, make_picture()) is None


def test_what_was_seen_before_it_was_forgotten_counts_no_more(
    thumbnails: Thumbnails, make_picture: MakePicture, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = read_thumbnail(make_picture("a.png", 24, 16)), read_thumbnail(make_picture("b.png", 32, 16))
    begun, is_new, seen = threading.Event(), threading.Event(), iter([before, after])

    def look(_: Path) -> Thumbnail:
        begun.set()
        assert is_new.wait(10)
        return next(seen)

    monkeypatch.setattr("upscaler.gui.queue.thumbnails.read_thumbnail", look)
    path = make_picture("a.png")
    thumbnails.header(1, path)
    assert begun.wait(10)
    thumbnails.forget(1)
    thumbnails.header(1, path)
    with qtbot.waitSignal(thumbnails.ready):
        is_new.set()
    assert thumbnails.header(1, path) == after.header
