"""Whatever a picture is called, the name of its result is valid on Linux, macOS and Windows, and unique."""

import tempfile
from pathlib import Path, PureWindowsPath

from hypothesis import given
from hypothesis import strategies as st

from upscaler.geometry import Size
from upscaler.images.codecs.base import Header
from upscaler.jobs.job import Job
from upscaler.jobs.naming import FIELDS, MAX_NAME_BYTES, same_name
from upscaler.jobs.targets import Targets
from upscaler.options import UpscaleOptions

HEADER = Header("tiff", Size(300, 200))
# As Linux allows them, with troublesome ones more often
STEMS = st.one_of(
    st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=300),
    st.text(st.sampled_from("aA. :\udcffäÄ\u0308\t🐈ß{}"), min_size=1, max_size=8),
    st.builds(
        "{}{}".format, st.sampled_from(["con", "NUL", "Com1", "lpt¹", ".upscaler-"]), st.text(" .x", max_size=300)
    ),
).filter(lambda stem: stem not in (".", ".."))
TEMPLATES = st.lists(
    st.one_of(st.sampled_from([f"{{{field}}}" for field in FIELDS]), st.text("ab. _:🐈", max_size=60)), max_size=5
).map("".join)


@given(st.lists(STEMS, min_size=1, max_size=12), TEMPLATES.filter(lambda template: template.strip(" .")))
def test_names(stems: list[str], template: str) -> None:
    targets, options = Targets(), UpscaleOptions(name=template)
    with tempfile.TemporaryDirectory() as folder:
        jobs = [Job(1, Path(folder) / "in" / f"{stem}.tif", Path(folder), options) for stem in dict.fromkeys(stems)]
        names = [targets.choose(job, HEADER).name for job in jobs]
    assert len({same_name(name) for name in names}) == len(jobs)
    for name in names:
        assert len(name.encode()) <= MAX_NAME_BYTES  # and no lone surrogate
        assert name.endswith(".tif")
        assert not set(name) & {*'<>:"/\\|?*', *map(chr, range(32))}
        assert not PureWindowsPath(name).is_reserved()
        assert not name.startswith(".upscaler-")
        assert name.removesuffix(".tif") == name.removesuffix(".tif").rstrip(" .")
