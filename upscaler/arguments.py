"""The arguments of `upscale`, and the options made from them. Wrong usage ends the program with exit code 2."""

from __future__ import annotations

import argparse
import glob
import math
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import Field, replace
from pathlib import Path
from typing import Any

from upscaler import __version__
from upscaler.add_model import add_model
from upscaler.errors import UpscalerError, reason_of
from upscaler.geometry import Region, Size
from upscaler.images.formats import FORMATS, WRITABLE, by_suffix
from upscaler.images.header import LIMIT_MEGAPIXELS
from upscaler.jobs.manifest import STDIN
from upscaler.jobs.naming import check_template
from upscaler.jobs.planning import check_output
from upscaler.jobs.reports import SUFFIXES
from upscaler.jobs.shards import Shard, read_shard
from upscaler.messages import sentence
from upscaler.network.catalog import find_model, is_model_file, waiting_files
from upscaler.options import (
    AUTO,
    CLEAN_MODEL,
    OPTIONS,
    ModelChoice,
    UpscaleOptions,
    cell_size,
    chosen_model,
    with_detail,
)
from upscaler.pipeline import check_mixing
from upscaler.target_size import LARGEST_SCALE, LARGEST_SIDE, SMALLEST_SCALE, Measure, TargetSize
from upscaler.terminal import printable, put

_CHOICES = {"format": ("keep", *WRITABLE)}
_DEFAULTS = {  # defaults that depend on the formats, which `options` does not know
    "quality": ", ".join(f"{format.title} {format.quality}" for format in FORMATS if format.quality is not None),
    "limit_megapixels": LIMIT_MEGAPIXELS,
}
# Arguments that identify a call, beside inputs and options
_OF_THE_CALL = ("output", "recursive", "manifest", "shard", "cluster")
_EXPANDS = os.name == "nt"  # shells of Windows leave * and ? to programs


def parse(argv: Sequence[str] | None) -> tuple[argparse.Namespace, UpscaleOptions]:
    """The arguments, and the options of a job; `named` has the names of those that were given. Raises SystemExit."""
    parser = _parser()
    asked = _asked(parser, sys.argv[1:] if argv is None else argv)
    asked.inputs = _expanded(asked.inputs)
    options = UpscaleOptions(**{name: value for name, value in vars(asked).items() if name in OPTIONS})
    if asked.list_models or asked.list_devices or asked.verify:
        return asked, options
    asked.named = {name for name, value in vars(asked).items() if name in OPTIONS or (name in _OF_THE_CALL and value)}
    if asked.inputs and asked.manifest:
        parser.error("--manifest cannot be combined with INPUT")
    if not asked.inputs and not asked.manifest and not asked.resume:
        parser.error("name at least one file or folder")
    if not asked.inputs and not asked.manifest and asked.named:
        parser.error("--resume without INPUT uses the original options of the run, so none of them can be changed")
    if asked.watch:
        _check_watch(parser, asked)
    if asked.shard or asked.cluster:
        options = _for_many_machines(parser, asked, options)
    try:
        options = replace(options, model=_model_name(options.model))
        _check(options)
        if asked.output:
            check_output(asked.inputs, asked.output, bool(asked.manifest or asked.shard or asked.watch))
            _check_extension(parser, asked.output, options.format)
    except UpscalerError as error:
        parser.error(printable(sentence(error)))
    return asked, options


def _asked(parser: argparse.ArgumentParser, argv: Sequence[str]) -> argparse.Namespace:
    """Parse options and inputs in any order. Inputs after `--` are handled here, as argparse misses some."""
    end = argv.index("--") if "--" in argv else len(argv)
    asked = parser.parse_intermixed_args(argv[:end])
    asked.inputs += parser.parse_args(
        [f"./{name}" if name.startswith("-") else name for name in argv[end + 1 :]]
    ).inputs
    return asked


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="upscale",
        description="Upscale pictures up to 16 times. Originals are never touched.",
        epilog="Exit code: 0 all done or skipped, 1 some failed, 2 wrong usage, 130 interrupted. "
        "The environment variable UPSCALER_SCRATCH names the folder for working files. "
        "`upscale report OUT` shows what several machines have done.",
    )
    for add in (_add_places, _add_size, _add_options, _add_machines, _add_the_call, _add_lists):
        add(parser)
    return parser


