"""Whatever a file contains, the result is a Bitmap or a typed error. `make fuzz` runs more of this."""

import os
from pathlib import Path

from tests.fuzz.pool import Case, run
from tests.fuzz.seeds import mutated, seeds

COUNT = int(os.environ.get("FUZZ", "2000"))
FIRST = int(os.environ.get("FUZZ_SEED", "1"))


def test_mutated_files_end_as_pictures_or_as_errors() -> None:
    names = sorted(seeds())
    cases = [Case(names[i % len(names)], FIRST + i, i % 5 == 0) for i in range(COUNT)]
    report = run(cases)
    assert report.faults == []
    assert sum(report.outcomes.values()) == COUNT
    assert min(report.outcomes["bitmap"], report.outcomes["BrokenPictureError"]) > COUNT / 10  # it reaches decoders


def test_the_seeds_themselves_are_pictures(tmp_path: Path) -> None:
    from upscaler.images.decode import decode
    from upscaler.images.formats import FORMATS

    kinds = set()
    for name, content in seeds().items():
        (tmp_path / "case").write_bytes(content)
        found = decode(tmp_path / "case")
        assert found.pixels.size, name
        kinds.add(found.kind)
    assert kinds == {format.name for format in FORMATS}


def test_a_seed_is_always_changed_in_the_same_way() -> None:
    assert mutated(bytes(range(200)), 7) == mutated(bytes(range(200)), 7)
    assert mutated(bytes(range(200)), 7) != mutated(bytes(range(200)), 8)
