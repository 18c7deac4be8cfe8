from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from upscaler.gui.widgets.theme import Theme
from upscaler.gui.widgets.tokens import DARK, LIGHT, current_tokens, palette


def test_the_chosen_theme_is_shown(qapp: QApplication) -> None:
    theme = Theme(qapp, "dark")
    assert theme.tokens() is DARK
    assert current_tokens() is DARK
    theme.choose("light")
    assert current_tokens() is LIGHT


def test_a_desktop_that_does_not_say_gets_the_light_theme(qapp: QApplication) -> None:
    theme = Theme(qapp, "system")
    assert qapp.styleHints().colorScheme() == Qt.ColorScheme.Unknown
    assert theme.tokens() is LIGHT


def test_a_change_of_the_desktop_is_followed(qapp: QApplication) -> None:
    Theme(qapp, "system")
    qapp.setPalette(palette(DARK))
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert current_tokens() is LIGHT
