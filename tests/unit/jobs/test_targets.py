from pathlib import Path

import pytest

from upscaler.jobs.job import Job
from upscaler.jobs.targets import Targets
from upscaler.options import OnExists, UpscaleOptions


def job(source: Path, name: str = "a_4x", on_exists: OnExists = "rename", suffix: str | None = None) -> Job:
    return Job(1, source, source.parent / "out", name, UpscaleOptions(on_exists=on_exists), suffix)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    (tmp_path / "a.png").touch()
    return tmp_path / "a.png"


def test_the_ending_follows_from_the_format(source: Path) -> None:
    assert Targets().choose(job(source), "jpg").name == "a_4x.jpg"
    assert Targets().choose(job(source), "bmp").name == "a_4x.png"
    assert Targets().choose(job(source, suffix=".JPEG"), "png").name == "a_4x.JPEG"


@pytest.mark.parametrize("on_exists", ["skip", "rename", "overwrite"])
def test_two_sources_never_share_a_target(on_exists: OnExists, source: Path) -> None:
    targets = Targets()
    names = [
        targets.choose(job(source.with_name(other), "A_4X" if other == "c.png" else "a_4x", on_exists), "png").name
        for other in ("a.png", "b.png", "c.png")
    ]
    assert names == ["a_4x.png", "a_4x (2).png", "A_4X (3).png"]


@pytest.mark.parametrize(
    ("on_exists", "expected"), [("skip", "a_4x.png"), ("rename", "a_4x (3).png"), ("overwrite", "a_4x.png")]
)
def test_what_is_there_already(on_exists: OnExists, expected: str, source: Path) -> None:
    for name in ("a_4x.png", "a_4x (2).png"):
        (source.parent / "out" / name).touch()
    assert Targets().choose(job(source, on_exists=on_exists), "png").name == expected


def test_the_same_source_may_write_its_target_again(source: Path) -> None:
    targets = Targets()
    assert targets.choose(job(source), "png") == targets.choose(job(source), "png")


def test_a_source_is_never_a_target(source: Path) -> None:
    other = source.parent / "out" / "a_4x.png"
    other.touch()
    targets = Targets()
    targets.protect([other])
    assert targets.choose(job(source, on_exists="overwrite"), "png").name == "a_4x (2).png"
    itself = Job(1, other, other.parent, "a_4x", UpscaleOptions(on_exists="overwrite"))
    assert Targets().choose(itself, "png").name == "a_4x (2).png"


@pytest.mark.posix
def test_a_source_behind_a_link_is_never_a_target(source: Path) -> None:
    link = source.parent / "out" / "a_4x.png"
    link.symlink_to(source)
    assert Targets().choose(job(source, on_exists="overwrite"), "png").name == "a_4x (2).png"
