"""The disk, even the journal's, may be full at any moment: the run continues, and nothing half-written remains."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

CHILD = """
import resource, sys
from functools import partial
from tests.stand_in import repeat_in_steps
from upscaler import cli
from upscaler.jobs.runner import Runner
vars(cli)["Runner"] = partial(Runner, repeat_in_steps)
most, *arguments = sys.argv[1:]
resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))  # no file grows beyond: as on a full disk
sys.exit(cli.main(arguments))
"""


@pytest.mark.posix
@pytest.mark.parametrize("most", [0, 3_000, 30_000])
def test_a_full_disk_is_survived(most: int, tmp_path: Path) -> None:
    for number in range(6):
        noise = np.random.default_rng(number).integers(0, 255, (8 * 4**number // 32 + 4, 32, 3), np.uint8)
        Image.fromarray(noise).save(tmp_path / f"{number}.png")
    out = tmp_path / "out"
    call = [str(tmp_path), "-o", str(out), "-x", "2", "--on-exists", "skip"]

    def run(most: int) -> tuple[int, str]:
        command = [sys.executable, "-c", CHILD, str(most), *call]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        return done.returncode, done.stderr

    code, told = run(most)
    made = sorted(path.name for path in out.iterdir()) if out.exists() else []
    assert code == 1, told
    assert "Traceback" not in told
    assert f"{6 - len(made)} failed of 6" in told
    assert len(made) < 6
    assert all(name.endswith("_2x.png") and not name.startswith(".") for name in made)
    assert "journal cannot be written" in told
    code, told = run(10**9)
    assert code == 0, told
    assert sorted(path.name for path in out.iterdir()) == [f"{number}_2x.png" for number in range(6)]
