from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.qt import PACE
from upscaler.geometry import Size
from upscaler.gui import words
from upscaler.gui.controls import Choice
from upscaler.gui.options_panel import OptionsPanel, Sample
from upscaler.images.header import Header
from upscaler.options import Enlargement, UpscaleOptions

SAMPLE = Sample(Path("/photos/harbour.bmp"), Header("bmp", Size(1200, 800)))


@pytest.fixture
def panel(qtbot: QtBot) -> OptionsPanel:
    made = OptionsPanel(UpscaleOptions(), None)
    qtbot.addWidget(made)
    made.resize(304, 700)
    made.show()
    return made


def pick(choice: Choice, data: str) -> None:
    """As a person does: only that sends `activated`."""
    position = choice.findData(data)
    assert position >= 0
    choice.setCurrentIndex(position)
    choice.activated.emit(position)


def test_without_a_picture_it_says_what_it_can(panel: OptionsPanel) -> None:
    assert panel._pixels.text() == "4× as wide and as high"
    assert panel._name.text() == ""


def test_the_size_of_the_result_is_seen_at_once(panel: OptionsPanel, qtbot: QtBot) -> None:
    panel.set_sample(SAMPLE)
    assert panel._pixels.text().replace(words.NARROW, " ") == "4800 × 3200 px · 15.4 MP"
    with qtbot.waitSignal(panel.changed):
        QTest.mouseClick(panel._size.button(2), Qt.MouseButton.LeftButton)
    assert panel.options.enlargement == Enlargement(2)
    assert panel._pixels.text().replace(words.NARROW, " ") == "2400 × 1600 px · 3.8 MP"
    assert panel._name.text() == "harbour_2x.png"


def test_format_and_what_happens_to_existing_files(panel: OptionsPanel, qtbot: QtBot) -> None:
    panel.set_sample(SAMPLE)
    for format, name in (("jpg", "harbour_4x.jpg"), ("tiff", "harbour_4x.tif"), ("keep", "harbour_4x.png")):
        with qtbot.waitSignal(panel.changed):
            pick(panel._format, format)
        assert panel.options.format == format
        assert panel._name.text() == name
    with qtbot.waitSignal(panel.changed):
        pick(panel._exists, "skip")
    assert panel.options.on_exists == "skip"


def test_a_folder_can_be_chosen_and_left_again(
    panel: OptionsPanel, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.set_sample(SAMPLE)
    assert panel._where.text() == "/photos/upscaled"
    answers = iter([str(tmp_path), ""])
    monkeypatch.setattr("upscaler.gui.options_panel.QFileDialog.getExistingDirectory", lambda *_: next(answers))
    with qtbot.waitSignal(panel.changed):
        pick(panel._folder, "choose")
    assert panel.output == tmp_path
    assert panel._where.text() == str(tmp_path)
    pick(panel._folder, "choose")  # and the dialog is closed without an answer
    assert panel.output == tmp_path
    assert panel._folder.currentData() == str(tmp_path)
    pick(panel._folder, "beside")
    assert panel.output is None
    assert panel._where.text() == "/photos/upscaled"


def test_more_options_unfold(panel: OptionsPanel, qtbot: QtBot) -> None:
    assert not panel.more_shown
    QTest.mouseClick(panel._more_button, Qt.MouseButton.LeftButton)
    assert panel.more_shown
    assert panel._device.isVisible()
    with qtbot.waitSignal(panel.changed):
        pick(panel._precision, "fp32")
    with qtbot.waitSignal(panel.changed):
        pick(panel._device, "cpu")
    assert (panel.options.device, panel.options.precision) == ("cpu", "fp32")


def test_only_what_the_computer_has_is_offered(panel: OptionsPanel) -> None:
    assert panel._device.findData("cuda") == -1
    assert panel._precision.findData("fp16") == -1
    panel.set_devices(["cuda", "cpu"])
    assert panel._device.findData("cuda") >= 0
    assert panel._precision.findData("fp16") >= 0


def test_a_remembered_device_that_is_gone_becomes_automatic(qtbot: QtBot) -> None:
    panel = OptionsPanel(UpscaleOptions(device="cuda"), None)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.changed):
        panel.set_devices(["cpu"])
    assert panel.options.device == "auto"


def test_the_time_is_told_once_it_can_be_known(panel: OptionsPanel) -> None:
    assert panel._time.text() == ""
    panel.set_pace(PACE)
    assert panel._time.text() == ""
    panel.set_sample(Sample(Path("a.jpg"), Header("jpg", Size(4000, 3000))))
    # 12 megapixels at 1 µs, 192 at 0.1 µs twice: in the network's result and in the file
    assert panel._time.text().replace(words.NARROW, " ") == "About 50 s on this computer (CPU, bf16)"


def test_what_the_format_cannot_hold_is_told_before_the_start(panel: OptionsPanel) -> None:
    panel.set_sample(Sample(Path("a.png"), Header("png", Size(300, 200), bits=16, alpha=True)))
    assert not panel._losses.isVisible()
    pick(panel._format, "jpg")
    assert panel._losses.isVisible()
    assert "transparency" in panel._losses.text()
    assert "16 bits" in panel._losses.text()
    panel.set_sample(Sample(Path("a.png"), Header("png", Size(5000, 10))))
    pick(panel._format, "webp")
    assert "a.webp" in panel._losses.text()
    assert "PNG" in panel._losses.text()  # a format that can
