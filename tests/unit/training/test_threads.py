from __future__ import annotations

import pytest

from upscaler.training.threads import Threads

pytestmark = pytest.mark.usefixtures("one_thread")


def test_threads_settle_on_the_faster_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    for seconds, best in (({1: 1.0, 2: 0.6}, 2), ({1: 1.0, 2: 3.0}, 1)):
        threads = Threads(0)
        for step in range(250):
            threads.before(step)
            threads.after(seconds[threads.now])
        assert threads.now == best
    assert Threads(1).now == 1
