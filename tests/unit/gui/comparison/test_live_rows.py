import time
from pathlib import Path

import cv2
import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from upscaler.errors import NotEnoughDiskError
from upscaler.gui.comparison import live_rows as module
from upscaler.gui.comparison.live_rows import LiveRows


def test_only_the_watched_picture_is_told_of(qtbot: QtBot) -> None:
    live_rows = LiveRows()
    told: list[tuple[int, int]] = []
    live_rows.grown.connect(lambda entry_id, layer: told.append((entry_id, layer.rows)))
    canvas = np.zeros((40, 30, 3), np.uint8)
    tell = live_rows.row_callback(7)
    tell(canvas, 10)
    assert told == []
    live_rows.watch(7)
    tell(canvas, 20)
    tell(np.zeros((40, 30, 3), np.uint8), 40)  # the second picture of an animation
    tell(canvas, 40)
    live_rows.watch(8)
    tell(canvas, 40)
    assert told == [(7, 20), (7, 40)]


@pytest.mark.parametrize("error", [NotEnoughDiskError(Path("scratch"), 2), cv2.error("Insufficient memory")])
def test_no_room_to_look_at_it_is_no_reason_not_to_make_it(
    error: Exception, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: object) -> None:
        raise error

    monkeypatch.setattr(module, "growing_layer", fails)
    live_rows = LiveRows()
    live_rows.watch(1)
    tell = live_rows.row_callback(1)
    with qtbot.assertNotEmitted(live_rows.grown):
        for row in (20, 40):
            tell(np.zeros((40, 30, 3), np.uint8), row)


def test_it_is_told_ten_times_a_second_and_always_at_the_end(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    live_rows = LiveRows()
    live_rows.watch(1)
    rows: list[int] = []
    live_rows.grown.connect(lambda _id, layer: rows.append(layer.rows))
    tell = live_rows.row_callback(1)
    canvas = np.zeros((1000, 3, 3), np.uint8)
    for row in range(1, 1001):  # 1,024 rows a second: times that floats represent exactly
        monkeypatch.setattr(time, "monotonic", lambda now=row / 1024: 50 + now)
        tell(canvas, row)
    assert rows == [1, *range(104, 1000, 103), 1000]
