import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest
import torch

from tests import vulkan_children
from tests.conftest import make_network
from upscaler import messages
from upscaler.inference import vulkan
from upscaler.inference.vulkan import VulkanDevice, VulkanError, Worker, devices, is_installed
from upscaler.inference.vulkan_child import IDLE
from upscaler.network.ncnn_export import exported

TILE = np.zeros((3, 4, 5), np.float32)


def files() -> tuple[str, bytes]:
    return exported(make_network(blocks=1), 2)


@pytest.fixture
def start() -> Iterator[Callable[[Callable[[Connection], None]], Worker]]:
    """Starts workers with a stand-in process, and stops them."""
    workers: list[Worker] = []

    def started(target: Callable[[Connection], None]) -> Worker:
        workers.append(Worker(target))
        return workers[-1]

    yield started
    for worker in workers:
        worker.close()


Start = Callable[[Callable[[Connection], None]], Worker]


def test_a_driver_that_crashes_is_not_asked_again(start: Start) -> None:
    worker = start(vulkan_children.crashes)
    assert worker.devices() == (VulkanDevice(*vulkan_children.CARD),)
    for _ in range(2):
        with pytest.raises(VulkanError) as caught:
            worker.run("a", files, 0, True, TILE)
        assert str(caught.value) == worker.failure == messages.CARD_CRASHED
    with pytest.raises(VulkanError):
        worker.devices()


def test_a_process_that_cannot_start_is_an_error_of_the_card(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise OSError("no memory for another process")

    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", fail)
    worker = start(vulkan_children.counts)
    with pytest.raises(VulkanError):
        worker.devices()
    assert worker.failure == messages.CARD_CRASHED


def test_a_driver_that_hangs_is_ended_at_the_deadline(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = start(vulkan_children.hangs)
    worker.devices()
    process = worker._process
    assert process is not None
    monkeypatch.setattr(vulkan, "RUN", 0.1)
    with pytest.raises(VulkanError):
        worker.run("a", files, 0, True, TILE)
    assert worker.failure == messages.CARD_HUNG
    assert not process.is_alive()


def test_an_interrupted_request_leaves_no_answer_behind(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = start(vulkan_children.counts)
    worker.devices()
    assert worker._connection is not None
    monkeypatch.setattr(worker._connection, "poll", lambda _: signal.raise_signal(signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        worker.run("a", files, 0, True, TILE)
    assert worker.run("a", files, 0, True, TILE)[0] == 2


def test_after_an_error_it_is_tried_in_a_new_process(start: Start) -> None:
    worker = start(vulkan_children.refuses)
    told = []
    for _ in range(2):
        with pytest.raises(VulkanError) as caught:
            worker.run("a", files, 0, True, TILE)
        told.append(str(caught.value))
    assert all(text.startswith("no luck in ") for text in told)
    assert told[0] != told[1]
    assert worker.failure == ""


def test_networks_are_loaded_once_and_a_few_are_kept(start: Start) -> None:
    worker = start(vulkan_children.counts)
    process = worker.run("a", files, 0, True, TILE)[1]
    assert [worker.run(name, files, 0, True, TILE)[0] for name in "aabacde"] == [3, 4, 6, 7, 9, 11, 13]
    assert list(worker._networks) == ["a", "c", "d", "e"]
    assert worker.run("b", files, 0, True, TILE) == (15, process)
    assert list(worker._networks) == ["c", "d", "e", "b"]


def test_a_full_disk_is_an_error_of_the_card(start: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """So that the picture continues on the CPU."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    with pytest.raises(VulkanError, match="No such file"):
        start(vulkan_children.counts).run("a", files, 0, True, TILE)


def test_a_process_without_work_gives_way_to_a_new_one(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = start(vulkan_children.counts)
    _, first = worker.run("a", files, 0, True, TILE)
    later = time.monotonic() + IDLE
    monkeypatch.setattr(vulkan, "monotonic", lambda: later)
    count, second = worker.run("a", files, 0, True, TILE)
    assert count == 2  # it has loaded the network again
    assert first != second


def test_what_is_given_up_is_ended_and_the_first_reason_stays(start: Start) -> None:
    worker = start(vulkan_children.counts)
    worker.devices()
    assert str(worker.given_up("it lied")) == str(worker.given_up("it was ended")) == "it lied"
    assert worker._process is None


def test_there_are_no_devices_if_vulkan_is_off_or_cannot_be_asked(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    vulkan._found.cache_clear()
    monkeypatch.setattr(vulkan, "worker", start(vulkan_children.counts))
    assert devices() == ()  # as in all tests
    monkeypatch.setenv(vulkan.SWITCH, "1")
    assert [device.name for device in devices()] == ["Stand-in"]
    monkeypatch.setattr(vulkan, "worker", start(os._exit))  # type: ignore[arg-type]  # it is no server
    assert len(devices()) == 1  # they are remembered
    vulkan._found.cache_clear()
    assert devices() == ()
    vulkan._found.cache_clear()


def test_it_is_installed_if_the_library_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_installed()
    monkeypatch.setenv(vulkan.SWITCH, "1")
    assert is_installed()
    monkeypatch.setattr(vulkan, "find_spec", lambda _: None)
    assert not is_installed()


def test_a_daemon_cannot_have_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(vulkan.SWITCH, "1")
    monkeypatch.setitem(vulkan.multiprocessing.current_process()._config, "daemon", True)  # type: ignore[attr-defined]
    assert not is_installed()


def test_names_of_devices() -> None:
    device = VulkanDevice(1, "Card", "integrated", "7")
    assert device.torch_device == torch.device("vulkan:1")
    assert device.is_card
    assert not VulkanDevice(0, "llvmpipe", "cpu", "7").is_card
