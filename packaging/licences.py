"""Collects the licences of everything in a frozen app: Python packages, Python, Qt and C libraries."""

import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).parent
_NAMES = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS", "LICENSES")
_ALWAYS = ("pyinstaller",)  # its boot loader is in both programs; its modules are not


def collect(modules: Iterable[str], binaries: Iterable[tuple[str, str, str]], folder: Path) -> list[Path]:
    """Write the licences of the distributions that `modules` come from into `folder`, which is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(HERE.parent / "LICENSE", folder / "upscaler.txt")
    shutil.copy(HERE / "licences" / "Qt and PySide6.txt", folder)
    for text in ("LGPL-3.0.txt", "GPL-3.0.txt"):
        shutil.copy(HERE / "licences" / text, folder)
    _python(folder)
    for name in sorted(_distributions(modules)):
        _write(folder / f"{name}.txt", name, _texts(metadata.distribution(name)))
    _system_libraries(folder, {Path(origin) for _, origin, _ in binaries if origin.startswith(("/lib", "/usr/lib"))})
    return sorted(folder.iterdir())


def _distributions(modules: Iterable[str]) -> set[str]:
    """Names of the distributions that hold these modules and files."""
    tops = {name.replace("\\", "/").split("/")[0].split(".")[0] for name in modules}
    known = metadata.packages_distributions()
    found = {name.lower() for top in tops for name in known.get(top, ())} | set(_ALWAYS)
    return found - {"upscaler"}


def _texts(distribution: metadata.Distribution) -> list[tuple[str, str]]:
    """(path, text) of all licence files of a distribution."""
    files = [
        file
        for file in distribution.files or ()
        if file.suffix not in (".py", ".pyc", ".pyi")
        and (file.name.upper().startswith(_NAMES) or "licenses" in file.parts)
        and ".dist-info" in file.parts[0]
    ]
    return [(str(file), Path(str(file.locate())).read_text("utf-8", "replace")) for file in sorted(files)]


def _write(path: Path, name: str, texts: list[tuple[str, str]]) -> None:
    facts = metadata.metadata(name)
    stated = (
        facts["License-Expression"]
        or facts["License"]
        or "; ".join(line for line in facts.get_all("Classifier") or () if line.startswith("License"))
    )
    if not (texts or stated):
        raise SystemExit(f"{name} is in the app, and no licence of it was found")
    head = f"{name} {metadata.version(name)}\nLicence as its package states it: {stated}\n"
    rows = [f"\n{'=' * 100}\n{title}\n{'=' * 100}\n{text}" for title, text in texts]
    path.write_text(head + "".join(rows), encoding="utf-8")


def _python(folder: Path) -> None:
    standard = Path(sysconfig.get_path("stdlib"))
    places = [standard / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"]
    places += Path("/usr/share/doc").glob(f"python{sys.version_info[0]}.{sys.version_info[1]}*/copyright")
    text = next((place for place in places if place.is_file()), None)
    if text is None:
        raise SystemExit("The licence of Python was not found")
    shutil.copy(text, folder / "Python.txt")


def _system_libraries(folder: Path, libraries: set[Path]) -> None:
    """Debian's copyright files of the libraries that Python was built with."""
    for library in sorted(libraries):
        owner = subprocess.run(["dpkg", "-S", str(library.resolve())], capture_output=True, text=True)
        if owner.returncode:  # /lib is a link to /usr/lib, and dpkg knows only one of the names
            owner = subprocess.run(["dpkg", "-S", f"*{library.resolve().name}"], capture_output=True, text=True)
        package = owner.stdout.split(":")[0]
        text = Path(f"/usr/share/doc/{package}/copyright")
        if not (package and text.is_file()):
            raise SystemExit(f"{library} is in the app, and no licence of it was found")
        shutil.copy(text, folder / f"{package} (library).txt")
