"""Every text that a user sees can be translated: none is a bare literal."""

import ast
from pathlib import Path

import pytest

import upscaler

GUI = Path(upscaler.__file__).parent / "gui"

# Calls whose first argument is visible
SEEN = (
    *("setText", "setToolTip", "setWindowTitle", "setAccessibleName", "setPlaceholderText", "setAccessibleDescription"),
    *("setInformativeText", "setStatusTip", "setPlainText", "addItem", "addAction", "addMenu", "setTitle", "QAction"),
    *(
        "QCheckBox",
        "QLabel",
        "Button",
        "CheckBox",
        "ComboBox",
        "FolderComboBox",
        "Field",
        "SegmentedControl",
        "SliderRow",
    ),
    *("label", "ElidedLabel"),
)


def bare_texts(source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in SEEN and node.args:
                text = node.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str) and any(map(str.isalpha, text.value)):
                    found.append(f"line {node.lineno}: {text.value}")
    return found


@pytest.mark.parametrize("path", sorted(GUI.rglob("*.py")), ids=lambda path: path.stem)
def test_no_text_is_a_bare_literal(path: Path) -> None:
    assert bare_texts(path.read_text(encoding="utf-8")) == []


def test_it_finds_one() -> None:
    assert bare_texts("x.setText('Hello')\nlabel(self.tr('Hello'))\nButton('', 'plus')") == ["line 1: Hello"]
