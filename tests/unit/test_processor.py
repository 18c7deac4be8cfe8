import os
import subprocess
import sys

import pytest
import torch

from upscaler.processor import share_processor, use_threads

MUCH_FREED = """
import resource
from upscaler.processor import keep_memory

keep_memory()
for _ in range(200):
    bytearray(b" ") * 2**20
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt)
"""


def test_threads_sleep_unless_the_person_wants_them_to_spin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    share_processor()
    assert os.environ["OMP_WAIT_POLICY"] == "PASSIVE"
    monkeypatch.setenv("OMP_WAIT_POLICY", "ACTIVE")
    share_processor()
    assert os.environ["OMP_WAIT_POLICY"] == "ACTIVE"


def test_threads_of_a_process_that_shares_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    before = torch.get_num_threads()
    use_threads(1)
    assert os.environ["OMP_NUM_THREADS"] == "1"
    assert torch.get_num_threads() == 1
    use_threads(before)
    assert torch.get_num_threads() == before


@pytest.mark.posix
def test_what_is_freed_is_kept_although_dask_says_otherwise() -> None:
    environment = {**os.environ, "MALLOC_TRIM_THRESHOLD_": "65536"}
    done = subprocess.run(
        [sys.executable, "-c", MUCH_FREED], env=environment, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 20_000 or sys.platform != "linux"  # 256 pages for each of the 200, if not
