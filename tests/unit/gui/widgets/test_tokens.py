import pytest
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from upscaler.gui.widgets.tokens import DARK, LIGHT, Tokens, current_tokens, font, mix, palette

BOTH = pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])


def luminance(colour: str) -> float:
    ink = QColor(colour)
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (ink.redF(), ink.greenF(), ink.blueF())
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def contrast(a: str, b: str) -> float:
    """WCAG 2.1, https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio"""
    dark, light = sorted([luminance(a), luminance(b)])
    return (light + 0.05) / (dark + 0.05)


@BOTH
@pytest.mark.parametrize("ink", ["text", "muted", "accent", "ok", "warn", "bad"])
@pytest.mark.parametrize("ground", ["window", "panel", "raised"])
def test_words_can_be_read(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@BOTH
def test_words_on_the_accent_and_on_the_canvas_can_be_read(tokens: Tokens) -> None:
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.text, tokens.canvas) >= 4.5


@BOTH
def test_the_palette_tells_which_tokens_it_was_made_of(qapp: QApplication, tokens: Tokens) -> None:
    qapp.setPalette(palette(tokens))
    assert current_tokens() is tokens
    assert qapp.palette().color(QPalette.ColorRole.Highlight).name() == tokens.accent


def test_mix() -> None:
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert mix("#123456", "#ffffff", 0) == "#123456"


def test_figures_are_of_equal_width(qapp: QApplication) -> None:
    made = font(QFont(), 12, strong=True)
    assert made.pixelSize() == 12
    assert made.isFeatureSet(QFont.Tag("tnum"))
