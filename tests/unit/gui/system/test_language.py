from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from upscaler.gui.system import language


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for code in ("de", "zh_CN"):
        (tmp_path / f"upscaler_{code}.qm").write_bytes(b"")
    return tmp_path


@pytest.fixture
def restored(qapp: QApplication) -> Iterator[None]:
    """No language stays installed for other tests."""
    locale = QLocale()
    yield
    QLocale.setDefault(locale)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()


def test_what_there_is(folder: Path) -> None:
    assert language.available(folder) == ["en", "de", "zh_CN"]
    assert [language.title(code) for code in ("en", "de", "ja")] == ["English", "Deutsch", "日本語"]


@pytest.mark.parametrize(
    ("wishes", "code"),
    [
        (["de-AT", "en"], "de"),
        (["fr-FR", "zh-Hans-CN", "de"], "zh_CN"),
        (["en-US", "de"], "en"),
        (["fr"], "en"),
        ([], "en"),
    ],
)
def test_the_system_decides(folder: Path, monkeypatch: pytest.MonkeyPatch, wishes: list[str], code: str) -> None:
    class System:
        def uiLanguages(self) -> list[str]:
            return wishes

    monkeypatch.setattr("upscaler.gui.system.language.QLocale.system", System)
    assert language.chosen(language.SYSTEM, folder) == code


def test_a_choice_that_is_gone_is_english(folder: Path) -> None:
    assert language.chosen("de", folder) == "de"
    assert language.chosen("fr", folder) == "en"


def test_qt_speaks_it_too(qapp: QApplication, folder: Path, restored: None) -> None:
    assert language.install(qapp, "de", folder) == "de"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    assert QLocale().decimalPoint() == ","
