from pathlib import Path

import pytest

from upscaler.errors import SourceIsTargetError, WriteError
from upscaler.gui.system.saving import save_whole


def _write(part: Path) -> None:
    part.write_text("whole")


def test_a_file_appears_whole(tmp_path: Path) -> None:
    save_whole(tmp_path / "a.txt", [tmp_path / "b.txt"], _write)
    assert (tmp_path / "a.txt").read_text() == "whole"


def test_an_original_is_not_replaced(tmp_path: Path) -> None:
    original = tmp_path / "a.txt"
    original.write_text("original")
    with pytest.raises(SourceIsTargetError):
        save_whole(tmp_path / "." / "a.txt", [original], lambda _: None)
    assert original.read_text() == "original"


def test_nothing_is_left_of_what_failed(tmp_path: Path) -> None:
    def fail(part: Path) -> None:
        part.write_text("half")
        raise OSError(5, "no more room")

    with pytest.raises(WriteError):
        save_whole(tmp_path / "a.txt", [], fail)
    with pytest.raises(WriteError):
        save_whole(tmp_path / "missing" / "a.txt", [], fail)
    assert list(tmp_path.iterdir()) == []
