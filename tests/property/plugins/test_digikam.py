"""digiKam's script, run as digiKam's manual describes."""

import os
import shlex
import subprocess
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.property.plugins.stand_in import PLUGINS, deep_picture, larger, read, upscale  # noqa: F401 - a fixture

pytestmark = pytest.mark.posix


@pytest.mark.parametrize("name", ["a.png", "it's a & “strange” name.tif"])
def test_digikam_gets_the_file_that_it_expects(name: str, tmp_path: Path, upscale: Path) -> None:
    """digiKam replaces the two words with the names, special characters escaped, and runs the text with bash."""
    source, target = tmp_path / name, tmp_path / f"out of {name}"
    cv2.imwrite(str(source), deep_picture())
    script = (PLUGINS / "digikam" / "upscale.sh").read_text(encoding="utf-8")
    lines = [line for line in script.splitlines() if not line.startswith("#")]
    filled = "\n".join(lines).replace("$INPUT", shlex.quote(str(source))).replace("$OUTPUT", shlex.quote(str(target)))
    for _ in range(2):  # an existing file is the one that digiKam made for this
        done = subprocess.run(["bash", "-c", filled], env=os.environ | {"TMPDIR": str(tmp_path)}, check=False)
        assert done.returncode == 0
    assert np.array_equal(read(target), larger(deep_picture()))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, target.name, "bin"])


def test_digikam_hears_of_a_failure(tmp_path: Path, upscale: Path) -> None:
    script = (PLUGINS / "digikam" / "upscale.sh").read_text(encoding="utf-8")
    cv2.imwrite(str(tmp_path / "broken.png"), deep_picture())
    filled = script.replace("$INPUT", str(tmp_path / "broken.png")).replace("$OUTPUT", str(tmp_path / "out.png"))
    done = subprocess.run(["bash", "-c", filled], capture_output=True, check=False)
    assert done.returncode != 0
    assert not (tmp_path / "out.png").exists()
