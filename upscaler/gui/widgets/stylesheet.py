"""The style sheet, made from the tokens, for what Fusion's palette cannot express: corners, heights and states."""

from __future__ import annotations

from string import Template

from upscaler.gui.widgets.tokens import DARK, SECONDARY_PIXELS, TITLE_PIXELS, Tokens, mix

_SHEET = Template("""
QMainWindow, QDialog { background: $window; }
QWidget#panel, QWidget#bar { background: $panel; }
QWidget#notice { background: $raised; border: 1px solid $line; border-radius: 8px; }
QFrame#line { background: $line; border: none; }
QSplitter::handle { background: $line; }

QLabel[role="muted"] { color: $muted; font-size: ${secondary}px; }
QLabel[role="warn"] { color: $warn; font-size: ${secondary}px; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 600; }
QLabel#qt_msgbox_label { font-size: ${title}px; font-weight: 600; min-width: 360px; }
QLabel#qt_msgbox_informativelabel { min-width: 360px; }

QPushButton {
    min-height: 30px; padding: 0 12px;
    color: $text; background: $raised; border: 1px solid $line; border-radius: 6px; outline: none;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:disabled { color: $disabled; background: $panel; }
QPushButton:focus { border: 2px solid $accent; padding: 0 11px; min-height: 28px; }

QPushButton[role="primary"] {
    color: $on_accent; background: $accent; border: 1px solid $accent; font-weight: 600; min-width: 96px;
}
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[role="primary"]:disabled { color: $disabled; background: $raised; border: 1px solid $line; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }

QPushButton[role="flat"] { background: transparent; border: 1px solid transparent; padding: 0 8px; color: $muted; }
QPushButton[role="flat"]:hover { background: $raised; color: $text; }
QPushButton[role="flat"]:checked { color: $accent; }
QPushButton[role="flat"]:disabled { color: $disabled; }
QPushButton[role="flat"]:focus { border: 2px solid $accent; padding: 0 7px; }

QPushButton[role="link"] { background: transparent; border: 1px solid transparent; padding: 0 8px; color: $accent; }
QPushButton[role="link"]:hover { background: $hover; }
QPushButton[role="link"]:focus { border: 2px solid $accent; padding: 0 7px; }

QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[narrow="yes"] { padding: 0 7px; }
QPushButton[narrow="yes"]:focus { padding: 0 6px; }
QPushButton[align="end"] { padding: 0 0 0 8px; }
QPushButton[align="left"] { text-align: left; color: $text; }

QWidget#segments { background: $window; border: 1px solid $line; border-radius: 6px; }
QPushButton[role="segment"] {
    min-height: 24px; padding: 0 6px;
    background: transparent; border: 1px solid transparent; border-radius: 4px; color: $muted;
}
QPushButton[role="segment"]:hover { color: $text; }
QPushButton[role="segment"]:checked {
    background: $raised; border: 1px solid $line; color: $accent; font-weight: 600;
}
QPushButton[role="segment"]:disabled { color: $disabled; background: transparent; border-color: transparent; }
QPushButton[role="segment"]:focus { border: 2px solid $accent; min-height: 22px; padding: 0 5px; }

QPushButton[role="disclosure"] {
    background: transparent; border: none; padding: 0; min-height: 32px; color: $muted; text-align: left;
}
QPushButton[role="disclosure"]:hover { color: $text; }
QPushButton[role="disclosure"]:focus { border: 2px solid $accent; min-height: 28px; }

QPushButton[role="overlay"] {
    min-height: 26px; min-width: 16px; padding: 0 7px; border-radius: 4px;
    background: transparent; border: 1px solid transparent; color: $overlay_muted;
}
QPushButton[role="overlay"]:hover { color: $overlay_text; background: $overlay_hover; }
QPushButton[role="overlay"]:checked { color: $overlay_text; background: $overlay_checked; }
QPushButton[role="overlay"]:focus { border: 2px solid $overlay_accent; min-height: 24px; padding: 0 6px; }
QWidget#tools QSlider::groove { height: 2px; background: $overlay_muted; border-radius: 1px; }
QWidget#tools QSlider::sub-page { background: $overlay_accent; border-radius: 1px; }
QWidget#tools QSlider::handle {
    width: 12px; height: 12px; margin: -5px 0; background: $overlay_text; border-radius: 6px;
}
QWidget#tools QSlider::handle:focus { background: $overlay_accent; }
QLabel[role="overlay"] { color: $overlay_text; font-size: ${secondary}px; padding: 0 4px 0 8px; }

QLineEdit {
    color: $text; background: $raised; border: 1px solid $line; border-radius: 6px; padding: 0 10px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit[role="search"] { padding: 0 2px; }
QLineEdit[narrow="true"] { padding: 0 6px; }
QLineEdit:hover { background: $hover; }
QLineEdit:focus { border: 2px solid $accent; padding: 0 9px; }
QLineEdit[narrow="true"]:focus { padding: 0 5px; }
QLineEdit[role="search"]:focus { padding: 0 1px; }
QLineEdit:disabled { color: $disabled; background: $panel; }
QLineEdit[wrong="true"] { border: 2px solid $warn; padding: 0 9px; }
QLineEdit[narrow="true"][wrong="true"] { padding: 0 5px; }

QSlider[role="option"]::groove:horizontal { background: $line; height: 4px; border-radius: 2px; }
QSlider[role="option"]::sub-page:horizontal { background: $accent; height: 4px; border-radius: 2px; }
QSlider[role="option"]::handle:horizontal {
    background: $accent; border: none; width: 16px; margin: -6px 0; border-radius: 8px;
}
QSlider[role="option"]::sub-page:horizontal:disabled { background: $line; }
QSlider[role="option"]::handle:horizontal:disabled { background: $disabled; }
QSlider[role="option"]::handle:horizontal:hover { background: $accent_hover; }
QSlider[role="option"]::handle:horizontal:focus { background: $panel; border: 4px solid $accent; width: 8px; }

QProgressBar { background: $line; border: none; border-radius: 2px; min-height: 4px; max-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }

QPlainTextEdit, QTextBrowser {
    color: $text; background: $panel; border: 1px solid $line; border-radius: 6px; padding: 8px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit:focus, QTextBrowser:focus { border: 2px solid $accent; padding: 7px; }
QListView { background: $panel; border: none; outline: none; }
QListWidget { background: $panel; border: 1px solid $line; border-radius: 6px; padding: 3px; outline: none; }
QListWidget:focus { border: 2px solid $accent; padding: 2px; }
QListWidget::item { min-height: 28px; padding: 0 8px; border-radius: 4px; color: $text; }
QListWidget::item:selected { background: $raised; color: $text; }
QTableView { background: $panel; border: 1px solid $line; border-radius: 6px; outline: none; }
QTableView:focus { border: 2px solid $accent; }
QTableView::item { padding: 0 5px; color: $text; }
QTableView::item:selected { background: $raised; color: $text; }
QHeaderView, QHeaderView::section { background: transparent; border: none; }
QHeaderView::section { color: $muted; font-size: ${secondary}px; padding: 6px 8px; border-bottom: 1px solid $line; }
QComboBox QAbstractItemView {
    background: $panel; border: 1px solid $line; padding: 3px; outline: none;
    selection-background-color: $raised; selection-color: $text;
}
QComboBox QAbstractItemView::item { padding: 0 8px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected { background: $raised; color: $text; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: $line; border-radius: 3px; min-height: 32px; margin: 2px; }
QScrollBar::handle:vertical:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: $panel; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $raised; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QToolTip { color: $text; background: $raised; border: 1px solid $line; padding: 4px 8px; }
""")


def stylesheet(tokens: Tokens) -> str:
    """The application's style sheet for one theme."""
    return _SHEET.substitute(
        vars(tokens),
        secondary=SECONDARY_PIXELS,
        title=TITLE_PIXELS,
        hover=tokens.hover,
        pressed=mix(tokens.raised, tokens.text, 0.14),
        disabled=tokens.disabled,
        overlay_text=DARK.text,  # the tools on pictures look the same in both themes
        overlay_muted=DARK.muted,
        overlay_accent=DARK.accent,
        overlay_hover=DARK.raised,
        overlay_checked=mix(DARK.line, DARK.muted, 0.2),  # visible even over a white picture
        accent_hover=mix(tokens.accent, tokens.text, 0.12),
        accent_pressed=mix(tokens.accent, tokens.canvas, 0.2),
    )
