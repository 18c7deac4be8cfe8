"""The cost of writing and checking large PNGs: `python -m tests.bench.png --photos DIR` makes docs/png.md's tables.

A picture of four photos, 1280 x 960, upscaled four times, is written by each method in a separate process: CPU seconds,
size of the file in megabytes, and how much resident memory grows beyond that with the canvas (Linux only). The 16-bit
canvas has noise in its lower bits. Checking is done by the app's code for all methods.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image

from tests.bench.memory import peak_growth
from upscaler.images import opencv, pillow
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.images.codecs import png_writer
from upscaler.images.codecs.png_rows import check_rows

SIZE = (1280, 960)
SCALE = 4
Writer = Callable[[Pixels, Path], None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=Path, help="folder with four photos of 640 x 480 pixels or more")
    parser.add_argument("--bits", type=int, choices=(8, 16), help="only these; both by default")
    parser.add_argument("--rounds", type=int, default=3, help="of which the fastest counts")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        bits, way, canvas = arguments.child
        measure_here(ways(int(bits))[way], np.load(canvas))
        return
    with tempfile.TemporaryDirectory() as folder:
        for bits in (arguments.bits,) if arguments.bits else (8, 16):
            canvas = Path(folder) / f"{bits}.npy"
            np.save(canvas, make_canvas(arguments.photos, bits))
            show(bits, compare(bits, canvas, arguments.rounds))


def ways(bits: int) -> dict[str, Writer]:
    """The methods by name; those with zlib-ng only if it is installed, since the app does not use it."""
    found: dict[str, Writer] = {"OpenCV, level 3, filter up (before)": partial(by_opencv, 3, cv2.IMWRITE_PNG_FILTER_UP)}
    if bits == 8:  # Pillow writes no 16-bit colour
        found["Pillow, level 3"] = partial(by_pillow, 3)
    found["rows, zlib level 3, filter up"] = partial(by_rows, "zlib", 3)
    if importlib.util.find_spec("zlib_ng"):
        found |= {
            f"rows, zlib-ng level {level}, filter up": partial(by_rows, "zlib_ng.zlib_ng", level) for level in (2, 4)
        }
    found["rows, ISA-L level 1, filter up: `fast`"] = png_writer.write_png
    found["OpenCV, level 6, all filters"] = partial(by_opencv, 6, cv2.IMWRITE_PNG_ALL_FILTERS)
    if bits == 8:
        found["Pillow, level 6"] = partial(by_pillow, 6)
    found["rows, zlib level 6, best filter: `small`"] = partial(png_writer.write_png, small=True)
    return found


def by_opencv(level: int, filters: int, canvas: Pixels, path: Path) -> None:
    opencv.write(canvas, path, [cv2.IMWRITE_PNG_COMPRESSION, level, cv2.IMWRITE_PNG_FILTER, filters], {})


def by_pillow(level: int, canvas: Pixels, path: Path) -> None:
    pillow.save(canvas, path, "PNG", compress_level=level)


def by_rows(module: str, level: int, canvas: Pixels, path: Path) -> None:
    """As in the app, with another compression library."""
    library: Any = importlib.import_module(module)

    def compressor(small: bool) -> Any:
        return library.compressobj(level)

    png_writer._compressor = compressor
    png_writer.write_png(canvas, path)


def make_canvas(photos: Path, bits: int) -> Pixels:
    from upscaler.inference.engine import Engine
    from upscaler.network.catalog import find_model
    from upscaler.network.checkpoint import load_model

    width, height = SIZE
    pixels = np.empty((height, width, 3), np.uint8)
    large = (path for path in sorted(photos.iterdir()) if is_large(path))
    for top, left in ((0, 0), (0, width // 2), (height // 2, 0), (height // 2, width // 2)):
        with Image.open(next(large)) as photo:
            part = photo.convert("RGB").crop((0, 0, width // 2, height // 2))
        pixels[top : top + height // 2, left : left + width // 2] = np.asarray(part)
    canvas = np.empty((height * SCALE, width * SCALE, 3), np.uint8)
    Engine(load_model(find_model("photo"))).upscale(Bitmap(pixels), SCALE, canvas, "cpu", "auto")
    if bits == 8:
        return canvas
    noise = np.random.default_rng(0).integers(0, 256, canvas.shape, np.uint8)
    return np.asarray(canvas.astype(np.uint16) * 256 + noise, np.uint16)


def is_large(path: Path) -> bool:
    with Image.open(path) as photo:
        return photo.width >= SIZE[0] // 2 and photo.height >= SIZE[1] // 2


def compare(bits: int, canvas: Path, rounds: int) -> dict[str, dict[str, float]]:
    """The minimum of each figure; rounds are interleaved."""
    rows: dict[str, dict[str, float]] = {}
    for _ in range(rounds):
        for way in ways(bits):
            command = [sys.executable, "-m", "tests.bench.png", "--child", str(bits), way, str(canvas)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            told = json.loads(done.stdout)
            rows[way] = {key: min(value, rows.get(way, told)[key]) for key, value in told.items()}
    return rows


def measure_here(write: Writer, canvas: Pixels) -> None:
    """In the child: print the figures of one method. A small picture comes first, so that all libraries are loaded."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "result.png"
        write(canvas[:64], path)
        check_rows(path, canvas[:64])
        writing, memory = measured(lambda: write(canvas, path))
        checking, more = measured(lambda: check(path, canvas))
        size = path.stat().st_size
    print(json.dumps({"writing": writing, "checking": checking, "size": size / 1e6, "memory": max(memory, more)}))


def measured(work: Callable[[], None]) -> tuple[float, float]:
    """CPU seconds and megabytes of additional memory."""
    start = time.process_time()
    memory = peak_growth(work)
    return time.process_time() - start, memory


def check(path: Path, canvas: Pixels) -> None:
    if not check_rows(path, canvas):
        raise SystemExit(f"{path} has other pixels")


def show(bits: int, rows: dict[str, dict[str, float]]) -> None:
    print(f"\n| {bits} bits | writing, s | checking, s | file, MB | memory, MB |\n|---|---|---|---|---|")
    for way, row in rows.items():
        name = f"**{way}**" if "`" in way else way
        print(f"| {name} | {row['writing']:.2f} | {row['checking']:.2f} | {row['size']:.1f} | {row['memory']:.0f} |")


if __name__ == "__main__":
    main()
