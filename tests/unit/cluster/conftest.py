"""A scheduler and two workers, as threads of this process."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from distributed import LocalCluster
from PIL import Image


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """Its address."""
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=False,
        dashboard_address="127.0.0.1:0",
        memory_limit=0,
        silence_logs=logging.CRITICAL,
    ) as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def many(tmp_path: Path) -> list[Path]:
    """Twenty pictures."""
    paths = [tmp_path / "in" / f"{number:02}.png" for number in range(20)]
    paths[0].parent.mkdir()
    for path in paths:
        noise = np.random.default_rng(int(path.stem)).integers(0, 255, (6, 8, 3), np.uint8)
        Image.fromarray(noise).save(path)
    return paths
