from __future__ import annotations

import csv
import json
import math
import signal
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import torch

from upscaler.network.checkpoint import load_network
from upscaler.network.srresnet import SRResNetConfig, interpolated
from upscaler.training import train
from upscaler.training.train import TrainConfig, Trainer

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture
def tiny(photos_folder: Path) -> TrainConfig:
    return TrainConfig(
        str(photos_folder), steps=10, channels=16, blocks=2, batch=4, patch=12, last_patch=16, warm_up=2, last_part=0.3
    )


@pytest.fixture(autouse=True)
def _small_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train, "HELD_BACK_SIZE", 48)


@pytest.fixture
def _signals() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def trained(config: TrainConfig, out: Path, stops: tuple[int, ...] = ()) -> Trainer:
    """Run to the end, stopped after certain steps and each time taken up by a fresh trainer."""
    out.mkdir()
    for stop in (*stops, config.steps):
        trainer = Trainer(config, out, threads=1)
        if (out / "state.pt").exists():
            trainer.resume()
        while trainer.step < (stop or 0):
            trainer.train_step()
        trainer.save()
    return trainer


def test_a_resumed_run_continues_exactly(tiny: TrainConfig, tmp_path: Path) -> None:
    whole = trained(tiny, tmp_path / "whole")
    stopped = trained(tiny, tmp_path / "stopped", stops=(3, 8))  # once in the warm-up, once in the last part
    assert (whole.step, whole.pflop) == (stopped.step, stopped.pflop)
    assert whole.losses == stopped.losses
    for a, b in zip([*whole.parameters, *whole.ema], [*stopped.parameters, *stopped.ema], strict=True):
        assert torch.equal(a, b)
    moments = (trainer.adam.state_dict()["state"] for trainer in (whole, stopped))
    for a, b in zip(*(list(state.values()) for state in moments), strict=True):
        assert all(torch.equal(a[key], b[key]) for key in a)
    files = [load_network(tmp_path / run / "ema.safetensors").state_dict() for run in ("whole", "stopped")]
    assert all(torch.equal(files[0][key], files[1][key]) for key in files[0])


def test_another_seed_gives_another_run(tiny: TrainConfig, tmp_path: Path) -> None:
    runs = [Trainer(TrainConfig(**{**vars(tiny), "seed": seed}), tmp_path, 1) for seed in (1, 2)]
    assert not torch.equal(runs[0].parameters[0], runs[1].parameters[0])


@pytest.mark.usefixtures("_signals")
def test_sigterm_saves_and_resume_goes_on(photos_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "run"
    new = ["--photos", str(photos_folder), "--threads", "1", "--batch", "2", "--patch", "12", "--last-patch", "12"]
    tiny = [*new, "--out", str(out), "--steps", "6", "--channels", "16", "--blocks", "1"]
    one_step = Trainer.train_step

    def interrupted(trainer: Trainer) -> float:
        if trainer.step == 2:
            signal.raise_signal(signal.SIGTERM)
        return one_step(trainer)

    monkeypatch.setattr(Trainer, "train_step", interrupted)
    train.main(tiny)
    assert torch.load(out / "state.pt", weights_only=True)["step"] == 3
    assert json.loads((out / "config.json").read_text())["steps"] == 6
    with pytest.raises(SystemExit, match="--resume"):
        train.main(tiny)

    train.main(["--out", str(out), "--resume", "--threads", "1"])
    assert torch.load(out / "state.pt", weights_only=True)["step"] == 6
    with (out / "log.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["step"] for row in rows] == ["3", "6"]
    assert all(math.isfinite(float(row[f"psnr_x{scale}"])) for row in rows for scale in (2, 3, 4))
    assert (out / "log.png").exists()
    network = load_network(out / "ema.safetensors")
    assert (network.config.channels, network.config.blocks) == (16, 1)

    more = tmp_path / "more"
    train.main([*new, "--out", str(more), "--steps", "1", "--from", str(out / "ema.safetensors")])
    assert load_network(more / "ema.safetensors").config == network.config


def test_rows_newer_than_the_state_are_dropped(tiny: TrainConfig, tmp_path: Path) -> None:
    trainer = Trainer(tiny, tmp_path, 1)
    trainer.train_step()
    trainer.log()
    trainer.save()
    trainer.train_step()
    trainer.log()  # then the power fails
    again = Trainer(tiny, tmp_path, 1)
    again.resume()
    assert [line.split(",")[0] for line in (tmp_path / "log.csv").read_text().splitlines()] == ["step", "1"]


def test_a_new_network_starts_near_the_interpolated_input() -> None:
    network = train.new_network(SRResNetConfig(channels=48, blocks=12), seed=1)
    lr = torch.rand(1, 3, 16, 16)
    for scale in network.config.scales:
        with torch.no_grad():
            assert (network(lr, scale) - interpolated(lr, scale)).std() < 0.1


def test_held_back_photos_are_not_trained_on(tiny: TrainConfig, tmp_path: Path) -> None:
    trainer = Trainer(tiny, tmp_path, 1)
    assert trainer.held_back is not None
    kept, held_back = ({photo.name for photo in data.photos} for data in (trainer.dataset, trainer.held_back))
    assert len(kept) + len(held_back) == 12 and kept and held_back and not kept & held_back


def test_learning_rate_warms_up_and_ends_at_zero(tiny: TrainConfig) -> None:
    assert train.learning_rate(tiny, 0, 0.0) == pytest.approx(tiny.lr / 2)
    assert train.learning_rate(tiny, 1, 0.0) == pytest.approx(tiny.lr)
    assert train.learning_rate(tiny, 5, 0.5) == pytest.approx(tiny.lr / 2)
    assert train.learning_rate(tiny, 10, 1.0) == pytest.approx(0)


def test_budgets(tiny: TrainConfig, tmp_path: Path) -> None:
    trainer = Trainer(tiny, tmp_path, 1)
    trainer.step, trainer.seconds = 5, 30.0
    assert trainer.progress() == 0.5
    trainer.config = TrainConfig(tiny.photos, minutes=2)
    assert trainer.progress() == 0.25
    trainer.config = TrainConfig(tiny.photos, until=(datetime.now() + timedelta(seconds=90)).isoformat())
    assert trainer.progress() == pytest.approx(0.25, abs=0.01)
    trainer.config = TrainConfig(tiny.photos, until=datetime.now().isoformat())
    assert trainer.progress() == 1


def test_time_in_which_the_process_was_stopped_does_not_count(
    tiny: TrainConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer = Trainer(tiny, tmp_path, 1)
    clock = iter([0, 1, 2, 1002, *range(1003, 1010)])  # a step of 1000 s in between
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    trainer.run()
    assert trainer.step == 10 and trainer.seconds == 9 + train.LONGEST_STEP


def test_multiply_adds_of_a_network_by_hand() -> None:
    config = SRResNetConfig(channels=48, blocks=12)
    assert train.multiply_adds(config, 2) == 27 * 48 + 25 * 9 * 48 * 48 + 9 * 48 * 12


def test_threads_settle_on_the_faster_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    for seconds, best in (({1: 1.0, 2: 0.6}, 2), ({1: 1.0, 2: 3.0}, 1)):
        threads = train.Threads(0)
        for step in range(250):
            threads.before(step)
            threads.after(seconds[threads.now])
        assert threads.now == best
    assert train.Threads(1).now == 1
