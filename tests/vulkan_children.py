"""Stand-ins for the process that runs networks on graphics cards: they crash, hang, or compute nonsense.

torch is not imported here, so that they start quickly.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from upscaler.inference.vulkan_child import PARAM

CARD = (0, "Stand-in", "discrete", "1.0")  # what they report about themselves


def crashes(connection: Connection) -> None:
    _serve(connection, lambda *_: os._exit(1))


def hangs(connection: Connection) -> None:
    _serve(connection, lambda *_: time.sleep(60))


def is_black(connection: Connection) -> None:
    _serve(connection, lambda tile, scale: np.repeat(np.repeat(0 * tile, scale, 1), scale, 2))


def is_not_finite(connection: Connection) -> None:
    _serve(connection, lambda tile, scale: np.repeat(np.repeat(np.nan * tile, scale, 1), scale, 2))


def refuses(connection: Connection) -> None:
    """It reports a failure and its process id."""
    while True:
        name, *_ = connection.recv()
        connection.send((True, [CARD]) if name == "devices" else (False, f"no luck in {os.getpid()}"))


def counts(connection: Connection) -> None:
    """It returns the number of requests so far and its process id."""
    seen = 0
    while True:
        name, *_ = connection.recv()
        seen += 1
        connection.send((True, [CARD] if name == "devices" else (seen, os.getpid())))


def _serve(connection: Connection, run: Callable[..., Any]) -> None:
    scales = {}
    while True:
        name, *arguments = connection.recv()
        answer: Any = None
        if name == "devices":
            answer = [CARD]
        elif name == "load":
            scales[arguments[0]] = int(Path(arguments[1], PARAM).read_text().rpartition("=")[2])
        elif name == "run":
            answer = run(arguments[1], scales[arguments[0]])
        connection.send((True, answer))
