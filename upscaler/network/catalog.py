"""Lists the models. Reads only their cards, without torch, so that lists and help are instant."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from upscaler import paths
from upscaler.errors import ModelFileError, ModelNotFoundError


@dataclass(frozen=True)
class ModelCard:
    """The description of a model: `<name>.json`, next to its weights `<name>.safetensors`.

    `architecture` is the network's family, `base` the image that it adds its output to ("bicubic", "nearest", "none").
    `halo`, in LR pixels, is the context that tiles and bands need on each side: for an SR-ResNet the radius of its
    receptive field, for third-party networks a measured one. `strengths` maps each slider whose 100 is this model to
    the model at 0; in between, their weights are blended. `training` is a free-form record. A model without scales does
    not upscale: it estimates degradations.
    """

    name: str
    description: str
    architecture: str
    scales: tuple[int, ...]
    base: str
    halo: int
    sha256: str
    licence: str
    strengths: dict[str, str] = field(default_factory=dict)
    training: dict[str, Any] = field(default_factory=dict)

    def save(self, weights: Path) -> None:
        """Write the card next to its weights."""
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False)
        weights.with_suffix(".json").write_text(text + "\n", encoding="utf-8")


@dataclass(frozen=True)
class Model:
    """A model card and the path of the weights."""

    card: ModelCard
    weights: Path


def load_card(path: Path) -> ModelCard:
    """Read a model card. Raises ModelFileError if the file is not one."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        return ModelCard(**{**fields, "scales": tuple(fields["scales"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ModelFileError(path.stem, path, str(error)) from error


def list_models(folder: Path | None = None) -> list[Model]:
    """The models in a folder (by default those of the app) that upscale, sorted by name."""
    folder = folder or paths.resources() / "models"
    models = (Model(load_card(path), path.with_suffix(".safetensors")) for path in sorted(folder.glob("*.json")))
    return [model for model in models if model.card.scales]


def degradation_estimator() -> Model:
    """The model that estimates the degradations of a picture."""
    path = paths.resources() / "models" / "faults.json"
    return Model(load_card(path), path.with_suffix(".safetensors"))


def find_model(name: str, folder: Path | None = None) -> Model:
    """The model with this name. Raises ModelNotFoundError."""
    models = {model.card.name: model for model in list_models(folder)}
    if name not in models:
        raise ModelNotFoundError(name, tuple(models))
    return models[name]
