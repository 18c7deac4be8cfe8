"""Reads weight files, ours and those of other programs: safetensors, PyTorch's .pth and .ckpt, ncnn's .param and .bin.

Nothing in a file is executed: from a pickle only tensors, numbers, texts and containers are read. The contents are
limited, so that a small file cannot request much memory.
"""

from __future__ import annotations

import json
import pickle
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from upscaler import messages
from upscaler.network.architectures import spandrel
from upscaler.network.architectures.ncnn import NcnnConfig, NcnnNetwork, read_weights
from upscaler.network.architectures.network import Weights
from upscaler.network.architectures.registry import recognise
from upscaler.network.catalog import NCNN_SUFFIXES, PICKLE_SUFFIXES, parts_of

MAX_BYTES = 1_000_000_000  # of an unpacked file; EDSR-L, a large network, has 170 million
MAX_TENSORS = 10_000
MAX_PARAMETERS = 250_000_000
MAX_PARAM_BYTES = 4_000_000  # of ncnn's layers, as text
_WRAPPERS = ("params_ema", "params", "state_dict", "model_state_dict", "model", "generator", "net_g", "weights")
_PREFIXES = ("module.", "net_g_ema.", "net_g.", "netG.", "generator.")  # added by parallel training and by frameworks
_LFS_POINTER = b"version https://git-lfs.github.com/spec/"  # start of the text that Git keeps instead of a large file
_UNSAFE = re.compile(r"GLOBAL ([\w.]+)|(?:class|type|function|global):? ([\w.]+)")


def read_file(path: Path) -> tuple[Any, Weights, dict[str, str]]:
    """A network, still without weights, or the config of one of ours; the weights; the file's metadata.

    Raises ValueError with a reason for the user if it is not a weight file or contains no known network, and OSError.
    """
    for part in parts_of(path):
        _check_file(part)
    with torch.device("meta"):  # takes no memory if the weights turn out not to fit
        if path.suffix.lower() in NCNN_SUFFIXES:
            network, weights = _ncnn(*parts_of(path))
            return network, weights, {}
        if path.suffix.lower() in PICKLE_SUFFIXES:
            metadata: dict[str, str] = {}
            weights = _pickled(path)
        else:
            weights, metadata = _safetensors(path)
        _check_weights(weights)
        if "config" in metadata:
            return *_saved(json.loads(metadata["config"]), weights), metadata
        if not weights:
            raise ValueError(messages.NO_WEIGHTS)
        return *recognise(weights), metadata


def _saved(config: Any, weights: Weights) -> tuple[Any, Weights]:
    """The config of a network that the app has saved, and its weights; spandrel builds a network from weights alone."""
    if not isinstance(config, dict) or config.get("architecture") != spandrel.SpandrelNetwork.__name__:
        return config, weights
    network = spandrel.build(weights, {key: value for key, value in config.items() if key != "architecture"})
    return network, network.state_dict()


def _safetensors(path: Path) -> tuple[Weights, dict[str, str]]:
    try:
        with safe_open(path, framework="pt", device="cpu") as file:
            weights = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - no iterator
            return weights, file.metadata() or {}
    except SafetensorError as error:
        raise ValueError(_damaged("safetensors")) from error


def _pickled(path: Path) -> Weights:
    """The weights in a PyTorch file, which may be nested in it."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_BYTES:
                raise ValueError(_too_large(MAX_BYTES))
    try:
        with torch.device("cpu"):
            content = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        found = _UNSAFE.search(str(error))
        if found is None:
            raise ValueError(_damaged("PyTorch")) from None
        raise ValueError(messages.filled(messages.MORE_THAN_WEIGHTS, name=found[1] or found[2])) from None
    except (RuntimeError, EOFError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise ValueError(_damaged("PyTorch")) from error
    return _unwrapped(content)


def _unwrapped(content: Any) -> Weights:
    """The tensors by name, without the containers and prefixes that training code adds."""
    while isinstance(content, Mapping) and (inside := next(_inner(content), None)) is not None:
        content = inside
    if not isinstance(content, Mapping):
        raise ValueError(messages.NO_WEIGHTS)
    weights = {str(key): value for key, value in content.items() if isinstance(value, Tensor)}
    for prefix in _PREFIXES:
        inner = {key.removeprefix(prefix): value for key, value in weights.items() if key.startswith(prefix)}
        weights = inner or weights
    return weights


def _inner(content: Mapping[Any, Any]) -> Any:
    return (content[name] for name in _WRAPPERS if isinstance(content.get(name), Mapping))


def _ncnn(param: Path, binary: Path) -> tuple[NcnnNetwork, Weights]:
    if param.stat().st_size > MAX_PARAM_BYTES:
        raise ValueError(_too_large(MAX_PARAM_BYTES))
    try:
        config = NcnnConfig(param.read_text(encoding="ascii", errors="replace"))
        network = NcnnNetwork(config)
        config.receptive_field_radius  # noqa: B018 - follows the shapes through all layers
    except (RuntimeError, KeyError, IndexError, TypeError, OverflowError) as error:
        raise ValueError(messages.LAYERS_DO_NOT_FIT) from error
    with torch.device("cpu"):
        weights = read_weights(network, binary.read_bytes())
    return network, weights


def _check_file(path: Path) -> None:
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(_too_large(MAX_BYTES))
    with path.open("rb") as file:
        if file.read(len(_LFS_POINTER)) == _LFS_POINTER:
            raise ValueError(messages.filled(messages.MODEL_NOT_DOWNLOADED, name=path.name))


def _damaged(kind: str) -> str:
    return messages.filled(messages.MODEL_DAMAGED, kind=kind)


def _too_large(most: int) -> str:
    return messages.filled(messages.MODEL_TOO_LARGE, megabytes=most // 1_000_000)


def _check_weights(weights: Weights) -> None:
    """Raise ValueError for weights that no network of a sensible size has."""
    if len(weights) > MAX_TENSORS:
        raise ValueError(messages.filled(messages.MODEL_HAS_TOO_MUCH, most=MAX_TENSORS))
    if any(weight.layout != torch.strided or weight.is_quantized for weight in weights.values()):
        raise ValueError(messages.filled(messages.LAYER_NOT_SUPPORTED, detail="sparse or quantised weights"))
    if sum(weight.numel() for weight in weights.values()) > MAX_PARAMETERS:
        raise ValueError(messages.filled(messages.MODEL_HAS_TOO_MANY_PARAMETERS, millions=MAX_PARAMETERS // 1_000_000))
