"""Tries what ships, as a person would get it.

    smoke.py           both Linux packages of dist/, each in a clean Debian 12 of its own (needs root; `make smoke`)
    smoke.py FOLDER    the frozen programs in FOLDER, where they are (every system)

In the clean system there are only the packages that the .deb depends on. Watched from outside: that no file is written
outside the person's own folders, that no network is touched, and that nothing is left after removal.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from PIL import Image

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

import needs
import package

from upscaler import __version__

Answer = TypeVar("Answer")
BUILD = ROOT / "build" / "smoke"
USER = 1000
HOME = Path("/home/jörg 日本")
FAST = ("-x", "2")
EXE = ".exe" if sys.platform == "win32" else ""


class Here:
    """This system: programs run as they are, with a home of their own."""

    def __init__(self, programs: Path, home: Path) -> None:
        self.programs, self.home = programs, home

    def outside(self, path: Path) -> Path:
        """Where we see what the programs call `path`."""
        return path

    def command(self, program: str, *arguments: str | Path) -> list[str]:
        return [str(self.programs / (program + EXE)), *map(str, arguments)]

    def environment(self) -> dict[str, str]:
        return os.environ | {"HOME": str(self.home), "QT_QPA_PLATFORM": "offscreen"}

    def run(self, program: str, *arguments: str | Path, status: int = 0) -> str:
        """Standard output of a program that must end with `status`."""
        command = self.command(program, *arguments)
        done = subprocess.run(command, capture_output=True, env=self.environment(), timeout=300, encoding="utf-8")
        check(done.returncode == status, f"{program} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout


class Clean(Here):
    """A clean Debian in a folder. The programs run as a person without rights and without a network, and are traced."""

    def __init__(self, root: Path) -> None:
        super().__init__(Path("/usr/bin"), HOME)
        self.root = root
        self.trace = root.with_suffix(".trace")
        self.trace.unlink(missing_ok=True)

    def outside(self, path: Path) -> Path:
        return self.root / path.relative_to("/")

    def command(self, program: str, *arguments: str | Path) -> list[str]:
        return self.as_person(str(self.programs / program), *map(str, arguments))

    def as_person(self, *command: str) -> list[str]:
        words = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=socket", "-A", "-o", str(self.trace)]
        words += ["unshare", "--net", "chroot", f"--userspec={USER}:{USER}", str(self.root), "env", "-i"]
        words += [f"HOME={HOME}", "LANG=C.UTF-8", "PATH=/usr/bin:/bin", f"XDG_RUNTIME_DIR=/run/user/{USER}"]
        words += [f"DISPLAY={os.environ['DISPLAY']}"] if "DISPLAY" in os.environ else ["QT_QPA_PLATFORM=offscreen"]
        return [*words, *command]

    def as_root(self, *command: str) -> None:
        run("chroot", self.root, "env", "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive", *command)

    def environment(self) -> dict[str, str]:
        return dict(os.environ)

    def files(self) -> dict[str, int]:
        """All files outside the person's own folders, with the time of their last change."""
        own = {str(self.outside(path)) for path in (HOME, Path(f"/run/user/{USER}"))}
        mounted = {str(self.outside(Path(path))) for path in ("/proc", "/dev", "/tmp/.X11-unix")}
        found = {}
        for folder, folders, names in os.walk(self.root):
            folders[:] = [name for name in folders if f"{folder}/{name}" not in own | mounted]
            for name in names + folders:
                path = f"{folder}/{name}"
                found[path.removeprefix(str(self.root))] = os.lstat(path).st_ctime_ns if name in names else 0
        return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", nargs="?", type=Path, help="folder with the two programs")
    parser.add_argument("--drag", type=Path, help=argparse.SUPPRESS)  # see `drag_from`
    arguments = parser.parse_args()
    if arguments.drag:
        return drag_from(arguments.drag)
    if arguments.programs:
        with tempfile.TemporaryDirectory() as folder:
            try_programs(Here(arguments.programs.resolve(), Path(folder).resolve()))
    else:
        if os.geteuid():
            raise SystemExit("A clean system can only be made by root: sudo make smoke")
        (deb,), (archive,) = package.DIST.glob("*.deb"), package.DIST.glob("*.tar.zst")
        with clean("deb") as system:
            try_deb(system, deb)
        with clean("archive") as system:
            try_archive(system, archive)
    print("All is well.")
    return None


