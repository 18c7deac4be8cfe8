"""A process that decodes files: it reads a line per file and writes its outcome. It may die; that is the point."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
import warnings
from pathlib import Path

from tests.fuzz.seeds import mutated, seeds
from upscaler.errors import ReadError
from upscaler.images.decode import decode
from upscaler.images.frames import read_frames

MEGABYTE = 2**20


def main() -> None:
    """Serve until stdin ends. Each line has: outcome, seconds, peak memory of the process in megabytes."""
    warnings.simplefilter("ignore")
    contents = seeds()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case"
        print("ready", flush=True)
        for line in sys.stdin:
            name, seed, tolerant = line.split()
            path.write_bytes(mutated(contents[name], int(seed)))
            start = time.monotonic()
            try:
                bitmap = decode(path, 30, tolerant == "1")
                outcome = "bitmap" if bitmap.pixels.size else "empty"
                if bitmap.frames > 1:
                    outcome = "frames" if list(read_frames(path, 30)) else "empty"
            except ReadError as error:
                outcome = type(error).__name__
            except BaseException as error:
                outcome = f"!{type(error).__name__}:{error}".replace("\n", " ").replace("\t", " ")
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{outcome}\t{time.monotonic() - start:.3f}\t{peak}", flush=True)


if __name__ == "__main__":
    main()
