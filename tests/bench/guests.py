"""How fast third-party models run, compared with another app's method on the same weights.

Part of `make bench`. That method, chaiNNer's: fp32, contiguous tensors, equal tiles of at most 256 pixels, each run
with 16 additional pixels on every side, which are blended with those of its neighbours. Rounds are interleaved, and the
shortest time of each method counts. The weights are random, which does not change what is computed; `--model FILE` uses
a file. CPU seconds are printed too, since they say more than the clock when other programs are running.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from upscaler.geometry import Region, Size
from upscaler.images.bitmap import Bitmap
from upscaler.inference.engine import Engine
from upscaler.inference.third_party import measured_halo
from upscaler.network.architectures.compact import SRVGGNetCompact, SRVGGNetCompactConfig
from upscaler.network.architectures.network import Network
from upscaler.network.architectures.rrdbnet import RRDBNet, RRDBNetConfig
from upscaler.network.architectures.span import SPAN, SPANConfig
from upscaler.network.checkpoint import load_third_party

WANTED = 1.3  # times as fast
TILE, OVERLAP = 256, 16  # LR pixels
_HALO = 40  # for random weights, whose halo means nothing; rows need none, unless the picture is very wide

Times = dict[str, list[tuple[float, float]]]  # of each method: elapsed seconds and CPU seconds


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--size", default="768x512", help="LR pixels, e.g. 1024x768")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--model", type=Path, help="a file of weights to compare with, too")
    parser.add_argument("--only", help="the name of one network")
    parser.add_argument("--out", type=Path, default=Path("build/bench-guests.json"))
    arguments = parser.parse_args()
    width, height = map(int, arguments.size.split("x"))
    report = {}
    print(f"third-party models, {arguments.size} LR pixels, fp32 on {torch.get_num_threads()} threads")
    print(f"{'':34}{'other way':>12}{'this app':>12}{'times as fast':>15}{'by processor':>14}")
    for name, network, halo in networks(arguments.model):
        if arguments.only in (None, name):
            report[name] = compare(network, halo, Size(width, height), arguments.rounds)
            show(name, report[name])
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps({"lr": [width, height], **report}, indent=2) + "\n", encoding="utf-8")


def networks(file: Path | None) -> Iterator[tuple[str, Network, int]]:
    """(name, network, halo) of each network compared."""
    torch.manual_seed(0)
    yield "compact, 64 x 32", SRVGGNetCompact(SRVGGNetCompactConfig(4, 64, 32)), _HALO
    yield "SPAN, 48", SPAN(SPANConfig(4, 48)), _HALO
    yield "RRDBNet, 6 blocks", RRDBNet(RRDBNetConfig(4, 64, 6, 32)), _HALO
    yield "RRDBNet, 23 blocks", RRDBNet(RRDBNetConfig(4, 64, 23, 32)), _HALO
    if file is not None:
        network = load_third_party(file)
        yield file.name, network, measured_halo(network, network.config.scales[-1])


@torch.inference_mode()
def compare(network: Network, halo: int, size: Size, rounds: int) -> Times:
    """The times of both methods, after a warm-up run on a part of the picture."""
    network.eval().requires_grad_(False)
    scale = network.config.scales[-1]
    pixels = np.random.default_rng(0).integers(0, 256, (size.height, size.width, 3), np.uint8)
    canvas = np.full((size.height * scale, size.width * scale, 3), 1, np.uint8)
    plain = load_plain(network)
    engine = Engine(network.to(memory_format=torch.channels_last), halo)  # type: ignore[call-overload]
    ways: dict[str, Callable[[], object]] = {
        "other way": lambda: other_way(plain, pixels, scale),
        "this app": lambda: engine.upscale(Bitmap(pixels), scale, canvas, "cpu", "fp32"),
    }
    other_way(plain, pixels[:64, :64], scale)
    engine.upscale(Bitmap(pixels[:64, :64]), scale, canvas[: 64 * scale, : 64 * scale], "cpu", "fp32")
    times: Times = {name: [] for name in ways}
    for _ in range(rounds):
        for name, run in ways.items():
            start, busy = time.perf_counter(), time.process_time()
            run()
            times[name].append((time.perf_counter() - start, time.process_time() - busy))
    return times


def load_plain(network: Network) -> Network:
    """A copy with contiguous weights."""
    copy = type(network)(network.config)
    copy.load_state_dict({key: weight.clone().contiguous() for key, weight in network.state_dict().items()})
    return copy.eval().requires_grad_(False)


def other_way(network: Network, pixels: npt.NDArray[Any], scale: int) -> npt.NDArray[Any]:
    """Every tile is extended by the overlap, run, and blended with its neighbours linearly, across both overlaps."""
    height, width = pixels.shape[:2]
    lr = torch.from_numpy(pixels.astype(np.float32) / 255).permute(2, 0, 1)[None]
    size = Size(width, height)
    total = np.zeros((height * scale, width * scale, 3), np.float32)
    for tile in size.tiles(TILE, TILE):
        grown = tile.grown(tile.halo(OVERLAP, size))
        rows, columns = grown.slices
        found = network(lr[:, :, rows, columns].contiguous(), scale)
        out_rows, out_columns = (grown * scale).slices
        total[out_rows, out_columns] += found[0].permute(1, 2, 0).numpy() * _weights(grown, size, scale)
    result: npt.NDArray[Any] = np.rint(total.clip(0, 1) * 255).astype(np.uint8)
    return result


def _weights(region: Region, size: Size, scale: int) -> npt.NDArray[Any]:
    """The weight of a tile at each of its result pixels: (H, W, 1), with ramps where another tile overlaps."""
    down = _ramp(region.height, region.y > 0, region.bottom < size.height, scale)
    across = _ramp(region.width, region.x > 0, region.right < size.width, scale)
    weights: npt.NDArray[Any] = (down[:, None] * across[None])[..., None]
    return weights


def _ramp(length: int, starts: bool, ends: bool, scale: int) -> npt.NDArray[Any]:
    ramp = (np.arange(2 * OVERLAP * scale, dtype=np.float32) + 0.5) / (2 * OVERLAP * scale)
    weights = np.ones(length * scale, np.float32)
    if starts:
        weights[: len(ramp)] = ramp
    if ends:
        weights[-len(ramp) :] = ramp[::-1]
    return weights


def show(name: str, times: Times) -> None:
    theirs, their_work = map(min, zip(*times["other way"], strict=True))
    ours, our_work = map(min, zip(*times["this app"], strict=True))
    print(f"{name:34}{theirs:10.2f} s{ours:10.2f} s{theirs / ours:15.2f}{their_work / our_work:14.2f}", flush=True)


if __name__ == "__main__":
    main()
