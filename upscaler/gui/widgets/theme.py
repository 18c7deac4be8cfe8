"""The light and the dark theme, and the choice between them."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from upscaler.gui.widgets.style import Style
from upscaler.gui.widgets.stylesheet import stylesheet
from upscaler.gui.widgets.tokens import DARK, LIGHT, Tokens, font, palette

ThemeChoice = Literal["system", "light", "dark"]


class Theme(QObject):
    """Keeps the application in the chosen theme; with "system" it follows the desktop."""

    def __init__(self, application: QApplication, choice: ThemeChoice = "system") -> None:
        super().__init__(application)
        self._application = application
        self._choice: ThemeChoice = choice
        application.setStyle(Style())
        application.setFont(font(application.font()))
        application.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        self.choose(choice)

    def choose(self, choice: ThemeChoice) -> None:
        """Use this theme from now on. The desktop is told, so that it can darken the frame of the window."""
        self._choice = choice
        scheme = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        self._application.styleHints().setColorScheme(scheme[choice])
        self._apply()

    def tokens(self) -> Tokens:
        """The tokens of the current theme. On a desktop without a preference (plain X11) that is the light one."""
        if self._choice == "system":
            return DARK if self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._choice == "dark" else LIGHT

    def _on_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        self._apply()

    def _apply(self) -> None:
        tokens = self.tokens()
        self._application.setPalette(palette(tokens))
        self._application.setStyleSheet(stylesheet(tokens))


def use_theme(choice: ThemeChoice) -> None:
    """Choose the theme of the running application."""
    application = QApplication.instance()
    theme = application.findChild(Theme) if application else None
    if theme is not None:
        theme.choose(choice)
