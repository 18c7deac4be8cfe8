from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.qt import THROUGHPUT, pick
from tests.translations import LANGUAGES
from tests.unit.gui.options.conftest import PICTURE, MakeSection
from upscaler.geometry import Size
from upscaler.gui.options.section import Crowd, PanelState
from upscaler.gui.options.size import SizeSection
from upscaler.gui.widgets import text
from upscaler.images.codecs.base import Header
from upscaler.options import UpscaleOptions
from upscaler.paths import resources
from upscaler.target_size import Larger, TargetSize

WIDTH_BESIDE_SCROLL_BAR = 234  # pixels, in a window 1280 pixels wide


@pytest.fixture
def section(make_section: MakeSection) -> SizeSection:
    made: SizeSection = make_section(SizeSection)
    return made


def asked(section: SizeSection) -> TargetSize:
    return section._state.options.size


def choose_custom(section: SizeSection) -> None:
    QTest.mouseClick(section.scales.button("custom"), Qt.MouseButton.LeftButton)


def type_number(section: SizeSection, shown: str) -> None:
    section.custom.number.selectAll()
    QTest.keyClicks(section.custom.number, shown)


def plain(shown: str) -> str:
    return shown.replace(text.NARROW, " ")


def test_pixels_and_megabytes_are_seen_at_once(section: SizeSection) -> None:
    assert plain(section.pixels.text()) == "4800 × 3200 · 15.4 MP · ≈ 17 MB"
    QTest.mouseClick(section.scales.button(2), Qt.MouseButton.LeftButton)
    assert asked(section) == TargetSize(2)
    assert plain(section.pixels.text()) == "2400 × 1600 · 3.8 MP · ≈ 5.6 MB"
    assert not section.custom.isVisible()


def test_any_scale_can_be_typed(section: SizeSection) -> None:
    choose_custom(section)
    assert section.custom.isVisible()
    assert section.custom.number.text() == "4"
    for typed, value in (("2.5", 2.5), ("1,5", 1.5), ("16", 16), ("7x", 7)):
        type_number(section, typed)
        assert asked(section) == TargetSize(value)
        assert section.custom.number.text() == typed
        assert not section.problem.isVisible()


@pytest.mark.parametrize("typed", ["0.5", "17", "much", "-3", "nan", "2.5.1"])
def test_a_number_that_makes_no_sense_is_told_and_changes_nothing(section: SizeSection, typed: str) -> None:
    choose_custom(section)
    type_number(section, typed)
    assert section.problem.text() == "Enter a number from 1 to 16."
    assert section.custom.number.property("wrong")
    assert (section.custom.number.text(), asked(section)) == (typed, TargetSize(4))  # not 1 for "17"
    section.custom.number.editingFinished.emit()
    assert not section.problem.isVisible()
    assert (section.custom.number.text(), asked(section)) == ("4", TargetSize(4))


def test_what_was_typed_counts_once_something_else_is_typed(section: SizeSection) -> None:
    choose_custom(section)
    type_number(section, "2.5")
    section.custom.number.editingFinished.emit()
    type_number(section, "2.5.5")
    assert asked(section) == TargetSize(2.5)


def test_a_size_chosen_elsewhere_replaces_what_was_typed(section: SizeSection) -> None:
    choose_custom(section)
    type_number(section, "20")
    section.options_requested.emit(UpscaleOptions(TargetSize(3000, "width")), None)  # a preset
    assert (section.custom.number.text(), section.custom.measure.currentData()) == ("3000", "width")
    assert not section.problem.isVisible()
    section.options_requested.emit(UpscaleOptions(), None)
    assert section.scales.current() == 4
    assert not section.custom.isVisible()


