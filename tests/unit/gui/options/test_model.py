from tests.qt import pick
from tests.unit.gui.options.conftest import MakeSection
from upscaler.gui.options.model import ModelSection
from upscaler.network.catalog import list_models
from upscaler.options import AUTO


def test_each_model_has_its_sentence(make_section: MakeSection) -> None:
    section = make_section(ModelSection)
    assert section.choice.currentData() == AUTO
    automatic = section.sentence.text()
    assert automatic
    for model in list_models():
        pick(section.choice, model.card.name)
        assert section._situation.options.model == model.card.name
        assert section.sentence.text() == model.card.description
