from dataclasses import replace

from tests.qt import pick
from tests.unit.gui.options.conftest import MakeSection
from upscaler.gui.options.model import ModelSection
from upscaler.network.catalog import list_models
from upscaler.options import AUTO, RESTORE_MODEL, ModelChoice


def test_each_model_has_its_sentence(make_section: MakeSection) -> None:
    section = make_section(ModelSection)
    assert section.choice.currentData() == AUTO
    assert [section.choice.itemText(i) for i in range(section.choice.count())][1:] == ["Restore a photo", "Clean photo"]
    automatic = section.sentence.text()
    assert automatic
    for model in list_models():
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
    pick(section.choice, AUTO)
    assert section._state.options.denoise is None
    section.show_state(replace(section._state, seen=ModelChoice(RESTORE_MODEL, 60, "jpeg")))
    assert section.seen.text() == "JPEG artefacts: denoise 60"
    pick(section.choice, RESTORE_MODEL)
    assert section.strength.slider.value() == section._state.options.denoise == 60
    assert section.seen.text() == ""