def try_deb(system: Clean, deb: Path) -> None:
    say(f"{deb.name}: install")
    before = system.files()
    shutil.copy(deb, system.root / "tmp.deb")
    system.as_root("dpkg", "--force-unsafe-io", "--install", "/tmp.deb")
    (system.root / "tmp.deb").unlink()
    try_all(system)
    say("remove")
    system.as_root("dpkg", "--purge", "upscaler")
    known = ("/var/lib/dpkg/", "/var/log/", "/var/cache/")
    left = [path for path in system.files() if path not in before and not path.startswith(known)]
    check(not left, f"Removal has left {left}")


def try_archive(system: Clean, archive: Path) -> None:
    say(f"{archive.name}: install")
    before = system.files()
    home = system.outside(HOME)
    run("tar", "-C", home, "-I", "zstd", "-xf", archive)
    (unpacked,) = home.glob("upscaler-*")
    unpacked.rename(home / "unpacked")
    run("chown", "-R", f"{USER}:{USER}", home / "unpacked")
    at_first = set(home.rglob("*"))
    run(*system.as_person("sh", str(HOME / "unpacked/install.sh")))
    shutil.rmtree(home / "unpacked")
    system.programs = HOME / ".local/bin"
    entry = (home / ".local/share/applications/upscaler.desktop").read_text(encoding="utf-8")
    check(f'Exec="{HOME}/.local/bin/upscaler" %F' in entry, f"The menu would not find the program: {entry}")
    try_all(system)
    say("remove")
    run(*system.as_person("sh", str(HOME / ".local/lib/upscaler/install.sh"), "--uninstall"))
    left = [path for path in (home / ".local").rglob("*") if path.is_file() and path not in at_first]
    own = [path for path in left if "/.local/state/" not in str(path) and "/.local/share/upscaler/" not in str(path)]
    check(not own, f"Removal has left {own}")
    check(system.files().keys() == before.keys(), "Something was installed outside the home")


def try_all(system: Clean) -> None:
    """Both programs, watched."""
    before = system.files()
    check_libraries(system)
    try_programs(system)
    with screen():
        try_window(system)
    after = system.files()
    changed = [path for path in after if before.get(path) != after[path]]
    check(not changed, f"Written outside the person's own folders: {changed}")
    network = [line for line in system.trace.read_text().splitlines() if "AF_INET" in line or "AF_PACKET" in line]
    check(not network, f"The network was touched: {network}")
    say("no file outside the person's folders, no network")


def check_libraries(system: Clean) -> None:
    """Every library that the app needs is in it or in the packages that it depends on."""
    script = f"""
        program=$(readlink -f '{system.programs / "upscaler"}')
        export LD_LIBRARY_PATH="${{program%/*}}/_internal"
        find "$LD_LIBRARY_PATH" -name '*.so*' -type f -exec ldd {{}} + 2>/dev/null | grep 'not found' | sort -u
        true"""
    done = subprocess.run(system.as_person("sh", "-c", script), capture_output=True, text=True, check=True)
    check(not done.stdout, f"Libraries are missing:\n{done.stdout}")


