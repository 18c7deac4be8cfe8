"""Collects every text that the window shows from the sources, for translations and their tests.

Qt's lupdate is not used: it sees neither plurals in `translate` nor the sentences in `upscaler.messages`
(docs/decisions/0040-translations.md).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from upscaler import errors, messages
from upscaler.network.catalog import built_in_models, packaged_cards

PACKAGE = Path(__file__).parents[1] / "upscaler"
AT_RUN_TIME = ("messages", "models")  # contexts with texts that are not literals; `collect` knows where they come from
_ERRORS = {"OSError", *(kind.__name__ for kind in vars(errors).values() if isinstance(kind, type))} - {"Path"}
_SHOWING = re.compile(  # calls whose first argument a user sees or hears
    r"set(Text|ToolTip|WindowTitle|Title|Accessible\w+|PlaceholderText|InformativeText|LabelText|StatusTip|\w+ButtonText)"
    r"|add(Item|Action|Menu|Button|Section|Row|Tab)|label|(\w*Label|\w*Button|QAction|QMenu|QCheckBox|QGroupBox)"
    r"|SegmentedControl|ComboBox|Field|Slider|set_status|set_hint|hinted|Status|showMessage"
)


@dataclass(frozen=True)
class Text:
    """A text as in the code. `comment` distinguishes texts that are the same in English; with `plural` it counts %n."""

    context: str
    source: str
    comment: str = ""

    @property
    def plural(self) -> bool:
        return "%n" in self.source


@dataclass
class Found:
    """Texts and their places; and messages on what could not be collected or is shown untranslated."""

    places: dict[Text, list[str]] = field(default_factory=dict)
    bases: set[str] = field(default_factory=set)  # base classes
    problems: list[str] = field(default_factory=list)

    def add(self, text: Text, place: str) -> None:
        known = self.places.setdefault(text, [])
        if place not in known:
            known.append(place)


def collect() -> Found:
    """All texts of the window."""
    found = Found()
    for path in sorted((PACKAGE / "gui").rglob("*.py")):
        _Window(path, found).visit(ast.parse(path.read_text(encoding="utf-8")))
    for text in found.places:  # PySide uses the subclass's context and does not look up the base class's
        if text.plural and text.context in found.bases:
            found.problems.append(f"{text.source}: tr() does not find plurals of a base class, translate() does")
    for template in _sentences():
        found.add(Text("messages", template), "messages.py")
    for reason, place in _reasons():
        found.add(Text("messages", reason), place)
    for card in (model.card for model in built_in_models()):
        for said in (card.name, card.description):
            found.add(Text("models", said), f"{card.name}.json")
    for card in packaged_cards():  # their names are those of their authors
        found.add(Text("models", card.description), f"{card.name}.json")
    return found


def _sentences() -> Iterator[str]:
    """The templates of `upscaler.messages`."""
    for name, value in vars(messages).items():
        if name.isupper():
            yield from value.values() if isinstance(value, dict) else [value]


def _reasons() -> Iterator[tuple[str, str]]:
    """Our phrases that become part of a sentence: the reasons given to errors."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.relative_to(PACKAGE).parts[0] not in ("gui", "training", "network", "cli.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _name(node.func) in _ERRORS:
                    yield from ((text, path.name) for text in map(_literal, node.args) if text)


class _Window(ast.NodeVisitor):
    """Finds `self.tr(text, comment, n)` and `translate(context, text, comment, n)` in a module of the window."""

    def __init__(self, path: Path, found: Found) -> None:
        self._path, self._found = path, found
        self._classes: list[str] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self._found.bases.update(map(_name, node.bases))
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        name = _name(node.func)
        if name == "tr":
            self._add(node, self._classes[-1] if self._classes else None, node.args)
        elif name == "translate" and node.args:
            self._add(node, _literal(node.args[0]), node.args[1:])
        elif _SHOWING.fullmatch(name) and any(map(_is_wordy, node.args[:1])):
            self._complain(node, "is shown without being translated")
        self.generic_visit(node)

    def _add(self, node: ast.Call, context: str | None, arguments: list[ast.expr]) -> None:
        source = _literal(arguments[0]) if arguments else None
        if context in AT_RUN_TIME and source is None:
            return
        if context is None or source is None:
            self._complain(node, "is not a literal text in a context")
            return
        text = Text(context, source, (_literal(arguments[1]) or "") if len(arguments) > 1 else "")
        if text.plural != (len(arguments) > 2):
            self._complain(node, "needs both %n and a number, or neither")
        self._found.add(text, self._path.name)

    def _complain(self, node: ast.Call, what: str) -> None:
        self._found.problems.append(f"{self._path.name}:{node.lineno}: {ast.unparse(node)} {what}")


def _name(function: ast.expr) -> str:
    """The name of the called function, without its object."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _is_wordy(node: ast.expr) -> bool:
    """Whether it is a text with words in it, formatted or not."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return any(re.search(r"[^\W\d_]{2,}", _literal(part) or "") for part in parts)
