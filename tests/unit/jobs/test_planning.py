import os
import shutil
from pathlib import Path

import pytest

from upscaler.jobs.planning import plan
from upscaler.options import Enlargement, UpscaleOptions

X2 = UpscaleOptions(Enlargement(2))


@pytest.fixture
def tree(tmp_path: Path, sample: Path) -> Path:
    """Two folders with pictures under various names, and what is none."""
    for name in ("one/b.png", "one/a.dat", "one/.hidden.png", "one/sub/deep.png", "one/upscaled/b_2x.png", "two/b.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(sample, tmp_path / name)
    (tmp_path / "one" / "notes.txt").write_text("no picture")
    (tmp_path / "one" / "broken.jpg").write_text("no picture either, but named like one")
    return tmp_path


def test_a_file_goes_to_a_folder_beside_it(tree: Path) -> None:
    (job,) = plan([tree / "two" / "b.png"], None, X2).jobs
    assert (job.source, job.folder, job.named) == (tree / "two/b.png", tree / "two/upscaled", None)


def test_a_folder_gives_its_pictures_by_content_or_name(tree: Path) -> None:
    planned = plan([tree / "one"], None, X2)
    assert [job.source.name for job in planned.jobs] == ["a.dat", "b.png", "broken.jpg"]
    assert {job.folder for job in planned.jobs} == {tree / "one" / "upscaled"}
    assert planned.not_pictures == 1


def test_one_folder_is_mirrored_directly_several_under_their_names(tree: Path) -> None:
    out = tree / "out"
    assert {job.folder for job in plan([tree / "one"], out, X2).jobs} == {out}
    planned = plan([tree / "one", tree / "two"], out, X2)
    assert {job.folder for job in planned.jobs} == {out / "one", out / "two"}


@pytest.mark.parametrize("name", ["new.png", "new.JPEG", "new.tif"])
def test_one_file_to_a_named_file(name: str, tree: Path) -> None:
    (job,) = plan([tree / "two" / "b.png"], tree / "x" / name, X2).jobs
    assert (job.folder, job.named) == (tree / "x", name)


def test_when_out_is_a_folder_whatever_its_name(tree: Path) -> None:
    (tree / "dots.png").mkdir()
    (job,) = plan([tree / "two" / "b.png"], tree / "dots.png", X2).jobs
    assert job.folder == tree / "dots.png"
    (job,) = plan([tree / "two" / "b.png"], tree / "v1.2", X2).jobs
    assert job.folder == tree / "v1.2"
    jobs = plan([tree / "two" / "b.png", tree / "one" / "b.png"], tree / "out.png", X2).jobs
    assert {job.folder for job in jobs} == {tree / "out.png"}


def test_a_file_that_is_not_there_becomes_a_job_that_will_say_so(tree: Path) -> None:
    (job,) = plan([tree / "none.png"], None, X2).jobs
    assert job.source == tree / "none.png"


def test_numbers_of_jobs_are_unique(tree: Path) -> None:
    numbers = [job.id for job in plan([tree / "one"], None, X2).jobs + plan([tree / "one"], None, X2).jobs]
    assert len(set(numbers)) == len(numbers)


def test_where_nothing_can_be_written_the_pictures_folder_is_taken(
    tree: Path, own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    planned = plan([tree / "one"], None, X2)
    assert {job.folder for job in planned.jobs} == {own_folders / "Pictures" / "Upscaled"}
    (notice,) = planned.notices
    assert str(own_folders / "Pictures" / "Upscaled") in notice
    assert plan([tree / "one"], tree / "out", X2).notices == ()  # what the person chose stays


def test_a_folder_that_cannot_be_listed_is_a_job_that_fails(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "iterdir", refuse)
    (job,) = plan([tree / "one"], None, X2).jobs
    assert job.source == tree / "one"
