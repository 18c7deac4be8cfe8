"""What a batch costs in addition to the network: part of `make bench`.

1. 100 pictures of one megapixel: the share of the time between first and last strip that the network's thread waits.
2. 5,000 small pictures: whether memory stays flat (with a stand-in for the network, which keeps nothing anyway).
"""

from __future__ import annotations

import argparse
import os
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import psutil
from PIL import Image

from tests.bench.window import picture
from tests.stand_in import repeat_in_steps
from upscaler.geometry import Size
from upscaler.jobs.commands import Add, Commands
from upscaler.jobs.events import Ended, Event, Listener, ignore
from upscaler.jobs.job import Job, State
from upscaler.jobs.journal import Journal
from upscaler.jobs.runner import Runner
from upscaler.jobs.stages import UpscaleInSteps
from upscaler.options import UpscaleOptions
from upscaler.pipeline import Steps, upscale_in_steps
from upscaler.progress import Progress
from upscaler.target_size import TargetSize


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--pictures", type=int, default=100)
    parser.add_argument("--small", type=int, default=5000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = str(Path(folder) / "state")
        if arguments.pictures:
            waiting(Path(folder), arguments.pictures)
        if arguments.small:
            memory(Path(folder), arguments.small)


def waiting(folder: Path, count: int) -> None:
    """Print how long the network's thread ran the network, and how long it did not."""
    large = picture(folder, Size(1200, 840))
    sources = [folder / f"{number}.png" for number in range(count)]
    for source in sources:
        source.symlink_to(large)
    spans: list[tuple[float, float]] = []

    def timed(source: Path, target: Path, options: UpscaleOptions, progress: Progress, part: Path) -> Steps:
        steps = upscale_in_steps(source, target, options, progress, part)
        next(steps)
        yield
        start = time.perf_counter()
        next(steps)
        spans.append((start, time.perf_counter()))
        yield
        return (yield from steps)

    run(sources, folder / "out", timed, 4)
    whole = spans[-1][1] - spans[0][0]
    inside = sum(end - start for start, end in spans)
    waited = 1 - inside / whole
    print(f"{count} pictures of a megapixel, x4: {whole:.1f} s, of which the network's thread waits {waited:.1%}")


def memory(folder: Path, count: int) -> None:
    """Print the memory of the process after each fifth of many small pictures."""
    (folder / "small").mkdir()
    sources = []
    for number in range(count):
        sources.append(folder / "small" / f"{number}.png")
        pixels = np.random.default_rng(number).integers(0, 255, (48, 64, 3), np.uint8)
        Image.fromarray(pixels).save(sources[-1])
    process, held = psutil.Process(), [0.0]

    def listen(event: Event) -> None:
        done[0] += isinstance(event, Ended)
        if isinstance(event, Ended) and done[0] % (count // 5) == 0:
            held.append(process.memory_info().rss / 2**20)

    done = [0]
    start = time.perf_counter()
    run(sources, folder / "small out", repeat_in_steps, 2, listen)
    told = ", ".join(f"{megabytes:.0f}" for megabytes in held[1:])
    print(f"{count} small pictures: {time.perf_counter() - start:.0f} s; MB after each fifth: {told}")
    print(f"threads left: {threading.active_count()}")


def run(sources: list[Path], out: Path, upscale: UpscaleInSteps, scale: int, listen: Listener = ignore) -> None:
    options = UpscaleOptions(TargetSize(scale), model="photo")
    jobs = [Job(number, source, out, options) for number, source in enumerate(sources, 1)]
    journal = Journal()
    queue = journal.begin({"bench": str(out)})
    Runner(upscale).run(Commands(), queue, listen, Add(jobs))
    assert queue.counts() == {State.DONE: len(jobs)}
    queue.leave()
    journal.close()


if __name__ == "__main__":
    main()
