"""Experiments in miniature: small bodies, small patches, one thread."""

from __future__ import annotations

from pathlib import Path

import pytest

from upscaler.training import trainer as train
from upscaler.training.experiments import __main__ as program
from upscaler.training.experiments import checks, variants
from upscaler.training.experiments.variants import EXPERIMENTS, Variant


@pytest.fixture(autouse=True)
def miniature(monkeypatch: pytest.MonkeyPatch, one_thread: None) -> None:
    monkeypatch.setattr(train, "HELD_BACK_SIZE", 48)
    monkeypatch.setattr(train, "HELD_BACK_PATCHES", 4)
    monkeypatch.setattr(checks, "CROP", 40)
    small = [Variant(body, depth) for body in variants.BODIES for depth in (2, 4)]
    monkeypatch.setitem(EXPERIMENTS, "shortcuts", small)
    monkeypatch.setitem(EXPERIMENTS, "norm", [small[2], Variant("residual", 2, norm="batch")])
    monkeypatch.setattr(program, "SHOWN", ("plain-4", "residual-4"))


def run(name: str, photos: Path, out: Path, *more: str) -> None:
    """Twelve steps of an experiment."""
    program.main([name, "--photos", str(photos), "--out", str(out), "--steps", "12", *more])
