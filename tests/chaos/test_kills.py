"""Whenever the app is killed, everything is done in the end, once and completely. `make chaos` tries many more
moments."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 100


@pytest.mark.posix
def test_killed_at_any_moment(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.chaos.killer", str(tmp_path), "--kills", str(KILLS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(done.stdout)
    assert done.returncode == 0, done.stderr
    kills = [int(count) for count in re.findall(r"(\d+) kills", done.stdout)]
    assert kills[-1] >= KILLS
