from __future__ import annotations

import copy
import math
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from upscaler.network.architectures.network import bicubic
from upscaler.network.architectures.srresnet import SRResNetConfig
from upscaler.network.checkpoint import load_network
from upscaler.training import trainer as module
from upscaler.training.dataset import PhotosError
from upscaler.training.losses import l1, psnr
from upscaler.training.run import DivergedError
from upscaler.training.trainer import TrainConfig, Trainer, as_tensor, draw, upscaled

pytestmark = pytest.mark.usefixtures("one_thread", "small_looks")


def trained(config: TrainConfig, out: Path, stops: tuple[int, ...] = (), threads: int = 1) -> Trainer:
    """Run to the end, stopped after certain steps and each time resumed by a fresh trainer."""
    out.mkdir()
    for stop in (*stops, config.steps):
        trainer = Trainer(config, out, threads)
        if (out / "state.pt").exists():
            trainer.resume()
        while trainer.step < (stop or 0):
            trainer.train_step()
        trainer.save()
    return trainer


@pytest.mark.parametrize("threads", [1, 2])
def test_a_resumed_run_continues_exactly(tiny: TrainConfig, tmp_path: Path, threads: int) -> None:
    whole = trained(tiny, tmp_path / "whole", threads=threads)
    stops = (3, 8)  # once in the warm-up, once in the last part
    stopped = trained(tiny, tmp_path / "stopped", stops, threads)
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


def test_a_new_network_starts_near_the_interpolated_input() -> None:
    network = module.new_network(SRResNetConfig(channels=48, blocks=12), seed=1)
    lr = torch.rand(1, 3, 16, 16)
    for scale in network.config.scales:
        with torch.no_grad():
            assert (network(lr, scale) - bicubic(lr, scale)).std() < 0.1


def test_held_back_photos_are_not_trained_on(tiny: TrainConfig, tmp_path: Path) -> None:
    trainer = Trainer(tiny, tmp_path, 1)
    assert trainer.held_back is not None
    kept, held_back = (set(data.names) for data in (trainer.dataset, trainer.held_back))
    assert len(kept) + len(held_back) == 12 and kept and held_back and not kept & held_back


def test_multiply_adds_of_a_network_by_hand() -> None:
    config = SRResNetConfig(channels=48, blocks=12)
    assert module.multiply_adds(config, 2) == 27 * 48 + 25 * 9 * 48 * 48 + 9 * 48 * 12


def test_steps_are_those_of_a_plain_loop(tiny: TrainConfig, tmp_path: Path) -> None:
    """Learning rate, patches, loss, clipping, averaging and PFLOP, over the end of the first part."""
    trainer = Trainer(tiny, tmp_path, 1)
    network = copy.deepcopy(trainer.network)
    parameters = list(network.parameters())
    adam = torch.optim.Adam(parameters, betas=(0.9, 0.99), fused=True)
    averages = [parameter.detach().clone() for parameter in parameters]
    assert tiny.steps is not None
    pflop = 0.0
    for step in range(tiny.steps):
        is_last = step >= 7
        size = 16 if is_last else 12
        scale, *pixels = draw(tiny, trainer.dataset, step, size)
        lr, hr = map(as_tensor, pixels)
        assert lr.shape == (4, 3, size, size)
        adam.param_groups[0]["lr"] = 8e-4 * min(1, (step + 1) / 2) * (0.5 + 0.5 * math.cos(math.pi * step / 10))
        adam.zero_grad()
        (psnr if is_last else l1)(upscaled(network, lr, scale), hr).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([p for p in parameters if p.grad is not None], 0.5)
        adam.step()
        keep = min(0.999, (1 + step) / (10 + step))
        for average, parameter in zip(averages, parameters, strict=True):
            average.lerp_(parameter.detach(), 1 - keep)
        pflop += 6 * module.multiply_adds(network.config, scale) * 4 * size**2 / 1e15
        trainer.train_step()
    assert trainer.pflop == pytest.approx(pflop)
    for mine, its in ((parameters, trainer.parameters), (averages, trainer.ema)):
        assert all(torch.allclose(a, b, atol=1e-6) for a, b in zip(mine, its, strict=True))
    moved = [not torch.equal(a, b) for a, b in zip(trainer.ema, trainer.parameters, strict=True)]
    assert any(moved)


def test_patches_follow_from_the_seed(tiny: TrainConfig, tmp_path: Path) -> None:
    data = Trainer(tiny, tmp_path, 1).dataset
    drawn = [draw(replace(tiny, seed=seed), data, step, 12) for seed, step in ((1, 3), (1, 3), (2, 3), (1, 4))]
    lr = [pixels.tobytes() for _, pixels, _ in drawn]
    assert lr[0] == lr[1]
    assert len(set(lr)) == 3


def test_training_lowers_the_loss(tiny: TrainConfig, tmp_path: Path) -> None:
    trainer = Trainer(replace(tiny, steps=80, last_part=0.0, scale_shares=(1.0, 0.0, 0.0)), tmp_path, 1)
    losses = [trainer.train_step() for _ in range(80)]
    assert sum(losses[-20:]) < 0.97 * sum(losses[:20])


def test_a_loss_that_is_not_finite_ends_the_run_and_leaves_what_was_saved(tiny: TrainConfig, tmp_path: Path) -> None:
    trainer = Trainer(tiny, tmp_path, 1)
    trainer.train_step()
    trainer.save()
    before = (tmp_path / "state.pt").read_bytes()
    trainer.network.conv_after_body.weight.data.fill_(math.nan)
    ema = [average.clone() for average in trainer.ema]
    with pytest.raises(DivergedError, match="not finite"):
        trainer.run()
    assert (tmp_path / "state.pt").read_bytes() == before
    assert all(map(torch.equal, ema, trainer.ema))


def test_patches_that_fit_nowhere_are_refused_before_the_first_step(tiny: TrainConfig, tmp_path: Path) -> None:
    with pytest.raises(PhotosError, match="patches of 40 LR pixels at x"):
        Trainer(replace(tiny, last_patch=40), tmp_path, 1)


def test_small_held_back_photos_are_not_measured(
    tiny: TrainConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "HELD_BACK_SIZE", 1200)
    trainer = Trainer(replace(tiny, steps=1), tmp_path, 1)
    trainer.run()
    assert "No held-back photo has 1200 pixels a side" in capsys.readouterr().out
    assert (tmp_path / "ema.safetensors").exists()


@pytest.mark.parametrize("faster", [True, False])
def test_bf16_is_used_where_it_is_faster(faster: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "is_bf16_faster", lambda: faster)
    with module.mixed_precision(torch.device("cpu")):
        product = torch.ones(2, 2) @ torch.ones(2, 2)
    assert product.dtype == (torch.bfloat16 if faster else torch.float32)
