from pytestqt.qtbot import QtBot

from upscaler.gui.options.slider import SliderRow


def test_only_what_the_person_does_is_told(qtbot: QtBot) -> None:
    row = SliderRow("Strength", 0, 100)
    qtbot.addWidget(row)
    told: list[int] = []
    row.changed.connect(told.append)
    row.show_value(40)
    assert (row.slider.value(), row.figures.text(), told) == (40, "40", [])
    row.slider.setValue(60)
    assert told == [60]
