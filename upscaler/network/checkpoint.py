"""Saves networks as safetensors files, and loads them from these and from files of other programs. Our files have the
config in their metadata; other files are recognised by their weights."""

from __future__ import annotations

import copy
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from upscaler import messages
from upscaler.errors import ModelFileError, ModelHashError, ModelKeysError, reason_of
from upscaler.network.architectures.network import Network, NetworkConfig
from upscaler.network.architectures.registry import FAMILIES
from upscaler.network.architectures.srresnet import SRResNet
from upscaler.network.blocks import fold_batch_norm
from upscaler.network.catalog import Model, file_hash
from upscaler.network.degradation_estimator import DegradationEstimator
from upscaler.network.ranges import blended_ranges, ranges_from
from upscaler.network.weight_files import read_file
from upscaler.network.widening import widened

_Kind = TypeVar("_Kind", bound=nn.Module)
_Network = TypeVar("_Network", bound=Network)
_LARGEST_NUMBER = 4096  # in the config of a network
_LARGEST_SCALE = 16
_MOST_VALUES = 2**16  # for each LR pixel, in the largest layer
_KINDS: dict[str, Any] = {kind.__name__: kind for kind in (*FAMILIES, DegradationEstimator)}


def save_network(network: Network | DegradationEstimator, path: Path, training: dict[str, Any] | None = None) -> str:
    """Write weights (float32), ranges for int8 if there are any, config and training record. Returns the SHA-256 of the
    file, for the model card."""
    shape: Any = network.config
    config = {"architecture": type(network).__name__, **asdict(shape)}
    metadata = {"config": json.dumps(config), "training": json.dumps(training or {})}
    if isinstance(network, Network) and network.ranges is not None:
        metadata["ranges"] = _as_text(network.ranges)
    weights = network.saved_weights() if isinstance(network, Network) else network.state_dict()
    tensors = {key: value.detach().float().contiguous() for key, value in weights.items()}
    save_file(tensors, path, metadata)
    return file_hash(path)


def save_ranges(path: Path, ranges: Tensor) -> str:
    """Put ranges for int8 (see `network.ranges`) into a file of ours; its weights stay. Returns its new SHA-256."""
    with safe_open(path, framework="pt") as file:
        tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - no iterator
        metadata = file.metadata() or {}
    mode = path.stat().st_mode
    save_file(tensors, path, {**metadata, "ranges": _as_text(ranges)})
    path.chmod(mode)  # it is a new file, which only its owner could read
    return file_hash(path)


def load_network(path: Path) -> SRResNet:
    """Read an SR-ResNet as it was saved: on the CPU, in evaluation mode, batch norm not folded.

    Raises ModelFileError (file missing, not safetensors, another network) and ModelKeysError (weights missing, unknown
    or of the wrong shape).
    """
    return _load(path, SRResNet)


def load_third_party(path: Path) -> Network:
    """The same for a network of any family and kind of file, in fp32 whatever precision it was saved in."""
    return _load(path, Network)


def load_model(model: Model) -> Network:
    """Read the network of a model for inference: hash checked, batch norm folded, no gradients.

    Raises ModelHashError and the errors of `load_network`.
    """
    return _load_for_inference(model, Network)


def load_estimator(model: Model) -> DegradationEstimator:
    """The same for a degradation estimator."""
    return _load_for_inference(model, DegradationEstimator)


def _load(path: Path, kind: type[_Kind]) -> _Kind:
    try:
        found, weights, metadata = read_file(path)
        with torch.device("meta"):
            network = found if isinstance(found, nn.Module) else _built(found)
        if not isinstance(network, kind):
            raise ValueError(f"it is a {type(network).__name__}, not a {kind.__name__}")
        if "ranges" in metadata:
            _set_ranges(network, json.loads(metadata["ranges"]))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ModelFileError(path.stem, path, reason_of(error)) from error
    expected = network.state_dict()
    wrong = {key for key in weights.keys() & expected.keys() if weights[key].shape != expected[key].shape}
    wrong |= weights.keys() ^ expected.keys()
    if wrong:
        raise ModelKeysError(path.stem, tuple(sorted(wrong)))
    if isinstance(network, Network) and not _is_sensible(network.config):
        raise ModelFileError(path.stem, path, messages.MODEL_LAYERS_TOO_LARGE)
    # Not `to_empty`: for that torch needs sympy, which is not in the packages
    copies = {key: weight.to(expected[key].dtype, copy=True) for key, weight in weights.items()}
    network.load_state_dict(copies, assign=True)
    return network.eval()


def _is_sensible(config: NetworkConfig) -> bool:
    """Whether the layers are not far larger than those of any known network."""
    return all(1 <= scale <= _LARGEST_SCALE for scale in config.scales) and config.values_per_pixel <= _MOST_VALUES


def _as_text(ranges: Tensor) -> str:
    return json.dumps([[float(f"{value:.3g}") for value in row] for row in ranges.tolist()])


def _set_ranges(network: nn.Module, stored: Any) -> None:
    if isinstance(network, SRResNet):
        network.ranges = ranges_from(stored, network.config)


def _load_for_inference(model: Model, kind: type[_Kind]) -> _Kind:
    try:
        found = file_hash(model.weights)
    except OSError as error:
        raise ModelFileError(model.card.name, model.weights, str(error)) from error
    if found != model.card.sha256:
        raise ModelHashError(model.card.name, model.weights)
    network = _load(model.weights, kind)
    fold_batch_norm(network)
    return network.requires_grad_(False).to(memory_format=torch.channels_last)  # type: ignore[call-overload,no-any-return]


def blended(first: _Network, second: _Network, share: float) -> _Network:
    """A network with weights interpolated between two of common origin; `share` of the second, 0 to 1.

    The second may be a larger SR-ResNet (see `network.widening`); the blend is then as large. Source: Wang et al. 2019,
    "Deep Network Interpolation for Continuous Imagery Effect Transition".
    """
    is_larger = isinstance(first, SRResNet) and isinstance(second, SRResNet) and first.config != second.config
    network: Any = widened(first, second) if is_larger else copy.deepcopy(first)  # type: ignore[arg-type]
    with torch.no_grad():
        for weight, other in zip(network.parameters(), second.parameters(), strict=True):
            weight.lerp_(other, share)
    network.ranges = blended_ranges(network.ranges, second.ranges, share)
    return network  # type: ignore[no-any-return]


def _built(values: Any) -> Any:
    """A network built from its JSON config, without weights.

    Raises ValueError (unknown kind, numbers too large), TypeError (wrong fields).
    """
    kind = _KINDS.get(values.pop("architecture", "")) if isinstance(values, dict) else None
    if kind is None:
        raise ValueError("the config names no known architecture")
    fields = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    if any(isinstance(value, int) and value > _LARGEST_NUMBER for value in fields.values()):
        raise ValueError("the config has a number that is too large")
    return kind(kind.Config(**fields))
