"""Networks to safetensors files and back. The config lies in the metadata, so a file explains itself."""

from __future__ import annotations

import copy
import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import nn

from upscaler.errors import ModelFileError, ModelHashError, ModelKeysError
from upscaler.network.architectures.srresnet import SRResNet, SRResNetConfig
from upscaler.network.blocks import fold_batch_norm
from upscaler.network.catalog import Model
from upscaler.network.degradation_estimator import DegradationEstimator, DegradationEstimatorConfig


def save_network(network: SRResNet | DegradationEstimator, path: Path, training: dict[str, Any] | None = None) -> str:
    """Write weights (float32), config and training record. Returns the SHA-256 of the file, for the card."""
    config = {"architecture": type(network).__name__, **asdict(network.config)}
    metadata = {"config": json.dumps(config), "training": json.dumps(training or {})}
    tensors = {key: value.detach().float().contiguous() for key, value in network.state_dict().items()}
    save_file(tensors, path, metadata)
    return file_hash(path)


def load_network(path: Path) -> SRResNet:
    """Read a network as it was saved, on the CPU, in evaluation mode, batch norm unfolded.

    Raises ModelFileError (missing, no safetensors, no config) and ModelKeysError (missing, unknown or misshapen).
    """
    network: SRResNet = _load(path, SRResNet)
    return network


def load_model(model: Model) -> SRResNet:
    """Read the network of a catalogued model for inference: hash checked, batch norm folded, no gradients.

    Raises ModelHashError besides the errors of `load_network`.
    """
    network: SRResNet = _load_for_inference(model, SRResNet)
    return network


def load_estimator(model: Model) -> DegradationEstimator:
    """The same for a degradation estimator."""
    network: DegradationEstimator = _load_for_inference(model, DegradationEstimator)
    return network


def _load(path: Path, kind: type[nn.Module]) -> Any:
    try:
        with safe_open(path, framework="pt") as file:
            network = _built(kind, json.loads(file.metadata()["config"]))
            weights = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - no iterator
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise ModelFileError(path.stem, path, str(error)) from error
    expected = network.state_dict()
    wrong = {key for key in weights.keys() & expected.keys() if weights[key].shape != expected[key].shape}
    wrong |= weights.keys() ^ expected.keys()
    if wrong:
        raise ModelKeysError(path.stem, tuple(sorted(wrong)))
    network.load_state_dict(weights)
    return network.eval()


def _load_for_inference(model: Model, kind: type[nn.Module]) -> Any:
    try:
        found = file_hash(model.weights)
    except OSError as error:
        raise ModelFileError(model.card.name, model.weights, str(error)) from error
    if found != model.card.sha256:
        raise ModelHashError(model.card.name, model.weights)
    network = _load(model.weights, kind)
    fold_batch_norm(network)
    return network.requires_grad_(False).to(memory_format=torch.channels_last)


def file_hash(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def blended(first: SRResNet, second: SRResNet, share: float) -> SRResNet:
    """A network whose weights lie between those of two that share their initialisation; `share` 0 to 1 of the second.

    Source: Wang et al. 2019, "Deep Network Interpolation for Continuous Imagery Effect Transition".
    """
    network = copy.deepcopy(first)
    with torch.no_grad():
        for weight, other in zip(network.parameters(), second.parameters(), strict=True):
            weight.lerp_(other, share)
    return network


def _built(kind: type[nn.Module], values: Any) -> Any:
    """A network of this kind, from JSON. Raises ValueError for another kind, TypeError for other fields."""
    if not isinstance(values, dict) or values.pop("architecture", None) != kind.__name__:
        raise ValueError(f"the config is not one of {kind.__name__}")
    config: Any = SRResNetConfig if kind is SRResNet else DegradationEstimatorConfig
    return kind(config(**{key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}))
