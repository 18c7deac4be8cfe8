from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from upscaler.gui.inputs.recent import KEPT, Place, Recent, RecentList
from upscaler.gui.system.settings import Settings
from upscaler.gui.widgets.controls import Button

LEFT = Qt.MouseButton.LeftButton
_ROW = "Open {}", "Remove {} from this list"


@pytest.fixture
def recent(qapp: QApplication) -> Iterator[Recent]:
    made = Recent(Settings())
    yield made
    made.shut_down()


def file(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text("")
    return path


def test_the_last_comes_first_and_once(recent: Recent, qtbot: QtBot, tmp_path: Path) -> None:
    a, b = file(tmp_path, "a.png"), file(tmp_path, "b.png")
    recent.note([])
    recent.note([a])
    recent.note([tmp_path])
    recent.note([b])
    recent.note([a])
    qtbot.waitUntil(lambda: recent.places == [Place(a, False), Place(b, False), Place(tmp_path, True)])
    assert Settings().recent() == [a, b, tmp_path]


def test_of_many_files_each_is_kept(recent: Recent, qtbot: QtBot, tmp_path: Path) -> None:
    a, b = file(tmp_path, "a.png"), file(tmp_path, "b.png")
    with qtbot.waitSignal(recent.changed):
        recent.note([a, b])
    assert recent.places == [Place(a, False), Place(b, False)]


def test_it_is_short_and_has_only_what_is_there(recent: Recent, qtbot: QtBot, tmp_path: Path) -> None:
    for number in range(KEPT + 3):
        recent.note([file(tmp_path, f"{number}.png")])
    qtbot.waitUntil(lambda: len(recent.places) == KEPT)
    (tmp_path / f"{KEPT}.png").unlink()
    with qtbot.waitSignal(recent.changed):
        recent.check()
    assert len(recent.places) == KEPT - 1
    with qtbot.waitSignal(recent.changed):
        recent.forget_all()
    assert recent.places == []


def test_a_place_that_cannot_be_looked_at_is_left_out(recent: Recent, qtbot: QtBot, tmp_path: Path) -> None:
    recent.note([Path(f"/{'a' * 300}")])  # pathlib would raise, as in a folder without read permission
    recent.note([file(tmp_path, "a.png")])
    qtbot.waitUntil(lambda: recent.places == [Place(tmp_path / "a.png", False)])


def test_where_nothing_can_be_found_out_nothing_changes(
    recent: Recent, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file(tmp_path, "a.png")
    with qtbot.waitSignal(recent.changed):
        recent.note([path])

    def fail(_paths: object) -> None:
        raise PermissionError

    monkeypatch.setattr("upscaler.gui.inputs.recent._places", fail)
    with qtbot.waitSignal(recent._background.delivered):
        recent.check()
    assert recent.places == [Place(path, False)]


def test_a_row_opens_and_its_cross_removes(recent: Recent, qtbot: QtBot, tmp_path: Path) -> None:
    path = file(tmp_path, "a & b, a rather long name that has to be shortened somewhere in the middle.png")
    rows = RecentList(recent)
    qtbot.addWidget(rows)
    rows.resize(300, 100)
    rows.show()
    with qtbot.waitSignal(recent.changed):
        recent.note([path])
    open_button, remove = rows.findChildren(Button)
    assert open_button.accessibleName() == f"Open {path.name}"
    qtbot.waitUntil(lambda: "…" in open_button.text())
    assert open_button.text().startswith("a && b")  # which shows one
    with qtbot.waitSignal(rows.chosen) as chosen:
        QTest.mouseClick(open_button, LEFT)
    assert chosen.args == [path]
    with qtbot.waitSignal(recent.changed):
        QTest.mouseClick(remove, LEFT)
    assert path.exists()
    assert recent.places == []


def test_tab_comes_to_the_rows_in_their_place(recent: Recent, qtbot: QtBot, tmp_path: Path) -> None:
    window, above, below, rows = QWidget(), Button("above"), Button("below"), RecentList(recent)
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    for widget in (above, rows, below):
        layout.addWidget(widget)
    for name in ("b.png", "a.png"):
        with qtbot.waitSignal(recent.changed):
            recent.note([file(tmp_path, name)])
    stops, stop = [], above.nextInFocusChain()
    while stop and stop is not below:
        if stop.focusPolicy() & Qt.FocusPolicy.TabFocus and stop.isVisibleTo(window):
            stops.append(stop.accessibleName())
        stop = stop.nextInFocusChain()
    assert stops == [does.format(name) for name in ("a.png", "b.png") for does in _ROW]
