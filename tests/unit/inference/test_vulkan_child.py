import signal
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import psutil
import pytest
import torch

from tests.conftest import make_network
from tests.stand_in_card import share_shaders
from upscaler.inference.vulkan import VulkanError, Worker
from upscaler.inference.vulkan_child import KINDS
from upscaler.network.ncnn_export import exported

pytestmark = pytest.mark.vulkan
NETWORK = make_network(blocks=1)
TILE = np.random.default_rng(0).random((3, 9, 7), np.float32)


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    share_shaders(monkeypatch, tmp_path_factory)
    started = Worker()
    yield started
    started.close()


def test_devices_are_the_best_first(worker: Worker) -> None:
    found = worker.devices()
    assert sorted(found, key=lambda device: KINDS.index(device.kind)) == list(found)
    assert all(device.name and device.driver for device in found)


def test_it_computes_what_the_network_does_and_says_nothing(
    worker: Worker, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "größer 日本"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    for half, scale, tolerance in ((False, 2, 1e-5), (True, 3, 1e-2), (True, 4, 1e-2)):
        expected = NETWORK.residual(torch.from_numpy(TILE)[None], scale)[0].numpy()
        files = partial(exported, NETWORK, scale)
        found = worker.run(f"{scale}x", files, worker.devices()[0].number, half, TILE)
        assert found.shape == (3, 9 * scale, 7 * scale)
        assert np.abs(found - expected).max() < tolerance
    assert list(folder.iterdir()) == []
    assert capfd.readouterr() == ("", "")


def test_a_network_that_cannot_be_loaded_is_told(worker: Worker) -> None:
    with pytest.raises(VulkanError, match="could not be loaded"):
        worker.run("damaged", lambda: (exported(NETWORK, 2)[0], b""), 0, False, TILE)
    with pytest.raises(VulkanError, match=r"IndexError|could not be loaded"):
        worker.run("nonsense", lambda: ("nonsense", b""), 0, False, TILE)


def test_ctrl_c_in_the_terminal_is_for_the_app_alone(worker: Worker) -> None:
    worker.devices()
    assert worker._process is not None and worker._process.pid is not None
    process = psutil.Process(worker._process.pid)
    process.send_signal(signal.SIGINT)
    assert worker.devices()
    assert process.is_running()


def test_it_ends_with_the_app(worker: Worker) -> None:
    worker.devices()
    process, connection = worker._process, worker._connection
    assert process is not None and connection is not None
    connection.close()
    process.join(10)
    assert process.exitcode == 0
    worker.close()
