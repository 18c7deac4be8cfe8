"""What all training commands share: budget and folder of a run, and the signals that stop it."""

from __future__ import annotations

import argparse
import hashlib
import json
import signal
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from upscaler.training.run import Run, RunConfig

Config = TypeVar("Config", bound=RunConfig)
NOT_ASKED = ("out", "resume", "threads", "seconds")  # given with every call, not stored in the run


def positive(text: str) -> int:
    """A whole number of at least 1."""
    if int(text) < 1:
        raise ValueError
    return int(text)


def clock_time(text: str) -> str:
    """13:30 -> the next time the clock shows it, as an ISO date and time."""
    moment = datetime.combine(datetime.now().date(), datetime.strptime(text, "%H:%M").time())
    return (moment if moment > datetime.now() else moment + timedelta(days=1)).isoformat()


def module_parser(module: str, description: str | None) -> argparse.ArgumentParser:
    """A parser for `python -m upscaler.training.<module>`."""
    name, as_is = f"python -m upscaler.training.{module}", argparse.RawDescriptionHelpFormatter
    return argparse.ArgumentParser(name, description=description, formatter_class=as_is)


def photo_parser(module: str, description: str | None) -> argparse.ArgumentParser:
    """A parser for commands that measure on photos."""
    parser = module_parser(module, description)
    parser.add_argument("--photos", type=Path, required=True, help="folder of photos, best lossless")
    parser.add_argument("--held-back", action="store_true", help="only the tenth that training holds back, by name")
    return parser


def run_parser(module: str, description: str | None, defaults: type[RunConfig]) -> argparse.ArgumentParser:
    """A parser with the arguments of any run."""
    parser = module_parser(module, description)
    parser.add_argument("--photos", type=Path, help="folder of photos; a tenth of them, by name, is held back")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run")
    parser.add_argument("--resume", action="store_true", help="resume the run in --out with its config")
    budget = parser.add_mutually_exclusive_group()
    budget.add_argument("--steps", type=positive)
    budget.add_argument("--minutes", type=positive, help="of training, without interruptions")
    budget.add_argument("--seconds", type=positive, help="the same, for a borrowed machine")
    budget.add_argument("--until", type=clock_time, help="HH:MM, interruptions included")
    parser.add_argument("--from", dest="start", type=Path, help="weights to start from; they set channels and blocks")
    parser.add_argument("--threads", type=int, default=0, help="0: one for each processor")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default=defaults.device)
    parser.add_argument("--seed", type=int, default=defaults.seed)
    for name in ("batch", "warm-up", "evaluate-every"):
        parser.add_argument(f"--{name}", type=positive, default=getattr(defaults, name.replace("-", "_")))
    parser.add_argument("--lr", type=float, default=defaults.lr)
    return parser


def asked(options: argparse.Namespace, kind: type[Config]) -> Config:
    """The settings of the run in --out, or else of a new one, with absolute paths.

    Raises SystemExit.
    """
    file = config_file(options.out)
    if options.resume:
        if not file.exists():
            raise SystemExit(f"{options.out} holds no run.")
        return kind(**json.loads(file.read_text(encoding="utf-8")))
    if options.seconds:
        options.minutes = options.seconds / 60
    if not options.photos or not (options.steps or options.minutes or options.until):
        raise SystemExit("A new run needs --photos and one of --steps, --minutes and --until.")
    if options.start and not options.start.is_file():
        raise SystemExit(f"There is no file {options.start}.")
    if file.exists():
        raise SystemExit(f"{options.out} holds a run: resume it with --resume.")
    chosen: dict[str, Any] = {
        key: _from_anywhere(value) for key, value in vars(options).items() if key not in NOT_ASKED
    }
    if options.start:
        chosen["start_sha256"] = hashlib.sha256(options.start.read_bytes()).hexdigest()
    return kind(**chosen)


def _from_anywhere(value: Any) -> Any:
    """Settings with absolute paths, since they may be relative to the current folder."""
    if isinstance(value, list):
        return [_from_anywhere(one) for one in value]
    return str(value.absolute()) if isinstance(value, Path) else value


def conduct(run: Run, resume: bool) -> None:
    """Run until the budget is spent, or until Ctrl-C or SIGTERM, in the folder of the run."""
    if resume:
        run.resume()
    run.out.mkdir(parents=True, exist_ok=True)
    config_file(run.out).write_text(json.dumps(asdict(run.config), indent=2) + "\n", encoding="utf-8")

    def stop(*_: object) -> None:
        run.stopping = True

    def note_stop(*_: object) -> None:
        run.was_stopped = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if hasattr(signal, "SIGCONT"):
        signal.signal(signal.SIGCONT, note_stop)
    run.run()


def config_file(out: Path) -> Path:
    """The file with the settings of a run."""
    return out / "config.json"
