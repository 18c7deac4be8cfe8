import os
import shutil
import threading
from pathlib import Path

import pytest

from upscaler.errors import Cancelled, SourceMissingError
from upscaler.jobs.folders import Walk


@pytest.fixture
def tree(tmp_path: Path, sample: Path) -> Path:
    """Pictures, files named like pictures, and other files, in all sorts of folders."""
    root = tmp_path / "root"
    for name in (
        *("b.png", "a.dat", ".hidden.png", ".git/c.png", "sub/deep/d.png", "sub/e.png", "zoo/f.png"),
        *("upscaled/b_4x.png", "sub/Upscaled/e_4x.png", "raw.NEF"),
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(sample, root / name)
    (root / "sub" / ".upscaler-12.part.png").touch()
    (root / "sub" / "broken.jpg").write_text("no picture, but named like one")
    for name in ("notes.txt", "sub/film.mp4", "zoo/empty"):
        (root / name).write_text("no picture")
    return root


def walked(inputs: list[Path], recursive: bool = True, output: Path | None = None) -> tuple[list[str], Walk]:
    walk = Walk(recursive, output)
    return [f"{path.relative_to(root)}" for path, root in walk.over(inputs)], walk


def test_all_that_is_below_a_folder_in_one_order(tree: Path) -> None:
    found, walk = walked([tree])
    assert found == ["a.dat", "b.png", "sub/broken.jpg", "sub/e.png", "sub/deep/d.png", "zoo/f.png"]
    assert (walk.not_pictures, walk.duplicates, walk.folders) == (4, 0, 0)


def test_a_file_that_cannot_be_read_is_no_picture(
    tmp_path: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(path: Path) -> str:
        raise SourceMissingError(path)

    shutil.copy(sample, tmp_path / "a.dat")
    monkeypatch.setattr("upscaler.jobs.folders.read_kind", gone)
    found, walk = walked([tmp_path])
    assert (found, walk.not_pictures) == ([], 1)


def test_names_are_in_the_order_in_which_people_count(tmp_path: Path, sample: Path) -> None:
    names = ["2.png", "10.png", "p1.png", "P2.png", "p010.png", "p10.png", "x1y9.png", "x1y10.png", "².png"]
    for name in reversed(names):
        shutil.copy(sample, tmp_path / name)
    assert walked([tmp_path])[0] == names


def test_folders_too_and_no_number_comes_before_any(tmp_path: Path, sample: Path) -> None:
    names = ["p", "p0", "p2", "p10"]
    for name in reversed(names):
        (tmp_path / name).mkdir()
        shutil.copy(sample, tmp_path / name / "a.png")
    assert walked([tmp_path])[0] == [f"{name}/a.png" for name in names]


def test_how_an_accent_is_composed_makes_no_difference_to_the_order(tmp_path: Path, sample: Path) -> None:
    names = ["e9.png", "é1.png", "e\u03012.png", "é3.png", "f.png"]
    for name in reversed(names):
        shutil.copy(sample, tmp_path / name)
    assert walked([tmp_path])[0] == names


def test_what_lies_directly_in_a_folder(tree: Path) -> None:
    found, walk = walked([tree], recursive=False)
    assert found == ["a.dat", "b.png"]
    assert (walk.not_pictures, walk.folders) == (2, 2)


def test_files_that_are_named_are_given_whatever_they_are(tree: Path) -> None:
    found, walk = walked([tree / "notes.txt", tree / ".hidden.png", tree / "none.png"])
    assert found == ["notes.txt", ".hidden.png", "none.png"]
    assert walk.not_pictures == 0


def test_folders_of_results_are_read_only_if_they_are_named(tree: Path) -> None:
    assert walked([tree / "upscaled"])[0] == ["b_4x.png"]
    assert walked([tree], output=tree / "zoo")[0][-1] == "sub/deep/d.png"
    assert walked([tree / "zoo"], output=tree / "zoo")[0] == ["f.png"]


def test_each_file_counts_once(tree: Path) -> None:
    found, walk = walked([tree / "sub" / "e.png", tree / "sub", tree, tree / "zoo" / ".." / "b.png"])
    assert found == ["e.png", "broken.jpg", "deep/d.png", "a.dat", "b.png", "zoo/f.png"]
    assert walk.duplicates == 2


@pytest.mark.posix
def test_a_missing_file_is_given_even_if_its_folder_was_walked(tree: Path) -> None:
    """The job fails, and says why."""
    assert (tree / "missing.png", tree) in Walk(False, None).over([tree, tree / "missing.png"])


def test_links_and_loops(tree: Path, tmp_path: Path, sample: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    shutil.copy(sample, tmp_path / "elsewhere" / "g.png")
    (tree / "a link").symlink_to(tmp_path / "elsewhere")
    (tree / "sub" / "loop").symlink_to("..")
    (tree / "sub" / "up and out").symlink_to("../..")
    (tree / "sub" / "deep" / "itself").symlink_to("itself")
    (tree / "a first.png").symlink_to("zoo/f.png")  # a file is found at its real place, even if a link comes first
    (tree / "gone.png").symlink_to("nowhere.png")
    (tmp_path / "elsewhere" / "back").symlink_to(tree)
    found, walk = walked([tree])
    assert found == [
        *("a.dat", "b.png", "sub/broken.jpg", "sub/e.png", "sub/deep/d.png", "zoo/f.png"),
        "a link/g.png",
    ]
    assert (walk.not_pictures, walk.duplicates) == (6, 1)
    assert walked([tree], recursive=False)[0] == ["a.dat", "b.png", "a first.png"]


@pytest.mark.posix
def test_a_fifo_is_not_opened(tree: Path) -> None:
    os.mkfifo(tree / "pipe.png")
    found, walk = walked([tree], recursive=False)
    assert found == ["a.dat", "b.png"]
    assert walk.not_pictures == 3


def test_a_folder_that_cannot_be_listed_is_given_itself(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if path.name == "sub":
            raise PermissionError
        return scandir(path)

    monkeypatch.setattr("upscaler.jobs.folders.os.scandir", refuse)
    assert walked([tree])[0] == ["a.dat", "b.png", "sub", "zoo/f.png"]


def test_a_walk_can_be_stopped(tree: Path) -> None:
    stop = threading.Event()
    walk = Walk(True, None, stop).over([tree])
    next(walk)
    stop.set()
    with pytest.raises(Cancelled):
        list(walk)


@pytest.mark.parametrize("name", ["@eaDir", "@__thumb", "#recycle", "__MACOSX", "$RECYCLE.BIN", "My Previews.lrdata"])
def test_thumbnails_of_other_programs_are_left_out(name: str, tmp_path: Path, sample: Path) -> None:
    for place in (tmp_path / name / "cat.jpg", tmp_path / "inside" / name / "cat.jpg", tmp_path / "dog.jpg"):
        place.mkdir(parents=True)
        (place / "SYNOPHOTO_THUMB_XL.jpg").write_bytes(sample.read_bytes())
    walk = Walk(True, None)
    assert [path.parent for path, _ in walk.over([tmp_path])] == [tmp_path / "dog.jpg"]
    assert walk.not_pictures == 0
    assert len(list(Walk(True, None).over([tmp_path / name]))) == 1  # it was named
