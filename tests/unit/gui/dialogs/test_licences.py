from pathlib import Path

import pytest

from upscaler import __version__
from upscaler.gui.dialogs.licences import components
from upscaler.network.catalog import list_models


def test_every_part_states_its_licence() -> None:
    found = {component.name.lower().replace("_", "-"): component for component in components()}
    assert next(iter(found)) == "upscaler"
    assert {"torch", "numpy", "pillow", "pyside6-essentials", "opencv-python-headless", "python"} <= set(found)
    assert all(component.licence for component in found.values())
    assert "Permission is hereby granted" in found["upscaler"].text


def test_a_frozen_app_has_them_in_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "upscaler.txt").write_text("MIT License\n", encoding="utf-8")
    (tmp_path / "numpy.txt").write_text("numpy 2.4\nLicence as its package states it: BSD\n\ntext", encoding="utf-8")
    (tmp_path / "GPL-3.0.txt").write_text("GNU GENERAL", encoding="utf-8")
    monkeypatch.setattr("upscaler.paths.licences", lambda: tmp_path)
    own, gpl, numpy = (component for component in components() if not component.name.startswith("Model: "))
    assert (own.name, own.version, own.licence) == ("upscaler", __version__, "MIT")
    assert (gpl.name, gpl.version, gpl.text) == ("GPL-3.0", "", "GNU GENERAL")
    assert (numpy.name, numpy.version, numpy.licence) == ("numpy", "2.4", "BSD")


def test_models_have_the_names_that_the_window_uses() -> None:
    found = {component.name for component in components()}
    assert {"Model: Photo (already clean)", "Model: Drawing, text or screenshot"} <= found
    for model in list_models():
        assert not any(name in (model.card.name, f"Model: {model.card.name}") for name in found)


def test_models_say_from_whom_they_have_learnt() -> None:
    (sharp,) = (component for component in components() if component.name == "Model: Any photo, made crisp")
    assert "CC-BY 4.0" in sharp.licence and "helaman" in sharp.text
