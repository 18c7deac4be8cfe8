"""`make bench-huge`: a gigapixel result, 8192x8192 enlarged four times, as PNG and as TIFF, from the command line.

Prints seconds and peak anonymous memory of the whole process; the goal is 1.5 GB. Needs 7 GB of disk for scratch and
about 4 GB for the results, which are deleted.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

from tests.bench.memory import PeakMemory
from upscaler import paths
from upscaler.options import PrecisionChoice, UpscaleOptions
from upscaler.pipeline import upscale_file
from upscaler.progress import Progress

PROMISED_MEGABYTES = 1500


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench-huge", description=__doc__)
    parser.add_argument("--side", type=int, default=8192, help="LR pixels")
    parser.add_argument("--precision", default="auto")
    parser.add_argument("--out", type=Path, default=Path("build/bench-huge.json"))
    arguments = parser.parse_args()
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=arguments.out.parent) as folder:
        source = Path(folder) / "large.png"
        write_source(source, arguments.side)
        rows = [
            measure(source, Path(folder) / f"result.{extension}", arguments.precision) for extension in ("png", "tif")
        ]
    arguments.out.write_text(json.dumps({"lr side": arguments.side, "rows": rows}, indent=2) + "\n", encoding="utf-8")
    worst = max(float(row["megabytes"]) for row in rows)
    print(f"promise: {PROMISED_MEGABYTES} MB, {'kept' if worst <= PROMISED_MEGABYTES else 'BROKEN'}")


def write_source(path: Path, side: int) -> None:
    """The sample photo repeated. In a child, so that this process never holds the pixels."""
    child = os.fork()
    if child == 0:
        with Image.open(paths.resources() / "samples" / "astronaut.png") as photo:
            tile = np.array(photo)
        repeats = -(-side // tile.shape[0])
        Image.fromarray(np.tile(tile, (repeats, repeats, 1))[:side, :side]).save(path, compress_level=1)
        os._exit(0)
    os.waitpid(child, 0)


def measure(source: Path, target: Path, precision: PrecisionChoice) -> dict[str, float | str]:
    start = time.perf_counter()
    shown = [0.0]

    def show(done: float) -> None:
        if done - shown[0] >= 0.1:
            shown[0] = done
            print(f"  {target.name} {done:.0%} after {time.perf_counter() - start:.0f} s", flush=True)

    with PeakMemory() as memory:
        result = upscale_file(source, target, UpscaleOptions(precision=precision), Progress(show))
    seconds = time.perf_counter() - start
    megabytes, size = memory.megabytes, target.stat().st_size / 1e6
    print(f"{target.name}: {result.size}, {result.precision}, {seconds:.0f} s, {megabytes:.0f} MB, file {size:.0f} MB")
    target.unlink()
    return {"target": target.suffix, "seconds": seconds, "megabytes": megabytes, "file megabytes": size}


if __name__ == "__main__":
    main()
