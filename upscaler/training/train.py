"""Train an SR-ResNet on a folder of photos: `python -m upscaler.training.train --photos DIR --out DIR --minutes 120`.

x2, x3 and x4 share one body, one random scale a step. Stopped at any moment (Ctrl-C, SIGTERM, SIGSTOP), a run goes on
with `--resume`: with a budget in steps and one thread count it ends with exactly the weights of a run never stopped.

OUT gets config.json, state.pt (everything needed to go on), ema.safetensors (the weights to use), log.csv, log.png.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import signal
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from upscaler.network.checkpoint import load_network
from upscaler.training.degradation.ways import DEGRADATIONS
from upscaler.training.losses import LOSSES
from upscaler.training.trainer import TrainConfig, Trainer


def positive(text: str) -> int:
    """A whole number from 1 on."""
    if int(text) < 1:
        raise ValueError
    return int(text)


def share(text: str) -> float:
    """A number from 0 to 1."""
    if not 0 <= float(text) <= 1:
        raise ValueError
    return float(text)


def clock_time(text: str) -> str:
    """13:30 -> the next time that it is so, as an ISO date and time."""
    moment = datetime.combine(datetime.now().date(), datetime.strptime(text, "%H:%M").time())
    return (moment if moment > datetime.now() else moment + timedelta(days=1)).isoformat()


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m upscaler.training.train", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--photos", type=Path, help="folder of photos; a tenth of them, by name, is held back")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run")
    parser.add_argument("--resume", action="store_true", help="go on with the run in --out; its config holds")
    budget = parser.add_mutually_exclusive_group()
    budget.add_argument("--steps", type=positive)
    budget.add_argument("--minutes", type=positive, help="of training, stops left out")
    budget.add_argument("--until", type=clock_time, help="HH:MM, whatever comes between")
    parser.add_argument("--from", dest="start", type=Path, help="weights to start from; they say channels and blocks")
    parser.add_argument("--threads", type=int, default=0, help="0: one for each processor")
    parser.add_argument("--seed", type=int, default=TrainConfig.seed)
    for name in ("channels", "blocks", "batch", "patch", "last-patch", "warm-up", "evaluate-every"):
        parser.add_argument(f"--{name}", type=positive, default=getattr(TrainConfig, name.replace("-", "_")))
    parser.add_argument("--lr", type=float, default=TrainConfig.lr)
    last = "share of the budget with larger patches and the last loss"
    parser.add_argument("--last-part", type=share, default=TrainConfig.last_part, help=last)
    parser.add_argument("--loss", choices=LOSSES, default=TrainConfig.loss)
    parser.add_argument("--last-loss", choices=LOSSES, default=TrainConfig.last_loss)
    parser.add_argument("--degradation", choices=DEGRADATIONS, default=TrainConfig.degradation)
    return parser.parse_args(arguments)


def new_config(options: argparse.Namespace) -> TrainConfig:
    """What a new run is asked to do, with the places of its files as they are from anywhere. Raises SystemExit."""
    if not options.photos or not (options.steps or options.minutes or options.until):
        raise SystemExit("A new run needs --photos and one of --steps, --minutes and --until.")
    chosen = {key: value for key, value in vars(options).items() if key not in ("out", "resume", "threads")}
    chosen["photos"] = str(options.photos.absolute())
    if options.start:
        if not options.start.is_file():
            raise SystemExit(f"There is no file {options.start}.")
        chosen["start"] = str(options.start.absolute())
        chosen["start_sha256"] = hashlib.sha256(options.start.read_bytes()).hexdigest()
    return TrainConfig(**chosen)


def main(arguments: list[str] | None = None) -> None:
    options = parse_arguments(arguments)
    config_file, weights, network = options.out / "config.json", options.out / "ema.safetensors", None
    if options.resume:
        if not config_file.exists():
            raise SystemExit(f"{options.out} holds no run.")
        config = TrainConfig(**json.loads(config_file.read_text(encoding="utf-8")))
        # Of the right shape, whatever the run began with.
        network = load_network(weights).train() if weights.exists() else None
    else:
        config = new_config(options)
        if config_file.exists():
            raise SystemExit(f"{options.out} holds a run: --resume goes on with it.")
    trainer = Trainer(config, options.out, options.threads, network)
    if options.resume:
        trainer.resume()
    options.out.mkdir(parents=True, exist_ok=True)
    config_file.write_text(json.dumps(asdict(config), indent=2) + "\n", encoding="utf-8")

    def stop(*_: object) -> None:
        trainer.stopping = True

    def go_on(*_: object) -> None:
        trainer.was_stopped = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if hasattr(signal, "SIGCONT"):
        signal.signal(signal.SIGCONT, go_on)
    trainer.run()


if __name__ == "__main__":
    main()
