"""The language of the window: the app's texts from `resources/translations`, Qt's own from Qt."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from upscaler import paths

SYSTEM = "system"
SOURCE = "en"  # the language of the texts in the code
_NAME = "upscaler_{code}.qm"


def available(folder: Path | None = None) -> list[str]:
    """The codes of the available languages, like "de" or "zh_CN"; that of the source texts first."""
    found = (folder or _folder()).glob(_NAME.format(code="*"))
    codes = sorted(path.stem.removeprefix("upscaler_") for path in found)
    return [SOURCE, *(code for code in codes if code != SOURCE)]


def title(code: str) -> str:
    """The name of a language in that language."""
    name = QLocale(code).nativeLanguageName() or code
    return name[:1].upper() + name[1:] if code != SOURCE else "English"


def chosen(choice: str, folder: Path | None = None) -> str:
    """The code of the language to use. SYSTEM means the first of the system's languages that is available."""
    known = available(folder)
    if choice != SYSTEM:
        return choice if choice in known else SOURCE
    for wanted in QLocale.system().uiLanguages():
        code = wanted.replace("-", "_")
        parts = code.split("_")
        for candidate in (code, f"{parts[0]}_{parts[-1]}", parts[0]):  # zh_Hans_CN, zh_CN, zh
            if candidate in known:
                return candidate
    return SOURCE


def install(application: QCoreApplication, choice: str, folder: Path | None = None) -> str:
    """Translate the application into a language and format numbers accordingly; returns its code."""
    code = chosen(choice, folder)
    if choice != SYSTEM:
        QLocale.setDefault(QLocale(code))
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, place in ((f"qtbase_{code}", Path(qt)), (f"upscaler_{code}", folder or _folder())):
        translator = QTranslator(application)
        if translator.load(name, str(place)):
            application.installTranslator(translator)
    return code


def _folder() -> Path:
    return paths.resources() / "translations"
