from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler import paths
from upscaler.errors import FolderNotWritableError
from upscaler.gui.inputs.example import Example, pictures, sample_to_try
from upscaler.gui.widgets.theme import Theme


def test_the_result_shows_the_same_as_the_part(qapp: QApplication) -> None:
    before, after = pictures()
    assert (after.width(), after.height()) == (4 * before.width(), 4 * before.height())
    small = after.scaled(before.size())
    apart = [
        abs(before.pixelColor(x, y).lightness() - small.pixelColor(x, y).lightness())
        for x in range(before.width())
        for y in range(before.height())
    ]
    assert sum(apart) / len(apart) < 10


def test_both_are_painted_beside_each_other(qapp: QApplication, qtbot: QtBot) -> None:
    Theme(qapp, "dark")
    example = Example()
    qtbot.addWidget(example)
    image = example.grab().toImage()
    left = image.copy(20, 20, 160, 110)
    squares = {left.pixelColor(x, y).name() for x in range(160) for y in range(110)}
    part = pictures()[0]
    assert len(squares) <= part.width() * part.height()  # its pixels, not blends of them
    assert image.pixelColor(image.width() // 2, 75).lightness() < 60  # the gap
    assert image.pixelColor(image.width() - 12, 15).lightness() > 60


def test_the_sample_is_copied_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paths, "pictures_fallback", lambda: tmp_path / "Pictures" / "Upscaled")
    sample = sample_to_try()
    assert sample.read_bytes() == (paths.resources() / "samples" / "astronaut.png").read_bytes()
    sample.write_bytes(b"the user's own")
    assert sample_to_try().read_bytes() == b"the user's own"


def test_a_folder_that_cannot_be_made_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(paths, "pictures_fallback", lambda: tmp_path / "file" / "Upscaled")
    with pytest.raises(FolderNotWritableError):
        sample_to_try()
