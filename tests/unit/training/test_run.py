from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from upscaler.network.checkpoint import load_network
from upscaler.training import run as module
from upscaler.training.trainer import TrainConfig, Trainer

pytestmark = pytest.mark.usefixtures("one_thread", "small_looks")


def test_rows_newer_than_the_state_are_dropped(tiny: TrainConfig, tmp_path: Path) -> None:
    run = Trainer(tiny, tmp_path, 1)
    run.train_step()
    run.log()
    run.save()
    run.train_step()
    run.log()  # then the power fails
    again = Trainer(tiny, tmp_path, 1)
    again.resume()
    assert [line.split(",")[0] for line in (tmp_path / "log.csv").read_text().splitlines()] == ["step", "1"]


def test_learning_rate_warms_up_and_ends_at_zero(tiny: TrainConfig) -> None:
    assert module.learning_rate(tiny, 0, 0.0) == pytest.approx(tiny.lr / 2)
    assert module.learning_rate(tiny, 1, 0.0) == pytest.approx(tiny.lr)
    assert module.learning_rate(tiny, 5, 0.5) == pytest.approx(tiny.lr / 2)
    assert module.learning_rate(tiny, 10, 1.0) == pytest.approx(0)


def test_budgets(tiny: TrainConfig, tmp_path: Path) -> None:
    run = Trainer(tiny, tmp_path, 1)
    run.step, run.seconds = 5, 30.0
    assert run.progress() == 0.5
    run.config = TrainConfig(tiny.photos, minutes=2)
    assert run.progress() == 0.25
    run.config = TrainConfig(tiny.photos, until=(datetime.now() + timedelta(seconds=90)).isoformat())
    assert run.progress() == pytest.approx(0.25, abs=0.01)
    run.config = TrainConfig(tiny.photos, until=datetime.now().isoformat())
    assert run.progress() == 1


def test_time_in_which_the_process_was_stopped_does_not_count(
    tiny: TrainConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Trainer(tiny, tmp_path, 1)
    clock = iter([0, 1, 2, 1002, *range(1003, 1010)])  # a step of 1000 s in between
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    one_step = run.train_step

    def step() -> float:
        run.was_stopped = run.step == 2  # as SIGCONT says
        return one_step()

    monkeypatch.setattr(run, "train_step", step)
    run.run()
    assert (run.step, run.seconds) == (10, 9)


def test_the_record_names_the_code_from_the_start_of_the_run(
    tiny: TrainConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits = iter(["a", "b", "b"])
    monkeypatch.setattr(module, "commit", lambda: next(commits))
    run = Trainer(tiny, tmp_path, 1)
    run.train_step()
    run.save()
    again = Trainer(tiny, tmp_path, 1)
    again.resume()
    again.save()
    third = Trainer(tiny, tmp_path, 1)
    third.resume()
    assert third.commit == "a, then b"


def test_without_git_the_code_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert module.commit() == "unknown"


@pytest.mark.parametrize("cut", ["", "step,seco", "step,a\n1,2\n2"])
def test_a_log_that_was_cut_is_mended(tiny: TrainConfig, tmp_path: Path, cut: str) -> None:
    run = Trainer(tiny, tmp_path, 1)
    run.train_step()
    run.save()
    (tmp_path / "log.csv").write_text(cut)
    again = Trainer(tiny, tmp_path, 1)
    again.resume()
    assert (tmp_path / "log.csv").read_text().splitlines() == cut.splitlines()[:2]


def test_weights_are_kept_at_each_quarter_of_the_budget(tiny: TrainConfig, tmp_path: Path) -> None:
    run = Trainer(tiny, tmp_path, 1)
    run.run()
    kept = [tmp_path / f"ema-{share}.safetensors" for share in (25, 50, 75)]
    weights = [load_network(path).conv_after_body.weight for path in (*kept, tmp_path / "ema.safetensors")]
    assert all(not a.equal(b) for a, b in itertools.pairwise(weights))


def test_a_device_that_is_asked_for_is_taken() -> None:
    assert module.chosen_device("cpu").type == "cpu"
    assert module.chosen_device("auto").type in ("cpu", "cuda")
