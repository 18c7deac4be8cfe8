from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.qt import THROUGHPUT, pick, title_of
from upscaler.geometry import Size
from upscaler.gui.options.panel import SMALLEST_WIDTH, WIDTH, OptionsPanel
from upscaler.gui.options.section import CurrentPicture
from upscaler.gui.widgets.theme import Theme
from upscaler.images.codecs.base import Header
from upscaler.options import CLEAN_MODEL, RESTORE_MODEL, ModelChoice, UpscaleOptions
from upscaler.target_size import TargetSize

PICTURE = CurrentPicture(Path("/photos/harbour.bmp"), Header("bmp", Size(1200, 800)))


@pytest.fixture
def panel(qapp: QApplication, qtbot: QtBot) -> OptionsPanel:
    Theme(qapp, "dark")
    made = OptionsPanel(UpscaleOptions(), None)
    qtbot.addWidget(made)
    made.resize(WIDTH, 700)
    made.show()
    return made


def test_a_request_reaches_all_sections(panel: OptionsPanel, qtbot: QtBot) -> None:
    panel.set_picture(PICTURE)
    with qtbot.waitSignal(panel.changed):
        QTest.mouseClick(panel.size_section.scales.button(2), Qt.MouseButton.LeftButton)
    assert panel.options.size == TargetSize(2)
    assert panel.more.name_section.example.text() == "harbour_2x.png"
    with qtbot.waitSignal(panel.changed):
        pick(panel.format_section.choice, "jpg")
    assert panel.more.name_section.example.text() == "harbour_2x.jpg"
    with qtbot.waitSignal(panel.changed):
        pick(panel.more.exists_section.choice, "skip")
    assert panel.options == UpscaleOptions(TargetSize(2), format="jpg", on_exists="skip")


def test_nothing_is_wider_than_the_panel(panel: OptionsPanel) -> None:
    panel.set_picture(PICTURE)
    panel.set_throughput(THROUGHPUT)
    panel.show_more(True)
    QTest.mouseClick(panel.size_section.scales.button("custom"), Qt.MouseButton.LeftButton)
    pick(panel.format_section.choice, "jpg")
    page = panel.widget()
    assert page is not None and page.minimumSizeHint().width() <= WIDTH - 10  # the scroll bar's


@pytest.mark.parametrize("width", [WIDTH, SMALLEST_WIDTH])
def test_nothing_moves_when_more_is_known_or_another_picture_is_in_view(panel: OptionsPanel, width: int) -> None:
    panel.resize(width, 700)

    def places() -> list[int]:
        QApplication.processEvents()
        return [section.y() for section in panel._sections()]

    before = places()
    jpeg, png = (CurrentPicture(Path(f"/photos/a.{kind}"), Header(kind, Size(1200, 800))) for kind in ("jpg", "png"))
    damaged, clean = ModelChoice(RESTORE_MODEL, 100, "jpeg", detail=82), ModelChoice(CLEAN_MODEL, detail=50)
    for picture, seen in ((png, None), (jpeg, damaged), (png, clean), (jpeg, clean)):
        panel.set_picture(picture)
        panel.set_seen(seen)
        assert places() == before
        assert panel.model_section.seen.text() or panel.model_section.sentence.isVisible()
    panel.set_throughput(THROUGHPUT)
    assert panel.size_section.time.text()
    assert places() == before


def test_a_remembered_device_that_is_gone_becomes_automatic(qtbot: QtBot) -> None:
    panel = OptionsPanel(UpscaleOptions(device="cuda"), None)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.changed):
        panel.set_devices({"cpu": "AMD"})
    assert panel.options.device == "auto"


def test_a_precision_that_a_processor_lacks_becomes_automatic(qtbot: QtBot) -> None:
    panel = OptionsPanel(UpscaleOptions(precision="fp16"), None)  # remembered from a graphics card
    qtbot.addWidget(panel)
    panel.set_devices({"cuda": "NVIDIA", "cpu": "AMD"})
    assert panel.options.precision == "fp16"
    panel.set_devices({"cpu": "AMD"})
    assert panel.options.precision == panel.more.device_section.precision.currentData() == "auto"


def test_a_throughput_of_other_options_is_forgotten(panel: OptionsPanel) -> None:
    panel.set_picture(PICTURE)
    panel.set_throughput(THROUGHPUT)
    pick(panel.format_section.choice, "webp")
    assert panel.size_section.time.text()
    pick(panel.more.device_section.precision, "fp32")
    assert panel.size_section.time.text() == ""
    panel.set_throughput(replace(THROUGHPUT, precision="fp32"))
    assert "fp32" in panel.size_section.time.text()


def test_a_preset_brings_its_options_but_no_missing_device(panel: OptionsPanel, qtbot: QtBot) -> None:
    shop = UpscaleOptions(TargetSize(2000, "longest"), device="cuda", strip_metadata=True)
    with qtbot.waitSignal(panel.changed):
        panel.presets.chosen.emit(shop)
    assert panel.options == replace(shop, device="auto")
    assert panel.size_section.custom.number.text() == "2000"
    panel.presets.save("Shop")
    assert panel.presets.presets == {"Shop": panel.options}
    assert panel.presets.text() == "Shop"


def test_a_screen_reader_says_what_a_choice_is_about(panel: OptionsPanel) -> None:
    more = panel.more
    titled = {
        panel.model_section.choice: "Model",
        panel.format_section.choice: "Format",
        panel.folder_section.choice: "Save to",
        more.exists_section.choice: "If the file exists",
        more.metadata_section.choice: "Camera data, date, location (GPS)",
        more.device_section.device: "Run on",
        more.device_section.precision: "Precision",
    }
    assert {choice: title_of(choice) for choice in titled} == titled


def test_files_of_models_go_to_the_list_of_models(panel: OptionsPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    added: list[Path] = []
    monkeypatch.setattr(panel.model_section, "add", added.extend)
    panel.add_models([Path("/models/sharp.pth")])
    assert added == [Path("/models/sharp.pth")]
    panel.shut_down()
