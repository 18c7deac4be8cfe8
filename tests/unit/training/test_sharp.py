from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from upscaler.network.architectures.srresnet import SRResNetConfig
from upscaler.network.checkpoint import load_network, save_network
from upscaler.training import pool, sharp
from upscaler.training.degradation.real_life import CHAINS
from upscaler.training.degradation.steps import Pixels
from upscaler.training.perceptual import Distance, Features
from upscaler.training.sharp import SharpConfig, SharpTrainer
from upscaler.training.trainer import new_network

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "SIDE", 96)
    monkeypatch.setattr(sharp, "VALIDATION_PATCHES", 2)
    monkeypatch.setattr(sharp, "VALIDATION_SIDE", 12)


@pytest.fixture
def start(tmp_path: Path) -> Path:
    path = tmp_path / "start.safetensors"
    save_network(new_network(SRResNetConfig(channels=16, blocks=1), 1), path)
    return path


@pytest.fixture
def tiny(photos_folder: Path, start: Path) -> SharpConfig:
    config = SharpConfig(str(photos_folder), steps=6, start=str(start), batch=2, patch=12, crops=12)
    return replace(config, adversarial_from=1, adversarial_ramp=2)


def trainer(config: SharpConfig, out: Path, threads: int = 1) -> SharpTrainer:
    """With random features, as the real ones are not in the repository."""
    torch.manual_seed(7)
    out.mkdir(exist_ok=True)
    features = Features("vgg").eval().requires_grad_(False)
    return SharpTrainer(config, out, threads, features=features, judge=Distance("alex"))


def test_both_networks_learn_and_the_run_is_kept(tiny: SharpConfig, tmp_path: Path) -> None:
    run = trainer(tiny, tmp_path / "run")
    before = [p.clone() for p in run.parameters], [p.clone() for p in run.discriminator.parameters()]
    run.run()
    for old, new in zip(before, (run.parameters, run.discriminator.parameters()), strict=True):
        assert any(not torch.equal(a, b) for a, b in zip(old, new, strict=True))
    weights = load_network(run.out / "ema.safetensors")
    assert all(torch.equal(a, b) for a, b in zip(weights.parameters(), run.ema, strict=True))
    assert {path.name for path in run.out.iterdir()} >= {"state.pt", "log.csv", "log.png", "ema-50.safetensors"}
    row = (run.out / "log.csv").read_text().splitlines()[-1].split(",")
    assert len(row) == 15 and all(np.isfinite(float(value)) for value in row)


def test_the_discriminator_does_not_learn_from_the_network_nor_that_from_its_judging(
    tiny: SharpConfig, tmp_path: Path
) -> None:
    run = trainer(replace(tiny, adversarial=0.0), tmp_path / "run")
    patches = run.pool.batch(np.random.default_rng(1), 4, 12, 2)
    opponents = run.parts.networks[0]
    gradients: dict[float, list[list[torch.Tensor]]] = {}
    for weight in (0.0, 5.0):
        run.config = replace(run.config, adversarial=weight)
        opponents.zero_grad()
        torch.manual_seed(1)
        run._loss(opponents, *patches, 4, 1.0).backward()  # type: ignore[no-untyped-call]
        both = opponents.children()
        gradients[weight] = [[p.grad.clone() for p in n.parameters() if p.grad is not None] for n in both]
    (mine, its), (mine_then, its_then) = gradients.values()  # of the network and of the discriminator
    assert any(not torch.allclose(a, b) for a, b in zip(mine, mine_then, strict=True))
    assert all(torch.allclose(a, b, atol=1e-6) for a, b in zip(its, its_then, strict=True))


@pytest.mark.parametrize("threads", [1, 2])
def test_a_resumed_run_goes_on_where_it_was(tiny: SharpConfig, tmp_path: Path, threads: int) -> None:
    run = trainer(tiny, tmp_path / "run", threads)
    for _ in range(3):
        run.train_step()
    run.save()
    again = trainer(tiny, tmp_path / "run", threads)
    again.resume()
    assert (again.step, again.pflop) == (3, run.pflop)
    for mine, its in (
        (run.parameters, again.parameters),
        (run.ema, again.ema),
        (run.discriminator.state_dict().values(), again.discriminator.state_dict().values()),
    ):
        assert all(torch.equal(a, b) for a, b in zip(mine, its, strict=True))
    again.train_step()
    assert all(torch.equal(a, b) for a, b in zip(again._average.parameters(), again.ema, strict=True))


def test_a_teacher_shows_how_it_is_to_look(tiny: SharpConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Negative:
        def __init__(self, param: Path) -> None:
            assert param == Path("sharp.param")

        def answer(self, chain: str, hr: Pixels, lr: Pixels) -> Pixels:
            assert chain in CHAINS and lr.shape < hr.shape
            return 255 - hr

    monkeypatch.setattr(sharp, "Teacher", Negative)
    run = trainer(replace(tiny, teacher="sharp.param"), tmp_path / "run")
    _, hr, target = run.pool.batch(np.random.default_rng(1), 4, 12, 2)
    assert torch.allclose(target, 1 - hr, atol=1e-6)


def test_a_discriminator_goes_on_against_a_new_run(tiny: SharpConfig, tmp_path: Path) -> None:
    before = trainer(tiny, tmp_path / "before")
    before.train_step()
    before.save()
    after = trainer(replace(tiny, opponent=str(before.out / "state.pt"), seed=2), tmp_path / "after")
    both = zip(before.discriminator.parameters(), after.discriminator.parameters(), strict=True)
    assert all(torch.equal(a, b) for a, b in both)


def test_artefacts_are_a_loss_where_they_are_asked_for(tiny: SharpConfig, tmp_path: Path) -> None:
    for weight, found in ((0.0, False), (0.5, True)):
        run = trainer(replace(tiny, artefacts=weight), tmp_path / str(weight))
        for _ in range(2):  # at first the average is the network itself
            run.train_step()
        assert (float(run.measured()["artefacts"]) > 0) == found


def test_held_back_photos_are_only_looked_at(tiny: SharpConfig, tmp_path: Path) -> None:
    run = trainer(tiny, tmp_path / "run")
    assert 0 < len(run.photo_names) < 12 and run.validation is not None


def test_the_command_asks_for_weights_to_start_from(photos_folder: Path, tmp_path: Path, start: Path) -> None:
    asked = ["--photos", str(photos_folder), "--out", str(tmp_path / "run"), "--steps", "1"]
    with pytest.raises(SystemExit, match="--from"):
        sharp.main(asked)


def test_the_command_trains(photos_folder: Path, tmp_path: Path, start: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharp, "load_features", lambda net: Features(net).eval().requires_grad_(False))
    monkeypatch.setattr(sharp, "load_distance", Distance)
    out, pool = tmp_path / "run", tmp_path / "pool"
    small = ["--batch", "2", "--patch", "12", "--crops", "6", "--pool", str(pool), "--threads", "1", "--device", "cpu"]
    sharp.main(["--photos", str(photos_folder), "--out", str(out), "--steps", "2", "--from", str(start), *small])
    assert json.loads((out / "config.json").read_text())["start"] == str(start)
    assert torch.load(out / "state.pt", weights_only=True)["step"] == 2
    sharp.main(["--out", str(out), "--resume", "--threads", "1"])
    assert {path.name for path in pool.iterdir()} >= {"hr-x2.npy", "lr-x3.npy", "target-x4.npy"}
