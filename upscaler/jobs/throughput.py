"""Measures how fast this computer is, to estimate how long the work will take.

A measurement takes about three seconds per device and precision and is kept in the user's cache. It is repeated when
the processor, torch, the app or the weights have changed, or if other programs were busy at the time. Importing this
does not load torch.
"""

from __future__ import annotations

import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from upscaler import measurements, paths
from upscaler.geometry import Size
from upscaler.network.catalog import find_model
from upscaler.options import CLEAN_MODEL, OPTIONS, ModelChoice, UpscaleOptions, chosen_model
from upscaler.target_size import SCALES, chain

if TYPE_CHECKING:
    from upscaler.images.bitmap import Pixels
    from upscaler.inference.engine import Engine
    from upscaler.progress import Progress

_REPEATS = (3, 1)  # how often the sample photo is repeated, down and across, to make the LR picture
_TRIAL, _LONGEST = 64, 5.0  # side of a first trial in pixels; the LR picture gets as many rows as take these seconds
_FILE_SIDE = 1024  # side of the part of the result that is encoded and verified, in pixels
_MIN_CPU_SHARE = 0.85  # of a core; if we got less, other programs were busy: decision 32


@dataclass(frozen=True)
class Throughput:
    """Seconds per LR pixel in the network, per pixel of its result, and per pixel of a file by format.

    `high_bit_depth` is the factor by which all of that takes longer for 16-bit results, which run in fp32. The size of
    a tile (or of a band, if its height is 0) and the halo, in LR pixels, determine what is computed more than once.
    `scales` are the model's.
    """

    device: str
    precision: str
    network: float
    result: float
    file: dict[str, float]
    high_bit_depth: float
    tile_width: int = 0
    tile_height: int = 0
    halo: int = 0
    scales: tuple[int, ...] = SCALES

    def seconds(
        self,
        source: Size,
        target: Size,
        format: str,
        high_bit_depth: bool = False,
        frames: int = 1,
    ) -> float:
        """Roughly how many seconds a picture, or an animation of this many frames, takes."""
        seconds, size = 0.0, source
        for scale in chain(source, target, self.scales):
            larger = size * scale
            seconds += (
                self._run(size.width, self.tile_width) * self._run(size.height, self.tile_height) * self.network
                + larger.pixels * self.result
            )
            size = larger
        seconds += target.pixels * self.file[format]
        return seconds * (self.high_bit_depth if high_bit_depth else 1) * frames

    def _run(self, side: int, tile: int) -> int:
        """How many pixels of a row or column are computed, including the halos of its tiles."""
        cuts = -(-side // tile) - 1 if tile else 0
        return side + 2 * self.halo * cuts


def throughput_of(options: UpscaleOptions, progress: Progress | None = None) -> Throughput:
    """The throughput with these options: from the cache, or measured now and cached if no other program was busy.

    Raises DeviceError, ModelError, and Cancelled if `progress` is cancelled.
    """
    from upscaler.inference.devices import NAMES, device_name
    from upscaler.pipeline import load_engine

    choice = _model(options)
    engine = load_engine(choice.model, choice.denoise, choice.detail)
    placed = engine.place(options.device, options.precision)
    device, precision = str(placed.device), NAMES[placed.dtype]
    key = " ".join(
        (
            *_speed(replace(options, device=device, precision=precision)),  # type: ignore[arg-type]  # their names
            measurements.this_computer(device_name("cpu")),
            find_model(choice.model).card.sha256,
            *([device_name(device)] if device != "cpu" else []),
        )
    )
    cache = paths.throughput_cache()
    with suppress(KeyError, TypeError):  # another version wrote it, with other fields
        kept = measurements.known(cache)[key]
        return Throughput(**{**kept, "scales": tuple(kept["scales"])})
    throughput, alone = _measure(engine, options, placed.device.type, progress)
    if alone:
        measurements.remember(cache, key, asdict(throughput))
    return throughput


def same_speed(one: UpscaleOptions, other: UpscaleOptions) -> bool:
    """Whether both options have the same throughput."""
    return _speed(one) == _speed(other)


def _speed(options: UpscaleOptions) -> list[str]:
    """The options that the throughput depends on."""
    measured = replace(options, model=_model(options).model)
    return [str(getattr(measured, name)) for name, option in OPTIONS.items() if option.metadata["changes_speed"]]


def _model(options: UpscaleOptions) -> ModelChoice:
    """The model to measure; those of the automatic choice are equally fast."""
    return chosen_model(options.model, options.denoise) or ModelChoice(CLEAN_MODEL)


def _measure(
    engine: Engine, options: UpscaleOptions, device: str, progress: Progress | None
) -> tuple[Throughput, bool]:
    """The throughput, and whether no other program slowed it down, which cannot be known on a GPU and is assumed there.

    Measuring at two scales separates the cost of an LR pixel from that of a result pixel. If a model has only one
    scale, which all pictures then use, everything is attributed to the LR pixel.
    """
    import numpy as np

    from upscaler.images.bitmap import Bitmap
    from upscaler.images.decode import decode
    from upscaler.images.verify import verify_canvas

    sample = paths.resources() / "samples" / "astronaut.png"
    pixels = np.tile(decode(sample).pixels, (*_REPEATS, 1))
    bitmap = Bitmap(pixels[:_TRIAL, :_TRIAL])

    def run(scale: int, samples: type[np.unsignedinteger[Any]]) -> tuple[float, Pixels, str]:
        canvas = np.empty((bitmap.size.height * scale, bitmap.size.width * scale, 3), samples)
        for _ in range(2):  # the first run prepares kernels and memory
            start = time.perf_counter()
            report = engine.upscale(bitmap, scale, canvas, options.device, options.precision, progress)
        return (time.perf_counter() - start) / bitmap.size.pixels, canvas, report.precision

    began, cpu_began = time.perf_counter(), time.thread_time()
    small, large = min(engine.scales), max(engine.scales)
    at_small, canvas, precision = run(small, np.uint8)
    rows = max(_TRIAL, int(_LONGEST / (at_small * pixels.shape[1])))  # third-party models may be far slower than ours
    bitmap = Bitmap(pixels[:rows])
    at_small, canvas, precision = run(small, np.uint8)
    at_high_bit_depth, *_ = run(small, np.uint16)
    at_large = at_small
    if large > small:
        at_large, canvas, precision = run(large, np.uint8)
    result = max(0.0, (at_large - at_small) / (large**2 - small**2)) if large > small else 0.0
    network = max(0.0, at_small - small**2 * result)
    start = time.perf_counter()
    verify_canvas(canvas, bitmap, large, sample)
    result += (time.perf_counter() - start) / (canvas.shape[0] * canvas.shape[1])
    repeats = -(-_FILE_SIDE // min(canvas.shape[:2]))
    files = _file_throughputs(np.tile(canvas, (repeats, repeats, 1))[:_FILE_SIDE, :_FILE_SIDE].copy())
    alone = device != "cpu" or time.thread_time() - cpu_began > _MIN_CPU_SHARE * (time.perf_counter() - began)
    deep = max(1.0, at_high_bit_depth / at_small)
    tiling = engine.tiling(options.device, options.precision)
    return Throughput(device, precision, network, result, files, deep, *tiling, engine.scales), alone


def _file_throughputs(pixels: Pixels) -> dict[str, float]:
    """Seconds per pixel to write and verify each format."""
    from upscaler.images.encode import encode
    from upscaler.images.formats import BY_NAME, WRITABLE
    from upscaler.images.verify import verify_file

    throughputs = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in WRITABLE:
            path = Path(folder) / f"a{BY_NAME[name].suffixes[0]}"
            start = time.perf_counter()
            encode(pixels, BY_NAME[name], path, None)
            verify_file(path, BY_NAME[name], pixels)
            throughputs[name] = (time.perf_counter() - start) / (pixels.shape[0] * pixels.shape[1])
    return throughputs
