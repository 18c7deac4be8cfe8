"""What can be written after `upscale`, and the options that it makes. Wrong usage ends the program with exit code 2."""

from __future__ import annotations

import argparse
import glob
import math
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import get_args

from upscaler import __version__
from upscaler.errors import UpscalerError, reason_of
from upscaler.images.formats import FORMATS, WRITABLE, by_suffix
from upscaler.jobs.naming import check_template
from upscaler.jobs.planning import check_output
from upscaler.jobs.reports import ENDINGS
from upscaler.messages import sentence
from upscaler.network.catalog import find_model
from upscaler.options import (
    AUTO,
    CLEAN_MODEL,
    DEFAULT_NAME,
    LARGEST_SCALE,
    SMALLEST_SCALE,
    DeviceChoice,
    Enlargement,
    Measure,
    ModelChoice,
    OnExists,
    PrecisionChoice,
    UpscaleOptions,
    chosen_model,
    with_detail,
)
from upscaler.terminal import printable

_FIELDS = {  # of what was asked for that say which call it is, and what they are called in `jobs.calls` and options
    **{name: name for name in ("output", "recursive", "model", "denoise", "detail", "device", "precision", "format")},
    **{name: name for name in ("name", "on_exists", "quality", "strip_metadata", "allow_truncated")},
    **dict.fromkeys(get_args(Measure), "enlargement"),
    "limit": "limit_megapixels",
}
_EXPANDS = os.name == "nt"  # its shells leave * and ? to programs


def parse(argv: Sequence[str] | None) -> tuple[argparse.Namespace, UpscaleOptions]:
    """What was asked for, and as options of a job; `named` has those that the person has set. Raises SystemExit."""
    parser = _parser()
    asked = _asked(parser, sys.argv[1:] if argv is None else argv)
    asked.inputs = _expanded(asked.inputs)
    options = _options(asked)
    if asked.list_models or asked.list_devices:
        return asked, options
    asked.named = {_FIELDS[name] for name, value in vars(asked).items() if _is_named(parser, name, value)}
    if not asked.inputs and not asked.resume:
        parser.error("name at least one file or folder")
    if not asked.inputs and asked.named:
        parser.error("--resume without INPUT uses the original options of the run: it takes no others for the results")
    try:
        _check(options)
        if asked.output:
            check_output(asked.inputs, asked.output)
            _check_ending(parser, asked)
    except UpscalerError as error:
        parser.error(printable(sentence(error)))
    return asked, options


def _asked(parser: argparse.ArgumentParser, argv: Sequence[str]) -> argparse.Namespace:
    """Options and inputs in any order; what follows `--` are inputs, which argparse by itself does not always see."""
    end = argv.index("--") if "--" in argv else len(argv)
    asked = parser.parse_intermixed_args(argv[:end])
    asked.inputs += parser.parse_args(
        [f"./{name}" if name.startswith("-") else name for name in argv[end + 1 :]]
    ).inputs
    return asked


def _is_named(parser: argparse.ArgumentParser, name: str, value: object) -> bool:
    return name in _FIELDS and value != parser.get_default(name)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="upscale",
        description="Upscale pictures up to 16 times. Originals are never touched.",
        epilog="Exit code: 0 all done or skipped, 1 some failed, 2 wrong usage, 130 interrupted. "
        "The environment variable UPSCALER_SCRATCH names the folder for working files.",
    )
    for add in (_add_places, _add_size, _add_network, _add_results, _add_the_call, _add_lists):
        add(parser)
    return parser


