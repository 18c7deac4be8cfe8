import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from upscaler import errors, messages
from upscaler.geometry import Size
from upscaler.images import verify
from upscaler.images.decode import decode
from upscaler.options import Enlargement, UpscaleOptions
from upscaler.pipeline import load_engine, upscale_file
from upscaler.progress import Progress


@pytest.fixture
def small(sample: Path, tmp_path: Path) -> Path:
    """A 48 x 40 crop of the sample photo with a profile."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    path = tmp_path / "small.png"
    with Image.open(sample) as picture:
        picture.crop((90, 40, 138, 80)).save(path, icc_profile=profile)
    return path


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize("ending", ["png", "jpg", "webp", "tif"])
def test_a_photo_comes_out_larger_and_like_itself(ending: str, scale: int, small: Path, tmp_path: Path) -> None:
    target = tmp_path / f"out.{ending}"
    before = small.read_bytes()
    result = upscale_file(small, target, UpscaleOptions(Enlargement(scale)), Progress())
    assert result.size == Size(48 * scale, 40 * scale)
    found, source = decode(target), decode(small)
    assert found.size == result.size
    assert found.icc_profile == source.icc_profile
    shrunk = np.array(Image.fromarray(found.pixels).resize((48, 40), Image.Resampling.BOX))
    assert np.abs(shrunk.astype(int) - source.pixels).mean() < 4
    assert small.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {small.name, target.name}


@pytest.mark.parametrize(
    ("enlargement", "expected"),
    [
        (Enlargement(1), Size(48, 40)),
        (Enlargement(1.5), Size(72, 60)),
        (Enlargement(2.51), Size(120, 100)),
        (Enlargement(5), Size(240, 200)),
        (Enlargement(100, "width"), Size(100, 83)),
        (Enlargement(100, "height"), Size(120, 100)),
        (Enlargement(480, "longest"), Size(480, 400)),
    ],
)
def test_any_size(enlargement: Enlargement, expected: Size, small: Path, tmp_path: Path) -> None:
    result = upscale_file(small, tmp_path / "out.png", UpscaleOptions(enlargement), Progress())
    assert (result.source_size, result.size) == (Size(48, 40), expected)
    found = decode(tmp_path / "out.png")
    assert found.size == expected
    shrunk = np.array(Image.fromarray(found.pixels).resize((24, 20), Image.Resampling.BOX))
    with Image.open(small) as picture:
        before = np.array(picture.convert("RGB").resize((24, 20), Image.Resampling.BOX))
    assert np.abs(shrunk.astype(int) - before).mean() < 2


@pytest.mark.parametrize("size", [(1, 1), (1, 30), (30, 1), (2, 3)])
@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA"])
def test_the_smallest_pictures(mode: str, size: tuple[int, int], tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    pixels = rng.integers(100, 150, (size[1], size[0], len(mode)), np.uint8)
    Image.fromarray(pixels.squeeze(-1) if mode == "L" else pixels).save(tmp_path / "a.png")
    upscale_file(tmp_path / "a.png", tmp_path / "b.png", UpscaleOptions(Enlargement(3)), Progress())
    found = decode(tmp_path / "b.png")
    assert found.size == Size(size[0] * 3, size[1] * 3)
    assert found.channels == len(mode)


def test_transparency_that_the_format_cannot_hold_is_told(tmp_path: Path) -> None:
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(tmp_path / "a.png")
    result = upscale_file(tmp_path / "a.png", tmp_path / "b.jpg", UpscaleOptions(Enlargement(2)), Progress())
    assert result.warnings == (messages.TRANSPARENCY_DROPPED,)
    assert decode(tmp_path / "b.jpg").pixels.min() > 240


def test_progress_grows_to_one(small: Path, tmp_path: Path) -> None:
    seen: list[float] = []
    upscale_file(small, tmp_path / "out.png", UpscaleOptions(), Progress(seen.append))
    assert seen == sorted(seen)
    assert seen[-1] == 1


@pytest.mark.parametrize("after", [0.0, 0.9, 0.95])
def test_cancelled_at_any_time_leaves_nothing(after: float, small: Path, tmp_path: Path) -> None:
    stop = threading.Event()

    def cancel(done: float) -> None:
        if done >= after:
            stop.set()

    with pytest.raises(errors.Cancelled):
        upscale_file(small, tmp_path / "new" / "out.png", UpscaleOptions(), Progress(cancel, stop))
    assert list(tmp_path.iterdir()) == [small]


def test_a_failed_check_is_a_failed_job(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "LARGEST_CELL_DIFFERENCE", -1.0)
    with pytest.raises(errors.VerificationError):
        upscale_file(small, tmp_path / "new" / "out.png", UpscaleOptions(), Progress())
    assert list(tmp_path.iterdir()) == [small]


def test_requests_that_make_no_sense(small: Path, tmp_path: Path) -> None:
    for target, options, expected in (
        (small, UpscaleOptions(), errors.SourceIsTargetError),
        (tmp_path / "a.bmp", UpscaleOptions(), errors.UnknownFormatError),
        (tmp_path / "a.png", UpscaleOptions(Enlargement(0.5)), errors.ScaleError),
        (tmp_path / "a.png", UpscaleOptions(Enlargement(47, "width")), errors.ScaleError),
        (tmp_path / "a.png", UpscaleOptions(Enlargement(20_000, "longest")), errors.ScaleError),
        (tmp_path / "a.png", UpscaleOptions(model="none"), errors.ModelNotFoundError),
        (tmp_path / "a.png", UpscaleOptions(precision="fp16", device="cpu"), errors.PrecisionNotAvailableError),
    ):
        with pytest.raises(expected):
            upscale_file(small, target, options, Progress())
    assert list(tmp_path.iterdir()) == [small]


def test_a_format_that_cannot_hold_the_size_is_refused_before_the_work(tmp_path: Path) -> None:
    Image.new("L", (5000, 2)).save(tmp_path / "a.png")
    with pytest.raises(errors.TargetTooLargeError) as caught:
        upscale_file(tmp_path / "a.png", tmp_path / "a.webp", UpscaleOptions(), Progress())
    assert (caught.value.width, caught.value.limit) == (20_000, 16_383)


def test_what_had_to_be_tried_again_is_told(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = load_engine("photo")
    pieces, failures = engine.pieces, [MemoryError(), MemoryError()]

    def failing(*arguments: Any) -> Any:
        for piece in pieces(*arguments):
            if failures:
                raise failures.pop()
            yield piece

    monkeypatch.setattr(engine, "pieces", failing)
    result = upscale_file(small, tmp_path / "out.png", UpscaleOptions(), Progress())
    assert result.retries == 2
    assert result.warnings == (messages.WENT_ON_IN_SMALLER_STRIPS,)
