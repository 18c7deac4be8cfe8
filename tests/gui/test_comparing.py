"""Viewing pictures in the whole window: previews, rows as they arrive, modes, full screen."""

import itertools
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.qt import run_ends
from upscaler.geometry import Region
from upscaler.gui.comparison import live_rows as live_rows
from upscaler.gui.comparison.preview_service import PreviewRequest, PreviewService
from upscaler.gui.comparison.stage import Side
from upscaler.gui.window.main_window import MainWindow
from upscaler.inference import devices, int8_choice, textures
from upscaler.jobs.commands import Command, Preview
from upscaler.jobs.job import State

Make = Callable[..., Path]
Drop = Callable[..., None]
Key = Qt.Key
LONG = 120_000  # milliseconds; on a busy computer torch takes long


@pytest.fixture
def filled(window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot) -> MainWindow:
    with qtbot.waitSignal(window.scanner.found):
        drop(window, *(make_photo(f"{name}.png", 64, 48) for name in "ab"))
    qtbot.waitUntil(lambda: window.view.content.scene is not None)
    return window


@pytest.fixture
def in_bf16(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rounding hides the order of summation; in fp32 other strips differ by 1e-7."""
    monkeypatch.setattr(devices, "is_bf16_faster", lambda: True)
    monkeypatch.setattr(int8_choice, "is_chosen", lambda: False)


@pytest.mark.usefixtures("in_bf16")
def test_a_preview_then_rows_then_the_result_and_all_are_the_same(
    filled: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = filled.view
    qtbot.waitUntil(lambda: len(view.content.parts) == 1, timeout=LONG)
    (preview,) = view.content.parts
    assert not list(filled.queue.entries[0].source.parent.glob("upscaled/*"))
    place = preview.region
    previewed = preview.layer.block(0, Region(0, 0, place.width, place.height))
    grown: list[int] = []
    monkeypatch.setattr(live_rows, "_EMIT_EVERY", 0)
    monkeypatch.setattr("upscaler.inference.backends.torch_backend.CPU_STRIP_BYTES", 8 * 64 * 48 * 2)
    filled.controller.live_rows.grown.connect(lambda _id, layer: grown.append(layer.rows))
    filled.press_primary()
    qtbot.waitUntil(lambda: Side.RESULT in view.content.layers, timeout=LONG)
    assert len(grown) > 2  # when they arrive, the layer may have more rows than when they were reported
    assert grown == sorted(grown)
    result = view.content.layers[Side.RESULT].block(0, place)
    assert np.array_equal(previewed, result)
    qtbot.waitUntil(lambda: not filled.controller.is_running, timeout=LONG)


def test_another_picture_is_previewed_while_a_job_runs(
    filled: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job waits until the preview is requested, which therefore runs during the job, and then until it is ready."""
    asked, served = threading.Event(), threading.Event()
    serve, send, enlarge = PreviewService.serve, filled.controller._send, textures.enlarge_as_asked

    def enlarge_when_asked(*arguments: Any) -> Any:
        asked.wait(60)
        return enlarge(*arguments)

    def note(command: Command) -> None:
        send(command)
        if isinstance(command, Preview):
            asked.set()

    monkeypatch.setattr(textures, "enlarge_as_asked", enlarge_when_asked)

    def wait_for_it(preview_service: PreviewService, request: PreviewRequest) -> None:
        serve(preview_service, request)
        assert served.wait(60) or not filled.controller.is_running

    monkeypatch.setattr(PreviewService, "serve", wait_for_it)
    filled.controller.start()
    second = filled.queue.entries[1]
    monkeypatch.setattr(filled.controller, "_send", note)
    filled.queue_panel.select(second.id)
    qtbot.waitUntil(lambda: len(filled.view.content.parts) == 1, timeout=LONG)
    assert (filled.queue.entries[0].state, second.state) == (State.RUNNING, State.WAITING)
    served.set()
    qtbot.waitUntil(lambda: not filled.controller.is_running, timeout=LONG)
    assert {entry.state for entry in filled.queue.entries} == {State.DONE}


def test_other_options_bring_another_preview(filled: MainWindow, qtbot: QtBot) -> None:
    view = filled.view
    qtbot.waitUntil(lambda: len(view.content.parts) == 1, timeout=LONG)
    before = view.content.parts[0]
    filled.options_panel.size_section._on_scale_chosen(2)
    assert view.content.parts == (before,)  # until the other one is ready
    qtbot.waitUntil(lambda: view.content.parts[0] != before, timeout=LONG)
    assert view.content.parts[0].region.width * 2 == before.region.width
    begun = time.perf_counter()
    filled.options_panel.size_section._on_scale_chosen(4)
    assert view.content.parts == (before,)
    assert time.perf_counter() - begun < 0.05


def test_other_options_for_a_finished_picture_are_seen_at_once(filled: MainWindow, qtbot: QtBot) -> None:
    view, panel = filled.view, filled.options_panel
    with run_ends(filled, qtbot, LONG):
        filled.press_primary()
    qtbot.waitUntil(lambda: Side.RESULT in view.content.layers)
    result = view.content.layers[Side.RESULT]
    panel.model_section.detail.slider.setValue(100)
    qtbot.waitUntil(lambda: Side.EARLIER in view.content.layers, timeout=LONG)
    assert [pane.side for pane in view.viewport.panes] == [Side.EARLIER, Side.RESULT]
    (part,) = view.content.parts
    whole = part.layer.block(0, Region(0, 0, 256, 192))
    assert part.region == Region(0, 0, 256, 192) and not np.array_equal(whole, result.block(0, part.region))
    panel.model_section._on_automatic_clicked()
    assert view.content.layers[Side.RESULT] is result
    assert len(list(filled.queue.entries[0].source.parent.glob("upscaled/*"))) == 2  # nothing more was written


def test_the_best_of_several_settings_is_taken_by_a_click(filled: MainWindow, qtbot: QtBot) -> None:
    view, panel = filled.view, filled.options_panel
    qtbot.waitUntil(lambda: len(view.content.parts) == 1, timeout=LONG)
    view.setFocus()
    QTest.keyClick(view, Key.Key_5)
    assert filled.top_bar.modes.current() == "variants"
    qtbot.waitUntil(lambda: all(variant.parts for variant in view.content.variants), timeout=LONG)
    names = [variant.label for variant in view.content.variants]
    assert names[0] == "Faithful" and names[-1] == "Crisp" and len(names) in (3, 4)
    place = view.content.variants[0].parts[0].region
    pixels = [v.parts[0].layer.block(0, Region(0, 0, place.width, place.height)) for v in view.content.variants]
    assert all(not np.array_equal(a, b) for a, b in itertools.pairwise(pixels))
    used = next(number for number, variant in enumerate(view.content.variants) if variant.is_used)
    assert not filled.take_buttons.buttons[used].isEnabled()
    QTest.mouseClick(filled.take_buttons.buttons[len(names) - 1], Qt.MouseButton.LeftButton)
    assert panel.options.detail == 100
    assert view.content.variants[-1].is_used
    assert view.content.variants[-1].parts  # it was there before
    QTest.mouseClick(filled.tools.dimensions["model"], Qt.MouseButton.LeftButton)
    assert "Drawing, text or screenshot" in [variant.label for variant in view.content.variants]
    QTest.keyClick(view, Key.Key_1)
    assert not view.content.variants and view.content.parts


def test_space_works_from_the_queue_and_every_mode_by_its_digit(filled: MainWindow, qtbot: QtBot) -> None:
    panel = filled.queue_panel.list
    for key, name in ((Key.Key_2, "split"), (Key.Key_3, "flicker"), (Key.Key_4, "added"), (Key.Key_1, "side-by-side")):
        filled.view.setFocus()
        QTest.keyClick(filled.view, key)
        assert filled.view.mode.name == name
        panel.setFocus()
        QTest.keyPress(panel, Key.Key_Space)
        assert {pane.side for pane in filled.view.viewport.panes} == {Side.ORIGINAL}
        QTest.keyRelease(panel, Key.Key_Space)
    filled.view.setFocus()
    QTest.keyClick(filled.view, Key.Key_M)
    assert filled.view.magnifies


def test_the_original_goes_when_the_focus_does(filled: MainWindow) -> None:
    filled.options_panel.show_more(True)
    for panel in (filled.view, filled.queue_panel.list):
        panel.setFocus()
        QTest.keyPress(panel, Key.Key_Space)
        filled.options_panel.more.name_section.template.setFocus()
        assert {pane.side for pane in filled.view.viewport.panes} != {Side.ORIGINAL}


def test_zoom_and_place_are_kept_from_picture_to_picture(filled: MainWindow, qtbot: QtBot) -> None:
    view, second = filled.view, filled.queue.entries[1]
    assert view.is_fitted
    view.setFocus()
    QTest.keyClick(view, Key.Key_Z)
    view.zoom_by(6)
    view.centre_on(100, 60)
    camera = view.viewport.camera
    QTest.keyClick(view, Key.Key_Down)
    qtbot.waitUntil(lambda: filled.presenter._shown == (second.id, None))
    assert view.viewport.camera == camera
    assert filled.navigator.isVisible()
    QTest.keyClick(view, Key.Key_F)
    QTest.keyClick(view, Key.Key_Up)
    qtbot.waitUntil(lambda: filled.presenter._shown != (second.id, None))
    assert view.is_fitted
    assert not filled.navigator.isVisible()


def test_tab_folds_the_panels_after_a_click_in_the_picture_and_else_moves_the_focus(filled: MainWindow) -> None:
    panels = (filled.queue_panel, filled.options_panel)
    QTest.mouseClick(filled.view, Qt.MouseButton.LeftButton)
    for shown in (False, True):
        QTest.keyClick(filled.view, Key.Key_Tab)
        assert {panel.isVisible() for panel in panels} == {shown}
    filled.queue_panel.list.setFocus()
    filled.view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(filled.view, Key.Key_Tab)
    assert not filled.view.hasFocus()
    assert all(panel.isVisible() for panel in panels)


def test_the_bars_follow_the_full_screen_whoever_changes_it(filled: MainWindow) -> None:
    bars = (filled.top_bar, filled.bottom_bar, filled.queue_panel, filled.options_panel)
    for state, shown in ((Qt.WindowState.WindowFullScreen, False), (Qt.WindowState.WindowNoState, True)) * 2:
        filled.setWindowState(state)  # as the desktop does
        assert {bar.isVisible() for bar in bars} == {shown}
    filled.toggle_full_screen()
    filled.setWindowState(Qt.WindowState.WindowNoState)
    assert all(bar.isVisible() for bar in bars)


def test_full_screen_is_left_by_escape_first(filled: MainWindow, qtbot: QtBot) -> None:
    filled.controller.start()
    filled.controller.pause()
    QTest.keyClick(filled.view, Key.Key_F11)
    assert filled.isFullScreen()
    bars = (filled.top_bar, filled.queue_panel, filled.options_panel, filled.bottom_bar)
    assert not any(part.isVisible() for part in bars)
    QTest.keyClick(filled.view, Key.Key_Escape)
    assert not filled.isFullScreen()
    assert all(part.isVisible() for part in bars)
    assert filled.confirmations.question is None
    QTest.keyClick(filled.view, Key.Key_Escape)
    assert filled.confirmations.question is not None
    filled.controller.stop()
    qtbot.waitUntil(lambda: not filled.controller.is_running, timeout=LONG)


def test_100_percent_is_one_pixel_per_pixel_of_the_screen_at_any_density(make_photo: Make) -> None:
    """In a separate process, because the density is fixed at start-up."""
    script = """
import sys
import numpy as np
from pathlib import Path
from PySide6.QtGui import QImage
from upscaler.gui.app import create_application
from upscaler.gui.comparison.layer import build_layer
from upscaler.gui.comparison.stage import Content, Side
from upscaler.gui.comparison.view import ComparisonView
app = create_application()
pixels = np.random.default_rng(0).integers(0, 256, (900, 1200, 3), np.uint8)
view = ComparisonView()
view.resize(400, 300)
view.set_content(Content({Side.RESULT: build_layer(pixels)}))
for zoom in (1, 2):
    view.zoom_to(zoom)
    for _ in range(8):  # until there was time for all tiles
        image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    assert (image.width(), image.height()) == (800, 600), image.size()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(600, image.bytesPerLine())
    seen = rows[:, :2400].reshape(600, 800, 3)[100:500, 100:700]
    x, y = view.viewport.camera.origin(view.viewport.pane_size)
    grown = pixels.repeat(zoom, 0).repeat(zoom, 1)
    assert (seen == grown[100 - y : 500 - y, 100 - x : 700 - x]).all()
print("same")
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "2"}
    ended = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert ended.stdout == "same\n", ended.stderr
