"""Runs networks on graphics cards with ncnn, in a separate process, so that a driver that crashes or hangs does not
take the app down. `vulkan` is the other end of the connection. torch is not imported here.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

PARAM, WEIGHTS = "network.param", "network.bin"  # the files that a network is loaded from
KINDS = ("discrete", "integrated", "virtual", "cpu")  # of devices, as ncnn numbers them, the fastest first
_NO_MEMORY = -100  # ncnn's return value if memory runs out
IDLE = 120.0  # seconds without a request after which the process ends and frees memory and the card


def serve(connection: Connection) -> None:
    """Answer requests (a method's name and arguments) with (True, its result) or (False, what went wrong)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes of a terminal; the parent decides
    _be_silent()
    runner = _Runner()
    while connection.poll(IDLE):
        try:
            name, *arguments = connection.recv()
        except EOFError:  # the parent has ended
            return
        try:
            answer = True, getattr(runner, name)(*arguments)
        except Exception as error:  # whatever the library raises, the card cannot be used
            answer = False, f"{type(error).__name__}: {error}"
        connection.send(answer)


def _be_silent() -> None:
    """Redirect stdout and stderr, which are also the app's, to nowhere: ncnn and drivers write to them."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # as in an app without a console
            os.dup2(nowhere, stream.fileno())


class _Runner:
    """The methods that can be requested."""

    def __init__(self) -> None:
        self._networks: dict[str, Any] = {}

    def devices(self) -> list[tuple[int, str, str, str]]:
        """Number, name, kind, and version of the driver of each device, the best first."""
        import ncnn

        found = []
        for number in range(ncnn.get_gpu_count()):
            info = ncnn.get_gpu_info(number)
            versions = (info.vendor_id(), info.device_id(), info.driver_version(), info.api_version())
            kind = KINDS[min(info.type(), len(KINDS) - 1)]
            found.append((number, info.device_name(), kind, "-".join(f"{version:x}" for version in versions)))
        return sorted(found, key=lambda device: KINDS.index(device[2]))

    def load(self, name: str, folder: Path, device: int, half: bool, dropped: Sequence[str]) -> None:
        """Load a network from files onto a device, in 16 bits if `half`, and unload those in `dropped`."""
        import ncnn

        for other in dropped:
            del self._networks[other]
        network = ncnn.Net()
        network.opt.use_vulkan_compute = True
        for option in ("packed", "storage", "arithmetic"):
            setattr(network.opt, f"use_fp16_{option}", half)
        network.set_vulkan_device(device)
        os.chdir(folder)  # ncnn takes file names in the system's encoding, which cannot express every folder
        try:
            if network.load_param(PARAM) or network.load_model(WEIGHTS):
                raise RuntimeError("the network could not be loaded")
        finally:
            os.chdir(folder.anchor)
        self._networks[name] = network

    def run(self, name: str, tile: Any) -> Any:
        """The output of a network, float32: (3, h, w) -> (3, scale * h, scale * w)"""
        import ncnn
        import numpy as np

        network = self._networks[name]
        with network.create_extractor() as extractor:
            aligned = ncnn.Mat(tile).clone()  # ncnn misreads channels that are not aligned to 16 bytes
            extractor.input(network.input_names()[0], aligned)
            failed, result = extractor.extract(network.output_names()[0])
            if failed:
                raise RuntimeError("out of memory" if failed == _NO_MEMORY else f"ncnn failed ({failed})")
            return np.array(result)
