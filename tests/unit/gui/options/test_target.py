from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.qt import pick
from tests.unit.gui.options.conftest import PICTURE, MakeSection
from upscaler.geometry import Size
from upscaler.gui.options.section import CurrentPicture, PanelState
from upscaler.gui.options.target import FolderSection, NameSection
from upscaler.images.codecs.base import Header
from upscaler.options import DEFAULT_NAME, UpscaleOptions
from upscaler.target_size import TargetSize


def test_a_folder_can_be_chosen_and_left_again(
    make_section: MakeSection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = make_section(FolderSection)
    beside = str(Path("/photos/upscaled/harbour_4x.png"))
    assert section.where.text() == beside
    answers = iter([str(tmp_path), ""])
    monkeypatch.setattr("upscaler.gui.widgets.combo_box.QFileDialog.getExistingDirectory", lambda *_: next(answers))
    pick(section.choice, "choose")
    assert section._state.output == tmp_path
    assert section.where.text() == str(tmp_path / "harbour_4x.png")
    pick(section.choice, "choose")  # and the dialog is cancelled
    assert section._state.output == tmp_path
    assert section.choice.currentData() == str(tmp_path)
    pick(section.choice, "default")
    assert section._state.output is None
    assert section.where.text() == beside


def test_results_can_lie_beside_the_original(make_section: MakeSection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a folder of their own: the dialog begins where the picture is."""
    begun: list[str] = []

    def answer(_parent: QWidget, _title: str, folder: str) -> str:
        begun.append(folder)
        return folder

    monkeypatch.setattr("upscaler.gui.widgets.combo_box.QFileDialog.getExistingDirectory", answer)
    section = make_section(FolderSection)
    pick(section.choice, "choose")
    assert begun == [str(Path("/photos"))]
    assert section.where.text() == str(Path("/photos/harbour_4x.png"))


def test_the_name_has_a_live_example(make_section: MakeSection) -> None:
    section = make_section(NameSection)
    assert (section.template.text(), section.example.text()) == (DEFAULT_NAME, "harbour_4x.png")
    section.template.selectAll()
    QTest.keyClicks(section.template, "large {name}")
    assert section._state.options.name == "large {name}"
    assert section.example.text() == "large harbour.png"
    section._on_insert("width")
    assert section.example.text() == "large harbour4800.png"


def test_a_template_that_makes_no_names_is_told_and_changes_nothing(make_section: MakeSection) -> None:
    section = make_section(NameSection)
    for wrong, said in (("{nam}", "unknown"), ("a/b", "folders"), ("", "empty")):
        section.template.setText(wrong)
        section.template.textEdited.emit(wrong)
        assert said in section.problem.text()
        assert section.template.property("wrong")
        assert not section.example.isVisible()
    assert section._state.options.name == DEFAULT_NAME
    section.template.editingFinished.emit()
    assert section.template.text() == DEFAULT_NAME
    assert not section.problem.isVisible()
    assert section.example.isVisible()


def test_what_is_half_typed_changes_nothing(make_section: MakeSection) -> None:
    section = make_section(NameSection)
    section.template.selectAll()
    QTest.keyClicks(section.template, "holiday_{nam")
    assert section.problem.text()
    assert section._state.options.name == DEFAULT_NAME  # not "holiday_"
    QTest.keyClicks(section.template, "e}")
    assert section._state.options.name == "holiday_{name}"
    section.template.editingFinished.emit()
    QTest.keyClicks(section.template, "{")
    assert section._state.options.name == "holiday_{name}"
    section.options_requested.emit(replace(section._state.options, name="{name}"), None)  # a preset
    assert section.template.text() == "{name}"
    assert not section.problem.text()


def test_a_template_being_typed_stays_when_something_becomes_known(make_section: MakeSection) -> None:
    section = make_section(NameSection)
    section.template.selectAll()
    QTest.keyClicks(section.template, "{na")
    section.show_state(replace(section._state, picture=None))
    section.show_state(replace(section._state, picture=PICTURE))
    assert section.template.text() == "{na"
    assert section.problem.isVisible()
    assert not section.example.isVisible()
    QTest.keyClicks(section.template, "me}")
    assert section._state.options.name == "{name}"
    assert not section.problem.isVisible()
    assert section.example.text() == "harbour.png"


def test_a_picture_that_cannot_become_so_large_has_no_example(make_section: MakeSection) -> None:
    section = make_section(NameSection, UpscaleOptions(TargetSize(100, "width")))
    assert section.example.text() == ""


def test_the_example_is_the_name_that_is_free(make_section: MakeSection, tmp_path: Path) -> None:
    picture = CurrentPicture(tmp_path / "a.png", Header("png", Size(30, 20)))
    (tmp_path / "upscaled").mkdir()
    (tmp_path / "upscaled" / "a_4x.png").touch()
    section = make_section(NameSection, picture=picture)
    assert section.example.text() == "a_4x (2).png"
    section.show_state(PanelState(UpscaleOptions(on_exists="overwrite"), picture=picture))
    assert section.example.text() == "a_4x.png"
