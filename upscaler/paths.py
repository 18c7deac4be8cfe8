"""The paths of the app's resources (in a checkout, a wheel and a frozen app) and of the user's folders."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path

import platformdirs

_NETWORK = frozenset(
    ("cifs", "9p", "afpfs", "webdav", "ceph", "glusterfs", "lustre", "gpfs", "beegfs", "virtiofs", "vboxsf")
)


def resources() -> Path:
    """The folder with models, sample pictures and icons."""
    return _resources(getattr(sys, "_MEIPASS", None))  # set by PyInstaller


@lru_cache(maxsize=2)
def _resources(frozen: str | None) -> Path:
    package = Path(__file__).resolve().parent
    places = [Path(frozen) / "resources"] if frozen else [package / "resources", package.parent / "resources"]
    return next((place for place in places if place.is_dir()), places[-1])


def changelog() -> Path | None:
    """The changelog; None if the app was packaged without it."""
    places = (resources() / "changelog.md", resources().parent / "docs" / "changelog.md")  # frozen, in a checkout
    return next((place for place in places if place.is_file()), None)


def pictures() -> Path:
    """The user's folder of pictures, which may not exist."""
    return Path(platformdirs.user_pictures_dir())


def pictures_fallback() -> Path:
    """The folder for results if that of the source cannot be written."""
    return pictures() / "Upscaled"


def scratch() -> Path:
    """The folder for working files: UPSCALER_SCRATCH if it is set, else the user's cache folder.

    If the cache is held in memory (tmpfs), which would defeat the purpose, it is a folder in /var/tmp.
    """
    chosen = os.environ.get("UPSCALER_SCRATCH")
    if chosen:
        return Path(chosen)
    cache = _cache()
    if sys.platform != "win32" and _is_in_memory(cache):
        on_disk = Path(f"/var/tmp/upscaler-{os.getuid()}")  # /var/tmp is shared by all users
        return cache if _is_in_memory(on_disk) else on_disk
    return cache


def choose_scratch(folder: Path | None) -> None:
    """Use this folder from now on; None is the user's cache folder."""
    if folder is None:
        os.environ.pop("UPSCALER_SCRATCH", None)
    else:
        os.environ["UPSCALER_SCRATCH"] = str(folder)


def throughput_cache() -> Path:
    """The file that remembers how fast this computer is."""
    return _cache() / "throughput.json"


def int8_cache() -> Path:
    """The file that remembers whether int8 is faster and accurate here."""
    return _cache() / "int8.json"


def vulkan_cache() -> Path:
    """The file that remembers which graphics cards are faster than the CPU and give correct results."""
    return _cache() / "vulkan.json"


def models() -> Path:
    """The user's folder for third-party models."""
    return Path(platformdirs.user_data_dir("upscaler", appauthor=False)) / "models"


def journal() -> Path:
    """The database of all runs, their jobs and outcomes."""
    return _state() / "journal.sqlite"


def locks() -> Path:
    """The folder of the locks that processes share."""
    return _state() / "locks"


def logs() -> Path:
    """The folder of the app's own log."""
    return Path(platformdirs.user_log_dir("upscaler", appauthor=False))


def licences() -> Path | None:
    """The folder with the licences of a frozen app; None in a checkout, where each package has its own."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) / "licences" if frozen else None


def existing(folder: Path) -> Path:
    """The folder, or its nearest parent that exists; the folder itself if none does, as on an unplugged drive."""
    return next((place for place in (folder, *folder.absolute().parents) if os.path.exists(place)), folder)


def _state() -> Path:
    return Path(platformdirs.user_state_dir("upscaler", appauthor=False))


def _cache() -> Path:
    return Path(platformdirs.user_cache_dir("upscaler", appauthor=False))


def is_on_network(place: Path) -> bool:
    """Whether a path, which need not exist, is in a folder that other computers share."""
    if sys.platform == "win32" and str(place.resolve()).startswith("\\\\"):
        return True
    kind = _file_system(place).lower()
    return kind in _NETWORK or kind.startswith(("fuse.", "nfs", "smb"))


def _is_in_memory(place: Path) -> bool:
    """Whether a path, which need not exist, is on a file system in memory."""
    return _file_system(place) in ("tmpfs", "ramfs")


def _file_system(place: Path) -> str:
    """The kind of file system that a path, which need not exist, is on; empty if the system does not say."""
    import psutil  # here: it takes milliseconds, and the window opens without it

    mounts = {Path(mount.mountpoint): mount.fstype for mount in psutil.disk_partitions(all=True)}
    real = place.resolve()
    return next((mounts[parent] for parent in (real, *real.parents) if parent in mounts), "")
