"""What can be tested about the packages without building them; `make smoke` tests the built ones."""

import ast
import os
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from tests.conftest import make_compact, make_network
from upscaler.network.ncnn_export import exported

PACKAGING = Path(__file__).parents[2] / "packaging"


def script(name: str) -> dict[str, Any]:
    return runpy.run_path(str(PACKAGING / name))


def test_linux_packages_hold_nothing_that_needs_a_newer_c_library(tmp_path: Path) -> None:
    needs = script("needs.py")
    assert "libc6 (>= 2.35)" in needs["PACKAGES"]
    (tmp_path / "inside").mkdir()
    (tmp_path / "program").write_bytes(b"\x7fELF...GLIBC_2.2.5\0GLIBC_2.35\0")
    (tmp_path / "text").write_bytes(b"GLIBC_2.36\0")
    needs["check_c_library"](tmp_path)
    (tmp_path / "inside" / "library.so").write_bytes(b"\x7fELF...GLIBC_2.36\0GLIBC_2.4\0")
    with pytest.raises(SystemExit, match=r"library\.so"):
        needs["check_c_library"](tmp_path)


def test_pictures_need_nothing_that_the_packages_leave_out(
    sample: Path, tmp_path: Path, add_network: Callable[..., object]
) -> None:
    """With one of our models and one of another program, also read from ncnn's files."""
    theirs, picture = make_compact(scale=2), tmp_path / "small.png"
    for weight in theirs.parameters():
        weight.zero_()
    add_network(theirs, "theirs")
    with Image.open(sample) as photo:
        photo.crop((90, 40, 122, 72)).save(picture)
    param, weights = exported(make_network(), 2)
    (tmp_path / "ncnn.param").write_text(param)
    (tmp_path / "ncnn.bin").write_bytes(weights)
    tree = ast.parse((PACKAGING / "upscaler.spec").read_text(encoding="utf-8"))
    (excluded,) = (
        node.value for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "EXCLUDED"
    )
    code = f"""
import sys
sys.modules.update(dict.fromkeys({ast.unparse(excluded)}))
from upscaler.cli import main
for model in ("photo-restore", "theirs"):
    if code := main([{str(picture)!r}, "-x", "2", "--model", model]):
        sys.exit(code)
from pathlib import Path
from upscaler.network.checkpoint import load_third_party
load_third_party(Path({str(tmp_path / "ncnn.param")!r}))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "upscaled").glob("*.png"))) == 2


@pytest.mark.parametrize("given", [None, "/opt/theirs"])
def test_what_the_linux_programs_start_gets_the_given_environment(
    monkeypatch: pytest.MonkeyPatch, given: str | None
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/usr/lib/upscaler/_internal")  # as the boot loader does
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    if given:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", given)
    script("linux/given_environment.py")
    assert os.environ.get("LD_LIBRARY_PATH") == given
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ


def test_macos_starts_the_window_and_shows_it() -> None:
    plist = script("macos/info.py")["plist"]("1.2.3")
    assert plist["CFBundleExecutable"] == "upscaler"
    assert plist["LSBackgroundOnly"] is False


def test_windows_gives_opencv_names_in_utf8() -> None:
    root = ElementTree.parse(PACKAGING / "windows/upscaler.manifest").getroot()
    (page,) = root.iter("{http://schemas.microsoft.com/SMI/2019/WindowsSettings}activeCodePage")
    assert page.text == "UTF-8"
