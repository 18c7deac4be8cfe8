from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from upscaler.network.architectures.srresnet import SRResNetConfig
from upscaler.network.checkpoint import load_network, save_network
from upscaler.training import pool, sharp
from upscaler.training.degradation.real_life import CHAINS
from upscaler.training.degradation.steps import Pixels
from upscaler.training.losses import luma
from upscaler.training.sharp import SharpConfig, SharpTrainer
from upscaler.training.trainer import new_network

pytestmark = pytest.mark.usefixtures("one_thread")


class Negative:
    """A teacher that turns pictures into negatives."""

    def __init__(self, param: Path, for_clean: Path | None) -> None:
        self.params = param, for_clean

    def answer(self, chain: str, hr: Pixels, lr: Pixels) -> Pixels:
        assert chain in CHAINS and lr.shape < hr.shape
        return 255 - hr


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pool, sharp):
        monkeypatch.setattr(module, "SIDE", 96)
    monkeypatch.setattr(sharp, "VALIDATION_PATCHES", 2)
    monkeypatch.setattr(sharp, "Teacher", Negative)


@pytest.fixture
def start(tmp_path: Path) -> Path:
    path = tmp_path / "start.safetensors"
    save_network(new_network(SRResNetConfig(channels=16, blocks=1), 1), path)
    return path


@pytest.fixture
def tiny(photos_folder: Path, start: Path) -> SharpConfig:
    return SharpConfig(
        str(photos_folder),
        steps=6,
        start=str(start),
        teacher="sharp.param",
        batch=2,
        patch=12,
        crops=12,
        judgement=0.5,
        features=0.7,
        opponent_first=1,
        scale_shares=(0.2, 0.2, 0.6),
    )


def trainer(config: SharpConfig, out: Path, threads: int = 1) -> SharpTrainer:
    out.mkdir(exist_ok=True)
    return SharpTrainer(config, out, threads)


def test_it_learns_and_the_run_is_kept(tiny: SharpConfig, tmp_path: Path) -> None:
    run = trainer(tiny, tmp_path / "run")
    before = [p.clone() for p in run.parameters]
    run.run()
    assert any(not torch.equal(a, b) for a, b in zip(before, run.parameters, strict=True))
    weights = load_network(run.out / "ema.safetensors")
    assert all(torch.equal(a, b) for a, b in zip(weights.parameters(), run.ema, strict=True))
    assert {path.name for path in run.out.iterdir()} >= {"state.pt", "log.csv", "log.png", "ema-50.safetensors"}
    row = (run.out / "log.csv").read_text().splitlines()[-1].split(",")
    assert len(row) == 14 and all(np.isfinite(float(value)) for value in row if value)


def test_luma_goes_to_the_teacher_and_colour_stays_with_the_original(tiny: SharpConfig, tmp_path: Path) -> None:
    """The loss is smallest for the teacher's luma in the colours of the HR."""
    run = trainer(replace(tiny, sharpen=0.0), tmp_path / "run")
    _, hr, target = run.pool.batch(np.random.default_rng(1), 4, 12, 2)
    assert torch.allclose(target, 1 - hr, atol=1e-6)
    light = luma(target) - luma(hr)
    found = {}
    for name, result in {"teacher": target, "hr": hr, "both": hr + light}.items():
        run.losses.clear()
        run._loss(result, luma(result), hr, target, luma(target), 4)
        found[name] = {key: values[0] for key, values in run.losses.items()}
    assert found["both"]["target"] < 1e-6 < 0.1 < found["hr"]["target"]
    assert found["both"]["chroma"] < 1e-6 < found["teacher"]["chroma"]