def _add_places(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("inputs", nargs="*", type=_path, metavar="INPUT", help="pictures, and folders whose pictures are upscaled")
    add("--recursive", action="store_true", help="read folders inside folders too; the results mirror them")
    add(
        "-o",
        "--output",
        type=_path,
        metavar="OUT",
        help="file (for one picture) or folder to write to (default: a folder “upscaled” beside or inside INPUT)",
    )


def _add_size(parser: argparse.ArgumentParser) -> None:
    size = parser.add_mutually_exclusive_group()
    size.add_argument("-x", "--scale", type=_scale, metavar="SCALE", help="times larger, 1 to 16 (default: 4)")
    for measure in ("width", "height", "longest"):
        side = "longest side" if measure == "longest" else measure
        size.add_argument(f"--{measure}", type=_pixels, metavar="N", help=f"pixels of the {side} of the result")


def _add_network(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--model", default=AUTO, metavar="NAME", help="see --list-models (default: auto, chosen for each picture)")
    add(
        "--denoise",
        type=_percent,
        metavar="N",
        help="strength against noise, blur and JPEG artefacts, 0 to 100 (default: what the picture asks for)",
    )
    add(
        "--detail",
        type=_percent,
        metavar="N",
        help="0: faithful, nothing is invented; 50: natural; 100: crisp (default: 50, for pictures of 16 bits 0)",
    )
    add("--device", choices=get_args(DeviceChoice), default="auto", help="where the network runs")
    add("--precision", choices=get_args(PrecisionChoice), default="auto", help="numbers that the network uses")


def _add_results(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--format", choices=("keep", *WRITABLE), default="keep", help="of the results (default: as the source)")
    add(
        "--name",
        default=DEFAULT_NAME,
        metavar="TEMPLATE",
        help="file names of the results, without their endings; {name} {scale} {model} {width} {height} {date} and "
        "{counter} stand for what they say (default: %(default)s)",
    )
    add(
        "--on-exists",
        choices=get_args(OnExists),
        default="rename",
        help="when a result is there already (default: %(default)s)",
    )
    lossy = [format for format in FORMATS if format.quality is not None]
    kinds, defaults = _joined(format.title for format in lossy), _joined(str(format.quality) for format in lossy)
    add("--quality", type=_percent, metavar="N", help=f"of {kinds}, 0 to 100 (default: {defaults})")
    add(
        "--strip-metadata",
        action="store_true",
        help="leave out EXIF (with the place where a photo was taken, GPS), XMP, IPTC and resolution, which are kept "
        "by default; the colour profile stays",
    )
    add("--allow-truncated", action="store_true", help="upscale what is there of damaged files, with a warning")
    add("--limit", type=_pixels, metavar="MP", help="megapixels that a picture may have (default: 1000)")


def _joined(items: Iterable[str]) -> str:
    """A, B and C"""
    *some, last = items
    return f"{', '.join(some)} and {last}"


def _add_the_call(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--resume", action="store_true", help="resume an interrupted run; without INPUT, the latest one")
    add("--report", type=_report, metavar="FILE", help="write a list of the failures, as .csv or .json")
    add("--no-inhibit", action="store_true", help="let the computer fall asleep meanwhile")
    add("--json", action="store_true", help="print one JSON object for each picture on stdout")
    add("--quiet", action="store_true", help="show errors only")


def _add_lists(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--list-models", action="store_true", help="show the models and exit")
    add("--list-devices", action="store_true", help="show the devices of this computer and exit")
    add("--version", action="version", version=f"%(prog)s {__version__}")


def _number(kind: type[int] | type[float], smallest: float, largest: float) -> Callable[[str], float]:
    """What reads a number of an option, or says what it should be."""
    what = "a whole number" if kind is int else "a number"

    def read(text: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            value = math.nan
        if not smallest <= value <= largest:
            upwards = f"of at least {smallest}" if largest == math.inf else f"between {smallest} and {largest}"
            raise argparse.ArgumentTypeError(f"{text} is not {what} {upwards}")
        return value

    return read


_scale = _number(float, SMALLEST_SCALE, LARGEST_SCALE)
_pixels = _number(int, 1, math.inf)
_percent = _number(int, 0, 100)


def _path(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("an empty name is neither a file nor a folder")
    path = Path(text)
    try:
        path.absolute()
    except OSError:
        raise argparse.ArgumentTypeError(f"{text} is nowhere: the working folder is gone") from None
    return path


def _report(text: str) -> Path:
    """Tries to write it, and leaves what is in it."""
    if not text.lower().endswith(ENDINGS):
        raise argparse.ArgumentTypeError(f"{text} does not end in {' or '.join(ENDINGS)}")
    try:
        with Path(text).open("ab"):
            return Path(text)
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{text} cannot be written: {reason_of(error)}") from None


def _expanded(inputs: Sequence[Path]) -> list[Path]:
    """Names with * and ? are those that they stand for, where no shell has seen to that."""
    if not _EXPANDS:
        return list(inputs)
    found = (sorted(glob.glob(str(path).replace("[", "[[]"))) or [str(path)] for path in inputs)  # noqa: PTH207
    return [Path(name) for names in found for name in names]


def _options(asked: argparse.Namespace) -> UpscaleOptions:
    return UpscaleOptions(
        enlargement=_enlargement(asked),
        model=asked.model,
        denoise=asked.denoise,
        detail=asked.detail,
        device=asked.device,
        precision=asked.precision,
        format=asked.format,
        name=asked.name,
        on_exists=asked.on_exists,
        quality=asked.quality,
        strip_metadata=asked.strip_metadata,
        allow_truncated=asked.allow_truncated,
        limit_megapixels=asked.limit,
    )


def _enlargement(asked: argparse.Namespace) -> Enlargement:
    for measure in get_args(Measure):
        value = getattr(asked, measure)
        if value is not None:
            return Enlargement(value, measure)
    return Enlargement()


def _check_ending(parser: argparse.ArgumentParser, asked: argparse.Namespace) -> None:
    """Refuse a format that the name of the result contradicts."""
    named = by_suffix(asked.output.suffix)
    if named and asked.format not in ("keep", named.name) and not os.path.isdir(asked.output):
        parser.error(printable(f"argument --format: {asked.format} contradicts the ending of {asked.output}"))


def _check(options: UpscaleOptions) -> None:
    """Raise what would make every picture fail. torch is loaded only if a device or precision is asked for."""
    check_template(options.name)
    if options.model != AUTO:
        find_model(options.model)
    chosen = chosen_model(options.model, options.denoise) or ModelChoice(CLEAN_MODEL)
    with_detail(chosen, options.detail, is_high_bit_depth=False)
    if (options.device, options.precision) != ("auto", "auto"):
        from upscaler.inference.devices import choose_device, choose_precision

        choose_precision(options.precision, choose_device(options.device))
