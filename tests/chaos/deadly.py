"""Pictures that kill their worker; imported by workers of a cluster."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from tests.stand_in import repeat_in_steps
from upscaler.options import UpscaleOptions
from upscaler.pipeline import Steps
from upscaler.progress import Progress

POISON, UNLUCKY = "poison.png", "unlucky.png"  # kills its worker every time, or once
LOG = "done.log"  # names of pictures that were done, and of those at which a worker died


def upscale(source: Path, target: Path, options: UpscaleOptions, progress: Progress, part: Path) -> Steps:
    """The stand-in for the network."""
    steps = repeat_in_steps(source, target, options, progress, part)
    next(steps)
    yield
    log = source.parent.parent / LOG
    if source.name == POISON or (source.name == UNLUCKY and f"died {UNLUCKY}" not in log.read_text()):
        _note(log, f"died {source.name}")
        os.kill(os.getpid(), signal.SIGKILL)
    result = yield from steps
    _note(log, f"done {source.name}")
    return result


def _note(log: Path, line: str) -> None:
    with log.open("a") as file:
        file.write(line + "\n")
