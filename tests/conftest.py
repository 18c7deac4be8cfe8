"""Fixtures for all tests. Nothing here needs a screen, a GPU or anything outside the checkout."""

from __future__ import annotations

import importlib
import math
import os
import sys
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest
import torch
from hypothesis import settings
from PIL import Image

from upscaler import paths
from upscaler.images.bitmap import Pixels
from upscaler.inference import int8, vulkan
from upscaler.network import catalog
from upscaler.network.architectures import spandrel
from upscaler.network.architectures.compact import SRVGGNetCompact, SRVGGNetCompactConfig
from upscaler.network.architectures.edsr import EDSR, EDSRConfig
from upscaler.network.architectures.msrresnet import MSRResNet, MSRResNetConfig
from upscaler.network.architectures.network import Network
from upscaler.network.architectures.rrdbnet import RRDBNet, RRDBNetConfig
from upscaler.network.architectures.span import SPAN, SPANConfig
from upscaler.network.architectures.srresnet import SRResNet, SRResNetConfig
from upscaler.network.catalog import Model, ModelCard
from upscaler.network.checkpoint import save_network
from upscaler.training.quantise import largest_values

_ThirdParty = TypeVar("_ThirdParty", bound=Network)

# The same examples every time: a failing run can be repeated, and a passing one stays green
settings.register_profile("project", derandomize=True, deadline=None)
settings.load_profile("project")

# Markers of tests that cannot run everywhere; any other skip fails the run
ALLOWED_SKIPS = ("posix", "gpu", "int8", "vulkan")
_skipped: list[str] = []


