import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionFrame
from pytestqt.qtbot import QtBot

from tests.qt import pick
from upscaler.geometry import Size
from upscaler.gui.options.custom_size import CustomSize
from upscaler.gui.widgets.controls import Field
from upscaler.gui.widgets.theme import Theme
from upscaler.target_size import TargetSize

SOURCE = Size(1000, 500)


@pytest.fixture
def custom(qapp: QApplication, qtbot: QtBot) -> CustomSize:
    """Requests take effect, as in the section."""
    Theme(qapp, "dark")
    made = CustomSize()
    qtbot.addWidget(made)
    made.requested.connect(lambda size: made.show_size(size, SOURCE))
    made.show_size(TargetSize(), SOURCE)
    made.show()
    return made


def asked(custom: CustomSize) -> TargetSize:
    assert custom._typed is not None
    return custom._typed


def type_into(field: Field, shown: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, shown)
    field.editingFinished.emit()


def test_only_the_fields_that_matter_are_there(custom: CustomSize) -> None:
    def shown() -> list[bool]:
        fields = custom.box_height, custom.unit, custom.dpi, custom.bleed, custom.larger
        return [field.isVisible() for field in fields]

    assert shown() == [False] * 5
    pick(custom.measure, "width")
    assert shown() == [False, True, False, False, True]
    pick(custom.unit, "cm")
    assert shown() == [False, True, True, True, True]
    pick(custom.measure, "box")
    assert shown() == [True] * 5
    pick(custom.measure, "scale")
    assert shown() == [False] * 5


def test_the_size_stays_when_its_measure_or_unit_changes(custom: CustomSize) -> None:
    pick(custom.measure, "width")
    assert asked(custom) == TargetSize(4000, "width", larger="shrink")
    pick(custom.unit, "cm")
    assert (custom.number.text(), custom.dpi.text()) == ("33.87", "300")
    assert abs(asked(custom).of(SOURCE).width - 4000) <= 1
    pick(custom.unit, "mm")
    assert custom.number.text() == "338.67"
    pick(custom.unit, "in")
    assert custom.number.text() == "13.33"
    pick(custom.measure, "box")
    assert (custom.number.text(), custom.box_height.text()) == ("13.33", "6.67")
    pick(custom.measure, "scale")
    assert asked(custom).measure == "scale" and asked(custom).unit == "px"
    assert asked(custom).value == pytest.approx(4, abs=0.02)


def test_a_box_stays_as_large_in_another_unit_though_the_picture_does_not_fill_it(custom: CustomSize) -> None:
    custom.show_size(TargetSize(70, "box", 50, unit="cm", dpi=150), SOURCE)
    pick(custom.unit, "in")
    assert (custom.number.text(), custom.box_height.text()) == ("27.56", "19.69")
    pick(custom.unit, "px")
    assert (asked(custom).value, asked(custom).height) == (4134, 2954)


@pytest.mark.parametrize("size", [TargetSize(12000, "box", 10000), TargetSize(33.87, "box", 50.83, unit="cm")])
def test_the_numbers_of_a_box_can_be_read(custom: CustomSize, size: TargetSize) -> None:
    custom.show_size(size, None)
    for field in (custom.number, custom.box_height):
        field.ensurePolished()
        frame = QStyleOptionFrame()
        field.initStyleOption(frame)
        room = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, frame, field)
        assert field.fontMetrics().horizontalAdvance(field.text()) <= room.width() - 4  # Qt keeps 2 on each side


def test_numbers_are_typed_into_each_field(custom: CustomSize) -> None:
    pick(custom.measure, "box")
    pick(custom.unit, "cm")
    type_into(custom.number, "70")
    type_into(custom.box_height, "50,5")
    type_into(custom.dpi, "150")
    type_into(custom.bleed, "3")
    pick(custom.larger, "skip")
    assert asked(custom) == TargetSize(70, "box", 50.5, "cm", 150, "skip", 3)


@pytest.mark.parametrize(
    ("field", "typed"), [("number", "much"), ("dpi", "0"), ("box_height", "-2"), ("number", "1e9"), ("bleed", "51")]
)
def test_what_makes_no_sense_is_told_and_changes_nothing(custom: CustomSize, field: str, typed: str) -> None:
    pick(custom.measure, "box")
    pick(custom.unit, "cm")
    before = asked(custom)
    wrong: Field = getattr(custom, field)
    wrong.selectAll()
    QTest.keyClicks(wrong, typed)
    assert custom.problem() == "Enter a size of 1 to 500000 pixels, with at most 50 mm of bleed."
    assert wrong.property("wrong")
    assert asked(custom) == before
    wrong.editingFinished.emit()
    assert custom.problem() == ""
    assert not wrong.property("wrong")
