"""`make bench`: what the engine costs, in one run. Machines are noisy, so look at ratios and medians.

Prints tables and writes build/bench.json. Rounds are interleaved: every method runs once per round. Peak memory is
measured in a separate process for each method, as what it adds to the loaded program.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import torch

from tests.bench.memory import PeakMemory
from tests.bench.ways import ENGINE, NETWORK, Way, card_ways, peaks_of, ways_of
from upscaler.inference import int8
from upscaler.inference.devices import device_name
from upscaler.options import PrecisionChoice

PRECISIONS: tuple[PrecisionChoice, ...] = ("bf16", "fp32", *(("int8",) if int8.is_available() else ()))
GROWTH = ((512, 512), (1024, 1024), (2048, 2048), (4096, 4096), (1024, 4096))  # LR pixels


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--size", type=_size, default=(1024, 768), help="LR pixels of the comparison, e.g. 2048x1536")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-growth", action="store_true", help="leave out the larger pictures")
    parser.add_argument("--out", type=Path, default=Path("build/bench.json"))
    parser.add_argument("--child", nargs=3, metavar=("PRECISION", "WAY", "SIZE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    with torch.inference_mode():
        if arguments.child:
            measure_here(*arguments.child)
            return
        report = {**machine(), "lr": arguments.size, "rounds": arguments.rounds}
        report["ways"] = compare(arguments.size, arguments.rounds)
        report["cards"] = measure_cards(arguments.size, arguments.rounds)
    show_ways(report)
    show_cards(report["cards"])
    if not arguments.no_growth:
        report["growth"] = [measure_apart("bf16", ENGINE, size) for size in GROWTH]
        show_growth(report["growth"])
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(f"\nWritten to {arguments.out}")


def machine() -> dict[str, Any]:
    """What it ran on, and what else was running."""
    return {
        "processor": device_name("cpu"),
        "threads": torch.get_num_threads(),
        "torch": torch.__version__,
        "system": platform.platform(),
        "load before": os.getloadavg()[0],
    }


def compare(size: tuple[int, int], rounds: int) -> list[dict[str, Any]]:
    """Median seconds, GFLOP/s, share of the best bare convolution, ratio to the engine, and peak memory of each
    method."""
    rows = []
    for precision in PRECISIONS:
        ways, peaks = ways_of(precision, *size), peaks_of(precision)
        seconds = dict(zip((way.name for way in ways + peaks), medians(ways + peaks, rounds), strict=True))
        peak = max(way.useful / seconds[way.name] for way in peaks if "convolution" in way.name)
        for way in ways + peaks:
            speed = way.useful / seconds[way.name]
            row: dict[str, Any] = {"precision": precision, "way": way.name, "seconds": seconds[way.name]}
            row |= {"gflops": speed / 1e9, "of peak": speed / peak}
            if way in ways:
                row["times the engine"] = seconds[way.name] / seconds[ENGINE]
                row["megabytes"] = measure_apart(precision, way.name, size)["megabytes"]
            rows.append(row)
    return rows


def measure_cards(size: tuple[int, int], rounds: int) -> list[dict[str, Any]]:
    """The time graphics cards need through Vulkan, from the decoded picture to the canvas."""
    rows = []
    for device, way in card_ways(*size):
        (seconds,) = medians([way], rounds if device.is_card else 1)
        row = {"name": device.name, "precision": way.precision, "seconds": seconds}
        rows.append({**row, "gflops": way.useful / seconds / 1e9})
    return rows


def medians(ways: list[Way], rounds: int) -> list[float]:
    """Median seconds of each method; one run to warm up, then interleaved rounds."""
    times: list[list[float]] = [[] for _ in ways]
    for round_number in range(rounds + 1):
        for way, seconds in zip(ways, times, strict=True):
            start = time.perf_counter()
            way.run()
            if round_number:
                seconds.append(time.perf_counter() - start)
    return [statistics.median(seconds) for seconds in times]


def measure_apart(precision: str, way: str, size: tuple[int, int]) -> dict[str, Any]:
    """Seconds and added peak memory of one method, once, in a separate process."""
    command = [sys.executable, "-m", "tests.bench.bench", "--child", precision, way, f"{size[0]}x{size[1]}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def measure_here(precision: PrecisionChoice, name: str, size: str) -> None:
    """In the child: print what `measure_apart` returns. The canvas exists before and does not count."""
    (way,) = [way for way in ways_of(precision, *_size(size)) if way.name == name]
    start = time.perf_counter()
    with PeakMemory() as memory:
        way.run()
    seconds = time.perf_counter() - start
    print(json.dumps({"lr": _size(size), "seconds": seconds, "megabytes": memory.megabytes - memory.before}))


def show_ways(report: dict[str, Any]) -> None:
    for key in ("processor", "threads", "torch", "load before", "lr", "rounds"):
        print(f"{key}: {report[key]}")
    print(f"\n{'precision':10}{'way':46}{'seconds':>9}{'GFLOP/s':>9}{'of peak':>9}{'x engine':>9}{'MB':>7}")
    for row in report["ways"]:
        line = f"{row['precision']:10}{row['way']:46}{row['seconds']:9.2f}{row['gflops']:9.0f}{row['of peak']:9.0%}"
        if "megabytes" in row:
            line += f"{row['times the engine']:9.2f}{row['megabytes']:7.0f}"
        print(line)
    speeds = {(row["precision"], row["way"]): row["gflops"] for row in report["ways"]}
    for way in (NETWORK, ENGINE):
        ratios = [f"{speeds[one, way] / speeds['fp32', way]:.2f} times in {one}" for one in PRECISIONS if one != "fp32"]
        print(f"{way}, as fast as in fp32: {', '.join(ratios)}")


def show_cards(rows: list[dict[str, Any]]) -> None:
    print(f"\n{'precision':10}{'through Vulkan: ' + ENGINE:60}{'seconds':>9}{'GFLOP/s':>9}")
    for row in rows:
        print(f"{row['precision']:10}{row['name']:60}{row['seconds']:9.2f}{row['gflops']:9.0f}")
    if not rows:
        print("no device with a driver")


def show_growth(rows: list[dict[str, Any]]) -> None:
    print(f"\n{'engine, bf16, LR':20}{'seconds':>9}{'s / MP':>9}{'MB':>7}")
    for row in rows:
        width, height = row["lr"]
        per_megapixel = row["seconds"] / (width * height / 1e6)
        print(f"{f'{width}x{height}':20}{row['seconds']:9.2f}{per_megapixel:9.2f}{row['megabytes']:7.0f}")


def _size(text: str) -> tuple[int, int]:
    width, height = text.split("x")
    return int(width), int(height)


if __name__ == "__main__":
    main()
