"""The command line, `upscale`. Asks no questions; JSON goes to stdout, everything else to stderr."""

from __future__ import annotations

import argparse
import json
import logging
import signal
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from upscaler import __version__
from upscaler.errors import UpscalerError
from upscaler.jobs.job import Outcome, State
from upscaler.jobs.naming import check_template
from upscaler.jobs.planning import Ahead, Plan
from upscaler.jobs.runner import Runner
from upscaler.messages import choice, sentence
from upscaler.network.catalog import find_model, list_models
from upscaler.options import (
    AUTO,
    DEFAULT_NAME,
    LARGEST_SCALE,
    SMALLEST_SCALE,
    DeviceChoice,
    Enlargement,
    FormatChoice,
    Measure,
    OnExists,
    PrecisionChoice,
    UpscaleOptions,
    chosen_model,
)
from upscaler.progress import Progress

OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130  # exit codes


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    _set_up_log(logging.ERROR if arguments.quiet else logging.WARNING)
    if arguments.list_models:
        return _list_models()
    if arguments.list_devices:
        return _list_devices()
    if not arguments.inputs:
        parser.error("name at least one file or folder")
    options = UpscaleOptions(
        enlargement=_enlargement(arguments),
        model=arguments.model,
        denoise=arguments.denoise,
        device=arguments.device,
        precision=arguments.precision,
        format=arguments.format,
        name=arguments.name,
        on_exists=arguments.on_exists,
        quality=arguments.quality,
        strip_metadata=arguments.strip_metadata,
        allow_truncated=arguments.allow_truncated,
        limit_megapixels=arguments.limit,
    )
    try:
        _check(options)
    except UpscalerError as error:
        parser.error(sentence(error))
    return _Call(arguments, options).run()


def _set_up_log(level: int) -> None:
    """Sentences on stderr; a fault of ours is told by its outcome, without a traceback."""
    handler = logging.StreamHandler()
    handler.addFilter(lambda record: record.exc_info is None)
    logging.basicConfig(level=level, format="%(message)s", handlers=[handler])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="upscale",
        description="Upscale pictures up to 16 times. Originals are never touched.",
        epilog="Exit code: 0 all done or skipped, 1 some failed, 2 wrong usage, 130 interrupted.",
    )
    add = parser.add_argument
    add("inputs", nargs="*", type=Path, metavar="INPUT", help="pictures, and folders whose pictures are upscaled")
    add("--recursive", action="store_true", help="read folders inside folders too; the results mirror them")
    add(
        "-o",
        "--output",
        type=Path,
        metavar="OUT",
        help="file (for one picture) or folder to write to (default: a folder “upscaled” beside or inside INPUT)",
    )
    size = parser.add_mutually_exclusive_group()
    size.add_argument("-x", "--scale", type=_scale, metavar="SCALE", help="times larger, 1 to 16 (default: 4)")
    for measure in ("width", "height", "longest"):
        side = "longest side" if measure == "longest" else measure
        size.add_argument(f"--{measure}", type=_pixels, metavar="N", help=f"pixels of the {side} of the result")
    add("--model", default=AUTO, metavar="NAME", help="see --list-models (default: auto, chosen for each picture)")
    add(
        "--denoise",
        type=_percent,
        metavar="N",
        help="strength against noise, blur and JPEG artefacts, 0 to 100 (default: what the picture asks for)",
    )
    add("--device", choices=get_args(DeviceChoice), default="auto", help="where the network runs")
    add("--precision", choices=get_args(PrecisionChoice), default="auto", help="numbers that the network uses")
    add("--format", choices=get_args(FormatChoice), default="keep", help="of the results (default: as the source)")
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
    add("--quality", type=_percent, metavar="N", help="of JPEG, WebP and AVIF, 0 to 100 (default: 95, 95 and 90)")
    add(
        "--strip-metadata",
        action="store_true",
        help="leave out EXIF (with the place where a photo was taken, GPS), XMP, IPTC and resolution, which are kept "
        "by default; the colour profile stays",
    )
    add("--allow-truncated", action="store_true", help="upscale what is there of damaged files, with a warning")
    add("--limit", type=_pixels, metavar="MP", help="megapixels that a picture may have (default: 1000)")
    add("--json", action="store_true", help="print one JSON object for each picture on stdout")
    add("--quiet", action="store_true", help="show errors only")
    add("--list-models", action="store_true", help="show the models and exit")
    add("--list-devices", action="store_true", help="show the devices of this computer and exit")
    add("--version", action="version", version=f"%(prog)s {__version__}")
    return parser


def _scale(text: str) -> float:
    value = float(text)
    if not SMALLEST_SCALE <= value <= LARGEST_SCALE:
        raise argparse.ArgumentTypeError(f"{text} is not between {SMALLEST_SCALE} and {LARGEST_SCALE}")
    return value


