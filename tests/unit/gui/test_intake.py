from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.errors import UpscalerError
from upscaler.gui.intake import Intake, paths_of, pictures_in

MakePicture = Callable[..., Path]


@pytest.fixture
def intake(qapp: QApplication) -> Iterator[Intake]:
    made = Intake()
    yield made
    made.shut_down()


def test_only_local_files_of_a_drag_count(tmp_path: Path) -> None:
    data = QMimeData()
    assert paths_of(data) == []
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "ä b.png")), QUrl("https://example.org/c.png")])
    assert paths_of(data) == [tmp_path / "ä b.png"]


def test_files_and_folders(make_picture: MakePicture, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    inside, beside = make_picture("sub/b.png"), make_picture("a.png")
    (tmp_path / "sub" / "notes.txt").write_text("no picture")
    assert pictures_in([beside, tmp_path / "sub"]) == ([beside, inside], 1)


def test_what_is_found_and_what_is_left_out_is_told(
    intake: Intake, make_picture: MakePicture, tmp_path: Path, qtbot: QtBot
) -> None:
    picture = make_picture("a.png")
    for name in ("notes.txt", "list.csv"):
        (tmp_path / name).write_text("no picture")
    with qtbot.waitSignal(intake.noticed) as noticed, qtbot.waitSignal(intake.found) as found:
        intake.take([tmp_path])
    assert found.args == [[picture]]
    assert noticed.args == ["2 files are no pictures and were left out."]


def test_one_file_left_out(intake: Intake, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "notes.txt").write_text("no picture")
    with qtbot.waitSignal(intake.noticed) as noticed:
        intake.take([tmp_path])
    assert noticed.args == ["One file is no picture and was left out."]


def test_an_empty_folder_is_told(intake: Intake, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(intake.noticed) as noticed:
        intake.take([tmp_path])
    assert noticed.args == ["There are no pictures in this folder."]


def test_an_error_is_told(intake: Intake, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from upscaler.errors import SourceUnreadableError

    def fail(*_: object) -> None:
        error: UpscalerError = SourceUnreadableError(tmp_path, "no")
        raise error

    monkeypatch.setattr("upscaler.gui.intake.pictures_in", fail)
    with qtbot.waitSignal(intake.noticed) as noticed:
        intake.take([tmp_path])
    assert "cannot be read" in noticed.args[0]


def test_nothing_taken_is_nothing_found(intake: Intake, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(intake.found, wait=50):
        intake.take([])
