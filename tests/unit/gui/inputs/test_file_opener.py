from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from upscaler import paths
from upscaler.gui.inputs.file_opener import FileOpener, paste_place
from upscaler.gui.system.settings import Settings

MakePicture = Callable[..., Path]


@pytest.fixture
def opener(qtbot: QtBot) -> Iterator[FileOpener]:
    window = QWidget()
    qtbot.addWidget(window)
    made = FileOpener(window, Settings())
    yield made
    made.shut_down()


def test_files_come_before_pixels(opener: FileOpener, make_picture: MakePicture, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(make_picture("a.png")))])
    data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    assert opener.accepts(data)
    with qtbot.waitSignal(opener.scanner.found) as found:
        opener.take_data(data)
    assert [path.name for path in found.args[0]] == ["a.png"]
    assert not paths.pictures_fallback().exists()


def test_a_picture_on_the_clipboard_becomes_a_file(opener: FileOpener, qtbot: QtBot) -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(0x102030)
    QGuiApplication.clipboard().setImage(image)
    with qtbot.waitSignal(opener.scanner.found) as found:
        opener.paste()
    [path] = found.args[0]
    assert path.parent == paths.pictures_fallback()
    assert QImage(str(path)).pixel(0, 0) == image.pixel(0, 0)
    assert opener.recent.places == []


def test_an_address_and_a_text_get_a_sentence(opener: FileOpener, qtbot: QtBot) -> None:
    data = QMimeData()
    assert not opener.accepts(data)
    data.setUrls([QUrl("https://example.org/a.png")])
    assert opener.accepts(data)
    with qtbot.waitSignal(opener.noticed) as noticed:
        opener.take_data(data)
    assert "does not download anything" in noticed.args[0]
    QGuiApplication.clipboard().setText("hello")
    with qtbot.waitSignal(opener.noticed) as noticed:
        opener.paste()
    assert noticed.args == ["No picture was found in what you pasted."]


def test_dialogs_begin_in_the_users_pictures_and_then_where_the_last_ones_ended(
    opener: FileOpener, make_picture: MakePicture, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    picture, pictures, begun = make_picture("a.png"), Path.home() / "Pictures", []
    pictures.mkdir()
    answers = iter([([], ""), "", ([str(picture)], ""), str(tmp_path)])

    def answer(_window: QWidget, _title: str, folder: str, *_: str) -> object:
        begun.append(Path(folder))
        return next(answers)

    for name in ("getOpenFileNames", "getExistingDirectory"):
        monkeypatch.setattr(f"upscaler.gui.inputs.file_opener.QFileDialog.{name}", answer)
    opener.open_pictures()
    opener.open_folder()
    for open_it in (opener.open_pictures, opener.open_folder):
        with qtbot.waitSignal(opener.scanner.found) as found:
            open_it()
        assert found.args[0] == [picture]
    assert begun == [pictures, pictures, pictures, tmp_path]
    assert Settings().open_folder() == tmp_path


def test_the_menu(opener: FileOpener, make_picture: MakePicture, qtbot: QtBot) -> None:
    menu = opener.menu
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == [f"Paste a picture; it is saved in {paste_place()}"]
    with qtbot.waitSignal(opener.recent.changed):
        opener.take([make_picture("a.png")])
    menu.aboutToShow.emit()
    again = next(action for action in menu.actions() if action.text().startswith("a.png\t"))
    with qtbot.waitSignal(opener.scanner.found) as found:
        again.trigger()
    assert [path.name for path in found.args[0]] == ["a.png"]
    with qtbot.waitSignal(opener.recent.changed):
        menu.actions()[-1].trigger()
    assert opener.recent.places == []


def test_files_of_models_go_elsewhere(opener: FileOpener, make_picture: MakePicture, qtbot: QtBot) -> None:
    picture, weights = make_picture("a.png"), Path("/models/sharp.pth")
    models: list[Path] = []
    opener.models_found.connect(models.extend)
    with qtbot.waitSignal(opener.scanner.found) as found:
        opener.take([weights, picture])
    assert (models, found.args[0]) == ([weights], [picture])
    opener.take([weights])
    assert models == [weights, weights]
    assert weights not in [place.path for place in opener.recent.places]
