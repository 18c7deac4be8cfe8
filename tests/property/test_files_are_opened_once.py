"""A file is opened once for its header, no matter who asks for it and how often, and once for its pixels."""

import os
from pathlib import Path

import pytest

from tests.formats_page import pictures
from tests.opens import counted
from upscaler.errors import NotAPictureError, PictureTooLargeError
from upscaler.images import header
from upscaler.images.header import read_header
from upscaler.jobs.commands import Add, Commands
from upscaler.jobs.disk_space import DiskSpace
from upscaler.jobs.events import Ended, Event
from upscaler.jobs.job import Job, State
from upscaler.jobs.journal import Journal
from upscaler.jobs.runner import Runner
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

SEVERAL = ("PNG, animated", "GIF, animated", "TIFF, pages")  # frames are read while the network runs
PLAIN = ("PNG, 8 bits, RGB", "PNG, 16 bits, gray + alpha", "JPEG, RGB", "TIFF, 16 bits, RGB", "AVIF, 10 bits")
OTHER = ("HEIC, 10 bits", "JPEG 2000, 16 bits")


@pytest.mark.parametrize("title", [*PLAIN, *OTHER, *SEVERAL])
def test_one_job(title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(header, "MAY_CHANGE", 0)
    source = tmp_path / "source"
    pictures()[title](source)
    job = Job(1, source, tmp_path / "out", UpscaleOptions(TargetSize(2)))
    events: list[Event] = []
    journal = Journal()
    queue = journal.begin({})
    with counted() as opens:
        DiskSpace(lambda _: None).add(job)
        Runner().run(Commands(), queue, events.append, Add([job]))
    queue.leave()
    journal.close()
    assert [event.outcome.state for event in events if isinstance(event, Ended)] == [State.DONE]
    assert opens[str(source)] == 2 + (title in SEVERAL)


def test_a_header_counts_for_as_long_as_the_file_stays_what_it_is(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(sample.read_bytes())
    with counted() as opens:
        read_header(path)
        read_header(path)  # it may change within the same moment
        assert opens[str(path)] == 2
        monkeypatch.setattr(header, "MAY_CHANGE", 0)
        before = read_header(path)
        assert read_header(path) is before
        assert read_header(path, limit_megapixels=1) is before
        assert opens[str(path)] == 3
        with pytest.raises(PictureTooLargeError):
            read_header(path, limit_megapixels=0)
    path.write_bytes(b"as long as before".ljust(path.stat().st_size))
    os.utime(path, (1, 1))
    with pytest.raises(NotAPictureError):
        read_header(path)
