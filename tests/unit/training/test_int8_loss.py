from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.conftest import make_network, with_ranges
from upscaler.inference.engine import Engine
from upscaler.training import int8_loss
from upscaler.training.degradation.steps import Pixels
from upscaler.training.int8_loss import CELL, Case, compare, pictures

pytestmark = [pytest.mark.usefixtures("one_thread"), pytest.mark.int8]
PHOTO = Case("photo", 0, 0, "clean")


def test_the_place_shown_is_where_the_difference_is_largest(photo: Pixels, monkeypatch: pytest.MonkeyPatch) -> None:
    exact = np.zeros((200, 300, 3), np.uint8)
    near = exact.copy()
    near[7, 250, 1] = 9
    monkeypatch.setattr(int8_loss, "enlarged", lambda *arguments: {"fp32": exact, "int8": near}[arguments[3]])
    found = compare(Engine(make_network()), "a", 2, exact + 10, photo)
    assert found.largest == 9
    assert [place.shape for place in found.place] == 3 * [(CELL, CELL, 3)]
    assert (found.place[1].max(), found.place[2].max()) == (9, 9 * int8_loss.AMPLIFIED)
    assert found.loss < 0  # int8 is nearer to the reference there


def test_every_photo_at_every_scale(photos_folder: Path) -> None:
    found = [(scale, reference.shape[0] // lr.shape[0]) for _, scale, reference, lr in pictures(PHOTO, photos_folder)]
    assert found == 12 * [(2, 2), (3, 3), (4, 4)]


def test_the_table_and_the_sheet(
    photos_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(int8_loss, "CASES", (PHOTO,))
    monkeypatch.setattr(int8_loss, "load_engine", lambda *_: Engine(with_ranges(make_network())))
    int8_loss.main(["--photos", str(photos_folder), "--sheet", str(tmp_path / "a.jpg")])
    assert [line[:19] for line in capsys.readouterr().out.splitlines()[2:]] == [
        f"| photo | x{scale} | 12 |" for scale in (2, 3, 4)
    ]
    with Image.open(tmp_path / "a.jpg") as sheet:
        assert sheet.height > sheet.width
