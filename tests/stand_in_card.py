"""A graphics card for tests: whatever is sent to it is computed here, in fp32, from the exported files."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
import torch

from upscaler.inference import vulkan, vulkan_choice
from upscaler.inference.vulkan import Values, VulkanDevice, VulkanError, Worker
from upscaler.network.architectures.ncnn import NcnnConfig, NcnnNetwork, read_weights
from upscaler.pipeline import load_engine


class StandInCard:
    """Replaces `vulkan.worker`. `trouble` is called with each tile's number and result, which it may change."""

    def __init__(self) -> None:
        self.failure = ""
        self.tiles = 0
        self.asked_for: set[tuple[int, bool]] = set()  # devices, and whether in half precision
        self.trouble: Callable[[int, Values], Values] = lambda _, result: result
        self._networks: dict[str, NcnnNetwork] = {}

    @torch.inference_mode()
    def run(self, name: str, files: Callable[[], tuple[str, bytes]], device: int, half: bool, tile: Values) -> Values:
        if self.failure:
            raise VulkanError(self.failure)
        if name not in self._networks:
            param, weights = files()
            network = NcnnNetwork(NcnnConfig(param))
            network.load_state_dict(dict(read_weights(network, weights)))
            self._networks[name] = network.eval()
        self.asked_for.add((device, half))
        self.tiles += 1
        result = self._networks[name].residual(torch.from_numpy(tile.copy())[None], 0)[0].numpy()
        return self.trouble(self.tiles, result)

    def given_up(self, reason: str) -> VulkanError:
        self.failure = self.failure or reason
        return VulkanError(self.failure)

    def crash_at(self, tile: int) -> None:
        """Stop answering from this tile on."""

        def trouble(number: int, result: Values) -> Values:
            if number >= tile:
                raise self.given_up("its driver crashed")
            return result

        self.trouble = trouble

    def be_black_at(self, tile: int) -> None:
        """Return black results from this tile on."""
        self.trouble = lambda number, result: np.zeros_like(result) if number >= tile else result


@pytest.fixture
def vulkan_on(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Use the devices of this computer, without any test results yet."""
    monkeypatch.setenv(vulkan.SWITCH, "1")
    share_shaders(monkeypatch, tmp_path_factory)
    monkeypatch.setattr(vulkan_choice, "_verdicts", {})
    worker = Worker()
    monkeypatch.setattr(vulkan, "worker", worker)
    load_engine.cache_clear()  # engines know which backends there are
    yield
    load_engine.cache_clear()
    worker.close()


def share_shaders(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let Mesa keep its compiled shaders for the next test, since compiling takes seconds."""
    monkeypatch.setenv("MESA_SHADER_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "shaders"))


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch, vulkan_on: None) -> StandInCard:
    """A computer with one graphics card, vulkan:0."""
    stand_in = StandInCard()
    use_cards(monkeypatch, VulkanDevice(0, "Stand-in", "discrete", "1.0"))
    monkeypatch.setattr(vulkan, "worker", stand_in)
    return stand_in


def use_cards(monkeypatch: pytest.MonkeyPatch, *devices: VulkanDevice) -> None:
    """Pretend that the computer has these devices."""
    monkeypatch.setattr(vulkan, "_found", lambda: devices)
