"""The version information shown in the programs' properties on Windows."""

from PyInstaller.utils.win32.versioninfo import (
    FixedFileInfo,
    StringFileInfo,
    StringStruct,
    StringTable,
    VarFileInfo,
    VarStruct,
    VSVersionInfo,
)

_ENGLISH, _UNICODE = 1033, 1200


def of(version: str) -> VSVersionInfo:
    numbers = (*map(int, version.split(".")), 0)
    words = {
        "CompanyName": "The upscaler project",
        "FileDescription": "Upscaler",
        "FileVersion": version,
        "LegalCopyright": "MIT licence",
        "ProductName": "Upscaler",
        "ProductVersion": version,
    }
    table = StringTable(f"{_ENGLISH:04x}{_UNICODE:04x}", [StringStruct(name, text) for name, text in words.items()])
    return VSVersionInfo(
        ffi=FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[StringFileInfo([table]), VarFileInfo([VarStruct("Translation", [_ENGLISH, _UNICODE])])],
    )
