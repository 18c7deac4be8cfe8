from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.qt import pick
from tests.unit.gui.options.conftest import MakeSection
from upscaler.geometry import Size
from upscaler.gui.options.format import FormatSection
from upscaler.gui.options.section import CurrentPicture, PanelState
from upscaler.images.codecs.base import Header
from upscaler.options import UpscaleOptions


def test_quality_is_there_for_lossy_formats_only(make_section: MakeSection) -> None:
    section = make_section(FormatSection)  # a BMP, which becomes a PNG
    assert section.quality.isVisible()  # its place is kept for pictures that have one
    assert not section.quality.isEnabled()
    assert section.quality.value_label.text() == "–"
    for format, standard in (("jpg", 95), ("webp", 95), ("avif", 90)):
        pick(section.choice, format)
        assert section.quality.isVisible()
        assert section.quality.slider.value() == standard
        assert not section.reset.isEnabled()
    pick(section.choice, "tiff")
    assert not section.quality.isVisible()
    assert section._state.options.quality is None


def test_the_quality_is_chosen_and_given_back(make_section: MakeSection) -> None:
    section = make_section(FormatSection, UpscaleOptions(format="jpg"))
    QTest.keyClick(section.quality.slider, Qt.Key.Key_PageDown)
    assert section._state.options.quality == 90
    assert section.quality.value_label.text() == "90"
    QTest.mouseClick(section.reset, Qt.MouseButton.LeftButton)
    assert section._state.options.quality is None
    assert section.quality.value_label.text() == "95"


def test_what_the_format_cannot_hold_is_told_before_the_start(make_section: MakeSection) -> None:
    deep = CurrentPicture(Path("a.png"), Header("png", Size(300, 200), bits=16, alpha=True))
    section = make_section(FormatSection, picture=deep)
    assert not section.losses.isVisible()
    pick(section.choice, "jpg")
    assert section.losses.isVisible()
    assert "transparency" in section.losses.text()
    assert "16 bits" in section.losses.text()


def test_a_picture_that_is_too_large_for_the_format(make_section: MakeSection) -> None:
    section = make_section(FormatSection, picture=CurrentPicture(Path("a.png"), Header("png", Size(5000, 10))))
    pick(section.choice, "webp")
    assert "a.webp" in section.losses.text()
    assert "PNG" in section.losses.text()  # a format that can


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (Header("jpg", Size(300, 200)), "Same as the original"),
        (Header("bmp", Size(300, 200)), "Instead of BMP: PNG"),
        (Header("gif", Size(300, 200)), "Instead of GIF: PNG"),
        (Header("gif", Size(300, 200), frames=12), "Instead of GIF: animated PNG"),
    ],
)
def test_where_the_format_cannot_be_kept_it_says_what_is_written(
    make_section: MakeSection, header: Header, said: str
) -> None:
    section = make_section(FormatSection, picture=CurrentPicture(Path("a"), header))
    assert section.choice.currentText() == said
    section.show_state(PanelState(UpscaleOptions()))
    assert section.choice.currentText() == "Same as the original"


def test_a_file_size_is_typed_in_megabytes(make_section: MakeSection) -> None:
    section = make_section(FormatSection, UpscaleOptions(format="jpg"))
    for typed, kilobytes in (("2", 2000), ("0.5", 500), ("1,25", 1250)):
        section.at_most.selectAll()
        QTest.keyClicks(section.at_most, typed)
        assert section._state.options.largest_file == kilobytes
    section.at_most.selectAll()
    QTest.keyClicks(section.at_most, "much")
    assert section.at_most.property("wrong")
    assert section._state.options.largest_file == 1250
    section.at_most.editingFinished.emit()
    assert section.at_most.text() == "1.25"
    section.at_most.clear()
    section.at_most.textEdited.emit("")
    assert section._state.options.largest_file is None


def test_a_lossless_format_has_no_file_size(make_section: MakeSection) -> None:
    section = make_section(FormatSection, UpscaleOptions(format="png", largest_file=500))
    assert not section.at_most.isVisible()
    pick(section.choice, "jpg")
    assert section.at_most.isVisible()
    assert section.at_most.text() == "0.5"


def test_png_files_are_written_fast_or_small(make_section: MakeSection) -> None:
    section = make_section(FormatSection)  # a BMP, which becomes a PNG
    assert not section.png.isVisible()  # it would appear and disappear with the picture in view
    pick(section.choice, "png")
    assert section.png.isVisible()
    pick(section.png, "small")
    assert section._state.options.png == "small"
    pick(section.choice, "webp")
    assert not section.png.isVisible()
