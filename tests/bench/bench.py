"""`make bench`: what the engine costs, measured in one run; the machine is noisy, so ratios are what counts.

Prints a table and writes build/bench.json. Rounds are interleaved: every way runs once a round, and medians are shown.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from upscaler.images.bitmap import Bitmap
from upscaler.inference.devices import DTYPES, device_name
from upscaler.inference.engine import Engine
from upscaler.inference.streaming import stream_rows
from upscaler.inference.tiles import stream_tiles
from upscaler.network.catalog import find_model
from upscaler.network.checkpoint import load_model
from upscaler.network.srresnet import SRResNet
from upscaler.options import PrecisionChoice

SCALE = 4
PEAK_SHAPES = ((68, 1024), (256, 256))  # rows and columns of the bare convolutions


@dataclass
class Way:
    """One way to do the work: `useful` counts the work without halo, in FLOP."""

    name: str
    run: Callable[[], object]
    useful: float
    precision: str


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--size", default="1024x768", help="LR pixels (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=Path("build/bench.json"))
    arguments = parser.parse_args()
    width, height = map(int, arguments.size.split("x"))
    network = load_model(find_model("photo"))
    pixels = np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8)
    precisions: tuple[PrecisionChoice, ...] = ("bf16", "fp32")
    ways = [way for precision in precisions for way in ways_of(network, pixels, precision)]
    load_before = os.getloadavg()[0]
    seconds = measured(ways, arguments.rounds)
    report = {
        "processor": device_name("cpu"),
        "threads": torch.get_num_threads(),
        "torch": torch.__version__,
        "system": platform.platform(),
        "load before": load_before,
        "lr": [width, height],
        "rounds": arguments.rounds,
        "rows": rows_of(ways, seconds),
    }
    show(report)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(f"\nWritten to {arguments.out}")


def work_per_pixel(network: SRResNet) -> int:
    """FLOP per LR pixel: two for each multiplication with addition; the interpolation is left out."""
    config = network.config
    return 2 * 9 * config.channels * (3 + config.channels * (2 * config.blocks + 1) + 3 * SCALE**2)


@torch.inference_mode()
def ways_of(network: SRResNet, pixels: np.ndarray[Any, np.dtype[np.uint8]], precision: PrecisionChoice) -> list[Way]:
    """The ways that are compared in one precision."""
    height, width = pixels.shape[:2]
    useful = float(work_per_pixel(network) * height * width)
    dtype = DTYPES[precision]
    cast = load_model(find_model("photo")).to(dtype)
    lr = torch.from_numpy(pixels).permute(2, 0, 1)[None]
    as_float = (lr / 255).to(dtype).contiguous(memory_format=torch.channels_last)
    canvas = np.empty((height * SCALE, width * SCALE, 3), np.uint8)
    engine = Engine(network)
    strip = engine.strip_pixels(torch.device("cpu"), dtype) // width

    def tiles(size: int, halo: int, module: SRResNet, source: Tensor) -> int:
        run = stream_tiles(lambda tile: module.residual(tile, SCALE), source, SCALE, halo, size)
        return sum(1 for _ in run)

    ways = [
        Way(
            "decoded picture to canvas",
            lambda: engine.upscale(Bitmap(pixels), SCALE, canvas, "cpu", precision),
            useful,
            precision,
        ),
        Way("network alone, streamed", lambda: sum(1 for _ in stream_rows(cast, lr, SCALE, strip)), useful, precision),
        Way("whole picture", lambda: cast.residual(as_float, SCALE), useful, precision),
        Way("tiles of 512, full halo", lambda: tiles(512, 27, cast, as_float), useful, precision),
        Way("tiles of 256, full halo", lambda: tiles(256, 27, cast, as_float), useful, precision),
        *(bare_convolution(shape, dtype, precision) for shape in PEAK_SHAPES),
    ]
    if precision == "fp32":
        plain = load_model(find_model("photo")).to(memory_format=torch.contiguous_format)  # type: ignore[call-overload]
        source = as_float.contiguous()
        ways.append(
            Way("tiles of 200, 10 px pad, NCHW (other apps)", lambda: tiles(200, 10, plain, source), useful, precision)
        )
    return ways


def bare_convolution(shape: tuple[int, int], dtype: torch.dtype, precision: str) -> Way:
    """48 to 48 channels, 3x3, many times over one buffer: the peak that the network is compared with."""
    rows, columns = shape
    repeats = 40
    x = torch.rand(1, 48, rows, columns, dtype=dtype).contiguous(memory_format=torch.channels_last)
    weight = torch.rand(48, 48, 3, 3, dtype=dtype).contiguous(memory_format=torch.channels_last)

    def run() -> None:
        for _ in range(repeats):
            F.conv2d(x, weight, padding=1)

    return Way(f"bare convolution {rows}x{columns}", run, 2.0 * 9 * 48 * 48 * rows * columns * repeats, precision)


@torch.inference_mode()
def measured(ways: list[Way], rounds: int) -> list[float]:
    """Median seconds of each way; one run to warm up, then interleaved rounds."""
    times: list[list[float]] = [[] for _ in ways]
    for round_number in range(rounds + 1):
        for way, seconds in zip(ways, times, strict=True):
            start = time.perf_counter()
            way.run()
            if round_number:
                seconds.append(time.perf_counter() - start)
    return [statistics.median(seconds) for seconds in times]


def rows_of(ways: list[Way], seconds: list[float]) -> list[dict[str, Any]]:
    """One row a way: GFLOP/s, share of the best bare convolution in the same precision, ratio to the engine."""
    rows = []
    for way, median in zip(ways, seconds, strict=True):
        same = [(w, s) for w, s in zip(ways, seconds, strict=True) if w.precision == way.precision]
        peak = max(w.useful / s for w, s in same if w.name.startswith("bare"))
        engine = next(s for w, s in same if w.name.startswith("decoded"))
        row: dict[str, Any] = {"precision": way.precision, "way": way.name, "seconds": round(median, 3)}
        row["gflops"] = round(way.useful / median / 1e9)
        row["of peak"] = round(way.useful / median / peak, 3)
        row["times the engine"] = None if way.name.startswith("bare") else round(median / engine, 2)
        rows.append(row)
    return rows


def show(report: dict[str, Any]) -> None:
    """The table."""
    for key in ("processor", "threads", "torch", "load before", "lr", "rounds"):
        print(f"{key}: {report[key]}")
    print(f"\n{'precision':10}{'way':46}{'seconds':>9}{'GFLOP/s':>9}{'of peak':>9}{'x engine':>9}")
    for row in report["rows"]:
        ratio = row["times the engine"]
        print(
            f"{row['precision']:10}{row['way']:46}{row['seconds']:9.2f}{row['gflops']:9}{row['of peak']:9.0%}"
            + (f"{ratio:9.2f}" if ratio else "")
        )


if __name__ == "__main__":
    main()
