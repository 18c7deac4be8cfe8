"""Where the smoke test runs the programs: on this system as it is, or in a clean one made for the test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import needs

BUILD = Path(__file__).parents[1] / "build" / "smoke"
SUITES = {"bookworm": ("Debian 12", "main"), "jammy": ("Ubuntu 22.04", "main,universe")}
USER = 1000
HOME = Path("/home/jörg 日本")
EXE = ".exe" if sys.platform == "win32" else ""


class Here:
    """This system: programs run in place, with a separate home, whose folder `bin` comes first on the PATH."""

    def __init__(self, programs: Path, home: Path) -> None:
        self.programs, self.home = programs, home

    def outside(self, path: Path) -> Path:
        """The path, seen from outside, of what the programs call `path`."""
        return path

    def command(self, program: str, *arguments: str | Path) -> list[str]:
        return [str(self.programs / (program + EXE)), *map(str, arguments)]

    def environment(self) -> dict[str, str]:
        path = os.pathsep.join((str(self.home / "bin"), os.environ["PATH"]))
        return os.environ | {"HOME": str(self.home), "PATH": path, "QT_QPA_PLATFORM": "offscreen"}

    def run(self, program: str, *arguments: str | Path) -> str:
        """The standard output of a program, which must succeed."""
        command = self.command(program, *arguments)
        done = subprocess.run(command, capture_output=True, env=self.environment(), timeout=300, encoding="utf-8")
        check(done.returncode == 0, f"{program} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout


class Clean(Here):
    """A clean system in a folder. The programs run as an unprivileged user without a network, and are traced."""

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
        words += [f"HOME={HOME}", "LANG=C.UTF-8", f"PATH={HOME}/bin:/usr/bin:/bin", f"XDG_RUNTIME_DIR=/run/user/{USER}"]
        words += [f"DISPLAY={os.environ['DISPLAY']}"] if "DISPLAY" in os.environ else ["QT_QPA_PLATFORM=offscreen"]
        return [*words, *command]

    def as_root(self, *command: str) -> None:
        run("chroot", self.root, "env", "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive", *command)

    def environment(self) -> dict[str, str]:
        return dict(os.environ)

    def files(self) -> dict[str, int]:
        """All files outside the user's own folders, with their modification times."""
        own = {str(self.outside(path)) for path in (HOME, Path(f"/run/user/{USER}"))}
        mounted = {str(self.outside(Path(path))) for path in ("/proc", "/dev", "/tmp/.X11-unix")}
        found = {}
        for folder, folders, names in os.walk(self.root):
            folders[:] = [name for name in folders if f"{folder}/{name}" not in own | mounted]
            for name in names + folders:
                path = f"{folder}/{name}"
                found[path.removeprefix(str(self.root))] = os.lstat(path).st_ctime_ns if name in names else 0
        return found


@contextmanager
def clean(name: str, suite: str) -> Iterator[Clean]:
    """A clean system of SUITES with the dependencies of the .deb, and a user account."""
    base, root = _base(suite), BUILD / name
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


def _base(suite: str) -> Path:
    """The base that clean systems are copied from; made if it does not exist."""
    base, stamp = BUILD / suite, BUILD / f"{suite}.packages"
    packages = ",".join(sorted(line.split("|")[-1].split("(")[0].strip() for line in needs.PACKAGES))
    if not stamp.exists() or stamp.read_text() != packages:
        title, components = SUITES[suite]
        say(f"make a clean {title}")
        BUILD.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(base, ignore_errors=True)
        with (BUILD / "debootstrap.log").open("wb") as log:
            command = ["debootstrap", "--variant=minbase", f"--components={components}", f"--include={packages}"]
            subprocess.run([*command, suite, str(base)], check=True, stdout=log)
        stamp.write_text(packages)
    return base


def check(fact: bool, otherwise: str) -> None:
    if not fact:
        raise SystemExit(f"FAILED: {otherwise}")


def say(text: str) -> None:
    print(f"-- {text}", flush=True)


def run(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)
