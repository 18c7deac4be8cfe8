import json
from pathlib import Path

import pytest

from upscaler.jobs.job import Job, State
from upscaler.options import UpscaleOptions


def test_states_are_words() -> None:
    assert json.dumps(State.DONE) == '"done"'
    assert [str(state) for state in State] == ["waiting", "running", "done", "failed", "cancelled", "skipped"]


def test_a_job_is_frozen() -> None:
    job = Job(1, Path("a.png"), Path("out"), UpscaleOptions())
    with pytest.raises(AttributeError):
        job.named = "b"  # type: ignore[misc]