@pytest.mark.parametrize("code", ["en", *LANGUAGES])
def test_what_a_number_means_has_room(code: str, qapp: QApplication, make_section: MakeSection) -> None:
    translator = QTranslator()
    assert code == "en" or translator.load(str(resources() / "translations" / f"upscaler_{code}.qm"))
    qapp.installTranslator(translator)
    section = make_section(SizeSection)
    qapp.removeTranslator(translator)
    section.resize(WIDTH_BESIDE_SCROLL_BAR, section.height())
    choose_custom(section)
    QTest.qWaitForWindowExposed(section)
    pick(section.custom.measure, "width")
    pick(section.custom.unit, "cm")
    for choice in (section.custom.measure, section.custom.unit, section.custom.larger):
        texts = [choice.itemText(item) for item in range(choice.count())]
        assert "" not in texts
        room = choice.width() - 44  # as painted
        assert max(map(choice.fontMetrics().horizontalAdvance, texts)) <= room


def test_pixels_of_a_side(section: SizeSection) -> None:
    choose_custom(section)
    for measure, side in (("width", "4800"), ("height", "3200"), ("longest", "4800"), ("scale", "4")):
        pick(section.custom.measure, measure)
        larger = "fail" if measure == "scale" else "shrink"
        assert asked(section) == TargetSize(float(side), measure, larger=larger)  # type: ignore[arg-type]
        assert section.custom.number.text() == side  # the size stays
    pick(section.custom.measure, "longest")
    type_number(section, "2400")
    assert plain(section.pixels.text()).startswith("2400 × 1600 ·")
    type_number(section, "12.5")
    assert "whole number" in section.problem.text()


def test_a_size_that_this_picture_cannot_have_is_told(section: SizeSection) -> None:
    choose_custom(section)
    pick(section.custom.measure, "width")
    type_number(section, "120000")
    assert "76800 × 51200 pixels" in plain(section.problem.text())
    assert not section.custom.number.property("wrong")  # it may be valid for others
    assert not section.pixels.isVisible()


def test_the_time_is_told_once_it_is_known(make_section: MakeSection) -> None:
    assert make_section(SizeSection).time.text() == ""
    timed = make_section(SizeSection, throughput=THROUGHPUT)
    # 1 megapixel at 1 µs, 15 at 0.1 µs twice: in the network's result and in the file
    assert plain(timed.time.text()) == "Takes about 4 s here (CPU, bf16)"


def test_without_a_picture_it_says_what_it_can(make_section: MakeSection) -> None:
    assert make_section(SizeSection, picture=None).pixels.text() == "4× the width and height"
    wide = make_section(SizeSection, UpscaleOptions(TargetSize(1920, "width")), picture=None)
    assert wide.custom.isVisible()
    assert (wide.custom.number.text(), wide.custom.measure.currentData()) == ("1920", "width")
    assert wide.pixels.text() == ""
    pick(wide.custom.measure, "scale")
    assert asked(wide) == TargetSize(4)


def test_the_measure_that_it_has_already_changes_nothing(section: SizeSection) -> None:
    choose_custom(section)
    type_number(section, "2.5")
    pick(section.custom.measure, "scale")
    assert (section.custom.number.text(), asked(section)) == ("2.5", TargetSize(2.5))


def test_a_size_on_paper_says_what_it_needs(make_section: MakeSection) -> None:
    size = TargetSize(20, "width", unit="in", dpi=300)
    section = make_section(SizeSection, UpscaleOptions(size))  # for a picture that is 1200 pixels wide
    assert plain(section.pixels.text()).startswith("6000 × 4000 ·")
    assert plain(section.paper.text()).splitlines() == [
        "20 in × 13.33 in on paper",
        "5× larger; the original alone would be printed at 60 dpi",
    ]
    section.show_state(PanelState(UpscaleOptions(TargetSize(6000, "width")), picture=PICTURE))
    assert not section.paper.isVisible()


def test_a_box_on_paper_says_what_it_leaves_free(make_section: MakeSection) -> None:
    size = TargetSize(70, "box", height=50, unit="cm", dpi=150)
    section = make_section(SizeSection, UpscaleOptions(size))
    assert plain(section.paper.text()).startswith("70 cm × 46.67 cm on paper")


