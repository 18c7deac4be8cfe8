import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import ExifTags, Image, ImageCms

from tests.unit.images.test_exif import camera, loaded
from upscaler import errors, messages
from upscaler.geometry import Size
from upscaler.images import verify
from upscaler.images.bitmap import Pixels
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.colour import srgb
from upscaler.images.decode import decode
from upscaler.images.exif import PREFIX
from upscaler.images.formats import by_suffix
from upscaler.images.metadata import Metadata
from upscaler.images.provenance import Provenance, with_provenance
from upscaler.options import NATURAL, ModelChoice, OnExists, UpscaleOptions
from upscaler.pipeline import finish, load_engine, upscale_file, upscale_in_steps, weights_of
from upscaler.progress import Progress
from upscaler.target_size import TargetSize


@pytest.fixture
def small(sample: Path, tmp_path: Path) -> Path:
    """A 48 x 40 crop of the sample photo with a profile."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    path = tmp_path / "small.png"
    with Image.open(sample) as picture:
        picture.crop((90, 40, 138, 80)).save(path, icc_profile=profile)
    return path


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize("extension", ["png", "jpg", "webp", "tif", "avif"])
def test_a_photo_comes_out_larger_and_like_itself(extension: str, scale: int, small: Path, tmp_path: Path) -> None:
    target = tmp_path / f"out.{extension}"
    before = small.read_bytes()
    result = upscale_file(small, target, UpscaleOptions(TargetSize(scale)), Progress())
    assert result.size == Size(48 * scale, 40 * scale)
    found, source = decode(target), decode(small)
    assert found.size == result.size
    assert found.icc_profile == source.icc_profile
    shrunk = np.array(Image.fromarray(found.pixels).resize((48, 40), Image.Resampling.BOX))
    assert np.abs(shrunk.astype(int) - source.pixels).mean() < 4
    assert small.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {small.name, target.name}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (TargetSize(1), Size(48, 40)),
        (TargetSize(1.5), Size(72, 60)),
        (TargetSize(2.51), Size(120, 100)),
        (TargetSize(5), Size(240, 200)),
        (TargetSize(100, "width"), Size(100, 83)),
        (TargetSize(100, "height"), Size(120, 100)),
        (TargetSize(480, "longest"), Size(480, 400)),
    ],
)
def test_any_size(asked: TargetSize, expected: Size, small: Path, tmp_path: Path) -> None:
    result = upscale_file(small, tmp_path / "out.png", UpscaleOptions(asked, detail=0), Progress())
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
    upscale_file(tmp_path / "a.png", tmp_path / "b.png", UpscaleOptions(TargetSize(3)), Progress())
    found = decode(tmp_path / "b.png")
    assert found.size == Size(size[0] * 3, size[1] * 3)
    assert found.channels == len(mode)


def test_transparency_that_the_format_cannot_hold_is_told(tmp_path: Path) -> None:
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(tmp_path / "a.png")
    result = upscale_file(tmp_path / "a.png", tmp_path / "b.jpg", UpscaleOptions(TargetSize(2)), Progress())
    assert result.warnings == (messages.TRANSPARENCY_DROPPED.format(format="JPEG"),)
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
    monkeypatch.setattr(verify, "LARGEST_CELL_DIFFERENCE", -300.0)
    with pytest.raises(errors.VerificationError):
        upscale_file(small, tmp_path / "new" / "out.png", UpscaleOptions(), Progress())
    assert list(tmp_path.iterdir()) == [small]


def test_requests_that_make_no_sense(small: Path, tmp_path: Path) -> None:
    for target, options, expected in (
        (small, UpscaleOptions(), errors.SourceIsTargetError),
        (tmp_path / "a.bmp", UpscaleOptions(), errors.UnknownFormatError),
        (tmp_path / "a.png", UpscaleOptions(TargetSize(0.5)), errors.ScaleError),
        (tmp_path / "a.png", UpscaleOptions(TargetSize(47, "width")), errors.ScaleError),
        (tmp_path / "a.png", UpscaleOptions(TargetSize(20_000, "longest")), errors.ScaleError),
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
    assert (caught.value.width, caught.value.able) == (20_000, ("PNG", "JPEG", "TIFF", "AVIF"))


def options(scale: float) -> UpscaleOptions:
    return UpscaleOptions(TargetSize(scale))


def save_deep(path: Path, pixels: Pixels) -> None:
    """Save RGB or gray in 16 bits."""
    assert cv2.imwrite(str(path), pixels[:, :, RGB_ORDER[pixels.shape[2]]])


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("scale", [2, 3, 4])
def test_a_ramp_of_16_bits_stays_monotone(scale: int, channels: int, tmp_path: Path) -> None:
    ramp = np.linspace(0, 65_535, 512).round().astype(np.uint16)
    save_deep(tmp_path / "a.png", np.ascontiguousarray(np.broadcast_to(ramp[None, :, None], (40, 512, channels))))
    result = upscale_file(tmp_path / "a.png", tmp_path / "b.png", options(scale), Progress())
    assert (result.precision, result.warnings) == ("fp32", ())
    found = decode(tmp_path / "b.png")
    assert found.is_high_bit_depth
    inner = found.pixels[10 * scale : -10 * scale, 16 * scale : -16 * scale].astype(int)  # the edge is not a ramp
    assert (np.maximum.accumulate(inner, axis=1) - inner).max() <= 16
    assert len(np.unique(inner)) > 5 * 256


@pytest.mark.parametrize("extension", ["png", "tif"])
def test_a_photo_stored_in_16_bits_is_as_good_as_in_8(extension: str, small: Path, tmp_path: Path) -> None:
    save_deep(tmp_path / f"deep.{extension}", decode(small).pixels.astype(np.uint16) * 257)
    same = replace(options(2), precision="fp32", detail=0)
    upscale_file(small, tmp_path / "out8.png", same, Progress())
    upscale_file(tmp_path / f"deep.{extension}", tmp_path / f"out16.{extension}", same, Progress())
    eight, sixteen = decode(tmp_path / "out8.png").pixels, decode(tmp_path / f"out16.{extension}").pixels
    assert sixteen.dtype == np.uint16
    assert np.abs(sixteen / 257 - eight).max() <= 0.51  # rounding


@pytest.mark.parametrize("extension", ["jpg", "webp", "avif"])
def test_16_bits_that_the_format_cannot_hold_are_told(extension: str, small: Path, tmp_path: Path) -> None:
    save_deep(tmp_path / "deep.png", decode(small).pixels.astype(np.uint16) * 257)
    result = upscale_file(tmp_path / "deep.png", tmp_path / f"b.{extension}", options(2), Progress())
    assert result.warnings == (messages.DEPTH_REDUCED.format(format=by_suffix(f".{extension}").title),)  # type: ignore[union-attr]  # is one
    assert decode(tmp_path / f"b.{extension}").pixels.dtype == np.uint8


@pytest.mark.parametrize("scale", [2.5, 8])
def test_16_bits_go_through_every_pass(scale: float, tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(20_000, 40_000, (20, 24, 3), np.uint16)
    save_deep(tmp_path / "a.png", pixels)
    upscale_file(tmp_path / "a.png", tmp_path / "b.tif", options(scale), Progress())
    found = decode(tmp_path / "b.tif").pixels
    assert found.dtype == np.uint16
    assert abs(found.mean() - pixels.mean()) < 500


@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize("scale", [2, 3, 4])
def test_a_logo_has_no_fringe_on_any_ground(scale: int, deep: bool, tmp_path: Path) -> None:
    """A disc of one colour over invisible black: its edge must be a mixture of that colour and the background."""
    y, x = np.indices((48, 48)) - 23.5
    share = np.clip(16 - np.hypot(x, y) + 0.5, 0, 1)
    ink = np.array((230, 60, 20))
    logo = np.zeros((48, 48, 4), np.uint8)
    logo[:, :, 3] = np.rint(share * 255)
    logo[share > 0, :3] = ink
    pixels = logo.astype(np.uint16) * 257 if deep else logo
    save_deep(tmp_path / "logo.png", pixels)
    upscale_file(tmp_path / "logo.png", tmp_path / "large.png", options(scale), Progress())
    found = decode(tmp_path / "large.png").pixels / (65_535 if deep else 255)
    colour, alpha = found[:, :, :3], found[:, :, 3:]
    checks = (np.indices(alpha.shape[:2]).sum(0) // 8 % 2)[:, :, None]
    for ground in (np.zeros_like(alpha), np.ones_like(alpha), checks):
        seen = colour * alpha + ground * (1 - alpha)
        wanted = ink / 255 * alpha + ground * (1 - alpha)
        assert np.abs(seen - wanted).max() < 4 / 255
    assert (alpha[0, 0], alpha[len(alpha) // 2, len(alpha) // 2]) == (0, 1)


def test_metadata_is_kept_unless_it_shall_not_be(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.new("RGB", (30, 20), "gray").save(path, exif=PREFIX + camera(), dpi=(300, 300), icc_profile=srgb())
    upscale_file(path, tmp_path / "b.jpg", options(2), Progress())
    kept = decode(tmp_path / "b.jpg")
    assert kept.size == Size(40, 60)  # the camera was rotated
    assert kept.metadata.exif is not None
    exif = loaded(kept.metadata.exif)
    assert exif[ExifTags.Base.Orientation] == 1
    assert exif.get_ifd(ExifTags.IFD.Exif)[0xA002] == 40
    assert exif.get_ifd(ExifTags.IFD.GPSInfo)[1] == "N"
    assert kept.metadata.dpi == (300, 300)
    upscale_file(path, tmp_path / "c.jpg", replace(options(2), strip_metadata=True), Progress())
    stripped = decode(tmp_path / "c.jpg")
    assert stripped.metadata == Metadata()
    assert stripped.icc_profile == srgb()


@pytest.mark.parametrize("extension", ["jpg", "webp", "avif"])
def test_quality_from_0_to_100(extension: str, small: Path, tmp_path: Path) -> None:
    lengths = []
    for quality in (0, 50, 100):
        target = tmp_path / f"{quality}.{extension}"
        upscale_file(small, target, replace(options(2), quality=quality), Progress())
        lengths.append(target.stat().st_size)
    assert lengths == sorted(set(lengths))


def test_truncated_files_only_if_wanted(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.png"
    path.write_bytes(small.read_bytes()[: small.stat().st_size // 2])
    with pytest.raises(errors.BrokenPictureError):
        upscale_file(path, tmp_path / "b.png", options(2), Progress())
    result = upscale_file(path, tmp_path / "b.png", replace(options(2), allow_truncated=True), Progress())
    assert result.warnings == (messages.TRUNCATED,)
    assert decode(tmp_path / "b.png").size == Size(96, 80)


def test_the_limit_is_the_person_s(small: Path, tmp_path: Path) -> None:
    with pytest.raises(errors.PictureTooLargeError):
        upscale_file(small, tmp_path / "b.png", replace(options(2), limit_megapixels=0), Progress())


CHILD = """
import resource, sys
from pathlib import Path
from upscaler import errors, pipeline, options, progress
source, folder = Path(sys.argv[1]), Path(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))  # as a disk that is full from there on
for extension in sys.argv[3:]:
    try:
        pipeline.upscale_file(source, folder / f"a.{extension}", options.UpscaleOptions(), progress.Progress())
        print(extension, "done")
    except errors.WriteError as error:
        print(extension, type(error).__name__)
