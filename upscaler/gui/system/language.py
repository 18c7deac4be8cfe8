"""The language of the window: texts of our own from `resources/translations`, Qt's from Qt."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from upscaler import paths

SYSTEM = "system"
SOURCE = "en"  # what the code is written in
_NAME = "upscaler_{code}.qm"


def available(folder: Path | None = None) -> list[str]:
    """Codes of the languages there are, as "de" or "zh_CN"; the one of the code first."""
    found = (folder or _folder()).glob(_NAME.format(code="*"))
    codes = sorted(path.stem.removeprefix("upscaler_") for path in found)
    return [SOURCE, *(code for code in codes if code != SOURCE)]


def title(code: str) -> str:
    """What a language calls itself."""
    name = QLocale(code).nativeLanguageName() or code
    return name[:1].upper() + name[1:] if code != SOURCE else "English"


def chosen(choice: str, folder: Path | None = None) -> str:
    """The language for a choice, which may be SYSTEM: the first one of the person's that there is."""
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
    """Let the application speak a language, and write numbers as it does; its code."""
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
