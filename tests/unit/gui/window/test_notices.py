import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from upscaler.gui.widgets.controls import Button
from upscaler.gui.window.notices import NoticeCard

LEFT = Qt.MouseButton.LeftButton
PAGE = "https://example.org/"


@pytest.fixture
def covered(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(800, 600)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def card(covered: QWidget) -> NoticeCard:
    made = NoticeCard()
    made.cover(covered)
    return made


def test_notices_are_said_once_until_the_card_is_closed(card: NoticeCard) -> None:
    assert not card.isVisible()
    for sentence in ("One.", "Two.", "One."):
        card.add(sentence)
    assert card.isVisible()
    assert card.text == "One.\nTwo."
    QTest.mouseClick(card.close_button, LEFT)
    assert not card.isVisible()
    card.add("Three.")
    assert card.text == "Three."


def test_it_lies_in_the_middle_and_is_as_high_as_its_text(card: NoticeCard, covered: QWidget) -> None:
    card.add("Short.")
    low = card.height()
    card.add("A sentence that is so long that it needs more than one line. " * 3)
    high = card.height()
    assert high > 2 * low
    assert abs(card.geometry().center().x() - covered.rect().center().x()) <= 1
    QTest.mouseClick(card.close_button, LEFT)
    card.add("Short.")
    assert card.height() == low


def test_it_stays_inside_a_narrow_window(card: NoticeCard, covered: QWidget) -> None:
    card.add("A sentence that fits into one line of a wide window, and that is broken in a narrow one.")
    before = card.height()
    covered.resize(300, 600)
    assert covered.rect().contains(card.geometry())
    assert card.height() > before


def test_a_button_opens_a_page(card: NoticeCard, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: not opened.append(url))  # type: ignore[func-returns-value]
    card.add("There is news.", "Read it", PAGE)
    (button,) = (button for button in card.findChildren(Button) if button.text() == "Read it")
    QTest.mouseClick(button, LEFT)
    assert opened == [QUrl(PAGE)]
    assert card.text == "There is news."


def test_without_a_browser_the_address_is_shown(card: NoticeCard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    card.add("There is news.", "Read it", PAGE)
    (button,) = (button for button in card.findChildren(Button) if button.text() == "Read it")
    QTest.mouseClick(button, LEFT)
    assert card.text == f"There is news.\n{PAGE}"
