"""Three real processes share a folder as if on three computers: none sees the others' locks. One dies."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.stand_in import is_whole
from upscaler.jobs.records import FOLDER

PICTURES = 16
HELD = "05.png"  # during which the first process stops

CHILD = """
import sys, time
from functools import partial
from tests.stand_in import repeat_in_steps
from upscaler import cli
from upscaler.jobs import shared_claims
from upscaler.jobs.runner import Runner

shared_claims.HEARTBEAT, shared_claims.STALE = 0.1, 1.0
held, *arguments = sys.argv[1:]

def upscale(source, *rest):
    steps = repeat_in_steps(source, *rest)
    yield next(steps)
    if source.name == held:
        print("held", flush=True)
        time.sleep(600)
    time.sleep(0.02)
    return (yield from steps)

vars(cli)["Runner"] = partial(Runner, upscale)
sys.exit(cli.main(arguments))
"""


def start(folder: Path, computer: str, held: str) -> subprocess.Popen[str]:
    call = [str(folder / "in"), "-o", str(folder / "out"), "-x", "2", "--shared", "--json"]
    environment = {**os.environ, "XDG_STATE_HOME": str(folder / computer)}
    command = [sys.executable, "-c", CHILD, held, *call]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


@pytest.mark.posix
def test_what_a_dead_computer_held_is_done_by_another(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(PICTURES):
        noise = np.random.default_rng(number).integers(0, 255, (12, 16, 3), np.uint8)
        Image.fromarray(noise).save(tmp_path / "in" / f"{number:02}.png")
    first = start(tmp_path, "one", HELD)
    assert first.stdout is not None
    before = list(iter(first.stdout.readline, "held\n"))
    first.send_signal(signal.SIGSTOP)  # no more signs of life
    others = [start(tmp_path, "two", ""), start(tmp_path, "three", "")]
    for process in others:
        told, said = process.communicate(timeout=60)
        assert process.returncode == 0, said
        assert "Traceback" not in said
        states = Counter(json.loads(line)["status"] for line in told.splitlines())
        assert states["skipped"] >= len(before)
        assert states.total() == states["done"] + states["skipped"] == PICTURES
    first.kill()
    first.communicate()
    for source in (tmp_path / "in").iterdir():
        assert is_whole(source, tmp_path / "out" / f"{source.stem}_2x.png", 2)
    names = {path.name for path in (tmp_path / "out").iterdir() if not path.name.endswith("-claim0")}
    # The first one may have stopped between moving a result into place and releasing its claim
    assert names == {FOLDER} | {f"{number:02}_2x.png" for number in range(PICTURES)}
    records = [line for path in (tmp_path / "out" / FOLDER).iterdir() for line in path.read_text().splitlines()]
    done = Counter(Path(line["source"]).name for line in map(json.loads, records) if line.get("status") == "done")
    assert all(count == 1 for count in done.values())
