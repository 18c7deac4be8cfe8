import os
from pathlib import Path

import pytest

from upscaler.errors import EncodeError, FolderNotWritableError
from upscaler.images.atomic import atomic_write, key_of_part, part_name, target_key, to_disk


def test_the_target_appears_at_the_end(tmp_path: Path) -> None:
    target = tmp_path / "new" / "folder" / "a.png"
    with atomic_write(target) as part:
        assert part.parent == target.parent
        assert part.suffix == ".png"
        part.write_bytes(b"whole")
        assert not target.exists()
    assert target.read_bytes() == b"whole"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_failure_leaves_nothing(error: type[BaseException], tmp_path: Path) -> None:
    target = tmp_path / "new" / "folder" / "a.png"
    with pytest.raises(error), atomic_write(target) as part:
        part.write_bytes(b"half")
        raise error
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_the_older_target(tmp_path: Path) -> None:
    target = tmp_path / "a.png"
    target.write_bytes(b"older")
    with pytest.raises(RuntimeError), atomic_write(target) as part:
        part.write_bytes(b"half")
        raise RuntimeError
    assert target.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [target]


def test_errors_name_the_target(tmp_path: Path) -> None:
    with pytest.raises(EncodeError) as caught, atomic_write(tmp_path / "a.png") as part:
        raise EncodeError(part, "no room")
    assert caught.value.path == tmp_path / "a.png"


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderNotWritableError), atomic_write(tmp_path / "file" / "a.png"):
        pytest.fail("the block must not run")


@pytest.mark.parametrize("has_links", [True, False])
def test_a_file_that_others_have_made_meanwhile_stays(
    has_links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    if not has_links:
        monkeypatch.setattr(os, "link", refuse)
    target = tmp_path / "a.png"
    with atomic_write(target, replaces=False) as part:
        part.write_bytes(b"first")
    with pytest.raises(EncodeError) as caught, atomic_write(target, replaces=False) as part:
        part.write_bytes(b"second")
    assert "in the meantime" in caught.value.reason
    assert target.read_bytes() == b"first"
    with atomic_write(target) as part:
        part.write_bytes(b"third")
    assert target.read_bytes() == b"third"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("name", ["folder", "a" * 300 + ".jpeg"])
def test_a_target_that_cannot_be_a_file_is_blamed_itself(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(EncodeError) as caught, atomic_write(tmp_path / name) as part:
        part.touch()
    assert caught.value.path == tmp_path / name


def test_a_folder_that_vanishes(tmp_path: Path) -> None:
    target = tmp_path / "folder" / "a.png"
    with pytest.raises(EncodeError), atomic_write(target) as part:
        part.unlink()
        target.parent.rmdir()


def test_names_of_parts_tell_their_target(tmp_path: Path) -> None:
    part = part_name(tmp_path / "a.png")
    assert part != part_name(tmp_path / "a.png")
    assert (part.parent, part.suffix) == (tmp_path, ".png")
    assert key_of_part(part) == target_key(tmp_path / "A.PNG") != target_key(tmp_path / "b.png")
    for other in ("a.png", ".upscaler-1.png", "x.upscaler-1-2.part.png", ".upscaler-short-2.part.png"):
        assert key_of_part(tmp_path / other) is None


def test_what_cannot_be_synced_is_told(tmp_path: Path) -> None:
    with pytest.raises(EncodeError):
        to_disk(tmp_path / "missing.png")
