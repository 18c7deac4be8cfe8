from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from upscaler.jobs.job import Job
from upscaler.jobs.shards import FILE_COST, NamedJobs, Part, Shard, read_shard
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize


def made(folder: Path, sizes: list[tuple[int, int]]) -> list[Job]:
    folder.mkdir(exist_ok=True)
    jobs = []
    for number, size in enumerate(sizes, 1):
        source = folder / f"{number:03}.png"
        Image.new("L", size, 90).save(source)
        jobs.append(Job(number, source, folder / "out", UpscaleOptions(TargetSize(2), on_exists="skip")))
    return jobs


def test_parts_are_even_by_pixels_and_together_they_are_the_list(tmp_path: Path) -> None:
    values = np.random.default_rng(0)
    sizes = [(int(values.integers(1, 900)), int(values.integers(1, 900))) for _ in range(60)]
    jobs = made(tmp_path, sizes)
    parts = [Part(jobs, Shard(index, 4)) for index in range(1, 5)]
    ids = [[job.id for job in part] for part in parts]
    assert sorted(number for part in ids for number in part) == list(range(1, 61))
    pixels = [sum(sizes[number - 1][0] * sizes[number - 1][1] + FILE_COST for number in part) for part in ids]
    assert max(pixels) - min(pixels) <= 900 * 900 + FILE_COST
    assert ids == [[job.id for job in Part(jobs, part.shard)] for part in parts]
    assert {part.digest for part in parts} == {parts[0].digest}
    assert [(part.own, part.total) for part in parts] == [(len(part), 60) for part in ids]
    other = Part(jobs[:-1], Shard(1, 4))
    list(other)
    assert other.digest != parts[0].digest


def test_files_that_cannot_be_read_are_shared_too(tmp_path: Path) -> None:
    jobs = [Job(number, tmp_path / f"none{number}.png", tmp_path, UpscaleOptions()) for number in range(9)]
    assert [len(list(Part(jobs, Shard(index, 3)))) for index in (1, 2, 3)] == [3, 3, 3]


def test_names_follow_from_the_list_alone(tmp_path: Path) -> None:
    jobs = made(tmp_path, [(4, 4), (4, 4)])
    twin = tmp_path / "001.bmp"
    Image.new("L", (4, 4), 90).save(twin)
    jobs.insert(1, Job(3, twin, jobs[0].folder, jobs[0].options))
    jobs[0].folder.mkdir()
    (jobs[0].folder / "001_2x.png").touch()  # by an earlier run, or another machine
    names = [job.named for job, _ in NamedJobs(jobs)]
    assert names == ["001_2x.png", "001_2x (2).png", "002_2x.png"]


@pytest.mark.parametrize(
    ("text", "environment", "shard"),
    [
        ("3/16", {}, Shard(3, 16)),
        ("1/1", {}, Shard(1, 1)),
        ("auto", slurm := {"SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_MIN": "4"}
         | {"SLURM_ARRAY_TASK_MAX": "13", "SLURM_ARRAY_TASK_COUNT": "4"}, Shard(2, 4)),
        ("auto", slurm | {"SLURM_ARRAY_TASK_ID": "4", "SLURM_ARRAY_TASK_MAX": "4", "SLURM_ARRAY_TASK_COUNT": "1"},
         Shard(1, 1)),
        ("auto", sge := {"SGE_TASK_ID": "5", "SGE_TASK_FIRST": "1", "SGE_TASK_LAST": "10", "SGE_TASK_STEPSIZE": "2"},
         Shard(3, 5)),
        ("auto", {"LSB_JOBINDEX": "3", "LSB_JOBINDEX_END": "8", "LSB_JOBINDEX_STEP": "1"}, Shard(3, 8)),
        ("auto/16", {"PBS_ARRAY_INDEX": "16"}, Shard(16, 16)),
        ("auto/16", {"PBS_ARRAYID": "1"}, Shard(1, 16)),
        ("auto/10", sge, Shard(5, 10)),
    ],
)  # fmt: skip
def test_shards_that_are_understood(text: str, environment: Mapping[str, str], shard: Shard) -> None:
    assert read_shard(text, environment) == shard


@pytest.mark.parametrize(
    ("text", "environment", "reason"),
    [
        ("0/4", {}, "0 is not between 1 and 4"),
        ("5/4", {}, "5 is not between"),
        ("1/0", {}, "1 is not between"),
        ("-1/4", {}, "looks like"),
        ("1", {}, "looks like"),
        ("auto/", {}, "looks like"),
        ("auto", {}, "SLURM_ARRAY_TASK_ID"),
        ("auto", {"LSB_JOBINDEX": "0", "LSB_JOBINDEX_END": "0"}, "not a job of an array"),
        ("auto", {"SGE_TASK_ID": "undefined"}, "not a job of an array"),
        ("auto", {"PBS_ARRAY_INDEX": "3"}, "PBS does not say"),
        ("auto/16", {"PBS_ARRAY_INDEX": "0"}, "the index 0 of the PBS array"),
        ("auto", slurm | {"SLURM_ARRAY_TASK_ID": "5"}, "gaps"),
    ],
)
def test_shards_that_are_refused(text: str, environment: Mapping[str, str], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_shard(text, environment)