def test_a_step_sees_about_as_many_pixels_at_every_scale(
    tiny: SharpConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[int, tuple[int, ...]] = {}

    def note(lr: Tensor, hr: Tensor, target: Tensor, scale: int) -> float:
        seen[scale] = tuple(lr.shape)
        return 1.0

    run = trainer(replace(tiny, batch=3, opponent_first=20), tmp_path / "run")
    monkeypatch.setattr(run, "_backward", note)
    for _ in range(20):
        run.train_step()
    assert seen == {2: (1, 3, 24, 24), 3: (2, 3, 16, 16), 4: (3, 3, 12, 12)}


@pytest.mark.parametrize("threads", [1, 2])
def test_a_resumed_run_goes_on_where_it_was(tiny: SharpConfig, tmp_path: Path, threads: int) -> None:
    run = trainer(tiny, tmp_path / "run", threads)
    for _ in range(3):
        run.train_step()
    run.save()
    again = trainer(tiny, tmp_path / "run", threads)
    again.resume()
    assert (again.step, again.pflop) == (3, run.pflop)
    assert run.opponent and again.opponent and again.opponent.balance == run.opponent.balance != []
    for mine, its in ((run.parameters, again.parameters), (run.ema, again.ema)):
        assert all(torch.equal(a, b) for a, b in zip(mine, its, strict=True))


def test_the_network_waits_until_the_discriminator_knows_something(tiny: SharpConfig, tmp_path: Path) -> None:
    run = trainer(replace(tiny, opponent_first=1, scale_shares=(0, 0, 1)), tmp_path / "run")
    assert run.opponent
    mine, its = run.network.conv_after_body.weight, next(run.opponent.network.parameters())
    before = mine.clone(), its.clone()
    run.train_step()
    assert torch.equal(before[0], mine) and not torch.equal(before[1], its)
    assert not run.opponent.balance
    run.train_step()
    assert not torch.equal(before[0], mine)


def test_without_weights_for_it_there_is_no_discriminator(tiny: SharpConfig, tmp_path: Path) -> None:
    run = trainer(replace(tiny, judgement=0, features=0), tmp_path / "run")
    before = run.network.conv_after_body.weight.clone()
    run.train_step()
    assert run.opponent is None and not torch.equal(before, run.network.conv_after_body.weight)


def test_a_larger_network_starts_where_the_smaller_one_is(tiny: SharpConfig, tmp_path: Path) -> None:
    run = trainer(replace(tiny, channels=24, blocks=2), tmp_path / "run")
    assert (run.network.config.channels, run.network.config.blocks) == (24, 2)
    lr = torch.rand(1, 3, 12, 12)
    small = load_network(Path(tiny.start or ""))
    assert torch.allclose(run.network.residual(lr, 3), small.residual(lr, 3), atol=1e-5)


def test_the_ends_of_a_scale_can_learn_alone(tiny: SharpConfig, tmp_path: Path) -> None:
    run = trainer(replace(tiny, ends_of=(2, 3), scale_shares=(0.5, 0.5, 0), opponent_first=0), tmp_path / "run")
    before = {name: value.clone() for name, value in run.network.named_parameters()}
    for _ in range(10):
        run.train_step()
    changed = {name for name, value in run.network.named_parameters() if not torch.equal(value, before[name])}
    ends = {f"conv_{end}.{scale}" for end in ("first", "last") for scale in (2, 3)}
    assert {name.rsplit(".", 1)[0] for name in changed} == ends


def test_held_back_photos_are_only_looked_at(tiny: SharpConfig, tmp_path: Path) -> None:
    run = trainer(tiny, tmp_path / "run")
    assert 0 < len(run.photo_names) < 12 and run.validation is not None


def test_the_log_says_how_far_the_teacher_is(tiny: SharpConfig, tmp_path: Path) -> None:
    run = trainer(tiny, tmp_path / "run")
    first = float(run.measured()["from_target"])
    run.validation = (run.validation[0], run.validation[1], run.validation[1]) if run.validation else None
    assert first > 3 * float(run.measured()["from_target"])  # the start enlarges, without negatives


def test_only_answers_to_damaged_crops_at_x4_are_sharpened(
    tiny: SharpConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = trainer(replace(tiny, sharpen=0.6), tmp_path / "run")
    hr = np.full((48, 48, 3), 200, np.uint8)
    hr[:, :24] = 55  # an edge; the teacher answers with its negative
    for chain, scale, is_sharpened in (("old", 4, True), ("web", 4, False), ("clean", 4, False), ("old", 2, False)):
        monkeypatch.setattr(sharp, "damaged", lambda hr, scale, _, chain=chain: (chain, hr, hr[::scale, ::scale]))
        target = run._training_crop(hr, scale, np.random.default_rng(0))[2].astype(int)
        assert (target[:, 23].mean() > 210 and target[:, 24].mean() < 45) == is_sharpened, (chain, scale)
        assert abs(target[:, :8] - 200).max() <= 1 and abs(target[:, -8:] - 55).max() <= 1, (chain, scale)


def test_other_scales_must_have_no_share_where_ends_learn_alone(
    photos_folder: Path, tmp_path: Path, start: Path
) -> None:
    asked = ["--photos", str(photos_folder), "--out", str(tmp_path / "run"), "--steps", "1"]
    with pytest.raises(SystemExit, match="--scale-shares"):
        sharp.main([*asked, "--from", str(start), "--teacher", "sharp.param", "--ends-of", "2"])


@pytest.mark.parametrize("missing", ["--from", "--teacher"])
def test_the_command_asks_for_weights_and_a_teacher(
    missing: str, photos_folder: Path, tmp_path: Path, start: Path
) -> None:
    asked = ["--photos", str(photos_folder), "--out", str(tmp_path / "run"), "--steps", "1"]
    asked += ["--from", str(start)] if missing == "--teacher" else ["--teacher", "sharp.param"]
    with pytest.raises(SystemExit, match=missing):
        sharp.main(asked)


def test_the_command_trains(photos_folder: Path, tmp_path: Path, start: Path) -> None:
    out, pool = tmp_path / "run", tmp_path / "pool"
    small = ["--batch", "2", "--patch", "12", "--crops", "6", "--pool", str(pool), "--threads", "1", "--device", "cpu"]
    teachers = ["--teacher", "sharp.param", "--clean-teacher", "clean.param"]
    begin = ["--photos", str(photos_folder), "--out", str(out), "--steps", "2", "--from", str(start)]
    sharp.main([*begin, *teachers, *small])
    config = json.loads((out / "config.json").read_text())
    assert config["start"] == str(start) and config["clean_teacher"] == str(Path("clean.param").absolute())
    assert torch.load(out / "state.pt", weights_only=True)["step"] == 2
    sharp.main(["--out", str(out), "--resume", "--threads", "1"])
    assert {path.name for path in pool.iterdir()} >= {"hr-x2.npy", "lr-x3.npy", "target-x4.npy"}
