"""The translations of the window: updates resources/translations from the sources, and checks them.

    python -m tests.translations update               updates .ts and .qm (make translations); lists unfinished texts
    python -m tests.translations export de [--all]    prints untranslated texts (or all) as JSON
    python -m tests.translations fill de FILE         puts translations from such a JSON file (or -) into the .ts
    python -m tests.translations check                everything that the tests would find

To translate: export, write each "translation" (a list of forms for plurals), fill, check. To begin a language, add a
line to LANGUAGES and run `update`.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import PySide6
from PySide6.QtCore import QTranslator

from tests.texts import Text, collect
from upscaler.paths import resources

# Finished languages and the plural forms that Qt wants of them: one (everything), or two (1, everything else).
LANGUAGES = {"de": 2, "es": 2, "ja": 1, "zh_CN": 1}
_UNITS = ("cm", "mm", "MB")
_TIMES = ("{minutes}\u202fmin {seconds}\u202fs", "{hours}\u202fh {minutes}\u202fmin")
# Texts that may equal the English: names, and words that the language shares.
SAME = {
    "de": {
        "CSV (*.csv)",
        "JSON (*.json)",
        "Format",
        "Name",
        "Navigator",
        "Original · {size}",
        "Start",
        "Upscaler {version}",
        "Zoom",
        "Zoom: {zoom}",
        *_TIMES,
        *_UNITS,
        "dpi",
    },
    "es": {
        "No",
        "Natural",
        "natural",
        "CSV (*.csv)",
        "JSON (*.json)",
        "Original · {size}",
        "Upscaler {version}",
        "Zoom",
        "Zoom: {zoom}",
        *_TIMES,
        *_UNITS,
    },
    "ja": {"CSV (*.csv)", "JSON (*.json)", "Upscaler {version}", *_UNITS, "dpi"},
    "zh_CN": {"CSV (*.csv)", "JSON (*.json)", "Upscaler {version}", "dpi", "MB"},
}
QUOTES = {"de": "„“", "es": "«»", "ja": "「」", "zh_CN": "“”"}
_WITHOUT_SPACES = ("ja", "zh_CN")
_ENDS = {"\u3002": ".", "\uff1f": "?", "\uff01": "!", "\uff1a": ":"}  # of Japanese and Chinese

Translations = dict[Text, tuple[str, ...]]  # the plural forms; empty if untranslated


def folder() -> Path:
    return resources() / "translations"


def read(language: str) -> Translations:
    """The content of a language's .ts file; empty if there is none."""
    path = folder() / f"upscaler_{language}.ts"
    found: Translations = {}
    for context in ElementTree.parse(path).iter("context") if path.exists() else ():
        for message in context.iter("message"):
            text = Text(context.findtext("name", ""), message.findtext("source", ""), message.findtext("comment", ""))
            translation = message.find("translation")
            assert translation is not None
            forms = tuple(form.text or "" for form in translation.iter("numerusform")) or (translation.text or "",)
            found[text] = () if translation.get("type") == "unfinished" else forms
    return found


