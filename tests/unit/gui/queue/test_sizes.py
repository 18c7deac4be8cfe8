from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.geometry import Size
from upscaler.gui.queue.entry import Entry
from upscaler.gui.queue.sizes import QueueSizes, read_sizes


@pytest.fixture
def sizes(qapp: QApplication) -> Iterator[QueueSizes]:
    made = QueueSizes()
    yield made
    made.shut_down()


def test_they_are_read_once_and_again_when_a_file_may_have_changed(
    sizes: QueueSizes, make_picture: Callable[..., Path], qtbot: QtBot
) -> None:
    paths = [make_picture("a.png", 24, 16), make_picture("b.png", 40, 30)]
    entries = [Entry(path) for path in paths]
    with qtbot.waitSignal(sizes.changed):
        assert sizes.of(entries) is None
    assert sizes.of(entries) == list(zip(entries, [Size(24, 16), Size(40, 30)], strict=True))
    make_picture("a.png", 8, 8)
    assert sizes.of(entries) == list(zip(entries, [Size(24, 16), Size(40, 30)], strict=True))
    sizes.forget(paths[0])
    with qtbot.waitSignal(sizes.changed):
        assert sizes.of(entries) is None
    assert sizes.of(entries) == list(zip(entries, [Size(8, 8), Size(40, 30)], strict=True))


def test_what_cannot_be_read_has_none(
    sizes: QueueSizes, make_picture: Callable[..., Path], qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "broken.png").write_bytes(b"nothing")
    entries = [Entry(tmp_path / "broken.png"), Entry(tmp_path / "missing.png"), Entry(make_picture("a.png", 24, 16))]
    assert read_sizes([entry.source for entry in entries[:2]]) == {entry.source: None for entry in entries[:2]}
    with qtbot.waitSignal(sizes.changed):
        sizes.of(entries)
    assert sizes.of(entries) == [(entries[2], Size(24, 16))]
