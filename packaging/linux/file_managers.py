"""The menu entries for file managers: one table, written in the format that each of them reads.

All of them look in the folders of XDG_DATA_DIRS and in ~/.local/share, so one tree serves both packages. Sources: Nemo
Actions (github.com/linuxmint/nemo), DES-EMA 0.15 (PCManFM), service menus of KIO (Dolphin), "Send To" in Thunar's
manual, nautilus-python and python-caja.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
FOLDER = "inode/directory"
LIBFM_TYPES = f"image/*;{FOLDER};"  # of PCManFM: with a list of types, files of different types do not match
ENTRIES: dict[str, tuple[str, dict[str, str]]] = {  # by id: the arguments of the program, and its titles by language
    "open": (
        "",
        {"": "Upscale…", "de": "Hochskalieren …", "es": "Ampliar…", "ja": "高解像度化…", "zh_CN": "放大…"},
    ),
    "2x": (
        "--now 2",
        {"": "Upscale 2×", "de": "2× hochskalieren", "es": "Ampliar 2×", "ja": "2倍に高解像度化", "zh_CN": "放大 2 倍"},
    ),
    "4x": (
        "--now 4",
        {"": "Upscale 4×", "de": "4× hochskalieren", "es": "Ampliar 4×", "ja": "4倍に高解像度化", "zh_CN": "放大 4 倍"},
    ),
}
PYTHON_MENUS = {"nautilus-python": "Nautilus", "caja-python": "Caja"}  # folder in share, module of the file manager


def write(share: Path) -> list[Path]:
    """Write all of them below `share`, and return their paths."""
    files = dict(_files())
    for name, text in files.items():
        path = share / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in share.glob("kio/servicemenus/*"):
        path.chmod(0o755)  # in a home folder, Dolphin runs only executable ones
    return [share / name for name in files]


def types() -> str:
    """The MIME types of the pictures that the app reads, each followed by a semicolon."""
    entry = (HERE / "upscaler.desktop").read_text(encoding="utf-8")
    return next(line.removeprefix("MimeType=") for line in entry.splitlines() if line.startswith("MimeType="))


def _files() -> Iterator[tuple[str, str]]:
    selected = f"{types()}{FOLDER};"
    for name, (arguments, titles) in ENTRIES.items():
        command, shown = _command(arguments), _localised("Name", titles)
        yield (
            f"nemo/actions/upscaler-{name}.nemo_action",
            f"[Nemo Action]\n{shown}Exec={command}\nIcon-Name=upscaler\nSelection=notnone\nMimetypes={selected}\n",
        )
        yield (
            f"file-manager/actions/upscaler-{name}.desktop",
            f"[Desktop Entry]\nType=Action\n{shown}Icon=upscaler\nProfiles=pictures;\n\n"
            f"[X-Action-Profile pictures]\nMimeTypes={LIBFM_TYPES}\nExec={command}\n",
        )
        yield (
            f"Thunar/sendto/upscaler-{name}.desktop",
            f"[Desktop Entry]\nType=Application\n{shown}Icon=upscaler\nExec={command}\nMimeType={selected}\n",
        )
    yield "kio/servicemenus/upscaler.desktop", _service_menu(selected)
    template = (HERE / "menu.py.in").read_text(encoding="utf-8")
    for folder, module in PYTHON_MENUS.items():
        table = [(arguments.split(), titles) for arguments, titles in ENTRIES.values()]
        filled = template.replace("@MODULE@", module).replace("@ENTRIES@", repr(table)).replace("@TYPES@", selected)
        yield f"{folder}/extensions/upscaler_menu.py", filled


def _service_menu(selected: str) -> str:
    lines = [
        "[Desktop Entry]",
        "Type=Service",
        "X-KDE-ServiceTypes=KonqPopupMenu/Plugin",  # for KDE Frameworks 5
        f"MimeType={selected}",
        f"Actions={';'.join(ENTRIES)};",
    ]
    for name, (arguments, titles) in ENTRIES.items():
        action = f"{_localised('Name', titles)}Icon=upscaler\nExec={_command(arguments)}"
        lines += ["", f"[Desktop Action {name}]", action]
    return "\n".join(lines) + "\n"


def _localised(key: str, titles: dict[str, str]) -> str:
    return "".join(
        f"{key}[{language}]={title}\n" if language else f"{key}={title}\n" for language, title in titles.items()
    )


def _command(arguments: str) -> str:
    return f"upscaler {arguments} %F" if arguments else "upscaler %F"