def write(language: str, translations: Translations) -> None:
    """The .ts file, in the order of the sources, and the .qm file that Qt loads."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, ElementTree.Element] = {}
    for text, forms in translations.items():
        if text.context not in contexts:
            contexts[text.context] = ElementTree.SubElement(root, "context")
            ElementTree.SubElement(contexts[text.context], "name").text = text.context
        message = ElementTree.SubElement(contexts[text.context], "message")
        ElementTree.SubElement(message, "source").text = text.source
        if text.comment:
            ElementTree.SubElement(message, "comment").text = text.comment
        translation = ElementTree.SubElement(message, "translation")
        if not forms:
            translation.set("type", "unfinished")
        if text.plural:
            message.set("numerus", "yes")
            for form in forms or [""] * LANGUAGES[language]:
                ElementTree.SubElement(translation, "numerusform").text = form
        elif forms:
            translation.text = forms[0]
    ElementTree.indent(root, " ")
    body = re.sub("[\u00a0\u202f]", lambda space: f"&#{ord(space[0])};", ElementTree.tostring(root, encoding="unicode"))
    path = folder() / f"upscaler_{language}.ts"
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")
    tool = shutil.which("lrelease", path=str(Path(PySide6.__file__).parent))
    assert tool, "lrelease comes with PySide6-Essentials"
    subprocess.run([tool, "-silent", str(path), "-qm", str(path.with_suffix(".qm"))], check=True)


def update(language: str, more: Translations | None = None) -> int:
    """Update a language from the sources. Returns how many texts are unfinished."""
    known = {**read(language), **(more or {})}
    elsewhere = {(text.source, text.comment): forms for text, forms in known.items() if forms}  # it may have moved
    translations = {
        text: known.get(text) or elsewhere.get((text.source, text.comment), ()) for text in collect().places
    }
    write(language, translations)
    return sum(not forms for forms in translations.values())


def export(language: str, everything: bool) -> str:
    """JSON for translators, with the places where each text is shown."""
    known = read(language)
    rows = [
        {
            "context": text.context,
            "source": text.source,
            "comment": text.comment,
            "shown": ", ".join(places),
            "translation": _shape(text, known.get(text, ()), language),
        }
        for text, places in collect().places.items()
        if everything or not known.get(text)
    ]
    shown = json.dumps(rows, indent=1, ensure_ascii=False)
    return re.sub("[\u00a0\u202f]", lambda space: f"\\u{ord(space[0]):04x}", shown)  # they look like any other space


def _shape(text: Text, forms: tuple[str, ...], language: str) -> str | list[str]:
    if text.plural:
        return list(forms or [""] * LANGUAGES[language])
    return forms[0] if forms else ""


def fill(language: str, exported: str) -> int:
    """Import the translations written into the JSON of `export`. Returns how many texts are still unfinished."""
    more: Translations = {}
    for row in json.loads(exported):
        forms = (row["translation"],) if isinstance(row["translation"], str) else tuple(row["translation"])
        if all(forms):
            more[Text(row["context"], row["source"], row.get("comment", ""))] = forms
    unknown = [text.source for text in more if text not in collect().places]
    if unknown:
        raise SystemExit(f"These are no texts of the window: {unknown}")
    return update(language, more)


def problems(language: str) -> list[str]:
    """Everything wrong with the translations of a language, as sentences."""
    wanted, found, same = collect().places, read(language), SAME[language]
    told = [f"is missing, run make translations: {text}" for text in wanted if text not in found]
    told += [f"is no text any more, run make translations: {text}" for text in found if text not in wanted]
    for text, forms in found.items():
        complaints = _complaints(text, forms, language) if forms else ["is not translated"]
        if forms and text.source in forms and text.source not in same and _words(text.source):
            complaints.append("is the same as in English and not in SAME")
        told += [f"{complaint}: {text} {forms}" for complaint in complaints]
    told += [f"is in SAME without need: {source}" for source in same if not any(source in f for f in found.values())]
    return told + _stale(language, found)


def _words(text: str) -> bool:
    """Whether there is a word to translate besides the placeholders."""
    return bool(re.search(r"[^\W\d_]{2,}", re.sub(r"\{\w*\}|%n", "", text)))


def _complaints(text: Text, forms: tuple[str, ...], language: str) -> list[str]:
    told = []
    source, quotes = text.source, QUOTES[language]
    if len(forms) != (LANGUAGES[language] if text.plural else 1):
        told.append("has another number of forms")
    for form in forms:
        if _filled_in(form) != _filled_in(source):
            told.append("is filled in with something else")
        if _end(form) != _end(source) or "..." in form:
            told.append("ends in another way")
        if '"' in form or form.count(quotes[0]) != source.count("“") or form.count(quotes[1]) != source.count("”"):
            told.append(f"should be quoted {quotes[0]}so{quotes[1]}")
        if language not in _WITHOUT_SPACES and form.count("\u202f") != source.count("\u202f"):
            told.append("has another number of narrow spaces (U+202F)")
    return told


def _filled_in(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w*\}|%n", text))


def _end(text: str) -> tuple[str, str, str]:
    """White space at both ends, and the final punctuation."""
    last = _ENDS.get(text.rstrip()[-1:], text.rstrip()[-1:])
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :], last if last in ".?!:…" else ""


def _stale(language: str, found: Translations) -> list[str]:
    """How the .qm file, which the window loads, differs from the .ts file."""
    loaded = QTranslator()
    if not loaded.load(str(folder() / f"upscaler_{language}.qm")):
        return ["cannot be loaded, run make translations"]
    return [
        f"is not in the .qm file, run make translations: {text}"
        for text, forms in found.items()
        for number, form in enumerate(forms, 1)
        if loaded.translate(text.context, text.source, text.comment, number if text.plural else -1) != form
    ]


def main(argv: list[str] | None = None) -> int:
    """The exit code: 1 if something is wrong or unfinished."""
    parser = argparse.ArgumentParser(prog="python -m tests.translations")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update")
    commands.add_parser("check")
    for name in ("export", "fill"):
        commands.add_parser(name).add_argument("language", choices=LANGUAGES)
    commands.choices["export"].add_argument("--all", action="store_true")
    commands.choices["fill"].add_argument("file")
    asked = parser.parse_args(argv)
    if asked.command == "export":
        print(export(asked.language, asked.all))
        return 0
    if asked.command == "check":
        told = [*collect().problems, *(f"{language}: {line}" for language in LANGUAGES for line in problems(language))]
        print("\n".join(told) or "Nothing is wrong.")
        return int(bool(told))
    if asked.command == "fill":
        exported = sys.stdin.read() if asked.file == "-" else Path(asked.file).read_text(encoding="utf-8")
        unfinished = {asked.language: fill(asked.language, exported)}
    else:
        unfinished = {language: update(language) for language in LANGUAGES}
    print(", ".join(f"{language}: {count} unfinished" for language, count in unfinished.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
