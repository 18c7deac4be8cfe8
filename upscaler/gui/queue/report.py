"""What a person can copy and send when something went wrong: the version, the system, the options, the error."""

from __future__ import annotations

import os
import platform

import psutil
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from upscaler import __version__
from upscaler.gui.queue.entry import Entry
from upscaler.gui.system.log import version_of
from upscaler.gui.widgets import words


def report(entries: list[Entry]) -> str:
    """Plain text, in lines."""
    return "\n\n".join([system(), *(_about(entry) for entry in entries)])


def system() -> str:
    """The app, the computer, and the parts that results depend on. Loads nothing, not even torch."""
    memory = round(psutil.virtual_memory().total / 2**30)
    qt = f"Qt {qVersion()} ({QGuiApplication.platformName()})"
    return "\n".join(
        [
            f"Upscaler {__version__}",
            f"{platform.platform()}, {platform.machine()}, {os.cpu_count()} processor cores, {memory} GB of memory",
            f"Python {platform.python_version()}, {qt}, torch {version_of('torch')}",
        ]
    )


def _about(entry: Entry) -> str:
    lines = [str(entry.source), f"state: {entry.state}"]
    if entry.options is not None:
        lines += [f"{name}: {value}" for name, value in vars(entry.options).items()]
    if entry.outcome is not None:
        outcome = entry.outcome
        lines.append(f"seconds: {outcome.seconds:.2f}")
        lines += [f"target: {outcome.target}"] if outcome.target else []
        lines += [f"result: {outcome.result}"] if outcome.result else []
        lines += [f"error: {words.failure_details(outcome.error)}"] if outcome.error else []
    return "\n".join(lines)
