"""Builds the packages for the current system into dist/. Called by `make package`.

Linux: a .deb and a .tar.zst. Windows: a setup program. macOS: a disk image.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
HERE = ROOT / "packaging"
BUILD = ROOT / "build" / "package"
APP = BUILD / "dist" / "upscaler"  # the frozen app
DIST = ROOT / "dist"
RELEASES = BUILD / "releases.txt"  # the address that `upscaler/gui/system/releases.py` reads in the resources
sys.path[:0] = [str(ROOT), str(HERE), str(HERE / "linux"), str(HERE / "macos")]

import file_managers
import icons
import needs
import quick_actions

from upscaler import __version__

LIMIT = 850  # megabytes, of the frozen app
STRIPPED = ("torch/lib/libtorch_cpu.so", "torch/lib/libtorch_python.so", "libpython3.*.so.*")
CONTROL = """\
Package: upscaler
Version: {version}
Section: graphics
Priority: optional
Architecture: amd64
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: libnotify-bin, libvulkan1
Suggests: python3-nautilus, python3-caja, fonts-noto-core, fonts-noto-cjk
Maintainer: The upscaler project <upscaler@localhost>
Description: make pictures larger, up to 16 times
 A desktop app and a command that enlarge photos with a neural network,
 offline, on a computer without a graphics card. Originals are never touched.
