import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter, QShowEvent
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from upscaler.gui.options.model import ModelSection
from upscaler.gui.options.model_items import LIST_WIDTH, ModelItems, sample
from upscaler.gui.widgets.controls import CONTROL_HEIGHT
from upscaler.network.catalog import built_in_models, packaged_cards
from upscaler.options import AUTO, SHARP_MODEL


@pytest.fixture
def section(qapp: QApplication, qtbot: QtBot) -> ModelSection:
    made = ModelSection()
    qtbot.addWidget(made)
    return made


def painted(section: ModelSection, row: int) -> tuple[int, QImage]:
    """The height of an item and what it looks like."""
    delegate, option = ModelItems(), QStyleOptionViewItem()
    index = section.choice.model().index(row, 0)
    height = delegate.sizeHint(option, index).height()
    option.rect = QRect(0, 0, LIST_WIDTH, height)
    image = QImage(LIST_WIDTH, height, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    delegate.paint(painter, option, index)
    painter.end()
    return height, image


def colours(image: QImage, area: QRect) -> int:
    return len({image.pixel(x, y) for x in range(area.left(), area.right()) for y in range(area.top(), area.bottom())})


def test_each_shipped_model_has_a_sample() -> None:
    names = [model.card.name for model in built_in_models() if model.card.name != SHARP_MODEL]
    names += [card.name for card in packaged_cards()]
    sizes = {name: pixmap.size() for name in names if (pixmap := sample(name))}
    assert sizes.keys() == set(names)
    assert len(set(sizes.values())) == 1
    assert sample(AUTO) is None


def test_the_list_shows_before_and_after_the_name_and_the_purpose(section: ModelSection) -> None:
    before, after, beside = QRect(12, 12, 100, 76), QRect(126, 12, 100, 76), QRect(250, 4, 250, 90)
    height, image = painted(section, section.choice.findData("photo"))
    assert height >= 100
    assert colours(image, before) > 100 and colours(image, after) > 100
    assert colours(image, beside) > 5
    height, image = painted(section, section.choice.findData(AUTO))
    assert 40 < height < 100
    height, image = painted(section, section.choice.count() - 1)  # Add a model
    assert height == CONTROL_HEIGHT
    assert colours(image, image.rect()) > 5
    height, image = painted(section, section.choice.count() - 2)  # a line
    assert height < 16


def test_the_list_ends_at_the_right_edge_of_its_button(section: ModelSection) -> None:
    section.setGeometry(500, 100, 250, 400)
    section.show()
    section.choice.make_list()
    shown = section.choice.view().window()
    shown.setGeometry(500, 150, LIST_WIDTH, 300)  # where Qt puts it
    QApplication.sendEvent(shown, QShowEvent())
    assert shown.geometry().right() == section.choice.mapToGlobal(section.choice.rect().topRight()).x()
    assert shown.geometry().top() == 150
    section.move(0, 100)
    QApplication.sendEvent(shown, QShowEvent())
    assert shown.geometry().left() == 0  # it stays on the screen
