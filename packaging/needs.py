"""What the app needs from a Linux system: packages, by their names in Debian and Ubuntu."""

import re
from pathlib import Path

C_LIBRARY = (2, 35)  # Ubuntu 22.04's; Debian 12 has 2.36
# All that files in the app name (`objdump -p`: NEEDED); what one system brings along with another, the next does not.
# Newer Debian and Ubuntu call one of them ...t64.
PACKAGES = (
    *(f"libc6 (>= {C_LIBRARY[0]}.{C_LIBRARY[1]})", "libstdc++6 (>= 11)", "libglib2.0-0t64 | libglib2.0-0"),
    *("libbrotli1", "libdbus-1-3", "libegl1", "libexpat1", "libfontconfig1", "libfreetype6", "libgcc-s1", "libgl1"),
    *("libgssapi-krb5-2", "libwayland-client0", "libwayland-cursor0", "libx11-6", "libx11-xcb1", "libxcb-cursor0"),
    *("libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0", "libxcb-render-util0", "libxcb-render0"),
    *("libxcb-shape0", "libxcb-shm0", "libxcb-sync1", "libxcb-util1", "libxcb-xfixes0", "libxcb-xkb1", "libxcb1"),
    *("libxkbcommon-x11-0", "libxkbcommon0", "libzstd1"),
)


def check_c_library(app: Path) -> None:
    """Fail if a file in `app` needs a newer C library than the packages require."""
    wanted = {path: _c_library(path) for path in app.rglob("*") if path.is_file() and not path.is_symlink()}
    newer = [f"{path.relative_to(app)}: {version}" for path, version in wanted.items() if version > C_LIBRARY]
    if newer:
        raise SystemExit(f"Systems with the C library {C_LIBRARY} could not load {newer}")


def _c_library(path: Path) -> tuple[int, int]:
    """The newest C library version that a program or library needs; (0, 0) for other files."""
    with path.open("rb") as file:
        if file.read(4) != b"\x7fELF":
            return 0, 0
        named = re.findall(rb"GLIBC_(\d+)\.(\d+)", file.read())
    return max(((int(major), int(minor)) for major, minor in named), default=(0, 0))
