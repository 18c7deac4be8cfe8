"""The script in the archive for Linux installs, and its installed copy only removes."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "packaging/linux/install.sh"


@pytest.mark.posix
def test_installed_kept_and_removed(tmp_path: Path) -> None:
    unpacked, prefix = tmp_path / "unpacked", tmp_path / "prefix"
    for name in ("lib/upscaler/upscaler", "lib/upscaler/upscale", "share/applications/upscaler.desktop"):
        (unpacked / name).parent.mkdir(parents=True, exist_ok=True)
        (unpacked / name).write_text("Exec=upscaler %F\n")
    shutil.copy(SCRIPT, unpacked)

    def run(script: Path, *arguments: str) -> tuple[int, str]:
        environment = os.environ | {"PREFIX": str(prefix)}
        done = subprocess.run(["sh", script, *arguments], env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def there() -> set[str]:
        own = [path for path in prefix.rglob("*") if not path.is_dir() and path.suffix != ".cache"]  # of the desktop
        return {str(path.relative_to(prefix)) for path in own}

    assert run(unpacked / "install.sh")[0] == 0
    installed = there()
    assert {"bin/upscaler", "bin/upscale", "lib/upscaler/install.sh"} < installed
    assert run(unpacked / "install.sh")[0] == 0  # over itself, as with a new version
    assert there() == installed
    copy = prefix / "lib/upscaler/install.sh"
    code, said = run(copy)
    assert code == 2
    assert "--uninstall" in said
    assert there() == installed
    assert run(copy, "--uninstall")[0] == 0
    assert there() == set()
