import logging
from pathlib import Path

import pytest

from upscaler.logfile import LogFile


def test_a_fault_leaves_its_traceback(tmp_path: Path) -> None:
    handler = LogFile(tmp_path / "new" / "a.log")
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


def test_without_a_place_for_it_nothing_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    logger = logging.Logger("one")
    logger.addHandler(LogFile(tmp_path / "file" / "a.log"))
    logger.error("something")
    assert capsys.readouterr().err == ""


def test_names_that_are_no_unicode_are_logged(tmp_path: Path) -> None:
    handler = LogFile(tmp_path / "a.log")
    logger = logging.Logger("one")
    logger.addHandler(handler)
    logger.error("upscaling %s", "caf\udce9.png")
    handler.close()
    assert r"upscaling caf\udce9.png" in (tmp_path / "a.log").read_text("utf-8")
