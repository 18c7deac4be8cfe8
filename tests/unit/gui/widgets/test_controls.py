import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.gui.widgets.combo_box import ComboBox
from upscaler.gui.widgets.controls import (
    CONTROL_HEIGHT,
    Button,
    CheckBox,
    ElidedLabel,
    Field,
    Note,
    SegmentedControl,
    label,
    line,
)
from upscaler.gui.widgets.theme import Theme

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "dark")


def test_controls_are_32_pixels_high(qtbot: QtBot) -> None:
    for control in (
        Button("Open…", "picture"),
        ComboBox("Format"),
        SegmentedControl("Size", [(2, "2×")]),
        Field("Name"),
    ):
        qtbot.addWidget(control)
        control.ensurePolished()
        control.show()
        assert control.height() == CONTROL_HEIGHT


def test_an_icon_follows_the_theme(qtbot: QtBot, theme: Theme) -> None:
    button = Button("Open…", "picture")
    qtbot.addWidget(button)
    before = button.icon().pixmap(20).toImage()
    theme.choose("light")
    assert button.icon().pixmap(20).toImage() != before
    button.set_icon("folder")
    assert not button.icon().isNull()


def test_a_click_leaves_the_focus_where_it_is(qtbot: QtBot) -> None:
    button = Button("Open…")
    qtbot.addWidget(button)
    button.show()
    with qtbot.waitSignal(button.clicked):
        QTest.mouseClick(button, LEFT)
    assert button.focusPolicy() == Qt.FocusPolicy.TabFocus


def test_one_segment_is_chosen(qtbot: QtBot) -> None:
    segments = SegmentedControl("Size", [(2, "2×"), (4, "4×")])
    qtbot.addWidget(segments)
    segments.show()
    segments.set_current(4)
    assert segments.current() == 4
    with qtbot.waitSignal(segments.chosen) as chosen:
        QTest.mouseClick(segments.button(2), LEFT)
    assert chosen.args == [2]
    assert segments.current() == 2
    assert not segments.button(4).isChecked()
    assert segments.button(4).accessibleName() == "Size: 4×"


def test_tab_comes_to_the_chosen_segment_and_arrows_choose(qtbot: QtBot) -> None:
    segments = SegmentedControl("Size", [(2, "2×"), (3, "3×"), (4, "4×")])
    qtbot.addWidget(segments)
    with qtbot.waitActive(segments):
        segments.show()
        segments.activateWindow()
    segments.set_current(3)
    stops = [key for key in (2, 3, 4) if segments.button(key).focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [3]
    segments.button(3).setFocus()
    with qtbot.waitSignal(segments.chosen) as chosen:
        QTest.keyClick(segments.button(3), Qt.Key.Key_Right)
    assert chosen.args == [segments.current()] == [4]
    assert segments.button(4).focusPolicy() == Qt.FocusPolicy.TabFocus
    assert segments.button(3).focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_sentence_is_near_its_control_where_more_lines_are_reserved(qtbot: QtBot) -> None:
    note = Note()
    qtbot.addWidget(note)
    note.setText("One line.")
    note.resize(200, 60)
    image = note.grab().toImage()
    background = image.pixelColor(199, 59)
    rows = [y for y in range(60) if any(image.pixelColor(x, y) != background for x in range(60))]
    assert rows and rows[-1] < 30


def test_a_long_line_is_elided_and_told_in_full(qtbot: QtBot) -> None:
    made = ElidedLabel("/home/somebody/Pictures/holidays/upscaled")
    qtbot.addWidget(made)
    made.resize(60, 20)
    made.grab()
    assert made.toolTip() == made.text()
    assert made.minimumSizeHint().width() == 0
    made.resize(900, 20)
    made.grab()
    assert made.toolTip() == ""


def test_small_parts(qtbot: QtBot) -> None:
    title, rule = label("Queue", "heading"), line()
    qtbot.addWidget(title)
    qtbot.addWidget(rule)
    assert title.property("role") == "heading"
    assert rule.maximumHeight() == 1


def test_a_field_tells_what_is_wrong(qtbot: QtBot, theme: Theme) -> None:
    field = Field("Size")
    qtbot.addWidget(field)
    field.show()
    right = field.grab().toImage()
    field.set_problem("Enter a number.")
    assert field.grab().toImage() != right
    assert field.accessibleDescription() == "Enter a number."
    field.set_problem("")
    assert field.grab().toImage() == right


def test_a_check_is_ticked_by_mouse_and_keyboard(qtbot: QtBot) -> None:
    check = CheckBox("Keep awake")
    qtbot.addWidget(check)
    check.show()
    bare = check.grab().toImage()
    QTest.mouseClick(check, LEFT, pos=check.rect().center())
    assert check.isChecked()
    assert check.grab().toImage() != bare
    QTest.keyClick(check, Qt.Key.Key_Space)
    assert not check.isChecked()


def test_a_note_is_there_while_it_says_something(qtbot: QtBot) -> None:
    note = Note("warn")
    qtbot.addWidget(note)
    note.setText("The file is cut off.")
    assert note.isVisible()
    note.setText("")
    assert not note.isVisible()
