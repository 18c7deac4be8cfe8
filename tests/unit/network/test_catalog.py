import json
from dataclasses import replace
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from upscaler import paths
from upscaler.errors import ModelFileError, ModelNotFoundError
from upscaler.network import catalog
from upscaler.network.catalog import (
    ModelCard,
    added_models,
    built_in_models,
    degradation_estimator,
    file_hash,
    find_model,
    list_models,
    load_card,
    packaged_cards,
    waiting_files,
)
from upscaler.network.checkpoint import load_estimator, load_model
from upscaler.options import OWN_MODELS

CARD = json.dumps(
    {"name": "b", "description": "", "architecture": "RRDBNet", "scales": [4], "base": "none", "halo": 27}
    | {"sha256": "00", "licence": "?", "origin": {"file": "b.pth", "bytes": 3}}
)


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
    for one in (card, replace(card, half=(), title="A", origin={"file": "a.pth"}, package="b/c.param")):
        one.save(tmp_path / "a.safetensors")
        assert load_card(tmp_path / "a.json") == one
    (model,) = built_in_models(tmp_path)
    assert model.weights == tmp_path / "a.safetensors"


def test_an_unknown_name_tells_the_known_ones() -> None:
    with pytest.raises(ModelNotFoundError) as caught:
        find_model("nonsense")
    assert "photo" in caught.value.known


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", json.dumps({"scales": [2], "surprise": 1}), CARD.replace("27", '"27"')]
)
def test_a_file_that_is_no_card(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(ModelFileError):
        built_in_models(tmp_path)


def test_the_app_s_own_names_are_known() -> None:
    """Others are third-party models."""
    assert {model.card.name for model in built_in_models()} == set(OWN_MODELS)
    assert not any(model.card.can_mix for model in built_in_models())


def test_models_that_the_user_has_added_are_listed() -> None:
    """Damaged cards, and those with our names or naming other files, are ignored."""
    added_models().mkdir(parents=True)
    (added_models() / "b.json").write_text(CARD)
    (added_models() / "broken.json").write_text("{")
    (added_models() / "other.json").write_text(CARD)
    (added_models() / "photo.json").write_text(CARD.replace('"b"', '"photo"'))
    (added,) = [model for model in list_models() if model.card.name not in OWN_MODELS]
    assert (added.card.name, added.weights) == ("b", added_models() / "b.safetensors")
    assert added.card_file == added_models() / "b.json"
    assert find_model("b") == added


@pytest.mark.parametrize(("scales", "mixes"), [((4,), True), ((2, 3), True), ((1,), False), ((8,), False)])
def test_pixels_are_mixed_only_at_scales_that_both_have(scales: tuple[int, ...], mixes: bool) -> None:
    assert ModelCard("a", "", "RRDBNet", scales, "none", 9, "", "").can_mix is mixes


def test_files_in_the_folder_wait_until_they_are_added() -> None:
    assert waiting_files() == []
    added_models().mkdir(parents=True)
    for name in ("b.pth", "c.param", "c.bin", "d.BIN", "notes.txt"):
        (paths.models() / name).write_bytes(b"123")
    assert [path.name for path in waiting_files()] == ["b.pth", "c.param"]
    (added_models() / "b.json").write_text(CARD)
    assert [path.name for path in waiting_files()] == ["c.param"]
    (paths.models() / "b.pth").write_bytes(b"1234")  # another file
    assert [path.name for path in waiting_files()] == ["b.pth", "c.param"]


@pytest.mark.posix
def test_links_to_nowhere_and_folders_do_not_wait() -> None:
    """As when the drive with the models is not plugged in."""
    paths.models().mkdir(parents=True)
    (paths.models() / "a.pth").symlink_to(paths.models() / "gone.pth")
    (paths.models() / "b.pth").mkdir()
    (paths.models() / "c.pth").write_bytes(b"123")
    assert [path.name for path in waiting_files()] == ["c.pth"]


def test_models_of_a_package_appear_once_it_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package is not imported. Its cards exist without it, for translators."""
    cards = packaged_cards()
    assert {card.name for card in cards} >= {"realesrgan-x4plus", "realesrgan-x4plus-anime", "realesrgan-animevideov3"}
    assert all(card.title and card.licence and card.can_mix and card.name not in OWN_MODELS for card in cards)
    assert not {card.name for card in cards} & {model.card.name for model in list_models()}
    package, _, inside = cards[0].package.partition("/")
    (tmp_path / inside).parent.mkdir(parents=True)
    (tmp_path / inside).write_bytes(b"")
    spec = ModuleSpec(package, None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(catalog, "find_spec", lambda name: spec if name == package else None)
    found = find_model(cards[0].name)
    assert found.weights == tmp_path / inside and load_card(found.card_file) == cards[0]


def test_the_hash_of_ncnn_s_files_is_of_both(tmp_path: Path) -> None:
    for name, content in (("a.param", b"1"), ("a.bin", b"2"), ("a.pth", b"12")):
        (tmp_path / name).write_bytes(content)
    assert len({file_hash(tmp_path / name) for name in ("a.param", "a.bin", "a.pth")}) == 1
    (tmp_path / "a.bin").write_bytes(b"3")
    assert file_hash(tmp_path / "a.param") != file_hash(tmp_path / "a.pth")
