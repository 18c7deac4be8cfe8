import json
from pathlib import Path

import pytest

from upscaler.errors import ModelFileError, ModelNotFoundError
from upscaler.network.catalog import ModelCard, built_in_models, degradation_estimator, find_model, load_card
from upscaler.network.checkpoint import load_estimator, load_model


@pytest.mark.parametrize("model", built_in_models(), ids=lambda model: model.card.name)
def test_every_card_tells_the_truth(model) -> None:  # type: ignore[no-untyped-def]  # parametrised
    network = load_model(model)  # which checks the hash
    config = network.config
    assert model.card.architecture == type(network).__name__
    assert model.card.scales == config.scales
    assert model.card.base == config.base
    assert model.card.halo == config.receptive_field_radius  # ours stream: their halo is exact
    assert model.card.description
    assert model.card.licence
    assert model.card.training


def test_the_card_of_the_estimator_tells_the_truth() -> None:
    model = degradation_estimator()
    assert model.card.architecture == type(load_estimator(model)).__name__
    assert model.card.scales == ()


def test_strengths_end_at_models_that_blend() -> None:
    models = {model.card.name: model for model in built_in_models()}
    ends = [(name, other) for name, model in models.items() for other in model.card.strengths.values()]
    assert ("photo-restore", "photo") in ends
    for name, other in ends:
        assert load_model(models[name]).config == load_model(models[other]).config


def test_cards_round_trip(tmp_path: Path) -> None:
    card = ModelCard("a", "für alle", "SRResNet", (2, 3), "bicubic", 27, "00", "MIT", {"denoise": "b"}, {"steps": 3})
    card.save(tmp_path / "a.safetensors")
    assert load_card(tmp_path / "a.json") == card
    assert find_model("a", tmp_path).weights == tmp_path / "a.safetensors"


def test_an_unknown_name_tells_the_known_ones() -> None:
    with pytest.raises(ModelNotFoundError) as caught:
        find_model("nonsense")
    assert "photo" in caught.value.known


@pytest.mark.parametrize("text", ["", "{}", "[]", json.dumps({"scales": [2], "surprise": 1})])
def test_a_file_that_is_no_card(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(ModelFileError):
        built_in_models(tmp_path)