def _pixels(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return value


def _percent(text: str) -> int:
    value = int(text)
    if not 0 <= value <= 100:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 100")
    return value


def _enlargement(arguments: argparse.Namespace) -> Enlargement:
    for measure in get_args(Measure):
        value = getattr(arguments, measure)
        if value is not None:
            return Enlargement(value, measure)
    return Enlargement()


def _check(options: UpscaleOptions) -> None:
    """Raise what would make every picture fail. torch is loaded only if a device or precision is asked for."""
    check_template(options.name)
    chosen = chosen_model(options.model, options.denoise)
    if chosen is not None:
        find_model(chosen.model)
    if (options.device, options.precision) != ("auto", "auto"):
        from upscaler.inference.devices import choose_device, choose_precision

        choose_precision(options.precision, choose_device(options.device))


def _list_models() -> int:
    print(f"{AUTO}  The best of these for each picture, by what is wrong with it.")
    for model in list_models():
        scales = ", ".join(f"{scale}x" for scale in model.card.scales)
        print(f"{model.card.name}  ({scales})  {model.card.description}")
    return OK


def _list_devices() -> int:
    from upscaler.inference.devices import NAMES, available_devices, choose_device, choose_precision, device_name

    for device in available_devices():
        precision = NAMES[choose_precision("auto", choose_device(device))]  # type: ignore[arg-type]  # a name is a choice
        print(f"{device}  {device_name(device)}  (automatic precision: {precision})")
    return OK


class _Call:
    """One call of the command: its jobs, its bars, its exit code."""

    def __init__(self, arguments: argparse.Namespace, options: UpscaleOptions) -> None:
        self._on_exists = options.on_exists
        self._json, self._quiet = arguments.json, arguments.quiet
        self._cancelled = threading.Event()
        self._console = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
        self._plan = Plan(arguments.inputs, arguments.output, options, arguments.recursive, self._say)

    def run(self) -> int:
        """Run all jobs. Ctrl-C stops the running one within a second and leaves the others."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._interrupt)
        runner = Runner()
        ahead = Ahead(self._plan, lambda job: runner.protect([job.source]))
        if self._on_exists == "overwrite":  # no file that is still to be found may be replaced
            ahead.wait(self._cancelled)
        states: Counter[State] = Counter()
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        show = not self._quiet and self._console.is_terminal
        # stdout stays as it is: it belongs to --json
        with Bars(*columns, console=self._console, disable=not show, transient=True, redirect_stdout=False) as bars:
            task = bars.add_task("", total=None)
            for index, job in enumerate(ahead.jobs(self._cancelled)):
                bars.update(task, description=job.source.name.replace("[", r"\["))

                def show_done(done: float, before: int = index) -> None:
                    bars.update(task, completed=before + done, total=ahead.total)

                outcome = runner.run(job, Progress(show_done, self._cancelled))
                states[outcome.state] += 1
                self._tell(outcome)
        return self._summary(states, ahead.total)

    def _interrupt(self, *_: object) -> None:
        self._cancelled.set()

    def _tell(self, outcome: Outcome) -> None:
        if self._json:
            print(json.dumps(as_json(outcome)), flush=True)
        if outcome.error is not None:
            self._console.print(sentence(outcome.error))
        elif outcome.state is State.SKIPPED:
            self._say(f"{outcome.job.source}: skipped, {outcome.target} exists")
        elif outcome.result is not None:
            result = outcome.result
            for warning in result.warnings:
                self._say(f"{outcome.job.source}: {warning}")
            seen = choice(result.choice)
            how = f"{f'{seen}, ' if seen else ''}{result.device}, {result.precision}, {outcome.seconds:.1f} s"
            self._say(f"{outcome.job.source} ({result.source_size}) → {outcome.target} ({result.size}), {how}")

    def _summary(self, states: Counter[State], total: int) -> int:
        not_pictures, twice = self._plan.walk.not_pictures, self._plan.walk.twice
        if not_pictures:
            self._say(f"{not_pictures} other {_files(not_pictures)} left out: no pictures that can be read.")
        if twice:
            self._say(f"{twice} {_files(twice)} reached more than once and counted once.")
        if not total:
            self._say("There is nothing to upscale.")
        if total > 1:
            counts = [f"{states[state]} {state}" for state in State if states[state]]
            self._say(f"{', '.join(counts)} of {total}")
        if self._cancelled.is_set():
            self._say("Interrupted.")
            return INTERRUPTED
        return FAILED if State.FAILED in states else OK

    def _say(self, text: str) -> None:
        if not self._quiet:
            self._console.print(text)


def _files(count: int) -> str:
    return "file was" if count == 1 else "files were"


def _scale_of(outcome: Outcome) -> float | None:
    """The scale that was asked for, else the one that came of it."""
    enlargement, result = outcome.job.options.enlargement, outcome.result
    if enlargement.measure == "scale":
        return enlargement.value
    return round(result.size.width / result.source_size.width, 4) if result else None


def as_json(outcome: Outcome) -> dict[str, Any]:
    """What `--json` prints of one picture; paths are absolute, what does not apply is null."""
    result, options = outcome.result, outcome.job.options
    return {
        "source": str(outcome.job.source.absolute()),
        "target": str(outcome.target.absolute()) if outcome.target and outcome.state is State.DONE else None,
        "status": str(outcome.state),
        "seconds": round(outcome.seconds, 3),
        "width": result.size.width if result else None,
        "height": result.size.height if result else None,
        "scale": _scale_of(outcome),
        "model": result.choice.model if result else options.model,
        "denoise": result.choice.denoise if result else options.denoise,
        "device": result.device if result else None,
        "precision": result.precision if result else None,
        "retries": result.retries if result else 0,
        "warnings": list(result.warnings) if result else [],
        "error": sentence(outcome.error) if outcome.error else None,
    }


if __name__ == "__main__":
    sys.exit(main())
