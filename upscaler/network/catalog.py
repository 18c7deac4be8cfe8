"""Lists the models. Reads only their cards, without torch, so that lists and help are instant.

There are the app's own models; those that the user has added, in the user's folder; and those of an installed package
of weights (`upscaler[models]`), whose cards come with the app.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from upscaler import messages, paths
from upscaler.errors import ModelFileError, ModelNotFoundError
from upscaler.options import HALF_PRECISIONS, OWN_MODELS
from upscaler.target_size import SCALES

PICKLE_SUFFIXES, NCNN_SUFFIXES = (".pth", ".pt", ".ckpt"), (".param", ".bin")
SUFFIXES = (".safetensors", *PICKLE_SUFFIXES, *NCNN_SUFFIXES)  # of files that may be models

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ModelCard:
    """The description of a model: `<name>.json`, next to its weights `<name>.safetensors`.

    `architecture` is the network's family, `base` the image that it adds its output to ("bicubic", "bilinear",
    "nearest", "none"). `halo`, in LR pixels, is the context that tiles and bands need on each side: for an SR-ResNet
    the radius of its receptive field, for third-party networks a measured one. `strengths` maps each slider whose 100
    is this model to the model at 0; in between, their weights are blended. `training` is a free-form record. A model
    without scales does not upscale: it estimates degradations.

    `half` are the half-precision formats in which it agrees with fp32. `title` is the displayed name, `origin` says
    which file it was made from (`file`, `bytes`, `sha256`), `package` is the path of its weights in a Python package.
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
    half: tuple[str, ...] = HALF_PRECISIONS
    title: str = ""
    origin: dict[str, Any] = field(default_factory=dict)
    package: str = ""

    @property
    def can_mix(self) -> bool:
        """Whether its pixels can be mixed with those of our models, controlled by *Detail*."""
        return self.name not in OWN_MODELS and set(self.scales) <= set(SCALES)

    def save(self, weights: Path) -> None:
        """Write the card next to its weights."""
        fields = {name: value for name, value in asdict(self).items() if value or name not in _OPTIONAL}
        text = json.dumps(fields, indent=2, ensure_ascii=False)
        weights.with_suffix(".json").write_text(text + "\n", encoding="utf-8")


_OPTIONAL = ("title", "origin", "package")


@dataclass(frozen=True)
class Model:
    """A model card and the path of the weights."""

    card: ModelCard
    weights: Path

    @property
    def card_file(self) -> Path:
        """The file of the card."""
        if self.card.package:
            return _packages() / f"{self.card.name}.json"
        return self.weights.with_suffix(".json")


def load_card(path: Path) -> ModelCard:
    """Read a model card. Raises ModelFileError if the file is not one."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        lists = {name: tuple(fields[name]) for name in ("scales", "half") if name != "half" or name in fields}
        card = ModelCard(**{**fields, **lists})
        texts = (card.name, card.description, card.base, card.sha256, card.licence, card.title, card.package)
        if not all(isinstance(text, str) for text in texts) or not all(
            isinstance(number, int) for number in (*card.scales, card.halo)
        ):
            raise ValueError("a value of the card is of the wrong type")
        return card
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ModelFileError(path.stem, path, str(error)) from error


def built_in_models(folder: Path | None = None) -> list[Model]:
    """The models in a folder (by default those of the app) that upscale, sorted by name."""
    folder = folder or paths.resources() / "models"
    models = (Model(load_card(path), path.with_suffix(".safetensors")) for path in sorted(folder.glob("*.json")))
    return [model for model in models if model.card.scales]


def list_models() -> list[Model]:
    """All models that can be chosen: the app's, those of an installed package, and those that the user has added."""
    return [*built_in_models(), *_packaged(), *_added()]


def _packaged() -> Iterator[Model]:
    """The models whose weights are in an installed package. None of the package's code runs."""
    for card in packaged_cards():
        package, _, inside = card.package.partition("/")
        spec = find_spec(package)
        places = spec.submodule_search_locations if spec else None
        weights = Path(next(iter(places))) / inside if places else None
        if weights is not None and weights.is_file():
            yield Model(card, weights)


def packaged_cards() -> list[ModelCard]:
    """The cards of the models that packages provide, installed or not."""
    return [load_card(path) for path in sorted(_packages().glob("*.json"))]


def _packages() -> Path:
    return paths.resources() / "models" / "packages"


def _added() -> Iterator[Model]:
    """The models in the user's folder. A damaged card only hides its own model."""
    for path in sorted(added_models().glob("*.json")):
        try:
            card = load_card(path)
        except ModelFileError as error:
            log.warning("%s is not a model card: %s", path, error.reason)
            continue
        if card.name == path.stem and card.name not in OWN_MODELS and card.scales:
            yield Model(card, path.with_suffix(".safetensors"))


def added_models() -> Path:
    """The folder in which models that the user has added are kept, ready to run."""
    return paths.models() / "added"


def waiting_files() -> list[Path]:
    """Files that the user has put into the models folder and that have not been added yet."""
    try:
        found = sorted(
            path for path in paths.models().iterdir() if is_model_file(path) and path.suffix.lower() != ".bin"
        )
    except OSError:
        return []
    known = [model.card.origin for model in _added()] if found else []
    known_files = {(origin.get("file"), origin.get("bytes")) for origin in known}
    return [path for path in found if path.is_file() and (path.name, path.stat().st_size) not in known_files]


def is_model_file(path: Path) -> bool:
    """Whether a file may be a model, by its name."""
    return path.suffix.lower() in SUFFIXES


def degradation_estimator() -> Model:
    """The model that estimates the degradations of a picture."""
    path = paths.resources() / "models" / "faults.json"
    return Model(load_card(path), path.with_suffix(".safetensors"))


def find_model(name: str) -> Model:
    """The model with this name. Raises ModelNotFoundError."""
    models = {model.card.name: model for model in list_models()}
    if name not in models:
        raise ModelNotFoundError(name, tuple(models))
    return models[name]


def parts_of(path: Path) -> list[Path]:
    """The files of a model: `path` alone, or both of ncnn's, layers first. Raises ModelFileError if one of two is
    missing."""
    ending = path.suffix.lower()
    if ending not in NCNN_SUFFIXES:
        return [path]
    parts = [path if suffix == ending else path.with_suffix(suffix) for suffix in NCNN_SUFFIXES]
    missing = [part.name for part in parts if not part.exists()]
    if len(missing) == 1:
        raise ModelFileError(path.stem, path, messages.filled(messages.MODEL_PART_MISSING, name=missing[0]))
    return parts


def file_hash(path: Path) -> str:
    """SHA-256 of a model's files, in hexadecimal. Raises OSError, ModelFileError."""
    digest = hashlib.sha256()
    for part in parts_of(path):
        with part.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()
