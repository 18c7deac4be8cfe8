"""Graphics cards of any vendor through Vulkan: runs ncnn in a child process, with a deadline for every answer.

A driver that crashes, hangs or gives wrong results is not used again until the app is restarted.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import tempfile
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from upscaler import messages
from upscaler.errors import reason_of
from upscaler.inference.vulkan_child import IDLE, PARAM, WEIGHTS, serve

SWITCH = "UPSCALER_VULKAN"  # environment variable; 0: Vulkan is not used
VULKAN = "vulkan"  # the type of torch's device, and the prefix of device names
LISTED, LOADED, RUN = 20.0, 90.0, 20.0  # seconds to answer; drivers compile shaders while loading
_KILLED = 5.0  # seconds to wait for a process to end, which the system may be unable to kill
_KEPT = 4  # how many networks stay loaded

Values = npt.NDArray[np.float32]
log = logging.getLogger(__name__)


class VulkanError(RuntimeError):
    """A card failed, with the reason."""


@dataclass(frozen=True)
class VulkanDevice:
    """A device with a Vulkan driver. `kind` is "discrete", "integrated", "virtual" or "cpu"; `driver` identifies the
    version of the driver."""

    number: int
    name: str
    kind: str
    driver: str

    @property
    def is_card(self) -> bool:
        """Whether it is a graphics card, and not a software renderer that runs on the CPU, such as Mesa's lavapipe."""
        return self.kind != "cpu"

    @property
    def torch_device(self) -> torch.device:
        """Its name as a torch device, although torch does not run on it."""
        return torch.device(VULKAN, self.number)


class Worker:
    """The child process: started with the first request, ended when idle, and started again with the next request."""

    def __init__(self, target: Callable[[Connection], None] = serve) -> None:
        self._target = target
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._networks: OrderedDict[str, None] = OrderedDict()  # those it has loaded, the latest last
        self._lock = Lock()
        self._used = 0.0
        self.failure = ""  # why it is no longer used

    def devices(self) -> tuple[VulkanDevice, ...]:
        """The devices, the best first. Raises VulkanError."""
        with self._lock:
            self._end_if_unused()
            return tuple(VulkanDevice(*found) for found in self._ask(LISTED, "devices"))

    def run(self, name: str, files: Callable[[], tuple[str, bytes]], device: int, half: bool, tile: Values) -> Values:
        """The output of a network for a tile: (3, h, w) -> (3, scale * h, scale * w)

        `name` identifies the network on this device and in this precision; `files` creates its .param and .bin if it
        must be loaded. Raises VulkanError.
        """
        with self._lock:
            self._end_if_unused()
            if name not in self._networks:
                self._load(name, files, device, half)
            self._networks.move_to_end(name)
            result: Values = self._ask(RUN, "run", name, tile)
            return result

    def given_up(self, reason: str) -> VulkanError:
        """Stop using the driver, since it cannot be trusted; returns the error to raise."""
        with self._lock:
            return self._given_up(reason)

    def close(self) -> None:
        """End the process; the next request starts it again."""
        with self._lock:
            self._close()

    def _given_up(self, reason: str) -> VulkanError:
        self.failure = self.failure or reason
        self._close()
        return VulkanError(self.failure)

    def _close(self) -> None:
        if self._process is not None and self._connection is not None:
            self._process.kill()
            self._process.join(_KILLED)
            self._connection.close()
        self._process = self._connection = None
        self._networks.clear()

    def _load(self, name: str, files: Callable[[], tuple[str, bytes]], device: int, half: bool) -> None:
        dropped = list(self._networks)[: max(0, len(self._networks) + 1 - _KEPT)]
        param, weights = files()
        try:
            with tempfile.TemporaryDirectory() as folder:
                Path(folder, PARAM).write_text(param, encoding="ascii")
                Path(folder, WEIGHTS).write_bytes(weights)
                self._ask(LOADED, "load", name, Path(folder).absolute(), device, half, dropped)
        except OSError as error:
            raise VulkanError(reason_of(error)) from error
        for other in dropped:
            del self._networks[other]
        self._networks[name] = None

    def _ask(self, seconds: float, *request: object) -> Any:
        """The answer to a request. Raises VulkanError if it is a failure; without an answer, the driver is given up."""
        if self.failure:
            raise VulkanError(self.failure)
        try:
            connection = self._started()
            connection.send(request)
            if not connection.poll(seconds):
                raise TimeoutError
            is_right, answer = connection.recv()
        except TimeoutError:
            raise self._given_up(messages.CARD_HUNG) from None
        except Exception as error:  # a broken process may send anything
            raise self._given_up(messages.CARD_CRASHED) from error
        except BaseException:
            self._close()  # otherwise a late answer would be taken for that to the next request
            raise
        if not is_right:
            self._close()  # a new process may work, for example after the computer was suspended
            raise VulkanError(answer)
        self._used = monotonic()
        return answer

    def _started(self) -> Connection:
        if self._connection is None:
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(target=self._target, args=(theirs,), daemon=True)
            process.start()  # if that fails, there is no process to end
            theirs.close()
            self._process, self._connection = process, ours
        return self._connection

    def _end_if_unused(self) -> None:
        """End an idle process before it ends by itself, which might happen during the next request."""
        if self._process is not None and monotonic() - self._used > IDLE / 2:
            self._close()


worker = Worker()


def is_installed() -> bool:
    """Whether ncnn is installed and may be used. Workers of a cluster are daemons, which cannot have children."""
    is_off = os.environ.get(SWITCH) == "0" or multiprocessing.current_process().daemon
    return not is_off and find_spec("ncnn") is not None


def devices() -> tuple[VulkanDevice, ...]:
    """The devices of this computer, the best first; none if they cannot be listed."""
    return _found() if is_installed() else ()


def device_of(device: torch.device) -> VulkanDevice:
    """The device with this torch name."""
    return next(found for found in devices() if found.number == device.index)


@cache
def _found() -> tuple[VulkanDevice, ...]:
    try:
        return worker.devices()
    except VulkanError as error:
        log.warning("Vulkan is not used: %s", error)
        return ()
