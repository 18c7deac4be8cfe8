from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from upscaler.errors import BrokenPictureError, EngineFailedError, SourceMissingError
from upscaler.geometry import Size
from upscaler.gui.widgets import text
from upscaler.target_size import TargetSize


def plain(shown: str) -> str:
    return shown.replace(text.NARROW, " ")


def test_target_sizes() -> None:
    said = [text.target_size(TargetSize(2.5)), text.target_size(TargetSize(1920, "width"))]
    said += [text.target_size(TargetSize(1080, "height")), text.target_size(TargetSize(2000, "longest"))]
    assert [plain(shown) for shown in said] == ["2.5×", "1920 px wide", "1080 px high", "2000 px"]


def test_sizes() -> None:
    assert plain(text.size(Size(320, 240))) == "320 × 240"
    assert plain(text.resize(Size(320, 240), Size(1280, 960))) == "320 × 240 → 1280 × 960"
    assert text.scale(4) == "4×"
    assert plain(text.megapixels(Size(4800, 3200))) == "15.4 MP"
    assert plain(text.megapixels(Size(20_000, 20_000))) == "400 MP"


@pytest.mark.parametrize(("share", "shown"), [(0, "0 %"), (0.625, "62 %"), (0.999, "99 %"), (1, "100 %"), (4, "400 %")])
def test_percent_says_100_only_at_the_end(share: float, shown: str) -> None:
    assert plain(text.percent(share)) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0.0 s"), (2.14, "2.1 s"), (45.4, "45 s"), (59.7, "1 min 0 s"), (185, "3 min 5 s"), (4320, "1 h 12 min")],
)
def test_duration(seconds: float, shown: str) -> None:
    assert plain(text.duration(seconds)) == shown


@pytest.mark.parametrize(("seconds", "shown"), [(0.2, "1 s left"), (4.4, "4 s left"), (75, "1 min 15 s left")])
def test_time_left_has_no_tenths(seconds: float, shown: str) -> None:
    assert plain(text.time_left(seconds)) == shown


def test_pictures() -> None:
    assert text.pictures(1) == "1 picture"
    assert text.pictures(5) == "5 pictures"


def test_numbers_are_written_as_the_language_does() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("de"))
    assert text.scale(2.5) == "2,5×"
    assert plain(text.megapixels(Size(48_000, 32_000))) == "1536 MP"
    assert plain(text.duration(2.14)) == "2,1 s"
    QLocale.setDefault(before)


def test_devices() -> None:
    assert text.device("cpu") == "CPU"
    assert text.device("cuda") == "GPU (CUDA)"
    assert text.device("vulkan") == "GPU (Vulkan)"
    assert text.device("xpu") == "xpu"


def test_a_failure_is_told_with_the_name_and_copied_with_the_path() -> None:
    error = BrokenPictureError(Path("/far/away/scan.tif"), "it is cut off")
    assert "scan.tif" in text.failure(error)
    assert "/far" not in text.failure(error)
    assert "/far/away/scan.tif" in text.failure_details(error)
    assert "BrokenPictureError" in text.failure_details(error)
    assert "cpu" in text.failure(EngineFailedError("cpu", "it stopped"))


@pytest.mark.posix
def test_a_place_of_the_person_begins_with_a_tilde(own_folders: Path) -> None:
    assert text.place(own_folders / "Pictures" / "Upscaled") == "~/Pictures/Upscaled"
    assert text.place(own_folders) == "~"
    assert text.place(Path("/mnt/photos")) == "/mnt/photos"


def test_file_sizes() -> None:
    said = [
        text.file_size(count).replace(text.NARROW, " ") for count in (340_000, 1_240_000, 21_400_000, 1_230_000_000)
    ]
    assert said == ["340 kB", "1.2 MB", "21 MB", "1.2 GB"]


def test_a_long_name_leaves_room_for_the_sentence() -> None:
    said = text.failure(SourceMissingError(Path("/far") / f"begin{'x' * 200}end.png"))
    assert said.startswith("There is no file “begin")
    assert said.endswith("end.png”.")
    assert len(said) < 80


def test_lists() -> None:
    assert text.listed(["CPU", "", "bf16"]) == "CPU, bf16"
    assert text.listed([]) == ""
