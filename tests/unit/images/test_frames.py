import errno
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image, ImageSequence

from tests.unit.images.codecs.test_png import apng
from tests.unit.images.test_encode import GRAY_PROFILE, PROFILE
from upscaler import messages
from upscaler.errors import BrokenPictureError, EncodeError, VerificationError
from upscaler.geometry import Size
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.images.decode import decode
from upscaler.images.fitting import fitted
from upscaler.images.formats import BY_NAME
from upscaler.images.frames import Frames, read_frames
from upscaler.images.header import read_header
from upscaler.options import UpscaleOptions
from upscaler.pipeline import upscale_file
from upscaler.progress import Progress
from upscaler.target_size import TargetSize

COLOURS = ("red", "lime", "blue")
TWICE = UpscaleOptions(TargetSize(2))


def animation(path: Path) -> Path:
    """Three coloured frames of 100, 200 and 300 ms, with a transparent hole."""
    pictures = [Image.new("RGBA", (20, 16), colour) for colour in COLOURS]
    for picture in pictures:
        picture.paste((0, 0, 0, 0), (0, 0, 6, 6))
    options: dict[str, Any] = {"lossless": True} if path.suffix == ".webp" else {}
    pictures[0].save(
        path, save_all=True, append_images=pictures[1:], duration=[100, 200, 300], loop=5, disposal=2, **options
    )
    return path


