"""A stand-in for `upscale`, and pictures, for the tests of the plug-ins for editors."""

import os
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from upscaler.images.bitmap import Pixels

PLUGINS = Path(__file__).parents[3] / "packaging" / "plugins"
STAND_IN = f"""#!{sys.executable}
import os, sys
sys.path.insert(0, {str(PLUGINS.parents[1])!r})
import cv2
from upscaler.arguments import parse
asked, options = parse(sys.argv[1:])
[source], scale = asked.inputs, int(options.size.value)
if "broken" in source.name:
    sys.exit("it is damaged")
target = asked.output
if os.path.isdir(target) or not target.suffix:
    target.mkdir(parents=True, exist_ok=True)
    target = target / f"{{source.stem}}_{{scale}}x{{source.suffix}}"
cv2.imwrite(str(target), cv2.imread(str(source), cv2.IMREAD_UNCHANGED).repeat(scale, 0).repeat(scale, 1))
"""


@pytest.fixture
def upscale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A command of that name with the same arguments; it repeats pixels."""
    program = tmp_path / "bin" / "upscale"
    program.parent.mkdir()
    program.write_text(STAND_IN)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return program


def deep_picture(height: int = 20, width: int = 30) -> Pixels:
    """16 bits, BGRA."""
    return np.random.default_rng(0).integers(0, 65536, (height, width, 4)).astype(np.uint16)


def read(path: Path | str) -> Pixels:
    found: Any = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    assert found is not None
    pixels: Pixels = found
    return pixels


def larger(pixels: Pixels, scale: int = 2) -> Pixels:
    return pixels.repeat(scale, 0).repeat(scale, 1)
