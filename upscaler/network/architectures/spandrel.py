"""Networks of other families (SwinIR, DAT, HAT and so on), built by the package spandrel if it is installed.

spandrel gets weights that were read safely, never a file, and determines the family and the shape of the network. What
it does not know (memory, and where parts of a picture may begin) is measured. Source: chaiNNer's spandrel, MIT.
"""

from __future__ import annotations

import importlib
import math
import re
import sys
import warnings
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any, ClassVar

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from upscaler import messages
from upscaler.network.architectures.network import RADIUS_UNKNOWN, Base, Network, Weights

_ABSURD_NUMBER = re.compile(r"\d{5}")  # of a layer, in the name of its weights: all layers before it would be built too
_PURPOSES = ("SR", "Restoration")
_TRIAL_SIDE = 64  # LR pixels of the picture that memory is measured with
_TORCHVISION = ("torchvision", "torchvision.transforms", "torchvision.transforms.functional")


@dataclass(frozen=True)
class SpandrelConfig:
    """The known properties of a network built by spandrel. `family` is spandrel's name for it."""

    family: str
    scale: int
    channels: int
    values_per_pixel: int
    alignment: int

    @property
    def scales(self) -> tuple[int, ...]:
        return (self.scale,)

    @property
    def base(self) -> Base:
        return "none"

    @property
    def receptive_field_radius(self) -> int:
        return RADIUS_UNKNOWN


class SpandrelNetwork(Network):
    """A network of one of spandrel's families, with its weights. RGB, one scale."""

    Config: ClassVar = SpandrelConfig

    def __init__(self, descriptor: Any, config: SpandrelConfig, weights: Weights) -> None:
        """`descriptor` is spandrel's, `weights` are those that it was built from."""
        super().__init__()
        self.config: SpandrelConfig = config
        self.model = descriptor.model
        self._descriptor = descriptor
        # Some families are recognised by tensors that are not weights
        kept = self.model.state_dict().keys()
        self._marks = {key: weight for key, weight in weights.items() if key not in kept}
        if not descriptor.supports_half:
            self.never_in = ("fp16",)

    def family(self) -> str:
        return f"{self.config.family} (spandrel)"

    def sizes_measured(self) -> SpandrelConfig:
        """The config with the network's actual sizes, which a file may state wrongly."""
        with torch.device("cpu"):
            return _config(self._descriptor)

    def saved_weights(self) -> Weights:
        return {**self.model.state_dict(), **self._marks}

    def residual(self, lr: Tensor, scale: int) -> Tensor:  # noqa: ARG002 - it has one
        """The result, as there is no base image: (1, 3, H, W) -> (1, 3, scale * H, scale * W), clipped"""
        if type(lr) is not Tensor:  # a RowTensor; these networks would treat it as a whole picture
            raise RuntimeError("networks of spandrel do not run row by row")
        result: Tensor = self._descriptor(lr)
        return result


def build(weights: Weights, stored: dict[str, Any] | None = None) -> SpandrelNetwork:
    """The network for these weights, on the CPU and with them loaded; `stored` is its config if it was saved.

    Raises ValueError with a reason for the user: spandrel is missing or does not know it, or it does not enlarge.
    """
    if any(_ABSURD_NUMBER.search(key) for key in weights):
        raise ValueError(messages.NETWORK_UNKNOWN)
    package = _package()
    if package is None:
        raise ValueError(messages.SPANDREL_MISSING if stored else messages.NETWORK_NEEDS_SPANDREL)
    with torch.device("cpu"):
        descriptor = _descriptor(package, weights)
        _check(descriptor)
        descriptor.eval()
        config = SpandrelConfig(**stored) if stored else _config(descriptor)
    if config.scale != descriptor.scale:
        raise ValueError(messages.WEIGHTS_DO_NOT_FIT)
    return SpandrelNetwork(descriptor, config, weights)


def _descriptor(package: Any, weights: Weights) -> Any:
    """spandrel's descriptor for the weights. Raises ValueError with a reason for the user."""
    try:
        with warnings.catch_warnings(action="ignore"):  # torch's, about the code of some families
            return package.ModelLoader("cpu").load_from_state_dict(dict(weights))  # it modifies its argument
    except package.UnsupportedModelError:
        raise ValueError(messages.NETWORK_UNKNOWN) from None
    except MemoryError:
        raise
    except Exception as error:  # families are recognised by a few names; the other weights may be anything
        raise ValueError(messages.WEIGHTS_DO_NOT_FIT) from error


def _check(descriptor: Any) -> None:
    """Raise ValueError unless it turns a picture into a picture, part by part."""
    if descriptor.purpose not in _PURPOSES:
        raise ValueError(messages.filled(messages.NETWORK_FOR_OTHERS, purpose=descriptor.purpose))
    for channels in (descriptor.input_channels, descriptor.output_channels):
        if channels != 3:
            raise ValueError(messages.filled(messages.NETWORK_NOT_RGB, channels=channels))
    if descriptor.size_requirements.square or descriptor.tiling.name == "INTERNAL":
        raise ValueError(messages.NETWORK_NEEDS_WHOLE)


def _config(descriptor: Any) -> SpandrelConfig:
    """The config, with the sizes of the usual and the largest layers measured in a trial run.

    Raises ValueError if that fails.
    """
    try:
        with _LayerSizes() as sizes:
            descriptor(torch.zeros(1, 3, _TRIAL_SIDE, _TRIAL_SIDE))
    except (RuntimeError, ValueError, AssertionError) as error:
        raise ValueError(messages.WEIGHTS_DO_NOT_FIT) from error
    layers = sorted(sizes.found)
    return SpandrelConfig(
        family=str(descriptor.architecture.id),
        scale=descriptor.scale,
        channels=max(1, math.ceil(layers[len(layers) // 2] / _TRIAL_SIDE**2)),
        values_per_pixel=math.ceil(layers[-1] / _TRIAL_SIDE**2),
        alignment=descriptor.size_requirements.multiple_of,
    )


class _LayerSizes(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Records how many values each operation returns."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.found: list[int] = []

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = func(*args, **(kwargs or {}))
        if isinstance(result, Tensor):
            self.found.append(result.numel())
        return result


@cache
def _package() -> Any:
    """The package, or None if it or one of its dependencies is not installed.

    It imports torchvision for two families that do not upscale. That is large, slow to import, and fails with some
    builds of torch, so it is replaced by an empty module.
    """
    before = {name: sys.modules.get(name) for name in _TORCHVISION}
    empty = {name: ModuleType(name) for name in _TORCHVISION}
    for name in ("InterpolationMode", "normalize", "rotate"):
        setattr(empty[_TORCHVISION[-1]], name, None)
    sys.modules.update(empty)
    try:
        return importlib.import_module("spandrel")
    except ImportError:
        return None
    finally:
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module
