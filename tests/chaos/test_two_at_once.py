"""Two real processes write to one folder: each picture is complete and done once, and the second process reports the
first."""

import json
import subprocess
import sys
from collections import Counter
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.stand_in import is_whole, repeat_in_steps
from upscaler import cli
from upscaler.jobs.runner import Runner

PICTURES = 8
HELD = "03.png"  # the picture during which the first process waits until the second has ended

CHILD = """
import sys, time
from functools import partial
from pathlib import Path
from tests.stand_in import repeat_in_steps
from upscaler import cli
from upscaler.jobs.runner import Runner

begin, go_on, held, *arguments = sys.argv[1:]
print("ready", flush=True)

def upscale(source, *rest):
    steps = repeat_in_steps(source, *rest)
    yield next(steps)
    time.sleep(0.03)  # else one process would be through before the other one has opened the journal
    if source.name == held:
        wait_for(go_on)
    return (yield from steps)

def wait_for(path):
    while not Path(path).exists():
        time.sleep(0.001)

vars(cli)["Runner"] = partial(Runner, upscale)
wait_for(begin)
sys.exit(cli.main(arguments))
"""


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(PICTURES):
        noise = np.random.default_rng(number).integers(0, 255, (12, 16, 3), np.uint8)
        Image.fromarray(noise).save(folder / f"{number:02}.png")
    return sorted(folder.iterdir())


def start(sources: list[Path], on_exists: str, begin: Path, go_on: Path) -> subprocess.Popen[str]:
    """A process that is ready, and starts once `begin` exists."""
    folder = sources[0].parent
    call = [str(folder), "-o", str(folder.parent / "out"), "-x", "2", "--on-exists", on_exists, "--json"]
    command = [sys.executable, "-c", CHILD, str(begin), str(go_on), HELD, *call]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def ended(process: subprocess.Popen[str], before: str = "") -> tuple[dict[str, str], Counter[str], str]:
    """The targets by source, how often each state occurred, and the output."""
    told, said = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert "Traceback" not in said
    lines = [json.loads(line) for line in (before + told).splitlines()]
    assert len(lines) == PICTURES
    done = {line["source"]: line["target"] for line in lines if line["status"] == "done"}
    return done, Counter(line["status"] for line in lines), said


@pytest.mark.parametrize("on_exists", ["skip", "rename"])
def test_a_second_process_says_that_there_is_another_one(on_exists: str, sources: list[Path], tmp_path: Path) -> None:
    first = start(sources, on_exists, tmp_path, tmp_path / "go on")
    assert first.stdout is not None
    line = first.stdout.readline()
    second_done, second_states, said = ended(start(sources, on_exists, tmp_path, tmp_path))
    assert said.count("Another run is also writing to") == 1
    (tmp_path / "go on").touch()
    first_done, first_states, _ = ended(first, line)
    both = [*first_done.items(), *second_done.items()]
    assert all(is_whole(Path(source), Path(target), 2) for source, target in both)
    assert sorted(target for _, target in both) == sorted(map(str, (tmp_path / "out").iterdir()))
    if on_exists == "skip":
        assert sorted([*first_done, *second_done]) == sorted(map(str, sources))
        assert first_states + second_states == {"done": PICTURES, "skipped": PICTURES}
        assert str(sources[3]) in first_done
        assert "another run is making" in said
    else:
        assert first_states == second_states == {"done": PICTURES}


def test_both_start_at_the_same_moment(sources: list[Path], tmp_path: Path) -> None:
    processes = [start(sources, "skip", tmp_path / "begin", tmp_path) for _ in range(2)]
    (tmp_path / "begin").touch()
    both = [ended(process) for process in processes]
    done = [source for found, _, _ in both for source in found]
    assert sorted(done) == sorted(map(str, sources))
    assert all(is_whole(Path(source), Path(target), 2) for found, _, _ in both for source, target in found.items())
    assert len(list((tmp_path / "out").iterdir())) == PICTURES


def test_what_one_left_to_the_other_that_was_then_killed_is_gone_on_with(
    sources: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "Runner", partial(Runner, repeat_in_steps))
    first = start(sources, "skip", tmp_path, tmp_path / "never")
    assert first.stdout is not None
    first.stdout.readline()  # the first picture is done
    _, states, _ = ended(start(sources, "skip", tmp_path, tmp_path))
    assert states["skipped"]
    first.kill()
    first.communicate()
    assert cli.main(["--resume", "--quiet"]) == cli.OK
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [f"{path.stem}_2x.png" for path in sources]
