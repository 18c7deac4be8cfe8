import os

import pytest

from upscaler.processor import share_processor


def test_threads_sleep_unless_the_person_wants_them_to_spin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    share_processor()
    assert os.environ["OMP_WAIT_POLICY"] == "PASSIVE"
    monkeypatch.setenv("OMP_WAIT_POLICY", "ACTIVE")
    share_processor()
    assert os.environ["OMP_WAIT_POLICY"] == "ACTIVE"