def _add_places(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("inputs", nargs="*", type=_path, metavar="INPUT", help="pictures, and folders with pictures")
    add(
        "--manifest",
        type=_manifest,
        metavar="FILE",
        help="read the list of pictures from FILE instead of INPUT, one path per line; - is standard input",
    )
    add(
        "--watch",
        action="store_true",
        help="INPUT are folders: upscale each picture that arrives in them, until stopped",
    )
    add("-r", "--recursive", action="store_true", help="read subfolders too; the results mirror them")
    add(
        "-o",
        "--output",
        type=_path,
        metavar="OUT",
        help="file (for one picture) or folder to write to (default: a folder “upscaled” beside or inside INPUT)",
    )


def _add_size(parser: argparse.ArgumentParser) -> None:
    """These arguments all set the option `size`, so only one can be given."""
    size = parser.add_mutually_exclusive_group()

    def add(*flags: str, measure: Measure, type: Callable[[str], float], metavar: str, help: str) -> None:
        def read(text: str) -> TargetSize:
            return TargetSize(type(text), measure)

        size.add_argument(*flags, dest="size", default=argparse.SUPPRESS, type=read, metavar=metavar, help=help)

    scales = f"{SMALLEST_SCALE} to {LARGEST_SCALE} (default: {TargetSize().value:g})"
    add("-x", "--scale", measure="scale", type=_scale, metavar="SCALE", help=f"scale factor, {scales}")
    add("--width", measure="width", type=_side, metavar="N", help="width of the result in pixels")
    add("--height", measure="height", type=_side, metavar="N", help="height of the result in pixels")
    add("--longest", measure="longest", type=_side, metavar="N", help="longest side of the result in pixels")
    size.add_argument(
        "--box",
        dest="size",
        default=argparse.SUPPRESS,
        type=_box,
        metavar="WxH",
        help="as large as fits into this width and height, in pixels",
    )


def _add_options(parser: argparse.ArgumentParser) -> None:
    """One argument for each option. Without defaults, so that only given ones are in the namespace."""
    for option in OPTIONS.values():
        if option.name != "size":
            flag = option.metadata["argument"] or option.name.replace("_", "-")
            values, help = _values(option), _help(option)
            parser.add_argument(f"--{flag}", dest=option.name, default=argparse.SUPPRESS, help=help, **values)


def _values(option: Field[Any]) -> dict[str, Any]:
    """The values that an option accepts, as parameters of argparse."""
    choices, limits, metavar = (option.metadata[name] for name in ("choices", "limits", "metavar"))
    if option.default is False:
        return {"action": "store_true"}
    if option.name == "crop":
        return {"type": _crop, "metavar": metavar}
    if limits:
        return {"type": _number(int, *limits), "metavar": metavar or "N"}
    return {"choices": choices or _CHOICES.get(option.name), "metavar": metavar}


def _help(option: Field[Any]) -> str:
    default = option.metadata["default_text"] or _DEFAULTS.get(option.name) or option.default
    return option.metadata["help"] if default is False else f"{option.metadata['help']} (default: {default})"


def _add_machines(parser: argparse.ArgumentParser) -> None:
    """At most one of these can be given. All of them only make missing results and record them for `upscale report`."""
    group = parser.add_argument_group("several machines (docs/cluster.md)").add_mutually_exclusive_group()
    add = group.add_argument
    add(
        "--shard",
        type=_shard,
        metavar="I/N",
        help="process the I-th of N equal parts; auto: taken from the job array of Slurm, PBS, LSF or Grid Engine",
    )
    add(
        "--shared",
        dest="shard",
        action="store_const",
        const=Shard(1, 1),
        help="share the pictures with other computers that run the same command",
    )
    add(
        "--cluster",
        type=_cluster,
        metavar="ADDRESS",
        help="use the workers of a dask.distributed scheduler (tcp://host:8786), or local:N processes on this computer",
    )


def _add_the_call(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--resume", action="store_true", help="resume an interrupted run; without INPUT, the latest one")
    add("--report", type=_report, metavar="FILE", help="write a list of the failures, as .csv or .json")
    add("--no-inhibit", action="store_true", help="allow the computer to sleep during the run")
    add("--json", action="store_true", help="print one JSON object per picture to stdout")
    add("--quiet", action="store_true", help="show errors only")


def _add_lists(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--verify",
        type=_path,
        metavar="MANIFEST",
        help="check results against a SHA256SUMS file, or all of them in a folder, and exit with 0 if they are intact",
    )
    add("--list-models", action="store_true", help="show the models and exit")
    add("--list-devices", action="store_true", help="show the devices of this computer and exit")
    add("--version", action="version", version=f"%(prog)s {__version__}")


def _number(kind: type[int] | type[float], smallest: float, largest: float) -> Callable[[str], float]:
    """A function that reads a number in this range; it raises ArgumentTypeError with the range."""
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
_side = _number(int, 1, LARGEST_SIDE)


def _box(text: str) -> TargetSize:
    width, _, height = text.partition("x")
    return TargetSize(_side(width), "box", _side(height))


def _crop(text: str) -> Region:
    """Raises ArgumentTypeError unless these are four numbers of a possible part."""
    try:
        crop = Region(*map(int, text.split(",")))
    except (TypeError, ValueError):
        crop = Region(0, 0, 0, 0)
    if not crop.is_inside(Size(crop.right, crop.bottom)):
        raise argparse.ArgumentTypeError(
            f"{text} is not a crop: it must have the form X,Y,W,H, in whole pixels, with W and H of at least 1"
        )
    return crop


def _path(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("the name of a file or folder cannot be empty")
    path = Path(text)
    try:
        path.absolute()
    except OSError:
        raise argparse.ArgumentTypeError(f"{text} cannot be found: the working folder is gone") from None
    return path


def _manifest(text: str) -> Path:
    path = _path(text)
    if path != STDIN:
        try:
            path.open("rb").close()
        except OSError as error:
            raise argparse.ArgumentTypeError(f"{text} cannot be read: {reason_of(error)}") from None
    return path


def _shard(text: str) -> Shard:
    try:
        return read_shard(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text}: {error}") from None


def _cluster(text: str) -> str:
    kind, _, rest = text.partition(":")
    is_local = kind == "local" and rest.isdecimal() and int(rest) > 0
    if not is_local and "://" not in text:
        raise argparse.ArgumentTypeError(f"{text} is neither an address like tcp://host:8786 nor local:N")
    return text


def _check_watch(parser: argparse.ArgumentParser, asked: argparse.Namespace) -> None:
    """Refuse arguments that a watch does not support. It resumes an earlier watch without being asked."""
    for other in ("manifest", "resume", "shard", "cluster"):
        if getattr(asked, other):
            parser.error(f"--watch cannot be combined with --{other}")
    no_folder = next((path for path in asked.inputs if not os.path.isdir(path)), None)
    if no_folder is not None:
        parser.error(printable(f"--watch needs folders, and {no_folder} is not one"))


def _for_many_machines(
    parser: argparse.ArgumentParser, asked: argparse.Namespace, options: UpscaleOptions
) -> UpscaleOptions:
    """The options for a call in which several machines write into one folder."""
    asked.shard = asked.shard or Shard(1, 1)  # of a cluster: its workers share the whole list
    if asked.output is None and (asked.inputs or asked.manifest):
        parser.error("several machines need a common folder for the results: -o OUT")
    if "on_exists" in asked.named and options.on_exists != "skip":
        parser.error("argument --on-exists: several machines can only skip existing results (skip)")
    return replace(options, on_exists="skip")


def _report(text: str) -> Path:
    """The path of the report, if it can be written; an existing file keeps its content until the end."""
    if not text.lower().endswith(SUFFIXES):
        raise argparse.ArgumentTypeError(f"{text} does not end in {' or '.join(SUFFIXES)}")
    try:
        with Path(text).open("ab"):
            return Path(text)
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{text} cannot be written: {reason_of(error)}") from None


def _expanded(inputs: Sequence[Path]) -> list[Path]:
    """Expand * and ? in names, where the shell does not."""
    if not _EXPANDS:
        return list(inputs)
    found = (sorted(glob.glob(str(path).replace("[", "[[]"))) or [str(path)] for path in inputs)  # noqa: PTH207
    return [Path(name) for names in found for name in names]


def _check_extension(parser: argparse.ArgumentParser, output: Path, format: str) -> None:
    """Refuse a format that contradicts the extension of the result."""
    named = by_suffix(output.suffix)
    if named and format not in ("keep", named.name) and not os.path.isdir(output):
        parser.error(printable(f"argument --format: {format} contradicts the extension of {output}"))


def _model_name(asked: str) -> str:
    """The name of the model, which is added first if it is a file. Raises ModelError."""
    file = Path(asked)
    if not is_model_file(file):
        file = next((path for path in waiting_files() if path.stem == asked), file)
    if is_model_file(file):
        return _added(file)
    return asked if asked == AUTO else find_model(asked).card.name


def _added(file: Path) -> str:
    _say(f"Reading the model {file}. A new model is measured first.")
    card = add_model(file).card
    half = f"fp32, {', '.join(card.half)}" if card.half else "fp32 only"
    facts = f"{card.architecture}, {card.scales[0]}x, halo {card.halo} px, {half}"
    _say(f"Using it as the model {card.name} ({facts}).")
    return card.name


def _say(line: str) -> None:
    put(f"{printable(line)}\n", sys.stderr)


def _check(options: UpscaleOptions) -> None:
    """Raise an error that every picture would fail with. torch is loaded only for a given device or precision."""
    check_template(options.name)
    cell_size(options.cells)
    chosen = chosen_model(options.model, options.denoise) or ModelChoice(CLEAN_MODEL)
    check_mixing(with_detail(chosen, options.detail, is_high_bit_depth=False))
    if (options.device, options.precision) != ("auto", "auto"):
        from upscaler.inference.devices import choose_device, choose_precision

        choose_precision(options.precision, choose_device(options.device))
