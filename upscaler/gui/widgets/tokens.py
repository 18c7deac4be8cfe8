"""Design tokens: colours for light and dark, font sizes, and the palettes made from them.

Every colour of the window is a token. Widgets that paint themselves ask for the `current_tokens`, so a change of the
application's palette is all it takes to change the theme.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette

BODY_PIXELS = 13
SECONDARY_PIXELS = 12
TITLE_PIXELS = 15


@dataclass(frozen=True)
class Tokens:
    """Colours as #rrggbb. Contrast on window, panel and raised is at least 4.5 for text, muted, accent and states."""

    canvas: str
    window: str
    panel: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    ok: str
    warn: str
    bad: str

    @property
    def disabled(self) -> str:
        """Text and icons of disabled controls, on panel."""
        return mix(self.panel, self.muted, 0.6)

    @property
    def hover(self) -> str:
        """Raised controls under the pointer."""
        return mix(self.raised, self.text, 0.07)


DARK = Tokens(
    canvas="#101214",
    window="#17191c",
    panel="#1e2125",
    raised="#272b30",
    line="#363c43",
    text="#eceff2",
    muted="#a3acb6",
    accent="#4c9df0",
    on_accent="#06121f",
    ok="#58c08a",
    warn="#e5b454",
    bad="#f0776c",
)
LIGHT = Tokens(
    canvas="#d9dce0",
    window="#f4f5f7",
    panel="#ffffff",
    raised="#eceef1",
    line="#cfd4da",
    text="#1a1d21",
    muted="#59636e",
    accent="#0f65c0",
    on_accent="#ffffff",
    ok="#1b7a4b",
    warn="#8a5a00",
    bad="#b3261e",
)


def current_tokens() -> Tokens:
    """The tokens of the application's palette.

    A widget's own palette cannot be used: a style sheet changes its background.
    """
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


@lru_cache(maxsize=256)
def mix(base: str, over: str, share: float) -> str:
    """`over` laid on `base` with an opacity of `share` (0 to 1)."""
    a, b = QColor(base), QColor(over)
    red, green, blue = (
        round(x + (y - x) * share) for x, y in ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    )
    return QColor(red, green, blue).name()


def palette(tokens: Tokens) -> QPalette:
    """The Qt palette of these tokens."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.panel,
        role.AlternateBase: tokens.window,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.bad,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.Mid: tokens.line,
        role.Dark: tokens.line,
        role.Light: tokens.raised,
        role.Shadow: tokens.canvas,
    }
    result = QPalette()
    for name, colour in colours.items():
        result.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.disabled))
    return result


def font(base: QFont, pixels: int = BODY_PIXELS, *, strong: bool = False) -> QFont:
    """The font `base` at `pixels`, with digits of equal width, so that changing numbers stay in place."""
    result = QFont(base)
    result.setPixelSize(pixels)
    result.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result
