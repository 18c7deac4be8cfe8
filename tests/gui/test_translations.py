"""Every text of the window exists in every language."""

from pathlib import Path

import pytest

from tests import texts, translations
from tests.texts import Text
from tests.translations import LANGUAGES, SAME


def test_every_text_of_the_window_is_collected() -> None:
    found = texts.collect()
    assert found.problems == []
    assert {text.context for text in found.places} > {"MainWindow", "text", "messages", "models"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_complete(language: str) -> None:
    assert translations.problems(language) == []


MODULE = """
class Panel(QWidget):
    def build(self, count):
        self.tr("Plain")
        self.tr("Open", "a verb")
        self.tr("Long " "text")
        translate("panel", "%n files", "", count)
        {more}

class Special(Panel):
    pass
"""


def collected(folder: Path, monkeypatch: pytest.MonkeyPatch, more: str = "pass") -> texts.Found:
    (folder / "gui").mkdir(parents=True, exist_ok=True)
    (folder / "gui" / "panel.py").write_text(MODULE.format(more=more))
    monkeypatch.setattr(texts, "PACKAGE", folder)
    return texts.collect()


def test_texts_are_found_in_their_contexts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = collected(tmp_path, monkeypatch)
    assert found.problems == []
    assert [text for text, places in found.places.items() if places == ["panel.py"]] == [
        Text("Panel", "Plain"),
        Text("Panel", "Open", "a verb"),
        Text("Panel", "Long text"),
        Text("panel", "%n files"),
    ]


@pytest.mark.parametrize(
    "more",
    [
        'self.tr("a" if count else "b")',
        'self.tr(f"{count} files")',
        'translate("panel", "%n files")',
        'self.tr("files", "", count)',
        'self.tr("%n files", "", count)',  # in a class that has subclasses
        'translate(self.context, "text")',
        'self.setToolTip("Zoom in")',
        'QLabel(f"{count} files")',
    ],
)
def test_what_cannot_be_translated_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str) -> None:
    assert len(collected(tmp_path, monkeypatch, more).problems) == 1


@pytest.fixture
def own_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A German catalogue of four texts, three of which are translated."""
    monkeypatch.setattr(translations, "folder", lambda: tmp_path)
    monkeypatch.setitem(SAME, "de", set[str]())
    found = texts.Found({Text("a", source): [] for source in ("{n} of {m}…", "Say “no”.", "%n pictures")})
    monkeypatch.setattr(translations, "collect", lambda: found)
    translations.fill(
        "de",
        """[{"context": "a", "source": "{n} of {m}…", "translation": "{n} von {m}\\u00a0…"},
            {"context": "a", "source": "Say “no”.", "translation": "Sag „nein“."},
            {"context": "a", "source": "%n pictures", "translation": ["%n Bild", "%n Bilder"]}]""",
    )
    assert translations.problems("de") == []
    found.places[Text("a", "New", "the adjective")] = ["here"]
    return "de"


def test_what_is_new_is_exported_and_filled_in(own_language: str) -> None:
    assert translations.update(own_language) == 1
    assert ["not translated" in told for told in translations.problems(own_language)] == [True]
    exported = translations.export(own_language, everything=False)
    assert '"comment": "the adjective"' in exported
    assert translations.fill(own_language, exported.replace('"translation": ""', '"translation": "Neu"')) == 0
    assert translations.problems(own_language) == []
    assert "{n} von {m}\\u00a0…" in translations.export(own_language, everything=True)


@pytest.mark.parametrize(
    ("source", "forms"),
    [
        ("{n} of {m}…", ("{n} von {n}…",)),
        ("{n} of {m}…", ("{n} von {m}.",)),
        ("{n} of {m}…", (" {n} von {m}…",)),
        ("{n} of {m}…", ("{n} von\u202f{m}…",)),
        ("{n} of {m}…", ("{n} of {m}…",)),
        ("Say “no”.", ('Sag "nein".',)),
        ("Say “no”.", ("Sag “nein”.",)),
        ("%n pictures", ("Bild", "%n Bilder")),
        ("%n pictures", ("%n Bilder",)),
    ],
)
def test_a_bad_translation_is_told(own_language: str, source: str, forms: tuple[str, ...]) -> None:
    translations.fill(
        own_language, translations.export(own_language, False).replace('"translation": ""', '"translation": "Neu"')
    )
    assert translations.problems(own_language) == []
    known = translations.read(own_language)
    translations.write(own_language, {**known, Text("a", source): forms})
    assert all(source in told for told in translations.problems(own_language))
    assert translations.problems(own_language)


def test_a_stale_file_is_told(own_language: str, tmp_path: Path) -> None:
    translations.update(own_language)
    path = tmp_path / "upscaler_de.ts"
    path.write_text(path.read_text().replace("Sag", "Sage"))
    assert any("qm" in told for told in translations.problems(own_language))
    path.write_text(path.read_text().replace("Say", "Shout"))
    assert any("no text any more" in told for told in translations.problems(own_language))
    assert any("is missing" in told for told in translations.problems(own_language))


def test_a_text_that_moved_keeps_its_translation(own_language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translations, "collect", lambda: texts.Found({Text("b", "Say “no”."): ["there"]}))
    assert translations.update(own_language) == 0
    assert translations.problems(own_language) == []
