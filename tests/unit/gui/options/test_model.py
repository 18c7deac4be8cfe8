from dataclasses import replace

from tests.qt import pick
from tests.unit.gui.options.conftest import MakeSection
from upscaler.gui.options.model import ModelSection
from upscaler.network.catalog import list_models
from upscaler.options import AUTO, CLEAN_MODEL, CRISP, RESTORE_MODEL, SHARP_MODEL, ModelChoice, UpscaleOptions


def test_each_model_has_its_sentence(make_section: MakeSection) -> None:
    section = make_section(ModelSection)
    assert section.choice.currentData() == AUTO
    assert [section.choice.itemText(i) for i in range(section.choice.count())][1:] == [
        "Photo with noise or JPEG artefacts",
        "Photo (already clean)",
        "Drawing, text or screenshot",
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
    assert section.detail.slider.value() == 55  # more than for a clean picture
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
