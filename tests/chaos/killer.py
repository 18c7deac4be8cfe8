"""Starts command-line processes and kills them at random moments, until all pictures are done.

    python -m tests.chaos.killer FOLDER --kills 100 [--real]

Each process is forked from one that has imported everything, which saves the start-up time. Half of them exit at a
random file operation; the others are killed after a random time. A round ends when all pictures are done or failed;
then the files on the disk are checked.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image

from tests.stand_in import is_whole, repeat_in_steps
from upscaler import cli
from upscaler.images.decode import decode
from upscaler.jobs.job import State
from upscaler.jobs.journal import Journal
from upscaler.jobs.queue import Failure
from upscaler.jobs.runner import Runner

PICTURES, BROKEN = 16, 2  # of a round
LONGEST_LIFE = {False: 0.15, True: 0.4}  # seconds; an undisturbed process with the network takes this long
MOST_OPERATIONS = 300  # file operations of a process
CRASHED = "The app crashed on this picture"


def main() -> None:
    parser = argparse.ArgumentParser(prog="chaos", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--real", action="store_true", help="with the network")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    lot = random.Random(arguments.seed)
    os.environ["XDG_STATE_HOME"] = str(arguments.folder / "state")
    sources = _sources(arguments.folder / "in")
    if arguments.real:
        import torch  # noqa: F401 - before the forks
    else:
        vars(cli)["Runner"] = partial(Runner, repeat_in_steps)
    kills = rounds = crashed = 0
    while kills < arguments.kills:
        rounds += 1
        out = arguments.folder / f"out{rounds}"
        killed, failures = _round(sources, out, rounds, lot, arguments.real)
        kills += killed
        crashed += _check(sources, out, failures, arguments.real)
        print(f"round {rounds}: {kills} kills, {crashed} given up after three", flush=True)


def _sources(folder: Path) -> list[Path]:
    """Small pictures, and some broken ones."""
    folder.mkdir(parents=True)
    values = np.random.default_rng(0)
    for number in range(PICTURES):
        small = values.integers(60, 190, (6, 8, 3), np.uint8)
        Image.fromarray(small).resize((64, 48), Image.Resampling.BICUBIC).save(folder / f"{number:02}.png")
    for number in range(BROKEN):
        whole = (folder / f"{number:02}.png").read_bytes()
        (folder / f"broken{number}.png").write_bytes(whole[: len(whole) // 2])
    return sorted(folder.iterdir())


def _round(
    sources: Sequence[Path], out: Path, number: int, lot: random.Random, real: bool
) -> tuple[int, list[Failure]]:
    """Run processes one after another until nothing is left to do. Returns how many were killed, and the failures."""
    kills = 0
    while True:
        journal = Journal()
        queues = [queue_id for (queue_id,) in journal.read("SELECT id FROM queues ORDER BY began")]
        unfinished = journal.unfinished()
        if len(queues) == number and not unfinished:
            # A child that the killed process was starting may still hold its lock: check again without it
            queue = journal.resume(queues[-1])
            counts, failures = (queue.counts(), queue.failures()) if queue else ({}, [])
            if queue is not None:
                queue.leave()
            unfinished = journal.unfinished()
            if queue is not None and not unfinished:
                journal.close()
                assert set(counts) <= {State.DONE, State.FAILED}, counts
                assert sum(counts.values()) == len(sources), counts
                return kills, failures
        journal.close()
        call = ["--resume"] if len(queues) == number else [str(sources[0].parent), "-o", str(out), "-x", "2"]
        kills += _life([*call, "--quiet"], lot, real)


def _life(arguments: list[str], lot: random.Random, real: bool) -> bool:
    """Run one process. Returns whether it was killed."""
    seconds, operations = lot.uniform(0, LONGEST_LIFE[real]), lot.randrange(1, MOST_OPERATIONS)
    by_itself = lot.random() < 0.5
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        if by_itself:
            _die_at(operations)
        os._exit(cli.main(arguments))
    deadline = time.monotonic() + (60 if by_itself else seconds)
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.WIFSIGNALED(status)
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _die_at(operation: int) -> None:
    """Make this process die at its n-th file operation."""
    left = [operation]

    def count(event: str, _: object) -> None:
        if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.scandir"):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def _check(sources: Sequence[Path], out: Path, failures: list[Failure], real: bool) -> int:
    """Check that each target is whole or, with a reason, absent, and that nothing else is there. Returns how many the
    app gave up on."""
    reasons = {failure.source.name: failure.reason for failure in failures}
    crashed = [name for name, reason in reasons.items() if reason.startswith(CRASHED)]
    for source in sources:
        target = out / f"{source.stem}_2x.png"
        if source.name in reasons:
            assert not target.exists(), target
            assert source.name in crashed or source.name.startswith("broken"), reasons[source.name]
        elif real:
            assert decode(target).size == decode(source).size * 2, target
        else:
            assert is_whole(source, target, 2), target
    left = {path.name for path in out.iterdir()} - {f"{source.stem}_2x.png" for source in sources}
    assert not left, left
    return len(crashed)


if __name__ == "__main__":
    main()