def pytest_configure() -> None:
    """Test processes that run in parallel share the processor."""
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", 1))
    torch.set_num_threads(max(1, torch.get_num_threads() // processes))


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("posix") and os.name != "posix":
        pytest.skip("not on this system")
    if item.get_closest_marker("gpu") and not (torch.cuda.is_available() or torch.backends.mps.is_available()):
        pytest.skip("no GPU here")
    if item.get_closest_marker("int8") and not int8.is_available():
        pytest.skip("no exact int8 convolutions here")
    if item.get_closest_marker("vulkan") and not vulkan._found():
        pytest.skip("no driver for Vulkan here")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not any(mark in report.keywords for mark in ALLOWED_SKIPS):
        _skipped.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    qt = sys.modules.get("PySide6.QtGui")
    if qt is not None and qt.QGuiApplication.instance() is not None:
        # Offscreen, Qt deletes the clipboard's content after Python has ended, and our QMimeData would then call Python
        qt.QGuiApplication.clipboard().clear()
    if _skipped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for name in _skipped:
        terminalreporter.line(f"skipped, which is not allowed: {name}", red=True)


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep every test out of the user's folders: home and cache are temporary. No package provides models, and graphics
    cards are not used unless a test asks for them."""
    monkeypatch.setattr(catalog, "find_spec", lambda _: None)
    monkeypatch.setenv(vulkan.SWITCH, "0")
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("XDG_PICTURES_DIR", str(home / "Pictures"))
    return home


@pytest.fixture
def sample() -> Path:
    """The sample photo, 256 x 256 RGB."""
    return paths.resources() / "samples" / "astronaut.png"


@pytest.fixture
def photo(sample: Path) -> Pixels:
    """A corner of the sample photo: (40, 60, 3)"""
    return np.array(Image.open(sample).convert("RGB"))[40:80, 90:150]


def make_network(seed: int = 0, **config: object) -> SRResNet:
    """A small network with random weights in which every layer affects the result."""
    torch.manual_seed(seed)
    shape = SRResNetConfig(**{"channels": 16, "blocks": 3, **config})  # type: ignore[arg-type]  # of any field
    network = SRResNet(shape).eval()
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean = torch.randn_like(module.weight) * 0.1
            module.running_var = torch.rand_like(module.weight) + 0.5
            torch.nn.init.uniform_(module.weight, 0.5, 1.5)
            torch.nn.init.normal_(module.bias, std=0.1)
    return network.requires_grad_(False).to(memory_format=torch.channels_last)  # type: ignore[call-overload,no-any-return]


def with_ranges(network: SRResNet) -> SRResNet:
    """The network with int8 ranges measured on a random picture."""
    picture = np.random.default_rng(0).integers(0, 256, (40, 40, 3), np.uint8)
    network.ranges = 1.1 * largest_values(network, picture, network.config.scales[0])
    return network


def make_compact(seed: int = 0, **config: int) -> SRVGGNetCompact:
    """A small one with random weights."""
    return _frozen(SRVGGNetCompact(SRVGGNetCompactConfig(**{"channels": 16, "convolutions": 3, **config})), seed)


def make_rrdbnet(seed: int = 0, **config: int) -> RRDBNet:
    """A small one with random weights, whose results are neither black nor white."""
    network = _frozen(RRDBNet(RRDBNetConfig(**{"channels": 8, "blocks": 1, "growth": 4, **config})), seed)
    assert network.conv_last.bias is not None
    network.conv_last.bias.fill_(0.5)
    return network


def make_span(seed: int = 0, **config: Any) -> SPAN:
    """A small one with random weights; they are small because its values are 0 to 255 inside."""
    network = _frozen(SPAN(SPANConfig(**{"channels": 8, **config})), seed)
    network.conv_1.weight.mul_(0.01)
    return network


def make_lifelike_span(**config: Any) -> SPAN:
    """A small one that really enlarges: the input of the first convolution reaches the result, and the body adds a
    little."""
    network = make_span(**config)
    shape = network.config
    last, size = network.upsampler[0], 1 / shape.range if shape.norm else 1.0
    for conv, value, times in ((network.conv_1, size, 1), (network.conv_cat, 1.0, 1), (last, 1.0, shape.scale**2)):
        assert isinstance(conv, torch.nn.Conv2d) and conv.bias is not None
        conv.weight.mul_(0.01)
        conv.bias.zero_()
        middle = conv.weight.shape[2] // 2
        for output in range(3 * times):
            conv.weight[output, output // times, middle, middle] = value
            if conv is last and shape.norm:
                conv.bias[output] = shape.mean[output // times]
    return network


def make_edsr(seed: int = 0, **config: int) -> EDSR:
    """A small one with random weights, whose results are neither black nor white."""
    network = _frozen(EDSR(EDSRConfig(**{"channels": 8, "blocks": 2, **config})), seed)
    network.conv_last.weight.mul_(0.3)
    return network


def make_msrresnet(seed: int = 0, **config: int) -> MSRResNet:
    """A small one with random weights."""
    return _frozen(MSRResNet(MSRResNetConfig(**{"channels": 8, "blocks": 2, **config})), seed)


def make_swinir() -> Any:
    """A small transformer with random weights from spandrel, with attention windows of 4."""
    shape: dict[str, Any] = {
        "img_size": 8,
        "embed_dim": 8,
        "depths": [2],
        "num_heads": [2],
        "window_size": 4,
        "mlp_ratio": 2.0,
    }
    network = of_spandrel("SwinIR", "SwinIR", **shape, upscale=2, upsampler="pixelshuffledirect")
    for key, weight in network.state_dict().items():
        if "attn.qkv" in key or "attn.proj" in key:
            weight.mul_(8)  # so that it affects the result
    return network


def of_spandrel(family: str, name: str, /, **options: Any) -> Any:
    """One of spandrel's networks, with random weights."""
    assert spandrel._package(), "the development set-up installs it"
    torch.manual_seed(0)
    with warnings.catch_warnings(action="ignore"):
        network = getattr(importlib.import_module(f"spandrel.architectures.{family}"), name)(**options)
    return network.eval().requires_grad_(False)


def _frozen(network: _ThirdParty, seed: int) -> _ThirdParty:
    generator = torch.Generator().manual_seed(seed)
    for weight in network.state_dict().values():
        if not weight.ndim:
            continue
        spread = 2.4 / math.sqrt(weight[0].numel()) if weight.ndim == 4 else 0.3
        weight.copy_(torch.rand(weight.shape, generator=generator) * 2 * spread - spread)
    return network.eval().requires_grad_(False)


@pytest.fixture
def add_network() -> Callable[..., Model]:
    """Puts a third-party network into the user's folder for models, as adding its file would."""

    def add(network: Network, name: str = "guest", **changed: Any) -> Model:
        folder = catalog.added_models()
        folder.mkdir(parents=True, exist_ok=True)
        weights, config = folder / f"{name}.safetensors", network.config
        card = ModelCard(
            name=name,
            description="For a test",
            architecture=type(network).__name__,
            scales=config.scales,
            base=config.base,
            halo=config.receptive_field_radius,
            sha256=save_network(network, weights),
            licence="CC0",
            half=(),
            title=name.title(),
            origin={"file": f"{name}.pth", "bytes": 3, "sha256": "00"},
        )
        replace(card, **changed).save(weights)
        return catalog.find_model(name)

    return add


@pytest.fixture
def network() -> SRResNet:
    """Three residual blocks of 16 channels, random weights, no gradients."""
    return make_network()