@pytest.mark.parametrize("target", ["png", "webp"])
@pytest.mark.parametrize("source", ["gif", "webp", "png"])
def test_animations_stay_animations(source: str, target: str, tmp_path: Path) -> None:
    path = animation(tmp_path / f"a.{source}")
    result = upscale_file(path, tmp_path / f"out.{target}", TWICE, Progress())
    assert result.warnings == ()
    assert result.size == Size(40, 32)
    with Image.open(tmp_path / f"out.{target}") as picture:
        frames = [(np.asarray(f.convert("RGBA")), f.info["duration"]) for f in ImageSequence.Iterator(picture)]
        assert picture.info["loop"] == 5
    assert [duration for _, duration in frames] == [100, 200, 300]
    for (pixels, _), colour in zip(frames, COLOURS, strict=True):
        wanted = np.array(Image.new("RGBA", (1, 1), colour))[0, 0].astype(int)
        assert np.abs(pixels[24, 24].astype(int) - wanted).max() < 12
        assert pixels[2, 2, 3] == 0


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_every_frame_of_a_deep_png(channels: int, tmp_path: Path) -> None:
    levels = (20_000, 40_000, 60_000)
    (tmp_path / "a.png").write_bytes(apng([np.full((16, 20, channels), level, np.uint16) for level in levels]))
    result = upscale_file(tmp_path / "a.png", tmp_path / "b.png", TWICE, Progress())
    assert result.warnings == (messages.DEPTH_REDUCED.format(format="PNG"),)
    with Image.open(tmp_path / "b.png") as picture:
        found = [np.asarray(frame.convert("RGBA"))[5, 5].tolist() for frame in ImageSequence.Iterator(picture)]
    alphas = [level // 257 if channels in (2, 4) else 255 for level in levels]
    wanted = [[level // 257] * 3 + [alpha] for level, alpha in zip(levels, alphas, strict=True)]
    assert np.abs(np.subtract(found, wanted)).max() <= 1


@pytest.mark.parametrize("target", ["png", "webp", "tif"])
def test_every_frame_of_a_deep_avif(target: str, tmp_path: Path) -> None:
    made = cv2.Animation()
    made.frames, made.durations = [np.full((32, 32, 3), level, np.uint16) for level in (200, 500, 900)], [100, 200, 300]
    assert cv2.imwriteanimation(str(tmp_path / "a.avif"), made, [cv2.IMWRITE_AVIF_DEPTH, 10])
    result = upscale_file(tmp_path / "a.avif", tmp_path / f"b.{target}", TWICE, Progress())
    with Image.open(tmp_path / f"b.{target}") as picture:
        found = [np.asarray(frame.convert("RGB"))[5, 5] for frame in ImageSequence.Iterator(picture)]
    if target == "tif":
        assert result.warnings == (messages.FRAMES_DROPPED.format(count=3),)
        assert decode(tmp_path / "b.tif").is_high_bit_depth
    else:
        assert result.warnings == (messages.DEPTH_REDUCED.format(format=BY_NAME[target].title),)
        assert np.abs(np.subtract(found, [[50] * 3, [125] * 3, [224] * 3])).max() <= 2


@pytest.mark.parametrize("target", ["png", "webp"])
def test_a_profile_for_gray_does_not_fit_an_animation(target: str, tmp_path: Path) -> None:
    first, second = (Image.new("L", (16, 16), level) for level in (50, 200))
    first.save(tmp_path / "a.png", save_all=True, append_images=[second], icc_profile=GRAY_PROFILE)
    result = upscale_file(tmp_path / "a.png", tmp_path / f"b.{target}", TWICE, Progress())
    assert result.warnings == (messages.PROFILE_DROPPED,)
    with Image.open(tmp_path / f"b.{target}") as picture:
        assert "icc_profile" not in picture.info
    first.convert("RGB").save(tmp_path / "a.png", save_all=True, append_images=[second], icc_profile=PROFILE)
    again = replace(TWICE, on_exists="overwrite")
    assert upscale_file(tmp_path / "a.png", tmp_path / f"b.{target}", again, Progress()).warnings == ()
    with Image.open(tmp_path / f"b.{target}") as picture:
        assert picture.info["icc_profile"] == PROFILE


@pytest.mark.parametrize(("source", "target"), [("gif", "jpg"), ("gif", "tif"), ("png", "avif"), ("tif", "png")])
def test_where_they_cannot_stay_the_first_is_made_and_this_is_told(source: str, target: str, tmp_path: Path) -> None:
    path = animation(tmp_path / f"a.{source}")
    result = upscale_file(path, tmp_path / f"out.{target}", TWICE, Progress())
    assert messages.FRAMES_DROPPED.format(count=3) in result.warnings
    assert decode(tmp_path / f"out.{target}").frames == 1


def made_of(frames: Sequence[Pixels], format: str, milliseconds: Iterable[float]) -> Frames:
    fit = fitted(Bitmap(frames[0], kind="gif", frames=len(frames)), Size(20, 16), BY_NAME[format])
    made = Frames(BY_NAME[format], fit)
    for pixels, duration in zip(frames, milliseconds, strict=True):
        made.add(pixels, duration, None)
    return made


def test_equal_frames_become_one_that_lasts_longer(tmp_path: Path) -> None:
    frames = [bitmap.pixels for bitmap, _ in read_frames(animation(tmp_path / "a.gif"))]
    made = made_of([*frames, frames[-1]], "png", [100, 200, 300, 300])
    made.write(tmp_path / "b.png", None)
    with Image.open(tmp_path / "b.png") as picture:
        assert [frame.info["duration"] for frame in ImageSequence.Iterator(picture)] == [100, 200, 600]
    made.verify(tmp_path / "b.png", None)
    made.canvases[1] = np.invert(made.canvases[1])
    with pytest.raises(VerificationError):
        made.verify(tmp_path / "b.png", None)
    made.canvases.pop()
    with pytest.raises(VerificationError):
        made.verify(tmp_path / "b.png", None)


def test_an_animated_png_holds_long_times_in_hundredths_of_a_second_or_less(tmp_path: Path) -> None:
    frames = [bitmap.pixels for bitmap, _ in read_frames(animation(tmp_path / "a.gif"))]
    for name, wanted in (("png", [65_535, 70_000, 8_000_000]), ("webp", [65_535, 70_003, 8_000_123])):
        made = made_of(frames, name, [65_535, 70_003, 8_000_123])
        made.write(tmp_path / f"b.{name}", None)
        made.verify(tmp_path / f"b.{name}", None)
        with Image.open(tmp_path / f"b.{name}") as picture:
            found = [(frame.load(), frame.info["duration"])[1] for frame in ImageSequence.Iterator(picture)]
        assert found == wanted


def test_a_disk_that_refuses_an_animation_is_told_without_a_number(tmp_path: Path) -> None:
    frames = [bitmap.pixels for bitmap, _ in read_frames(animation(tmp_path / "a.gif"))]
    with pytest.raises(EncodeError) as caught:
        made_of(frames, "png", [1, 2, 3]).write(tmp_path / "none" / "b.png", None)
    assert caught.value.reason == os.strerror(errno.ENOENT)


def fade(step: int, count: int = 12) -> list[Pixels]:
    """Noise that becomes lighter by `step` levels per frame."""
    noise = np.random.default_rng(0).integers(0, 60, (16, 20, 3), np.uint8)
    return [np.dstack([noise + step * index, np.full_like(noise[:, :, 0], 255)]) for index in range(count)]


@pytest.mark.parametrize("quality", [None, 50, 0])
@pytest.mark.parametrize("step", [0, 1, 2, 5])
def test_nearly_equal_frames_may_become_one(step: int, quality: int | None, tmp_path: Path) -> None:
    made = made_of(fade(step), "webp", range(40, 52))
    made.write(tmp_path / "a.webp", quality)
    made.verify(tmp_path / "a.webp", quality)


def test_a_fade_in_webp_lasts_as_long_as_before(tmp_path: Path) -> None:
    first, *others = (Image.fromarray(pixels) for pixels in fade(1))
    first.save(tmp_path / "a.png", save_all=True, append_images=others, duration=40)
    upscale_file(tmp_path / "a.png", tmp_path / "b.webp", TWICE, Progress())
    with Image.open(tmp_path / "b.webp") as picture:
        assert 1 < getattr(picture, "n_frames", 1) < 12
        assert sum(frame.copy().info["duration"] for frame in ImageSequence.Iterator(picture)) == 12 * 40


def without(all_of: list[Any], index: int) -> list[Any]:
    return all_of[:index] + all_of[index + 1 :]


@pytest.mark.parametrize("format", ["png", "webp"])
@pytest.mark.parametrize("lost", [0, 1, 5, 11])
def test_a_lost_frame_is_found(lost: int, format: str, tmp_path: Path) -> None:
    frames, durations = fade(4), [40] * 12
    longer = durations.copy()
    longer[lost - 1 if lost else 1] += 40  # the file has the same length as before
    left = made_of(without(frames, lost), format, without(longer, lost))
    left.write(tmp_path / f"a.{format}", None)
    left.verify(tmp_path / f"a.{format}", None)
    with pytest.raises(VerificationError):
        made_of(frames, format, durations).verify(tmp_path / f"a.{format}", None)
    with pytest.raises(VerificationError):  # nor may it be shorter
        left.durations[-1] += 1
        left.verify(tmp_path / f"a.{format}", None)


def test_a_picture_beside_an_animation_is_not_a_part_of_it(tmp_path: Path) -> None:
    frames: list[Pixels] = [np.full((16, 20, 3), level, np.uint16) for level in (0, 20_000, 40_000)]
    (tmp_path / "a.png").write_bytes(apng(frames[1:], frames[0]))
    assert read_header(tmp_path / "a.png").frames == 2
    assert decode(tmp_path / "a.png").pixels.max() == 0
    result = upscale_file(tmp_path / "a.png", tmp_path / "b.png", TWICE, Progress())
    assert result.warnings == (messages.DEPTH_REDUCED.format(format="PNG"),)
    with Image.open(tmp_path / "b.png") as picture:
        found = [np.asarray(frame.convert("RGB"))[5, 5, 0] for frame in ImageSequence.Iterator(picture)]
    assert np.abs(np.subtract(found, [78, 156], dtype=int)).max() <= 1


@pytest.mark.parametrize(
    ("kind", "share", "left"), [("gif", 0.5, 2), ("png", 0.5, 2), ("png", 0.1, 1), ("tif", 0.85, 4)]
)
def test_what_is_left_of_a_file_that_is_cut_off(kind: str, share: float, left: int, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    first, *others = (Image.fromarray(rng.integers(0, 255, (40, 40, 3), np.uint8)) for _ in range(5))
    path, target = tmp_path / f"a.{kind}", tmp_path / ("b.tif" if kind == "tif" else "b.png")
    first.save(path, save_all=True, append_images=others, duration=100)
    path.write_bytes(path.read_bytes()[: round(path.stat().st_size * share)])
    with pytest.raises(BrokenPictureError):
        upscale_file(path, target, TWICE, Progress())
    result = upscale_file(path, target, replace(TWICE, allow_truncated=True), Progress())
    assert messages.FRAMES_MISSING.format(count=left) in result.warnings
    assert decode(target).frames == left
