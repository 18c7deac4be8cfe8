from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.stand_in import repeat_in_steps
from upscaler.gui.run.at_once import RunAtOnce
from upscaler.gui.system.file_manager import Revealer
from upscaler.gui.system.notifier import Notifier
from upscaler.jobs import folders
from upscaler.jobs.stages import UpscaleInSteps
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

MakePicture = Callable[..., Path]
RunWith = Callable[[UpscaleInSteps], None]
Told = list[tuple[str, str]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    found: Told = []
    monkeypatch.setattr(Notifier, "notify", lambda _, title, text: found.append((title, text)))
    return found


@pytest.fixture
def run(qapp: QApplication, run_with: RunWith, told: Told) -> Iterator[RunAtOnce]:
    run_with(repeat_in_steps)
    made = RunAtOnce(UpscaleOptions(TargetSize(2)))
    yield made
    made.shut_down()


def test_files_and_folders_are_upscaled_beside_the_originals(
    run: RunAtOnce, told: Told, make_picture: MakePicture, tmp_path: Path, qtbot: QtBot
) -> None:
    folder, broken = tmp_path / "folder", tmp_path / "broken.png"
    (folder / "inside").mkdir(parents=True)
    make_picture("folder/inside/b.png")
    broken.write_bytes(b"\x89PNG\r\n\x1a\n")
    run.add([make_picture("a.png"), broken, folder])
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert (tmp_path / "upscaled" / "a_2x.png").is_file()
    assert (folder / "upscaled" / "inside" / "b_2x.png").is_file()
    [(title, text)] = told
    assert title == "Upscaling finished"
    assert text.startswith("2 upscaled, 1 failed\n“broken.png” is damaged")
    assert run.has_failures


def test_what_comes_during_a_run_is_told_with_it(
    run: RunAtOnce, told: Told, make_picture: MakePicture, qtbot: QtBot
) -> None:
    for name in "abc":
        run.add([make_picture(f"{name}.png")])
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert [text for _, text in told] == ["3 upscaled"]
    assert not run.has_failures


def test_what_comes_after_the_end_is_told_alone(
    run: RunAtOnce, told: Told, make_picture: MakePicture, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(run.finished):
        run.add([make_picture("a.png")])
        qtbot.waitUntil(lambda: len(told) == 1, timeout=20_000)
        run.add([make_picture("b.png")])
        qtbot.waitUntil(lambda: len(told) == 2, timeout=20_000)
    assert [text for _, text in told] == ["1 upscaled"] * 2
    with qtbot.waitSignal(run.finished):
        run._notifier.gone.emit()


def test_a_folder_without_pictures(run: RunAtOnce, told: Told, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "notes.txt").write_text("none")
    run.add([tmp_path])
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told == [("There are no pictures to upscale", "")]


def test_a_click_shows_the_first_result(
    run: RunAtOnce, told: Told, make_picture: MakePicture, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(Revealer, "reveal", lambda _, path: shown.append(path))
    run._notifier.clicked.emit()  # before there is one
    source = make_picture("a.png")
    run.add([source])
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    run._notifier.clicked.emit()
    assert shown == [source.parent / folders.RESULTS / "a_2x.png"]
