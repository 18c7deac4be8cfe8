"""Train an SR-ResNet on a folder of photos: `python -m upscaler.training.train --photos DIR --out DIR --minutes 120`.

x2, x3 and x4 share one body; each step trains one random scale. A run can be stopped at any moment (Ctrl-C, SIGTERM,
SIGSTOP) and resumed with `--resume`: with a budget in steps and the same number of threads, it ends with exactly the
weights of an uninterrupted run.

OUT gets config.json, state.pt (everything needed to resume), ema.safetensors (the weights to use), log.csv, log.png.
"""

from __future__ import annotations

import argparse

from upscaler.network.checkpoint import load_network
from upscaler.training.command import asked, conduct, positive, run_parser
from upscaler.training.degradation.catalog import DEGRADATIONS
from upscaler.training.losses import LOSSES
from upscaler.training.trainer import TrainConfig, Trainer


def share(text: str) -> float:
    """A number from 0 to 1."""
    if not 0 <= float(text) <= 1:
        raise ValueError
    return float(text)


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = run_parser("train", __doc__, TrainConfig)
    for name in ("channels", "blocks", "patch", "last-patch"):
        parser.add_argument(f"--{name}", type=positive, default=getattr(TrainConfig, name.replace("-", "_")))
    last = "share of the budget with larger patches and the last loss"
    parser.add_argument("--last-part", type=share, default=TrainConfig.last_part, help=last)
    parser.add_argument("--loss", choices=LOSSES, default=TrainConfig.loss)
    parser.add_argument("--last-loss", choices=LOSSES, default=TrainConfig.last_loss)
    parser.add_argument("--material", choices=("photos", "drawings"), default=TrainConfig.material)
    parser.add_argument("--degradation", choices=DEGRADATIONS, default=TrainConfig.degradation)
    rounded = "share of the steps whose results are rounded as int8 rounds them; for weights whose ranges are measured"
    parser.add_argument("--int8", type=share, default=TrainConfig.int8, help=rounded)
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> None:
    options = parse_arguments(arguments)
    config = asked(options, TrainConfig)
    weights = options.out / "ema.safetensors"
    # The network has the size of the saved weights
    network = load_network(weights).train() if options.resume and weights.exists() else None
    trainer = Trainer(config, options.out, options.threads, network)
    if config.int8 and trainer.network.ranges is None:
        raise SystemExit("--int8 needs --from, with weights whose ranges have been measured by training.quantise.")
    conduct(trainer, options.resume)


if __name__ == "__main__":
    main()
