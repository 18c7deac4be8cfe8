"""Adds a third-party model: reads a weight file in a separate process and keeps the model that this process writes.

The file is not trusted. It is read once, by a child process that may crash or take too long without harm; the app then
only ever reads the safetensors file and the card that the child has written into a folder made for it. Importing this
does not load torch.
"""

from __future__ import annotations

import json
import multiprocessing
import re
import signal
import tempfile
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic

from upscaler import messages
from upscaler.errors import ModelFileError, ModelKeysError, reason_of
from upscaler.network.catalog import (
    SUFFIXES,
    Model,
    added_models,
    file_hash,
    find_model,
    is_model_file,
    list_models,
    load_card,
    parts_of,
)
from upscaler.options import AUTO, NO_MODEL
from upscaler.progress import Progress

DEADLINE = 1800  # seconds for reading and measuring, which takes minutes on a slow or busy computer
LICENCE = "unknown: it is that of the file that you added"
_LONGEST_NAME = 60
_POLL = 0.1  # seconds


def add_model(source: Path, progress: Progress | None = None) -> Model:
    """The model made from a weight file, which is not modified; if it was added before, the existing one is returned.

    Takes seconds, or minutes for large networks. Raises ModelFileError with the reason if the file is not a model that
    can be run, and Cancelled.
    """
    source = parts_of(source)[0]
    progress = progress or Progress()
    if not is_model_file(source):
        raise ModelFileError(source.stem, source, messages.filled(messages.NOT_A_MODEL, kinds=list(SUFFIXES)))
    try:
        origin = {"file": source.name, "bytes": source.stat().st_size, "sha256": file_hash(source)}
        known = list_models()
        for model in known:
            if model.card.origin.get("sha256") == origin["sha256"] and model.weights.is_file():
                return model
        folder = added_models()
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".") as scratch:
            made = Path(scratch) / "model.safetensors"
            _convert_in_child(source.absolute(), made, progress)
            name = _free_name(source.stem, {AUTO, NO_MODEL, *(model.card.name for model in known)})
            card = replace(load_card(made.with_suffix(".json")), name=name, title=source.stem, origin=origin)
            card.save(made)
            made.replace(folder / f"{name}.safetensors")
            made.with_suffix(".json").replace(folder / f"{name}.json")  # from now on it is listed
    except OSError as error:
        raise ModelFileError(source.stem, source, reason_of(error)) from error
    return find_model(name)


def _free_name(stem: str, taken: set[str]) -> str:
    """A free name similar to `stem`, easy to type and valid in file names; case is ignored when comparing."""
    name = re.sub(r"[^A-Za-z0-9_.+-]+", "-", stem).strip("-._")[:_LONGEST_NAME] or "model"
    names = [name, *(f"{name}-{number}" for number in range(2, len(taken) + 3))]
    folded = {one.casefold() for one in taken}
    return next(one for one in names if one.casefold() not in folded)


def _convert_in_child(source: Path, made: Path, progress: Progress) -> None:
    """Let a child process write `made` and its card. Raises ModelFileError and Cancelled."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(str(source), str(made), theirs), daemon=True)
    child.start()
    theirs.close()
    end = monotonic() + DEADLINE
    try:
        while not ours.poll(_POLL):
            progress.check_cancelled()
            if monotonic() > end:
                raise ModelFileError(source.stem, source, messages.filled(messages.MODEL_TOO_SLOW, seconds=DEADLINE))
        reason = _answer(ours)
    finally:
        child.kill()
        child.join()
        ours.close()
    if reason:
        raise ModelFileError(source.stem, source, reason)


def _answer(connection: Connection) -> str:
    """The reason of a failure; empty on success. Nothing that the child sends is unpickled."""
    try:
        return messages.received(json.loads(connection.recv_bytes(maxlength=1 << 20)))
    except (EOFError, OSError, ValueError):
        return messages.MODEL_CRASHED


def _work(source: str, made: str, connection: Connection) -> None:
    """In the child process: convert the file and report what went wrong."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes of a terminal; the parent decides
    from upscaler.inference.third_party import convert

    path, reason = Path(source), ""
    try:
        card = convert(path, Path(made), f"Added from {path.name}", LICENCE)
        card.save(Path(made))
    except ModelFileError as error:
        reason = error.reason
    except ModelKeysError:
        reason = messages.WEIGHTS_DO_NOT_FIT
    except MemoryError:
        reason = messages.MODEL_NEEDS_MEMORY
    except Exception as error:  # raised by a library: whatever it is, the file is to blame
        reason = f"{type(error).__name__}: {error}"[:500]
    connection.send_bytes(json.dumps(messages.sent(reason)).encode())