"""


def main() -> None:
    os.umask(0o022)
    date = release_date()
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(date.timestamp())))
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    write_releases(os.environ.get("RELEASES", ""))
    freeze()
    if sys.platform == "win32":
        run("iscc", f"/DVersion={__version__}", HERE / "windows" / "upscaler.iss")
    elif sys.platform == "darwin":
        inside = BUILD / "image"
        shutil.rmtree(inside, ignore_errors=True)
        shutil.copytree(APP.with_name("Upscaler.app"), inside / "Upscaler.app", symlinks=True)
        quick_actions.write(inside / "Quick Actions")
        image = DIST / f"Upscaler-{__version__}.dmg"
        run("hdiutil", "create", "-volname", "Upscaler", "-srcfolder", inside, image)
    else:
        tree = stage(date)
        deb(tree)
        tar(tree)
    for path in sorted(DIST.iterdir()):
        print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}  {path.stat().st_size / 1e6:.0f} MB")


def release_date() -> datetime:
    """The date of the newest release in the changelog, which must be the version being built."""
    text = (ROOT / "docs" / "changelog.md").read_text(encoding="utf-8")
    version, date = re.findall(r"^## (\S+) \((\d{4}-\d\d-\d\d)\)$", text, re.MULTILINE)[0]
    if version != __version__:
        raise SystemExit(f"docs/changelog.md begins with {version}, the app is {__version__}")
    return datetime.fromisoformat(date).replace(tzinfo=UTC)


def write_releases(address: str) -> None:
    """Write the address where the app may ask for new versions; without one it never asks."""
    if address and not address.startswith("https://"):
        raise SystemExit(f"RELEASES must be an https address, not {address}")
    RELEASES.unlink(missing_ok=True)
    if address:
        RELEASES.parent.mkdir(parents=True, exist_ok=True)
        RELEASES.write_text(f"{address}\n", encoding="utf-8")
    print(f"New versions: {address or 'no address, so the app never asks'}")


def freeze() -> None:
    """Run PyInstaller, strip the largest libraries, and print what is large."""
    folders = ("--distpath", APP.parent, "--workpath", BUILD / "work")
    run(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *folders, HERE / "upscaler.spec")
    inside = APP / "_internal"
    if sys.platform == "linux":  # not all of them: stripping breaks libraries that patchelf has modified
        for pattern in STRIPPED:
            for library in inside.glob(pattern):
                if not library.is_symlink():
                    run("strip", "--strip-unneeded", library)
        needs.check_c_library(APP)
    if not (inside / "ncnn").is_dir():
        raise SystemExit("ncnn, for graphics cards, is not in the app")
    sizes = {path: size_of(path) for path in (*APP.glob("upscale*"), *inside.iterdir()) if not path.is_symlink()}
    for path, size in sorted(sizes.items(), key=lambda item: -item[1])[:10]:
        print(f"{size / 1e6:6.0f} MB  {path.relative_to(APP)}")
    total = sum(sizes.values()) / 1e6
    print(f"{total:6.0f} MB  in all")
    if total > LIMIT:
        raise SystemExit(f"The app is larger than {LIMIT} MB")


def stage(date: datetime) -> Path:
    """What goes into /usr of the .deb and into the archive: lib, share."""
    tree = BUILD / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(APP, tree / "lib" / "upscaler", symlinks=True, copy_function=os.link)
    share, linux = tree / "share", HERE / "linux"
    for size, path in icons.draw(BUILD / "icons").items():
        place(path, share / f"icons/hicolor/{size}x{size}/apps/upscaler.png")
    place(icons.SVG, share / "icons/hicolor/scalable/apps/upscaler.svg")
    place(linux / "upscaler.desktop", share / "applications/upscaler.desktop")
    file_managers.write(share)
    facts = (linux / "upscaler.metainfo.xml").read_text(encoding="utf-8")
    metainfo = share / "metainfo/upscaler.metainfo.xml"
    metainfo.parent.mkdir(parents=True)
    metainfo.write_text(facts.replace("@VERSION@", __version__).replace("@DATE@", f"{date:%Y-%m-%d}"), encoding="utf-8")
    place(ROOT / "docs" / "changelog.md", share / "doc/upscaler/changelog.md")
    shutil.copytree(HERE / "plugins", share / "doc/upscaler/plugins")
    place(linux / "upscale-watch.service", share / "doc/upscaler/upscale-watch.service")
    shutil.copytree(APP / "_internal" / "licences", share / "doc/upscaler/licences")
    run("desktop-file-validate", share / "applications/upscaler.desktop")
    # The project has no domain to name the app after.
    run("appstreamcli", "validate", "--no-net", "--override", "cid-desktopapp-is-not-rdns=info", metainfo)
    return tree


def deb(tree: Path) -> None:
    root = BUILD / "deb"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(tree, root / "usr", symlinks=True, copy_function=os.link)
    (root / "usr/bin").mkdir()
    for name in ("upscaler", "upscale"):
        (root / "usr/bin" / name).symlink_to(f"../lib/upscaler/{name}")
    (root / "usr/share/doc/upscaler/copyright").write_text(
        (ROOT / "LICENSE").read_text(encoding="utf-8") + "\nLicences of all that is inside: the folder licences.\n",
        encoding="utf-8",
    )
    (root / "DEBIAN").mkdir()
    text = CONTROL.format(version=__version__, kilobytes=size_of(root) // 1024, depends=", ".join(needs.PACKAGES))
    (root / "DEBIAN/control").write_text(text, encoding="utf-8")
    open_to_all(root)
    run("dpkg-deb", "--root-owner-group", "-Zzstd", "-z9", "--build", root, DIST / f"upscaler_{__version__}_amd64.deb")


def tar(tree: Path) -> None:
    name = f"upscaler-{__version__}-linux-x86_64"
    root = BUILD / name
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(tree, root, symlinks=True, copy_function=os.link)
    place(HERE / "linux/install.sh", root / "install.sh")
    open_to_all(root)
    order = ("--sort=name", "--owner=0", "--group=0", f"--mtime=@{os.environ['SOURCE_DATE_EPOCH']}")
    run("tar", "-C", BUILD, *order, "-I", "zstd -9 -T0 -q", "-cf", DIST / f"{name}.tar.zst", name)


def open_to_all(root: Path) -> None:
    """Make everything readable for everyone, whatever the umask was when the checkout and .venv were made."""
    run("chmod", "--recursive", "u=rwX,go=rX", root)


def place(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file() and not file.is_symlink())


def run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True)


if __name__ == "__main__":
    main()
