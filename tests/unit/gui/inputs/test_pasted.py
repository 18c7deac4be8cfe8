import base64
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler import paths
from upscaler.gui.inputs.pasted import Pasted, is_address_only, picture_of, save_pasted

NOW = datetime(2026, 11, 24, 14, 5)


def picture(colour: str = "#12345678") -> QImage:
    image = QImage(6, 4, QImage.Format.Format_ARGB32)
    image.fill(QColor(colour))
    return image


def with_urls(*urls: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    return data


def test_pixels_are_found(sample: Path) -> None:
    data = QMimeData()
    assert picture_of(data) is None
    data.setImageData(picture())
    assert picture_of(data) == picture()
    inline = base64.b64encode(sample.read_bytes()).decode()
    found = picture_of(with_urls(f"data:image/png;base64,{inline}"))
    assert found is not None
    assert found.width() == 256
    assert picture_of(with_urls("data:image/png;base64,AAAA", "data:,text")) is None


def test_an_address_is_no_picture() -> None:
    data = with_urls("https://example.org/a.png")
    assert picture_of(data) is None
    assert is_address_only(data)
    text = QMimeData()
    text.setText("https://example.org/a.png")
    assert is_address_only(text)
    text.setText("hello")
    assert not is_address_only(text)


def test_it_is_written_without_loss_and_never_over_another() -> None:
    first, second = save_pasted(picture(), NOW), save_pasted(picture("#ff0000"), NOW)
    assert first == paths.pictures_fallback() / "Pasted 2026-11-24 14.05.png"
    assert second.name == "Pasted 2026-11-24 14.05 (2).png"
    assert QImage(str(first)).convertToFormat(QImage.Format.Format_ARGB32) == picture()
    assert sorted(path.name for path in first.parent.iterdir()) == [second.name, first.name]


def test_it_is_saved_elsewhere_and_told(qapp: QApplication, qtbot: QtBot) -> None:
    pasted = Pasted()
    with qtbot.waitSignal(pasted.saved) as saved:
        pasted.save(picture())
    assert QImage(str(saved.args[0])).width() == 6
    pasted.shut_down()


@pytest.mark.parametrize("blocked", ["folder", "file"])
def test_what_cannot_be_written_is_told(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, own_folders: Path, blocked: str
) -> None:
    (own_folders / "taken").write_text("no folder")
    if blocked == "folder":
        monkeypatch.setattr(paths, "pictures_fallback", lambda: own_folders / "taken" / "Upscaled")
    else:
        monkeypatch.setattr("upscaler.gui.inputs.pasted._free", lambda folder, _name: folder / "nowhere" / "a.png")
    pasted = Pasted()
    with qtbot.waitSignal(pasted.noticed) as noticed:
        pasted.save(picture())
    assert "written" in noticed.args[0]
    pasted.shut_down()
