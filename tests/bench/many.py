"""The cost of many files and many machines: `make bench-many`.

1. A tree of a million small files: the time until all of them are found and until the first one is done, the memory
   needed, and the speed of the journal, with a stand-in for the network.
2. Pictures of 0.2 megapixels: a cluster of two workers with one thread each, compared with one process of two threads.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
import psutil
from PIL import Image

from tests.bench.window import picture
from tests.stand_in import repeat_in_steps
from upscaler import cli
from upscaler.geometry import Size
from upscaler.jobs.events import Ended, Event
from upscaler.jobs.planning import JobFinder
from upscaler.jobs.runner import Runner

FOLDER, SEEDS = 1000, 100  # files in a folder, and how many of them are different
SMALL = Size(548, 365)  # pixels: 0.2 megapixels


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench-many", description=__doc__)
    parser.add_argument("--files", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=60, help="that the run goes on once all files are found")
    parser.add_argument("--pictures", type=int, default=200)
    parser.add_argument("--tree", type=Path, help="an existing one instead of a new one")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/var/tmp" if os.name == "posix" else None) as name:
        folder = Path(name)
        os.environ["XDG_STATE_HOME"] = str(folder / "state")
        if arguments.files:
            tree = arguments.tree or make_tree(folder, arguments.files)
            planning(tree, folder, arguments.seconds)
        if arguments.pictures:
            overhead(folder, arguments.pictures)


def make_tree(folder: Path, count: int) -> Path:
    """Hard links to a few pictures, in folders of folders."""
    seeds = []
    for number in range(SEEDS):
        seeds.append(folder / f"{number}.png")
        Image.fromarray(np.random.default_rng(number).integers(0, 255, (6, 8, 3), np.uint8)).save(seeds[-1])
    tree = folder / "tree"
    for number in range(count):
        place = tree / f"{number // FOLDER // 100:02}" / f"{number // FOLDER:04}"
        if number % FOLDER == 0:
            place.mkdir(parents=True)
        os.link(seeds[number % SEEDS], place / f"picture {number % FOLDER:04}.png")
    return tree


def planning(tree: Path, folder: Path, seconds: float) -> None:
    """Run the command line on the tree until some time after all files are found, and print time and memory."""
    process, began = psutil.Process(), time.perf_counter()
    before = process.memory_info().rss
    done: list[float] = []
    finders: list[JobFinder] = []
    found = [0.0, 0.0, 0]  # when all were found, the CPU time until then, and the memory

    class Finder(JobFinder):
        def __init__(self, *arguments: object) -> None:
            finders.append(self)
            super().__init__(*arguments)  # type: ignore[arg-type]  # as they come

        def __call__(self, event: Event) -> None:
            super().__call__(event)
            if isinstance(event, Ended):
                done.append(time.perf_counter() - began)

        def _walk(self, plan: object) -> None:
            super()._walk(plan)  # type: ignore[arg-type]
            found[:] = time.perf_counter() - began, time.thread_time(), process.memory_info().rss
            threading.Timer(seconds, os.kill, (os.getpid(), 2)).start()

    vars(cli).update(JobFinder=Finder, Runner=partial(Runner, repeat_in_steps))
    cli.main([str(tree), "-r", "-o", str(folder / "out"), "-x", "2", "--quiet"])
    total, megabytes = finders[0].total, [(held - before) / 2**20 for held in (found[2], process.memory_info().rss)]
    print(f"{total} files are found after {found[0]:.1f} s, in {found[1]:.1f} s of processor time")
    print(f"the first one is done after {done[0]:.2f} s")
    print(f"memory: {megabytes[0]:.0f} MB when all are found, {megabytes[1]:.0f} MB when {len(done)} are done")
    beside = [at for at in done if at < found[0]]
    after = len(done) - len(beside)
    print(f"{len(beside) / found[0]:.0f} pictures per second meanwhile, {after / seconds:.0f} afterwards")


def overhead(folder: Path, count: int) -> None:
    """Print how long some pictures take in one process with two threads, and on two workers with one thread each."""
    large = picture(folder, SMALL)
    (folder / "small").mkdir()
    for number in range(count):
        (folder / "small" / f"{number:03}.png").write_bytes(large.read_bytes())
    one = _seconds(folder, "one", ["--on-exists", "skip"], {"OMP_NUM_THREADS": "2"})
    two = _seconds(folder, "two", ["--cluster", "local:2"], {})
    print(f"{count} pictures of 0.2 megapixels, x4: {one:.1f} s in one process with two threads,")
    print(f"{two:.1f} s with two workers of one thread each: {two / one - 1:+.1%}")


def _seconds(folder: Path, name: str, arguments: Sequence[str], environment: dict[str, str]) -> float:
    """From the start of the first picture to the end of the last one, according to the records of the command line."""
    call = [sys.executable, "-m", "upscaler.cli", str(folder / "small"), "-o", str(folder / name), "--quiet", "--json"]
    began = time.perf_counter()
    with subprocess.Popen(
        [*call, "--model", "photo", *arguments], stdout=subprocess.PIPE, text=True, env={**os.environ, **environment}
    ) as process:
        assert process.stdout is not None
        ends = [time.perf_counter() - began for _ in process.stdout]
    skipped = len(ends) // 10  # while torch is imported and the first pictures are awaited
    return (ends[-1] - ends[skipped]) * len(ends) / (len(ends) - skipped)


if __name__ == "__main__":
    main()
