import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler import __version__, paths
from upscaler.gui import app
from upscaler.gui.system.settings import Settings

MakePicture = Callable[..., Path]


def test_arguments() -> None:
    arguments = app._parser().parse_args(["a.png", "folder", "--theme", "dark"])
    assert arguments.paths == [Path("a.png"), Path("folder")]
    assert arguments.theme == "dark"
    assert arguments.compare is None


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        app.main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out == f"upscaler {__version__}\n"


def test_larger_text_makes_the_window_larger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_SCALE_FACTOR", "3")  # so that it is restored
    for dpi, scale in (("192", "2"), ("many", None), ("", None)):
        monkeypatch.delenv("QT_SCALE_FACTOR", raising=False)
        monkeypatch.setenv("QT_FONT_DPI", dpi)
        app.enlarge_with_text()
        assert os.environ.get("QT_SCALE_FACTOR") == scale
        assert "QT_FONT_DPI" not in os.environ


def test_the_chosen_folder_for_working_files_is_used_if_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPSCALER_SCRATCH", "")  # so that it is restored
    settings = Settings()
    for folder, used in ((tmp_path / "gone", False), (tmp_path, True)):
        monkeypatch.delenv("UPSCALER_SCRATCH")
        settings.set_scratch(folder)
        app.use_scratch(settings)
        assert (paths.scratch() == folder) is used
        monkeypatch.setenv("UPSCALER_SCRATCH", "/elsewhere")
        app.use_scratch(settings)
        assert paths.scratch() == Path("/elsewhere")


def test_a_drawing_needs_something_to_compare(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        app.main(["--render", "out.png"])
    assert "--render needs --compare" in capsys.readouterr().err


def run(home: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "upscaler.gui", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env={"PATH": "", "HOME": str(home)}, timeout=60)


def test_a_comparison_is_drawn_without_a_screen(make_picture: MakePicture, tmp_path: Path) -> None:
    lr, hr, drawing = make_picture("lr.png", 200, 150), make_picture("hr.png", 800, 600), tmp_path / "drawing.png"
    done = run(tmp_path, "--compare", lr, hr, "--render", drawing, "--theme", "dark")
    assert (done.returncode, done.stderr) == (0, "")
    with Image.open(drawing) as drawn:
        assert drawn.size == (2 * 800 + 2, 600)


def test_a_missing_file_is_told_in_a_sentence(make_picture: MakePicture, tmp_path: Path) -> None:
    done = run(tmp_path, "--compare", tmp_path / "missing.png", make_picture(), "--render", tmp_path / "drawing.png")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "missing.png" in done.stderr


def test_a_drawing_that_cannot_be_written_is_told(make_picture: MakePicture, tmp_path: Path) -> None:
    done = run(
        tmp_path, "--compare", make_picture(), make_picture("b.png"), "--render", tmp_path / "nowhere" / "drawing.png"
    )
    assert done.returncode == 1
    assert "drawing.png" in done.stderr


def test_files_that_the_system_asks_to_open(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    openings = app.FileOpenings(qapp)
    with qtbot.waitSignal(openings.opened) as opened:
        QApplication.sendEvent(qapp, QFileOpenEvent(str(tmp_path / "a.png")))
    assert opened.args == [[tmp_path / "a.png"]]
    qapp.removeEventFilter(openings)
