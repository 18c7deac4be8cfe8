from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.conftest import make_compact, make_rrdbnet
from tests.qt import pick
from tests.unit.gui.options.conftest import MakeSection
from upscaler import paths
from upscaler.errors import ModelFileError
from upscaler.gui.options.model import ModelSection
from upscaler.network.catalog import Model, list_models
from upscaler.options import AUTO, CLEAN_MODEL, CRISP, RESTORE_MODEL, SHARP_MODEL, ModelChoice, UpscaleOptions
from upscaler.progress import Progress

AddNetwork = Callable[..., Model]


def titles(section: ModelSection) -> list[str]:
    return [section.choice.itemText(i) for i in range(section.choice.count())]


def test_each_model_has_its_sentence(make_section: MakeSection) -> None:
    section = make_section(ModelSection)
    assert section.choice.currentData() == AUTO
    assert titles(section)[1:] == [
        "Photo with noise or JPEG artefacts",
        "Photo (already clean)",
        "Drawing, text or screenshot",
        "",
        "Add a model…",
    ]
    automatic = section.sentence.text()
    assert automatic
    for model in (model for model in list_models() if model.card.name != SHARP_MODEL):  # the end of a slider
        pick(section.choice, model.card.name)
        assert section._state.options.model == model.card.name
        assert section.sentence.text() == model.card.description


def test_restoring_has_a_strength_that_begins_at_what_was_seen(make_section: MakeSection) -> None:
    section = make_section(ModelSection)
    assert section.strength.isHidden()
    pick(section.choice, RESTORE_MODEL)
    assert not section.strength.isHidden()
    assert (section.strength.slider.value(), section._state.options.denoise) == (100, None)
    section.strength.slider.setValue(30)
    assert section._state.options.denoise == 30
    assert section.detail.slider.value() == 54  # more than for a clean picture
    pick(section.choice, AUTO)
    assert section._state.options.denoise is None
    section.show_state(replace(section._state, seen=ModelChoice(RESTORE_MODEL, 60, "jpeg")))
    assert section.seen.text() == "JPEG artefacts found · restoring at 60\u202f%"
    pick(section.choice, RESTORE_MODEL)
    assert section.strength.slider.value() == section._state.options.denoise == 60
    assert section.seen.text() == ""


def test_detail_has_names_at_its_ends_and_in_the_middle(make_section: MakeSection) -> None:
    section = make_section(ModelSection)
    assert (section.detail.value_label.text(), section.automatic.isEnabled()) == ("Natural", False)
    for value, name in ((0, "Faithful"), (30, "30"), (CRISP, "Crisp"), (50, "Natural")):
        section.detail.slider.setValue(value)
        assert section._state.options == UpscaleOptions(detail=value)
        assert section.detail.value_label.text() == name
    assert section.automatic.isEnabled()
    section.automatic.click()
    assert section._state.options == UpscaleOptions()


def test_detail_shows_what_the_picture_gets(make_section: MakeSection) -> None:
    section = make_section(ModelSection)
    section.show_state(replace(section._state, seen=ModelChoice(CLEAN_MODEL, 0, "none", 0)))
    assert section.detail.value_label.text() == "Faithful"  # it has 16 bits
    section.show_state(replace(section._state, seen=ModelChoice(RESTORE_MODEL, 60, "noise", 50)))
    assert section.detail.value_label.text() == "Natural"
    assert section.seen.text() == "Noise found · restoring at 60\u202f% · detail\N{NO-BREAK SPACE}50"


def test_detail_stays_when_another_photo_model_is_chosen(make_section: MakeSection) -> None:
    section = make_section(ModelSection)
    section.detail.slider.setValue(20)
    pick(section.choice, RESTORE_MODEL)
    assert section._state.options.detail == 20 and not section.detail.isHidden()


def test_models_from_elsewhere_are_offered_with_their_licence(
    make_section: MakeSection, add_network: AddNetwork
) -> None:
    add_network(make_compact(), "sharp", licence="CC-BY 4.0")
    section = make_section(ModelSection)
    assert titles(section)[-3:] == ["Sharp", "", "Add a model…"]
    pick(section.choice, "sharp")
    assert section.sentence.text() == "Added from sharp.pth. Licence: CC-BY 4.0"
    assert section.detail.slider.value() == CRISP and not section.detail.isHidden()
    section.detail.slider.setValue(40)
    assert section._state.options == UpscaleOptions(model="sharp", detail=40)


def test_one_that_cannot_be_mixed_has_no_detail(make_section: MakeSection, add_network: AddNetwork) -> None:
    add_network(make_rrdbnet(scale=8), "eight")
    section = make_section(ModelSection, UpscaleOptions(model="eight"))
    assert section.detail.isHidden()


def test_a_model_is_added_in_the_background_and_then_chosen(
    make_section: MakeSection, add_network: AddNetwork, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    """With the last item of the list, which asks for a file. The choice is unchanged until then."""
    asked = []

    def add(file: Path, progress: Progress) -> Model:
        asked.append(file)
        return add_network(make_compact(), "sharp")

    monkeypatch.setattr("upscaler.add_model.add_model", add)
    files = [str(tmp_path / name) for name in ("sharp.param", "sharp.bin")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (files, ""))
    section = make_section(ModelSection, UpscaleOptions(model=CLEAN_MODEL))
    last = section.choice.count() - 1
    section.choice.setCurrentIndex(last)
    section.choice.activated.emit(last)
    assert section.choice.currentData() == CLEAN_MODEL
    assert section.adding.text() == "Reading and measuring sharp.param…"
    qtbot.waitUntil(lambda: section._state.options == UpscaleOptions(model="sharp"))
    assert asked == [tmp_path / "sharp.param"]  # once for both files
    assert section.choice.currentData() == "sharp" and section.adding.text() == ""
    section.shut_down()


def test_a_file_in_the_folder_is_added_when_it_is_chosen(
    make_section: MakeSection, add_network: AddNetwork, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    paths.models().mkdir(parents=True)
    (paths.models() / "new.pth").write_bytes(b"1")
    monkeypatch.setattr("upscaler.add_model.add_model", lambda *_: add_network(make_compact(), "new", origin={}))
    section = make_section(ModelSection)
    place = titles(section).index("new (not read yet)")
    section.choice.activated.emit(place)
    qtbot.waitUntil(lambda: section._state.options.model == "new")
    section.shut_down()


def test_why_a_file_is_no_model_is_said(
    make_section: MakeSection, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def refuse(file: Path, _: Any) -> Model:
        raise ModelFileError(file.stem, file, "it contains more than weights (os.system), so it was not opened")

    monkeypatch.setattr("upscaler.add_model.add_model", refuse)
    section = make_section(ModelSection)
    section.add([Path("/tmp/evil.pth")])
    qtbot.waitUntil(lambda: "os.system" in section.adding.text())
    assert section._state.options == UpscaleOptions() and section.choice.currentData() == AUTO
    section.shut_down()