def test_bleed_is_told(make_section: MakeSection) -> None:
    size = TargetSize(30, "width", unit="cm", dpi=254, bleed=3)
    section = make_section(SizeSection, UpscaleOptions(size))
    assert plain(section.pixels.text()).startswith("3060 × 2060 ·")
    assert "With bleed 30.6 cm × 20.6 cm: the edges are mirrored" in plain(section.paper.text())


@pytest.mark.parametrize(
    ("larger", "width", "said"),
    [
        ("fail", 1200, "Printed at this size, it would have 400 dpi."),
        ("fail", 2, "Printed at this size, it would have 43 dpi."),
        ("shrink", 1200, "the result has 100 dpi"),
        ("copy", 1200, "the result has 400 dpi"),
    ],
)
def test_the_resolution_that_can_be_reached(make_section: MakeSection, larger: Larger, width: int, said: str) -> None:
    size = TargetSize(3, "width", unit="in", dpi=100, larger=larger)
    picture = replace(PICTURE, header=Header("png", Size(width, 800)))
    section = make_section(SizeSection, UpscaleOptions(size), picture=picture)
    assert said in f"{section.problem.text()} {section.paper.text()}"


def test_what_does_not_suit_the_size_is_told_before_the_start(make_section: MakeSection) -> None:
    sizes = [Size(3000, 2000), Size(2000, 100), Size(10, 10), Size(500, 400)]
    asked = TargetSize(2000, "longest", larger="skip")
    section = make_section(SizeSection, UpscaleOptions(asked), crowd=Crowd.of(sizes, asked))
    assert section.crowd.text() == "1 of 4 is already larger. 1 of 4 is too small and will fail."
    large = replace(PICTURE, header=Header("png", Size(3000, 2000)))
    section.show_state(PanelState(UpscaleOptions(asked), picture=large))
    assert section.problem.text() == "This picture is already larger and will be skipped."
    assert section.crowd.text() == ""


def gaps(section: SizeSection) -> list[int]:
    """The heights of the spaces between the parts that are visible, and below the last one."""
    column = section.layout()
    assert column is not None
    column.activate()
    section.resize(section.width(), section.heightForWidth(section.width()))
    areas = [child.geometry() for child in section.children() if isinstance(child, QWidget) and child.isVisible()]
    areas.sort(key=QRect.top)
    ends = [*(area.top() for area in areas[1:]), section.contentsRect().bottom() + 1]
    return [end - area.bottom() - 1 for area, end in zip(areas, ends, strict=True)]


def test_nothing_to_say_takes_no_space(make_section: MakeSection) -> None:
    on_paper = TargetSize(20, "width", unit="in", dpi=300)
    size, small = UpscaleOptions(on_paper), replace(on_paper, value=2, larger="skip")
    section = make_section(SizeSection, size, throughput=THROUGHPUT)
    usual, state = gaps(section), section._state
    crowd = Crowd.of([Size(1200, 800)] * 2, small)
    section.show_state(replace(state, options=UpscaleOptions(small), crowd=crowd))
    assert section.crowd.isVisible() and section.problem.isVisible() and not section.pixels.isVisible()
    assert max(gaps(section)) <= max(usual)
    section.show_state(state)
    assert not section.crowd.isVisible()
    assert gaps(section) == usual
    section.show_state(PanelState(size))  # the last picture was removed
    assert max(gaps(section)) <= max(usual)


def test_nothing_moves_when_the_time_becomes_known(make_section: MakeSection) -> None:
    section = make_section(SizeSection)
    before = section.heightForWidth(section.width())
    section.show_state(replace(section._state, throughput=THROUGHPUT))
    assert section.time.isVisible()
    assert section.heightForWidth(section.width()) == before
