"""From what a person names (files and folders) to jobs: what is read, and into which folder."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from upscaler import messages
from upscaler.errors import ReadError
from upscaler.images.formats import READABLE_SUFFIXES, by_suffix
from upscaler.images.header import read_kind
from upscaler.jobs.job import Job
from upscaler.options import UpscaleOptions
from upscaler.paths import pictures_fallback

RESULTS = "upscaled"  # the folder beside a file, or inside a folder, that results go to unless told otherwise

_ids = itertools.count(1)


@dataclass
class Plan:
    """Jobs in the order in which they were named. `not_pictures` counts files of folders that were left out."""

    jobs: list[Job] = field(default_factory=list)
    not_pictures: int = 0
    notices: tuple[str, ...] = ()


def plan(inputs: Sequence[Path], output: Path | None, options: UpscaleOptions) -> Plan:
    """Jobs for files and for the pictures directly inside folders.

    `output` is a file if there is one input file and `output` ends in a format that we write; otherwise a folder. One
    input folder is mirrored directly under it, several each under their own name. Files that are named become jobs
    whatever they are; those of folders only if they are pictures, by content or by name.
    """
    planned = Plan()
    notices: dict[str, None] = {}  # a set that keeps the order
    folders = [path for path in inputs if os.path.isdir(path)]  # Path's own raises for names that are too long
    named = output is not None and by_suffix(output.suffix) is not None and not os.path.isdir(output)
    single = output if named and len(inputs) == 1 and not folders else None
    for path in inputs:
        if path in folders:
            wanted = (
                path / RESULTS if output is None else (output / path.resolve().name if len(folders) > 1 else output)
            )
            sources = _pictures(path, planned)
        else:
            wanted = path.parent / RESULTS if output is None else output
            sources = iter([path])
        if single:
            planned.jobs.append(Job(next(_ids), path, single.parent, options, named=single.name))
            continue
        folder = wanted if output else _writable(wanted, notices)
        first = len(planned.jobs) + 1
        planned.jobs += [
            Job(next(_ids), source, folder, options, counter) for counter, source in enumerate(sources, first)
        ]
    planned.notices = tuple(notices)
    return planned


def _pictures(folder: Path, planned: Plan) -> Iterator[Path]:
    """Files of a folder that are pictures or are named like one; hidden files are left out, others are counted."""
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        yield folder  # a job that fails and says so
        return
    for path in paths:
        if path.name.startswith(".") or not path.is_file():
            continue
        if path.suffix.lower() in READABLE_SUFFIXES or _is_picture(path):
            yield path
        else:
            planned.not_pictures += 1


def _is_picture(path: Path) -> bool:
    try:
        return read_kind(path) is not None
    except ReadError:
        return False


def _writable(folder: Path, notices: dict[str, None]) -> Path:
    """The folder, or Pictures/Upscaled and a notice if it cannot be written."""
    existing = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if existing.is_dir() and os.access(existing, os.W_OK):
        return folder
    fallback = pictures_fallback()
    notices[messages.FALLBACK_FOLDER.format(wanted=folder, folder=fallback)] = None
    return fallback
