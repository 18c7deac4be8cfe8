import logging
from pathlib import Path

import pytest

from upscaler.logfile import file_handlers


def test_a_fault_leaves_its_traceback(tmp_path: Path) -> None:
    (handler,) = file_handlers(tmp_path / "new" / "a.log")
    assert not list((tmp_path / "new").iterdir())
    logger = logging.Logger("one")
    logger.addHandler(handler)
    try:
        raise ValueError("a bug")
    except ValueError:
        logger.exception("upscaling %s", "a.png")
    handler.close()
    written = (tmp_path / "new" / "a.log").read_text("utf-8")
    assert "ERROR one: upscaling a.png\nTraceback" in written
    assert written.endswith("ValueError: a bug\n")


def test_without_a_place_for_it_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    assert file_handlers(tmp_path / "file" / "a.log") == []
    monkeypatch.setattr("os.access", lambda *_: False)
    assert file_handlers(tmp_path / "a.log") == []
