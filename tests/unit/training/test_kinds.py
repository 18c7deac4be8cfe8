from __future__ import annotations

from pathlib import Path

import pytest

from upscaler.options import ModelChoice
from upscaler.training import kinds
from upscaler.training.kinds import Judged


@pytest.mark.parametrize(
    ("kind", "choice", "is_right"),
    [
        ("clean", ModelChoice("photo", 0, "none"), True),
        ("clean", ModelChoice("photo-restore", 20, "noise"), True),
        ("clean", ModelChoice("photo-restore", 30, "noise"), False),
        ("clean", ModelChoice("drawing", 0, "drawing"), False),
        ("old", ModelChoice("photo-restore", 10, "noise"), True),
        ("old", ModelChoice("photo", 0, "none"), False),
        ("page, jpeg", ModelChoice("drawing", 0, "drawing"), True),
        ("page, lossless", ModelChoice("photo-restore", 90, "jpeg"), False),
    ],
)
def test_what_is_right(kind: str, choice: ModelChoice, is_right: bool) -> None:
    assert Judged(kind, choice).is_right == is_right


def test_the_table_counts(large_photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "SIDE", 128)
    paths = sorted(large_photos.iterdir())[:7]
    made = list(kinds.pictures(paths, 6))
    assert len(made) == 3 * 7 + 6
    assert {kind for kind, _ in made} == {"clean", *kinds.DEGRADED, "page, jpeg", "page, lossless"}
    judged = [Judged(kind, ModelChoice("photo", 0, "none")) for kind, _ in made]
    rows = kinds.table(judged).splitlines()[2:]
    assert rows[0] == "| clean | 7 | 100 % | 0 (0 to 0) | none 7 |"
    assert rows[-1] == "| all | 27 | 25.9 % | | |"
