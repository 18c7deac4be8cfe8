from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.qt import THROUGHPUT, pick
from tests.unit.gui.options.conftest import MakeSection
from upscaler.errors import BrokenPictureError
from upscaler.gui.options.more import MoreOptions
from upscaler.gui.widgets import text
from upscaler.options import UpscaleOptions

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def more(make_section: MakeSection) -> MoreOptions:
    made: MoreOptions = make_section(MoreOptions)
    return made


def test_it_expands(more: MoreOptions) -> None:
    assert not more.is_expanded
    QTest.mouseClick(more.button, LEFT)
    assert more.is_expanded
    assert more.device_section.device.isVisible()


def test_each_choice_is_an_option(more: MoreOptions) -> None:
    more.expand(True)
    pick(more.exists_section.choice, "skip")
    pick(more.metadata_section.choice, True)
    pick(more.device_section.precision, "fp32")
    pick(more.device_section.device, "cpu")
    QTest.mouseClick(more.damaged_section.check, LEFT)
    QTest.mouseClick(more.provenance_section.check, LEFT)
    pick(more.texture_section.choice, "y")
    QTest.mouseClick(more.normal_map_section.check, LEFT)
    QTest.keyClicks(more.sheet_section.cells, "16x32")
    assert more._state.options == UpscaleOptions(
        on_exists="skip",
        strip_metadata=True,
        precision="fp32",
        device="cpu",
        allow_truncated=True,
        provenance=True,
        tileable="y",
        normal_map=True,
        cells="16x32",
    )


def test_the_words_about_metadata_follow_the_choice(more: MoreOptions) -> None:
    kept = more.metadata_section.meaning.text()
    pick(more.metadata_section.choice, True)
    assert more.metadata_section.meaning.text() != kept


def test_only_what_the_computer_has_is_offered(make_section: MakeSection, more: MoreOptions) -> None:
    assert more.device_section.device.findData("cuda") == -1
    assert more.device_section.precision.findData("fp16") == -1
    fast = make_section(MoreOptions, devices={"cuda": "NVIDIA", "cpu": "AMD"}).device_section
    assert fast.device.findData("cuda") >= 0
    assert fast.precision.findData("fp16") >= 0


def test_graphics_cards_are_offered_by_their_names(make_section: MakeSection) -> None:
    devices = {"vulkan:0": "Radeon RX 7600", "vulkan:1": "Intel Arc", "cpu": "AMD"}
    section = make_section(MoreOptions, devices=devices).device_section
    texts = [section.device.itemText(row) for row in range(section.device.count())]
    assert texts == ["Automatic", "Processor (CPU)", "Radeon RX 7600 (Vulkan)", "Intel Arc (Vulkan)"]
    assert section.precision.findData("fp16") == -1  # chosen automatically if it agrees
    pick(section.device, "vulkan:1")
    assert section.device.currentText() == "Intel Arc (Vulkan)"
    known = make_section(MoreOptions, devices=devices, throughput=replace(THROUGHPUT, device="vulkan"))
    assert known.device_section.device.currentText() == "Automatic: Graphics card (Vulkan)"


def test_automatic_says_what_it_has_chosen(make_section: MakeSection, more: MoreOptions) -> None:
    assert more.device_section.device.currentText() == "Automatic"
    known = make_section(MoreOptions, throughput=THROUGHPUT).device_section
    assert known.device.currentText() == "Automatic: Processor (CPU)"
    assert known.precision.currentText() == "Automatic: bf16"


def test_the_advice_on_a_damaged_file_tells_where_to_find_the_option(more: MoreOptions) -> None:
    advice = text.advice(BrokenPictureError(Path("a.jpg"), "the file is cut off"))
    assert f"“{more.damaged_section.check.text()}” under “{more.button.text()}”" in advice
