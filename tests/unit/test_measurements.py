import errno
import os
from pathlib import Path

import pytest

from upscaler import measurements
from upscaler.measurements import known, remember, this_computer


def test_values_are_remembered_by_key(tmp_path: Path) -> None:
    file = tmp_path / "new" / "a.json"
    assert known(file) == {}
    remember(file, "one", 1.5)
    remember(file, "two", {"a": True})
    remember(file, "one", 2)
    assert known(file) == {"one": 2, "two": {"a": True}}


@pytest.mark.parametrize("damage", ["", "{", "[1]", "\xff"])
def test_a_damaged_file_is_written_anew(damage: str, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(damage.encode("latin-1"))
    assert known(file) == {}
    remember(file, "one", 1)
    assert known(file) == {"one": 1}


def test_a_file_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    remember(tmp_path, "one", 1)
    assert known(tmp_path) == {}


def test_a_disk_that_is_full_leaves_what_was_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.json"
    remember(file, "one", 1)

    def half(path: Path, text: str, encoding: str) -> int:
        path.write_bytes(text.encode(encoding)[: len(text) // 2])
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_text", half)
    remember(file, "two", 2)
    assert known(file) == {"one": 1}
    assert list(tmp_path.iterdir()) == [file]


def test_the_computer_has_another_name_when_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    before = this_computer("a")
    assert this_computer("a") == before != this_computer("b")
    for module, name, value in ((measurements, "__version__", "x"), (os, "cpu_count", lambda: 77)):
        with monkeypatch.context() as changed:
            changed.setattr(module, name, value)
            assert this_computer("a") != before
    assert this_computer("a") == before
