import os
import sys
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from upscaler import paths


def test_resources_of_a_checkout() -> None:
    assert (paths.resources() / "models" / "photo.safetensors").is_file()
    assert paths.licences() is None


def test_resources_of_a_frozen_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"
    assert paths.licences() == tmp_path / "licences"


def test_user_folders_lie_in_the_home(own_folders: Path) -> None:
    assert paths.scratch().is_relative_to(own_folders)
    assert paths.logs().is_relative_to(own_folders)
    assert paths.pictures() == own_folders / "Pictures"
    assert paths.pictures_fallback() == own_folders / "Pictures" / "Upscaled"


def test_the_scratch_folder_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPSCALER_SCRATCH", str(tmp_path))
    assert paths.scratch() == tmp_path
    paths.choose_scratch(None)
    assert paths.scratch() != tmp_path
    paths.choose_scratch(tmp_path)
    assert paths.scratch() == tmp_path


@pytest.mark.posix
def test_scratch_does_not_lie_in_memory(own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = [
        SimpleNamespace(mountpoint="/", fstype="ext4"),
        SimpleNamespace(mountpoint=str(own_folders), fstype="tmpfs"),
    ]
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: mounts)
    assert paths.scratch() == Path(f"/var/tmp/upscaler-{os.getuid()}")  # not in one that belongs to someone else
    mounts[0].fstype = "tmpfs"
    assert paths.scratch().is_relative_to(own_folders)


@pytest.mark.posix
def test_folders_of_other_computers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path.resolve() / "mounted"
    mounts = [SimpleNamespace(mountpoint="/", fstype="ext4"), SimpleNamespace(mountpoint=str(inside), fstype="")]
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: mounts)
    for kind, far in (("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("smbfs", True), ("fuseblk", False)):
        mounts[1].fstype = kind
        assert paths.is_on_network(inside / "folder") is far
        assert not paths.is_on_network(tmp_path)


def test_what_is_there_of_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths.existing(tmp_path) == tmp_path
    assert paths.existing(tmp_path / "a" / "b") == tmp_path
    monkeypatch.setattr("os.path.exists", lambda _: False)
    assert paths.existing(tmp_path) == tmp_path


def test_the_changelog_of_a_checkout_and_of_a_frozen_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = paths.changelog()
    assert found is not None and found.read_text(encoding="utf-8").startswith("# Changelog")
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert paths.changelog() is None
    (tmp_path / "resources" / "changelog.md").touch()
    assert paths.changelog() == tmp_path / "resources" / "changelog.md"