def try_programs(system: Here) -> None:
    """The command on a folder, and the window program without a screen."""
    check(__version__ in system.run("upscale", "--version"), "It tells another version")
    say("upscale runs a folder")
    folder = system.home / "Bilder für 日本"
    outside = system.outside(folder)
    make_pictures(outside)
    lines = [json.loads(line) for line in system.run("upscale", folder, *FAST, "--json").splitlines()]
    check(len(lines) == 4 and all(line["status"] == "done" for line in lines), f"Not all was done: {lines}")
    for line in lines:
        check_size(system.outside(Path(line["target"])), Path(line["source"]), system.outside(Path(line["source"])), 2)
    say("upscaler draws a comparison")
    drawing = system.home / "drawing.png"
    system.run("upscaler", "--compare", lines[0]["source"], lines[0]["target"], "--render", drawing)
    with Image.open(system.outside(drawing)) as picture:
        colours = picture.convert("RGB").getcolors(2**24) or []
    check(len(colours) > 1000, "The drawing is empty")


def try_window(system: Clean) -> None:
    """Open a picture, drop another one, run both, close."""
    say("the window opens a picture")
    folder = system.home / "Fenster"
    outside = system.outside(folder)
    make_pictures(outside)
    window = subprocess.Popen(system.command("upscaler", folder / "photo.png"), env=system.environment())
    try:
        number = wait_for(lambda: find_window("Upscaler"), 30, "a window")
        xdotool("windowactivate", "--sync", number)
        time.sleep(5)
        xdotool("key", "ctrl+Return")
        result = outside / "upscaled" / "photo_4x.png"
        wait_for(result.exists, 90, "the result")
        check_size(result, Path("photo.png"), outside / "photo.png", 4)
        say("a picture is dropped on the window")
        drop(folder / "photo.jpg")
        time.sleep(2)
        xdotool("windowactivate", "--sync", number, "key", "ctrl+Return")
        dropped = outside / "upscaled" / "photo_4x.jpg"
        wait_for(dropped.exists, 90, "the result of the dropped picture")
        check_size(dropped, Path("photo.jpg"), outside / "photo.jpg", 4)
        time.sleep(2)
        xdotool("windowactivate", "--sync", number)
        run("import", "-window", "root", system.root.with_suffix(".png"))
        xdotool("key", "alt+F4")
        check(window.wait(20) == 0, f"The window ended with {window.returncode}")
    except BaseException:
        run("import", "-window", "root", system.root.with_suffix(".png"))  # how it looked when it failed
        raise
    finally:
        if window.poll() is None:
            window.kill()


def drop(path: Path) -> None:
    """Drag a file from a small window of ours to the middle of the app's."""
    source = subprocess.Popen([sys.executable, __file__, "--drag", str(path)])
    try:
        wait_for(lambda: find_window("drag source"), 20, "the drag source")
        time.sleep(1)
        xdotool("mousemove", "60", "60", "mousedown", "1")
        for step in range(1, 21):
            xdotool("mousemove", str(60 + 30 * step), str(60 + 20 * step))
            time.sleep(0.05)
        time.sleep(0.5)
        xdotool("mouseup", "1")
        time.sleep(5)  # the app asks the source for what was dropped
    finally:
        source.kill()
        source.wait()


def drag_from(path: Path) -> None:
    """A window from which `path` can be dragged."""
    from PySide6.QtCore import QMimeData, Qt, QUrl
    from PySide6.QtGui import QDrag, QMouseEvent
    from PySide6.QtWidgets import QApplication, QLabel

    class Source(QLabel):
        def mouseMoveEvent(self, _event: QMouseEvent) -> None:
            drag, data = QDrag(self), QMimeData()
            data.setUrls([QUrl.fromLocalFile(str(path))])
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.CopyAction)

    os.environ["QT_QPA_PLATFORM"] = "xcb"  # where a person drags
    application = QApplication(sys.argv[:1])
    source = Source("Drag me")
    source.setWindowFlags(Qt.WindowType.WindowStaysOnTopHint | Qt.WindowType.FramelessWindowHint)
    source.setWindowTitle("drag source")
    source.setGeometry(10, 10, 100, 100)
    source.show()
    application.exec()


