import shutil
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from upscaler.geometry import Size
from upscaler.images.codecs.base import Header
from upscaler.images.estimate import file_bytes
from upscaler.images.formats import BY_NAME
from upscaler.jobs import disk_space as module
from upscaler.jobs.disk_space import DiskSpace, DiskSpaceInBackground, result_bytes
from upscaler.jobs.job import Job
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

X2 = UpscaleOptions(TargetSize(2))
PHOTO = Header("jpg", Size(1000, 500))


def job(source: Path, options: UpscaleOptions = X2, named: str | None = None) -> Job:
    return Job(1, source, source.parent / "upscaled", options, named=named)


def test_the_bytes_of_a_result() -> None:
    source, size = Path("a.jpg"), Size(2000, 1000)
    assert result_bytes(job(source), PHOTO) == file_bytes(size, PHOTO, BY_NAME["jpg"])
    assert result_bytes(job(source, named="b.png"), PHOTO) == file_bytes(size, PHOTO, BY_NAME["png"])
    poor = UpscaleOptions(TargetSize(2), quality=30)
    assert result_bytes(job(source, poor), PHOTO) == file_bytes(size, PHOTO, BY_NAME["jpg"], 30)


@pytest.mark.parametrize(("on_exists", "counts"), [("rename", True), ("skip", False), ("overwrite", False)])
def test_what_is_there_already_needs_nothing_more(on_exists: str, counts: bool, tmp_path: Path) -> None:
    (tmp_path / "upscaled").mkdir()
    (tmp_path / "upscaled" / "a_2x.jpg").touch()
    options = UpscaleOptions(TargetSize(2), on_exists=on_exists)  # type: ignore[arg-type]  # a name is a choice
    assert bool(result_bytes(job(tmp_path / "a.jpg", options), PHOTO)) is counts


def test_an_estimate_is_made_by_a_thread_of_its_own(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
    told: list[str] = []
    disk_space = DiskSpaceInBackground(lambda _: told.append(threading.current_thread().name))
    shutil.copy(sample, tmp_path / "a.png")
    disk_space.add([job(tmp_path / "a.png")])
    disk_space.wait(10)
    assert told == ["disk space"]
    disk_space.end()


def test_an_estimate_that_nobody_waits_for_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[Job] = []

    def count(_: DiskSpace, job: Job) -> None:
        counted.append(job)
        disk_space.end()

    monkeypatch.setattr(DiskSpace, "add", count)
    disk_space = DiskSpaceInBackground(lambda _: None)
    disk_space.add([job(tmp_path / "a.png"), job(tmp_path / "b.png")])
    disk_space.wait(0.1)
    assert counted == [job(tmp_path / "a.png")]


def test_what_will_not_fit_is_told_once(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(sample, tmp_path / "a.png")
    one = result_bytes(job(tmp_path / "a.png"), Header("png", Size(256, 256)))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=3 * one))
    told: list[str] = []
    disk_space = DiskSpace(told.append)
    for _ in range(3):
        disk_space.add(job(tmp_path / "a.png"))
        disk_space.add(job(tmp_path / "missing.png"))
    assert told == []
    for _ in range(3):
        disk_space.add(job(tmp_path / "a.png"))
    (sentence,) = told
    assert f"in “{tmp_path}”, which has 1 MB free" in sentence


def test_of_very_many_some_stand_for_the_others(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_EACH", 10)
    shutil.copy(sample, tmp_path / "a.png")
    one = result_bytes(job(tmp_path / "a.png"), Header("png", Size(256, 256)))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=500 * one))
    opened: list[Path] = []

    def read(job: Job) -> Header:
        opened.append(job.source)
        return Header("png", Size(256, 256))

    monkeypatch.setattr(module, "header_of", read)
    told: list[str] = []
    disk_space = DiskSpace(told.append)
    for count in range(1000):
        if count == 450:
            assert told == []
        disk_space.add(job(tmp_path / "a.png"))
    assert len(told) == 1
    assert len(opened) == 20
