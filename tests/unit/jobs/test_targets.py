import os
from collections.abc import Callable
from pathlib import Path

import pytest

from upscaler.geometry import Size
from upscaler.images.codecs.base import Header
from upscaler.jobs.job import Job
from upscaler.jobs.targets import Targets
from upscaler.options import OnExists, UpscaleOptions

PNG = Header("png", Size(8, 8))


def job(source: Path, on_exists: OnExists = "rename", named: str | None = None) -> Job:
    return Job(1, source, source.parent / "out", UpscaleOptions(on_exists=on_exists), named=named)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    (tmp_path / "a.png").touch()
    return tmp_path / "a.png"


def test_the_name_follows_from_the_options_or_is_the_persons(source: Path) -> None:
    assert Targets().choose(job(source), Header("jpg", Size(8, 8))).name == "a_4x.jpg"
    assert Targets().choose(job(source), Header("bmp", Size(8, 8))).name == "a_4x.png"
    targets = Targets()
    assert targets.choose(job(source, named="b.JPEG"), PNG).name == "b.JPEG"
    assert targets.choose(job(source.with_name("c.png"), named="b.JPEG"), PNG).name == "b (2).JPEG"


@pytest.mark.parametrize("on_exists", ["skip", "rename", "overwrite"])
def test_two_sources_never_share_a_target(on_exists: OnExists, source: Path) -> None:
    targets = Targets()
    names = ("a.png", "a.jpg", "A.png", "ä.png", "a\u0308.png")
    made = [targets.choose(job(source.with_name(name), on_exists), PNG).name for name in names]
    assert made == ["a_4x.png", "a_4x (2).png", "A_4x (3).png", "ä_4x.png", "a\u0308_4x (2).png"]


@pytest.mark.parametrize(
    ("on_exists", "expected"), [("skip", "a_4x.png"), ("rename", "a_4x (3).png"), ("overwrite", "a_4x.png")]
)
def test_what_is_there_already(on_exists: OnExists, expected: str, source: Path) -> None:
    for name in ("a_4x.png", "a_4x (2).png"):
        (source.parent / "out" / name).touch()
    assert Targets().choose(job(source, on_exists), PNG).name == expected


def test_the_same_source_may_write_its_target_again(source: Path) -> None:
    targets = Targets()
    jobs = [job(source.with_name(name)) for name in ("a.png", "a.jpg", "a.gif")]
    first = [targets.choose(each, PNG) for each in jobs]
    assert [targets.choose(each, PNG) for each in jobs] == first


def test_names_with_a_zero_byte_can_be_protected(source: Path) -> None:
    """They come from manifests; the job fails when it is read."""
    targets = Targets()
    targets.protect([Path("a.png\0b.png")])
    assert not targets.is_source(source)


def test_a_source_is_never_a_target(source: Path) -> None:
    other = source.parent / "out" / "a_4x.png"
    other.touch()
    targets = Targets()
    targets.protect([other])
    assert targets.choose(job(source, "overwrite"), PNG).name == "a_4x (2).png"
    itself = Job(1, source, source.parent, UpscaleOptions(on_exists="overwrite"), named="a.png")
    assert Targets().choose(itself, PNG).name == "a (2).png"


@pytest.mark.posix
@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_a_source_behind_a_link_is_never_a_target(link: Callable[[Path, Path], None], source: Path) -> None:
    link(source, source.parent / "out" / "a_4x.png")
    assert Targets().choose(job(source, "overwrite"), PNG).name == "a_4x (2).png"


@pytest.mark.posix
def test_a_link_that_leads_nowhere_is_kept_as_well(source: Path) -> None:
    (source.parent / "out" / "a_4x.png").symlink_to("gone")
    assert Targets().choose(job(source), PNG).name == "a_4x (2).png"


@pytest.mark.posix
def test_sources_are_known_by_their_real_paths(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also relative ones, in linked folders, and links; a deleted file has no inode to identify it."""
    folder = source.parent
    (folder / "linked").symlink_to(folder / "out")
    names = ("a.png", "out/b.png", "linked/c.png", "d.png")
    (folder / "d.png").symlink_to(folder / "out" / "e.png")
    for name in ("out/b.png", "out/c.png", "out/e.png"):
        (folder / name).touch()
    monkeypatch.chdir(folder)
    targets = Targets()
    targets.protect(map(Path, names))
    for name in ("a.png", "out/b.png", "out/c.png", "out/e.png"):
        assert targets.is_source(folder / name)
        (folder / name).unlink()
        assert targets.is_source(folder / name)
    assert not targets.is_source(folder / "out" / "d.png")