@contextmanager
def clean(name: str) -> Iterator[Clean]:
    """A clean Debian 12 with what the .deb depends on, and a person in it."""
    packages = ",".join(sorted(line.split("|")[-1].split("(")[0].strip() for line in needs.PACKAGES))
    base, stamp, root = BUILD / "base", BUILD / "base.packages", BUILD / name
    BUILD.mkdir(parents=True, exist_ok=True)
    if not stamp.exists() or stamp.read_text() != packages:
        say("make a clean Debian 12")
        shutil.rmtree(base, ignore_errors=True)
        with (BUILD / "debootstrap.log").open("wb") as log:
            command = ["debootstrap", "--variant=minbase", f"--include={packages}", "bookworm", str(base)]
            subprocess.run(command, check=True, stdout=log)
        stamp.write_text(packages)
    shutil.rmtree(root, ignore_errors=True)
    run("cp", "-a", "--reflink=auto", base, root)
    system = Clean(root)
    for folder in (HOME, Path(f"/run/user/{USER}"), Path("/tmp/.X11-unix")):
        system.outside(folder).mkdir(parents=True)
        if folder.name != ".X11-unix":
            os.chown(system.outside(folder), USER, USER)
            system.outside(folder).chmod(0o700)
    with ExitStack() as mounts:
        for path in ("/proc", "/dev", "/tmp/.X11-unix"):
            Path(path).mkdir(exist_ok=True)
            run("mount", "--bind", path, system.outside(Path(path)))
            mounts.callback(run, "umount", system.outside(Path(path)))
        yield system
    shutil.rmtree(root)


@contextmanager
def screen() -> Iterator[None]:
    """A screen in memory, with a window manager, as DISPLAY."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-ac"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        os.environ["DISPLAY"] = f":{told.readline().strip()}"
    manager = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        del os.environ["DISPLAY"]
        for process in (manager, server):
            process.terminate()
            process.wait()


def make_pictures(folder: Path) -> None:
    """Four kinds of pictures, owned as the folder above is."""
    folder.mkdir(parents=True)
    with Image.open(ROOT / "resources/samples/astronaut.png") as sample:
        photo = sample.convert("RGB").resize((96, 80))
    photo.save(folder / "photo.png")
    photo.save(folder / "photo.jpg")
    photo.save(folder / "größer 日本.tif")
    shutil.copy(ROOT / "tests/data/photo.heic", folder)
    if sys.platform == "linux":
        owner = folder.parent.stat()
        for path in (folder, *folder.iterdir()):
            os.chown(path, owner.st_uid, owner.st_gid)


def check_size(target: Path, name: Path, source: Path, scale: int) -> None:
    """Whether a result opens, is as large as asked for, and looks like its source (by its mean colour)."""
    with Image.open(target) as after:
        large, colour = after.size, after.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    if name.suffix == ".heic":  # Pillow alone does not read it; its size is known
        check(large == (64 * scale, 64 * scale), f"{target} has {large}")
        return
    with Image.open(source) as before:
        small, expected = before.size, before.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    check(large == (small[0] * scale, small[1] * scale), f"{target} has {large}")
    off = max(abs(a - b) for a, b in zip(colour, expected, strict=True))
    check(off <= 3, f"{target} has the mean colour {colour}, its source {expected}")


def find_window(title: str) -> str:
    done = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", f"{title}$"], capture_output=True, text=True)
    return done.stdout.split("\n")[0]


def wait_for(question: Callable[[], Answer], seconds: float, what: str) -> Answer:
    """What `question` answers, once that is not nothing."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = question()
        if answer:
            return answer
        time.sleep(0.1)
    raise SystemExit(f"FAILED: waited {seconds:.0f} seconds for {what}")


def xdotool(*words: str) -> None:
    run("xdotool", *words)


def check(fact: bool, otherwise: str) -> None:
    if not fact:
        raise SystemExit(f"FAILED: {otherwise}")


def say(text: str) -> None:
    print(f"-- {text}", flush=True)


def run(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
