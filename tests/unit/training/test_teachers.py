from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from upscaler.images.opencv import cv2
from upscaler.training import teachers as module
from upscaler.training.degradation.steps import Pixels, bicubic
from upscaler.training.teachers import Teachers


@pytest.fixture
def teachers(monkeypatch: pytest.MonkeyPatch) -> Teachers:
    """The clean one enlarges by nearest neighbour, the other answers with fine stripes, both too bright."""

    def load(param: Path) -> Callable[[Tensor], Tensor]:
        stripes = torch.tensor([0.1, -0.1])

        def network(lr: Tensor) -> Tensor:
            large = torch.nn.functional.interpolate(lr, scale_factor=4)
            return large + 0.2 + (stripes.repeat(large.shape[3] // 2) if param.stem == "damaged" else 0)

        return network

    monkeypatch.setattr(module, "load_ncnn", load)
    return Teachers(Path("clean.param"), Path("damaged.param"))


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize("chain", ["web", "old"])
def test_the_answer_has_the_size_and_the_colours_of_the_original(
    chain: str, scale: int, teachers: Teachers, photo: Pixels
) -> None:
    answer = teachers.answer(chain, photo, bicubic(photo, scale))
    assert answer.shape == photo.shape and answer.dtype == np.uint8
    drift = cv2.GaussianBlur(answer.astype(np.float32) - photo, (0, 0), 8)
    assert np.abs(drift).mean() < 3  # it was 51 levels too bright


def test_who_answers_depends_on_the_damage(teachers: Teachers, photo: Pixels) -> None:
    lr = bicubic(photo, 4)

    def stripes(chain: str) -> float:
        answer = teachers.answer(chain, photo, lr).astype(int)
        return float((answer[:, ::2] - answer[:, 1::2]).mean())

    assert all(stripes(chain) < 5 for chain in ("clean", "soft"))
    assert all(stripes(chain) > 30 for chain in ("web", "noisy", "real", "phone", "old"))