"""


@pytest.mark.posix
def test_a_disk_that_fills_up_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (150, 150, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "noise.png")
    extensions = ("png", "jpg", "webp", "tif", "avif")
    command = [sys.executable, "-c", CHILD, str(tmp_path / "noise.png"), str(tmp_path / "new"), *extensions]
    child = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    told = dict(line.split() for line in child.stdout.splitlines())
    assert set(told) == set(extensions), child.stderr
    assert set(told.values()) <= {"EncodeError", "VerificationError"}
    assert [path.name for path in tmp_path.iterdir()] == ["noise.png"]


@pytest.mark.parametrize("on_exists", ["rename", "skip", "overwrite"])
def test_only_overwrite_replaces(on_exists: OnExists, small: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.png"
    target.write_bytes(b"made meanwhile")
    asked = replace(options(2), on_exists=on_exists)
    if on_exists == "overwrite":
        upscale_file(small, target, asked, Progress())
    else:
        with pytest.raises(errors.EncodeError):
            upscale_file(small, target, asked, Progress())
    assert (target.read_bytes() == b"made meanwhile") is (on_exists != "overwrite")


def test_a_target_folder_that_vanishes(small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()

    def vanish(done: float) -> None:
        if done >= 0.9:
            shutil.rmtree(folder, ignore_errors=True)

    with pytest.raises(errors.WriteError):
        upscale_file(small, folder / "a.png", options(2), Progress(vanish))
    assert list(tmp_path.iterdir()) == [small]


def test_what_had_to_be_tried_again_is_told(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backend = load_engine("photo", 0, NATURAL).backends["rows"]
    pieces, failures = backend.pieces, [MemoryError(), MemoryError()]

    def failing(*arguments: Any) -> Any:
        for piece in pieces(*arguments):
            if failures:
                raise failures.pop()
            yield piece

    monkeypatch.setattr(backend, "pieces", failing)
    result = upscale_file(small, tmp_path / "out.png", UpscaleOptions(precision="fp32"), Progress())
    assert result.retries == 2
    assert result.warnings == (messages.CONTINUED_IN_SMALLER_STRIPS,)


@pytest.mark.parametrize("steps_done", [0, 1, 2, 3])
def test_closed_between_two_steps_it_leaves_nothing(steps_done: int, small: Path, tmp_path: Path) -> None:
    steps = upscale_in_steps(small, tmp_path / "new" / "out.png", options(2), Progress())
    for _ in range(steps_done):
        next(steps)
    assert (tmp_path / "new").exists() is (steps_done >= 2)
    assert not (tmp_path / "new" / "out.png").exists()
    steps.close()
    assert list(tmp_path.iterdir()) == [small]


def test_the_steps_may_run_in_different_threads(small: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.png"
    steps = upscale_in_steps(small, target, options(2), Progress())
    for _ in range(3):
        with ThreadPoolExecutor(1) as thread:
            thread.submit(next, steps).result()
    assert finish(steps).size == decode(target).size


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        (ModelChoice("photo"), ["photo"]),
        (ModelChoice("photo", detail=50), ["photo", "photo-sharp"]),
        (ModelChoice("photo-restore", 40, detail=0), ["photo-restore", "photo"]),
        (ModelChoice("drawing"), ["drawing"]),
    ],
)
def test_the_models_that_take_part(choice: ModelChoice, names: list[str]) -> None:
    assert [model.card.name for model in weights_of(choice)] == names


def test_a_result_that_is_a_copy_still_says_what_it_was_made_from(small: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.png"
    size = TargetSize(10, "width", larger="copy")
    upscale_file(small, target, UpscaleOptions(size, provenance=True), Progress())
    xmp = decode(target).metadata.xmp or b""
    assert b"<upscaler:SourceSHA256>" in xmp
    assert b"algorithmicallyEnhanced" not in xmp


def test_metadata_that_leave_no_room_are_kept(small: Path, tmp_path: Path) -> None:
    source, target = tmp_path / "long.jpg", tmp_path / "out.jpg"
    packet = with_provenance(None, Provenance("", 1.0, source, None, (), 0, 0, "")).replace(
        b"</x:", b" " * 64_000 + b"</x:"
    )
    with Image.open(small) as picture:
        picture.save(source, xmp=packet)
    result = upscale_file(source, target, UpscaleOptions(TargetSize(2), provenance=True), Progress())
    assert decode(target).metadata.xmp == packet
    assert "how the picture was made" in result.warnings[0]
