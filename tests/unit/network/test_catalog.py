import json
from pathlib import Path

import pytest

from upscaler.errors import ModelFileError, ModelNotFoundError
from upscaler.network.catalog import ModelCard, find_model, list_models, load_card
from upscaler.network.checkpoint import load_model


@pytest.mark.parametrize("model", list_models(), ids=lambda model: model.card.name)
def test_every_card_tells_the_truth(model) -> None:  # type: ignore[no-untyped-def]  # parametrised
    config = load_model(model).config  # which checks the hash
    assert model.card.scales == config.scales
    assert model.card.receptive_field_radius == config.receptive_field_radius
    assert model.card.description
    assert model.card.licence
    assert model.card.training


def test_cards_round_trip(tmp_path: Path) -> None:
    card = ModelCard("a", "für alle", (2, 3), 27, "00", "MIT", {"steps": 3})
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
        list_models(tmp_path)
