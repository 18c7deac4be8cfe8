from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from upscaler.training import rendered
from upscaler.training.dataset import gradient_energy
from upscaler.training.rendered import KINDS, Page, page

SIDE = 128


def test_a_page_follows_from_the_seed() -> None:
    pages = [page(SIDE, np.random.default_rng(seed)) for seed in (1, 1, 2)]
    assert pages[0].shape == (SIDE, SIDE, 3) and pages[0].dtype == np.uint8
    assert np.array_equal(pages[0], pages[1])
    assert not np.array_equal(pages[0], pages[2])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_draws_edges_on_flat_paper(kind: object) -> None:
    energies, flat = [], []
    for seed in range(6):
        drawn = Page(SIDE, np.random.default_rng(seed))
        assert callable(kind)
        kind(drawn)
        pixels = drawn.pixels()
        energies.append(gradient_energy(pixels))
        steps = np.abs(np.diff(pixels.astype(int), axis=1)).max(2)
        flat.append((steps == 0).mean())
    assert np.mean(energies) > 1
    assert np.mean(flat) > 0.3


def test_without_fonts_there_is_text_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendered, "FONT_FOLDERS", (Path("/nowhere"),))
    rendered.fonts.cache_clear()
    assert rendered.fonts(held_back=False) == ()
    drawn = Page(SIDE, np.random.default_rng(1))
    rendered.text(drawn)
    assert gradient_energy(drawn.pixels()) > 1
    rendered.fonts.cache_clear()


def test_a_font_that_cannot_be_read_gives_way(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    drawn = Page(SIDE, np.random.default_rng(1))
    assert drawn.text(0, 0, "words", 20, (1, 2, 3), broken) > 20


def test_ink_is_seen_on_its_paper() -> None:
    for seed in range(50):
        drawn = Page(8, np.random.default_rng(seed))
        assert abs(sum(drawn.ink()) - sum(drawn.paper)) > 150
