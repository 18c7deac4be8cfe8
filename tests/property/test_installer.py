"""The script in the Linux archive installs the app, and its installed copy can only uninstall it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "packaging/linux/install.sh"


@pytest.mark.posix
@pytest.mark.parametrize("prefix", [None, "/absolute", "relative"])
def test_installed_kept_and_removed(tmp_path: Path, prefix: str | None) -> None:
    unpacked, place = tmp_path / "unpacked", tmp_path / (prefix or "home/.local").strip("/")
    entries = "share/applications/upscaler.desktop", "share/nemo/actions/upscaler-2x.nemo_action"
    for name in ("lib/upscaler/upscaler", "lib/upscaler/upscale", *entries):
        (unpacked / name).parent.mkdir(parents=True, exist_ok=True)
        (unpacked / name).write_text("Exec=upscaler %F\n")
    shutil.copy(SCRIPT, unpacked)

    def run(script: Path, *arguments: str, chosen: str | None = None) -> tuple[int, str]:
        environment = {key: value for key, value in os.environ.items() if key != "PREFIX"}
        environment |= {"HOME": str(tmp_path / "home")} | ({"PREFIX": chosen} if chosen else {})
        command = ["sh", str(script), *arguments]
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def there() -> set[str]:
        own = [path for path in tmp_path.rglob("*") if not path.is_dir() and path.suffix != ".cache"]  # of the desktop
        return {str(path) for path in own} - in_archive

    in_archive = {str(path) for path in unpacked.rglob("*")}
    chosen = str(place) if prefix == "/absolute" else prefix
    assert run(unpacked / "install.sh", chosen=chosen)[0] == 0
    installed = there()
    assert {str(place / name) for name in ("bin/upscaler", "bin/upscale", "lib/upscaler/install.sh")} < installed
    for name in entries:
        assert (place / name).read_text() == f'Exec="{place}/bin/upscaler" %F\n'
    assert run(unpacked / "install.sh", chosen=chosen)[0] == 0  # over an existing installation, as with a new version
    assert there() == installed
    copy = place / "lib/upscaler/install.sh"
    code, said = run(copy)
    assert code == 2
    assert "--uninstall" in said
    assert there() == installed
    assert run(copy, "--uninstall")[0] == 0
    assert there() == set()
