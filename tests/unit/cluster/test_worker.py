import json
import os
import pickle
from pathlib import Path

import pytest
from dask.system import cpu_count
from distributed import Client

from tests.stand_in import repeat_in_steps
from tests.unit.jobs.conftest import jobs, states
from upscaler import paths
from upscaler.cluster import worker as module
from upscaler.cluster.worker import Message, Task, fingerprint, run_task, stop
from upscaler.errors import ClusterError
from upscaler.jobs.events import Ended, Progressed, Running
from upscaler.jobs.job import Job, State
from upscaler.network.catalog import added_models
from upscaler.options import UpscaleOptions


def task(run: str, many: list[Path], models: str | None = None) -> Task:
    return Task(run, 7, tuple(jobs(many, "skip")), models or fingerprint(jobs(many)), {}, repeat_in_steps)


def test_a_task_returns_and_tells_how_its_pictures_ended(
    scheduler: str, many: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "0")
    with Client(scheduler, set_as_default=False) as client:
        outcomes = client.submit(run_task, task("a run", many)).result()
        assert states(outcomes) == [State.DONE] * len(many)
        events = client.get_events("a run")
    assert os.environ["OMP_NUM_THREADS"] == str(cpu_count())  # the task knows of no other processes here
    messages: list[Message] = [pickle.loads(data) for _, data in events]
    assert {message.task for message in messages} == {7}
    assert messages[-1].event is None
    told = [message.event for message in messages[:-1]]
    assert sum(isinstance(event, Ended) for event in told) == len(many)
    assert sum(isinstance(event, Running) for event in told) == len(many)
    assert sum(isinstance(event, Progressed) for event in told) < len(many)


def test_other_models_are_refused(scheduler: str, many: list[Path]) -> None:
    with Client(scheduler, set_as_default=False) as client:
        future = client.submit(run_task, task("models", many, models="other"))
        with pytest.raises(ClusterError, match="other models"):
            future.result()


def test_a_run_that_was_stopped_does_not_begin(scheduler: str, many: list[Path]) -> None:
    stop("stopped")
    with Client(scheduler, set_as_default=False) as client:
        assert client.submit(run_task, task("stopped", many)).result() == []
    assert not (many[0].parent / "out").exists()


def test_the_fingerprint_is_that_of_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models").mkdir()
    weights = tmp_path / "models" / "a.safetensors"
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    found = []
    for content in (b"one", b"two"):
        weights.write_bytes(content)
        module._of_the_app.cache_clear()
        found.append(fingerprint())
    module._of_the_app.cache_clear()
    assert found[0] != found[1]


def test_a_third_party_model_counts_where_a_job_names_it(sample: Path) -> None:
    """Another file of the same name computes something else; models that are only there do no harm."""
    card = {"name": "b", "description": "", "architecture": "Compact", "base": "nearest", "licence": "MIT"}
    names = ("auto", "b")
    found: list[list[str]] = []
    for sha256 in (None, "0123", "4567"):
        if sha256 is not None:
            added_models().mkdir(parents=True, exist_ok=True)
            (added_models() / "b.json").write_text(json.dumps({**card, "scales": [4], "halo": 9, "sha256": sha256}))
        found.append([fingerprint([Job(1, sample, sample.parent, UpscaleOptions(model=name))]) for name in names])
    automatic, named = zip(*found, strict=True)
    assert (len(set(automatic)), len(set(named))) == (1, 3)
