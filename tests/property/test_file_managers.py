"""The file manager entries of the packages start the app with the selected files."""

import configparser
import plistlib
import re
import runpy
import shlex
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.translations import LANGUAGES
from upscaler.gui import app

PACKAGING = Path(__file__).parents[2] / "packaging"
SELECTED = ["/photos/ä b.png", "/photos"]


def script(name: str) -> dict[str, Any]:
    return runpy.run_path(str(PACKAGING / name))


@pytest.fixture
def share(tmp_path: Path) -> Path:
    written = script("linux/file_managers.py")["write"](tmp_path / "share")
    assert {path for path in (tmp_path / "share").rglob("*") if path.is_file()} == set(written)
    return tmp_path / "share"


def entry(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(path, encoding="utf-8")
    return parser


def meaning(command: str) -> tuple[int | None, list[Path]]:
    """How the app interprets a command with the selected files."""
    program, *arguments = [word for part in shlex.split(command) for word in (SELECTED if part == "%F" else [part])]
    assert Path(program).name == "upscaler"
    asked = app._parser().parse_args(arguments)
    return asked.now, asked.paths


ALL = [(now, [Path(name) for name in SELECTED]) for now in (None, 2, 4)]


@pytest.mark.parametrize(
    ("pattern", "group", "kinds", "pictures"),
    [
        ("nemo/actions/*.nemo_action", "Nemo Action", "Mimetypes", {"image/png", "image/heif"}),
        ("file-manager/actions/*.desktop", "X-Action-Profile pictures", "MimeTypes", {"image/*"}),
        ("Thunar/sendto/*.desktop", "Desktop Entry", "MimeType", {"image/png", "image/heif"}),
    ],
)
def test_files_of_one_entry_each(share: Path, pattern: str, group: str, kinds: str, pictures: set[str]) -> None:
    entries = [entry(path) for path in share.glob(pattern)]
    assert sorted((meaning(one[group]["Exec"]) for one in entries), key=lambda found: found[0] or 0) == ALL
    for one in entries:
        assert pictures | {"inode/directory"} < set(one[group][kinds].split(";"))
        titles = one[one.sections()[0]]
        assert len({titles[key] for key in ("Name", *(f"Name[{code}]" for code in LANGUAGES))}) >= 4


def test_the_service_menu_of_dolphin(share: Path) -> None:
    path = share / "kio/servicemenus/upscaler.desktop"
    menu = entry(path)
    names = menu["Desktop Entry"]["Actions"].rstrip(";").split(";")
    assert [meaning(menu[f"Desktop Action {name}"]["Exec"]) for name in names] == ALL
    assert "inode/directory" in menu["Desktop Entry"]["MimeType"]
    assert path.stat().st_mode & 0o111 or sys.platform == "win32"


class Item:
    """A menu item, as in Nautilus and Caja."""

    def __init__(self, name: str, label: str, icon: str) -> None:
        self.name, self.label, self.icon = name, label, icon

    def connect(self, signal: str, call: Callable[..., None], *more: object) -> None:
        assert signal == "activate"
        self.activate = lambda: call(self, *more)


class File:
    """A file in a file manager; without a path it is not on a disk, like one in the cloud."""

    def __init__(self, kind: str, path: str | None) -> None:
        self.get_mime_type, self.get_path = lambda: kind, lambda: path
        self.get_location = lambda: self


@pytest.fixture
def menu(share: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The extension of a file manager, loaded as the file manager does, with stubs of what it needs from the
    desktop."""
    folder, module = request.param
    repository = types.ModuleType("gi.repository")
    provider = type("MenuProvider", (), {})
    setattr(repository, module, types.SimpleNamespace(MenuProvider=provider, MenuItem=Item))
    vars(repository)["GObject"] = types.SimpleNamespace(GObject=type("GObject", (), {}))
    vars(repository)["GLib"] = types.SimpleNamespace(get_language_names=lambda: ["de_AT.UTF-8", "de_AT", "de", "C"])
    monkeypatch.setitem(sys.modules, "gi", types.ModuleType("gi"))
    monkeypatch.setitem(sys.modules, "gi.repository", repository)
    loaded = runpy.run_path(str(share / folder / "extensions" / "upscaler_menu.py"))
    assert issubclass(loaded["UpscalerMenu"], provider)
    return loaded["UpscalerMenu"]()


both = pytest.mark.parametrize("menu", [("nautilus-python", "Nautilus"), ("caja-python", "Caja")], indirect=True)


@both
def test_extensions_in_python(menu: Any, share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: started.append(command))
    files = [File("image/png", SELECTED[0]), File("inode/directory", SELECTED[1])]
    for items in (menu.get_file_items(files), menu.get_file_items("a window", files)):
        assert [item.label for item in items] == ["Hochskalieren …", "2× hochskalieren", "4× hochskalieren"]
        for item in items:
            item.activate()
        assert [meaning(shlex.join(command)) for command in started] == ALL
        assert started[0][0] == str(share.parent / "bin" / "upscaler")  # of the same installation
        started.clear()


@both
@pytest.mark.parametrize("file", [File("text/plain", "/a.txt"), File("image/png", None)])
def test_extensions_are_silent_about_other_files(menu: Any, file: File) -> None:
    assert menu.get_file_items([File("image/png", "/a.png"), file]) == []
    assert menu.get_file_items([]) == []


def test_quick_actions_of_finder(tmp_path: Path) -> None:
    paths = script("macos/quick_actions.py")["write"](tmp_path / "Quick Actions")
    commands = []
    for path in paths:
        info = plistlib.loads((path / "Contents/Info.plist").read_bytes())
        [service] = info["NSServices"]
        assert f"{service['NSMenuItem']['default']}.workflow" == path.name
        workflow = plistlib.loads((path / "Contents/document.wflow").read_bytes())
        [step] = workflow["actions"]
        commands.append(step["action"]["ActionParameters"]["COMMAND_STRING"])
    assert commands[0] == 'open -a Upscaler "$@"'
    started = [command.replace("open -n -a Upscaler --args", "upscaler").replace('"$@"', "%F") for command in commands]
    assert [meaning(command) for command in started[1:]] == ALL[1:]


def test_the_menu_of_explorer() -> None:
    lines = (PACKAGING / "windows" / "upscaler.iss").read_text(encoding="utf-8").splitlines()
    entries = [re.findall(r'"([^"]*)"', line) for line in lines if line.startswith("#emit Entry(")]
    assert {place for place, *_ in entries} == {r"SystemFileAssociations\image", "Directory"}
    for place in ("Directory", r"SystemFileAssociations\image"):
        found = [meaning(f"upscaler {arguments}%F") for there, _, _, arguments in entries if there == place]
        assert found == ALL
