import io
import os
import sys
from pathlib import Path

import pytest

from upscaler.jobs.manifest import STDIN, read_manifest

CONTENT = b"\xef\xbb\xbfa.png\r\n\n sub/b c.png \n./x/../c.png\n" + "é.png".encode() + b"\n/abs/d.png"
PATHS = ["a.png", " sub/b c.png ", "c.png", "é.png", "/abs/d.png"]


def test_one_path_on_each_line(tmp_path: Path) -> None:
    manifest = tmp_path / "list"
    manifest.write_bytes(CONTENT)
    assert list(read_manifest(manifest)) == [Path(os.path.normpath(path)) for path in PATHS]


def test_standard_input_is_read_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO(b"a.png\nb.png\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
    found = read_manifest(STDIN)
    assert next(found) == Path("a.png")
    assert list(found) == [Path("b.png")]
    assert not stream.closed


@pytest.mark.posix
def test_names_that_are_no_unicode_survive(tmp_path: Path) -> None:
    manifest = tmp_path / "list"
    manifest.write_bytes(b"\xff.png\n")
    assert [os.fsencode(path) for path in read_manifest(manifest)] == [b"\xff.png"]
