import sys
from pathlib import Path

import pytest

from upscaler import paths


def test_resources_of_a_checkout() -> None:
    assert (paths.resources() / "models" / "photo.safetensors").is_file()


def test_resources_of_a_frozen_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"


def test_user_folders_lie_in_the_home(own_folders: Path) -> None:
    assert paths.cache().is_relative_to(own_folders)
    assert paths.pictures_fallback() == own_folders / "Pictures" / "Upscaled"
