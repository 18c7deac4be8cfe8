"""Networks to safetensors files and back. The config lies in the metadata, so a file explains itself."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from upscaler.errors import ModelFileError, ModelHashError, ModelKeysError
from upscaler.network.blocks import fold_batch_norm
from upscaler.network.catalog import Model
from upscaler.network.srresnet import SRResNet, SRResNetConfig

ARCHITECTURE = "SRResNet"


def save_network(network: SRResNet, path: Path, training: dict[str, Any] | None = None) -> str:
    """Write weights (float32), config and training record. Returns the SHA-256 of the file, for the card."""
    config = {"architecture": ARCHITECTURE, **asdict(network.config)}
    metadata = {"config": json.dumps(config), "training": json.dumps(training or {})}
    tensors = {key: value.detach().float().contiguous() for key, value in network.state_dict().items()}
    save_file(tensors, path, metadata)
    return file_hash(path)


def load_network(path: Path) -> SRResNet:
    """Read a network as it was saved, on the CPU, in evaluation mode, batch norm unfolded.

    Raises ModelFileError (missing, no safetensors, no config) and ModelKeysError (missing, unknown or misshapen).
    """
    try:
        with safe_open(path, framework="pt") as file:
            config = _config(json.loads(file.metadata()["config"]))
            weights = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - no iterator
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise ModelFileError(path.stem, path, str(error)) from error
    network = SRResNet(config)
    expected = network.state_dict()
    wrong = {key for key in weights.keys() & expected.keys() if weights[key].shape != expected[key].shape}
    wrong |= weights.keys() ^ expected.keys()
    if wrong:
        raise ModelKeysError(path.stem, tuple(sorted(wrong)))
    network.load_state_dict(weights)
    return network.eval()


def load_model(model: Model) -> SRResNet:
    """Read the network of a catalogued model for inference: hash checked, batch norm folded, no gradients.

    Raises ModelHashError besides the errors of `load_network`.
    """
    try:
        found = file_hash(model.weights)
    except OSError as error:
        raise ModelFileError(model.card.name, model.weights, str(error)) from error
    if found != model.card.sha256:
        raise ModelHashError(model.card.name, model.weights)
    network = load_network(model.weights)
    fold_batch_norm(network)
    network.requires_grad_(False)
    return network.to(memory_format=torch.channels_last)  # type: ignore[call-overload,no-any-return]  # torch's stubs lack it


def file_hash(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _config(values: Any) -> SRResNetConfig:
    """From JSON. Raises ValueError for another architecture, TypeError or KeyError for other fields."""
    if not isinstance(values, dict) or values.get("architecture") != ARCHITECTURE:
        raise ValueError(f"the config is not one of {ARCHITECTURE}")
    shape = {key: value for key, value in values.items() if key != "architecture"}
    return SRResNetConfig(**{**shape, "scales": tuple(shape["scales"])})
