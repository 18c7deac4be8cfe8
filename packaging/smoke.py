"""Tests what we release, the way a user gets it.

    smoke.py           both Linux packages of dist/, each in its own clean Debian 12 (needs root; `make smoke`)
    smoke.py FOLDER    the frozen programs in FOLDER, in place (every system)

The clean system has only the packages that the .deb depends on. Checked from outside: no file is written outside the
user's own folders, the network is not used, programs that we start get the user's own environment, and nothing is left
after removal.
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
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from desk import drop, find_window, photograph, screen, wait_for, xdotool
from package import DIST
from systems import HOME, SUITES, USER, Clean, Here, check, clean, run, say

from upscaler import __version__

FAST = ("-x", "2")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", nargs="?", type=Path, help="folder with the two programs")
    parser.add_argument("--suite", choices=SUITES, default="bookworm", help="what the clean systems are")
    arguments = parser.parse_args()
    if arguments.programs:
        with tempfile.TemporaryDirectory() as folder:
            try_programs(Here(arguments.programs.resolve(), Path(folder).resolve()))
    else:
        if os.geteuid():
            raise SystemExit("A clean system can only be made by root: sudo make smoke")
        (deb,), (archive,) = DIST.glob("*.deb"), DIST.glob("*.tar.zst")
        with clean("deb", arguments.suite) as system:
            try_deb(system, deb)
        with clean("archive", arguments.suite) as system:
            try_archive(system, archive)
    print("All is well.")


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
    action = (home / ".local/share/nemo/actions/upscaler-2x.nemo_action").read_text(encoding="utf-8")
    check(f'Exec="{HOME}/.local/bin/upscaler" --now 2 %F' in action, f"Nemo would not find the program: {action}")
    try_all(system)
    say("remove")
    run(*system.as_person("sh", str(HOME / ".local/lib/upscaler/install.sh"), "--uninstall"))
    left = [path for path in (home / ".local").rglob("*") if path.is_file() and path not in at_first]
    own = [path for path in left if "/.local/state/" not in str(path) and "/.local/share/upscaler/" not in str(path)]
    check(not own, f"Removal has left {own}")
    check(system.files().keys() == before.keys(), "Something was installed outside the home")


def try_all(system: Clean) -> None:
    """Run and observe both programs."""
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
    """Check that every library that the app needs is in it or in the packages that it depends on."""
    script = f"""
        program=$(readlink -f '{system.programs / "upscaler"}')
        export LD_LIBRARY_PATH="${{program%/*}}/_internal"
        find "$LD_LIBRARY_PATH" -name '*.so*' -type f -exec ldd {{}} + 2>&1 | grep 'not found' | sort -u
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
    make_helper(system)
    lines = [json.loads(line) for line in system.run("upscale", folder, *FAST, "--json").splitlines()]
    check(len(lines) == 4 and all(line["status"] == "done" for line in lines), f"Not all was done: {lines}")
    for line in lines:
        check_size(system.outside(Path(line["target"])), Path(line["source"]), system.outside(Path(line["source"])), 2)
    check_helper(system)
    check("cpu  " in system.run("upscale", "--list-devices"), "It does not list the processor")
    say("upscaler upscales at once, as a file manager's menu asks for it")
    system.run("upscaler", "--now", "2", folder / "photo.png")
    check((outside / "upscaled" / "photo_2x (2).png").exists(), "The menu's command has made nothing")
    check_helper(system)
    say("upscaler draws a comparison")
    drawing = system.home / "drawing.png"
    system.run("upscaler", "--compare", lines[0]["source"], lines[0]["target"], "--render", drawing)
    with Image.open(system.outside(drawing)) as picture:
        colours = picture.convert("RGB").getcolors(2**24) or []
    check(len(colours) > 1000, "The drawing is empty")


def try_window(system: Clean) -> None:
    """Open a picture, drop another, run both, close."""
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
        photograph(system.root.with_suffix(".png"))
        xdotool("key", "alt+F4")
        check(window.wait(20) == 0, f"The window ended with {window.returncode}")
        check_helper(system)
    except BaseException:
        photograph(system.root.with_suffix(".png"))  # how it looked when it failed
        raise
    finally:
        if window.poll() is None:
            window.kill()


def make_pictures(folder: Path) -> None:
    """Pictures in four formats, with the same owner as the parent folder."""
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


def make_helper(system: Here) -> None:
    """A fake systemd-inhibit, which the programs call if there is one, that records its environment."""
    helper = system.outside(system.home / "bin" / "systemd-inhibit")
    helper.parent.mkdir()
    helper.write_text('#!/bin/sh\nenv >"$HOME/environment"\nexec cat\n', encoding="utf-8")
    helper.chmod(0o755)


def check_helper(system: Here) -> None:
    """Check that programs started by ours find their own libraries, not ours."""
    if sys.platform == "linux":
        told = system.outside(system.home / "environment")
        ours = [line for line in told.read_text(encoding="utf-8").splitlines() if "_internal" in line]
        check(not ours, f"A program of the system was started with {ours}")
        told.unlink()


def check_size(target: Path, name: Path, source: Path, scale: int) -> None:
    """Check that a result opens, has the requested size, and looks like its source (by mean colour)."""
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


if __name__ == "__main__":
    main()
