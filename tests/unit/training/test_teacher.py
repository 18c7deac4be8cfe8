from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from upscaler.images.opencv import cv2
from upscaler.training import teacher as module
from upscaler.training.degradation.steps import Pixels, bicubic
from upscaler.training.teacher import Teacher


class Striped:
    """A network that enlarges by nearest neighbour, with fine stripes, and too bright."""

    def __init__(self, depth: float) -> None:
        self.depth = depth

    def __call__(self, lr: Tensor, scale: int) -> Tensor:
        large = torch.nn.functional.interpolate(lr, scale_factor=scale)
        return large + 0.2 + torch.tensor([self.depth, -self.depth]).repeat(large.shape[3] // 2)


@pytest.fixture
def teacher(monkeypatch: pytest.MonkeyPatch) -> Teacher:
    monkeypatch.setattr(module, "load_third_party", lambda _: Striped(0.1))
    return Teacher(Path("sharp.param"))


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize("chain", ["real", "old"])
def test_the_answer_has_the_size_and_the_colours_of_the_original(
    chain: str, scale: int, teacher: Teacher, photo: Pixels
) -> None:
    answer = teacher.answer(chain, photo, bicubic(photo, scale))
    assert answer.shape == photo.shape and answer.dtype == np.uint8
    drift = cv2.GaussianBlur(answer.astype(np.float32) - photo, (0, 0), 8)
    assert np.abs(drift).mean() < 3  # it was 51 levels too bright


def test_clean_crops_may_have_a_teacher_of_their_own(monkeypatch: pytest.MonkeyPatch, photo: Pixels) -> None:
    monkeypatch.setattr(module, "load_third_party", lambda param: Striped(0.1 if param == Path("clean.param") else 0.0))
    teacher, lr = Teacher(Path("sharp.param"), Path("clean.param")), bicubic(photo, 4)
    for chain, stripes in (("clean", True), ("web", True), ("real", False), ("old", False)):
        answer = teacher.answer(chain, photo, lr).astype(int)
        assert ((answer[:, ::2] - answer[:, 1::2]).mean() > 30) == stripes, chain


def test_damaged_crops_are_answered_and_clean_ones_speak_for_themselves(teacher: Teacher, photo: Pixels) -> None:
    lr = bicubic(photo, 4)
    for chain in ("noisy", "real", "phone", "old"):
        answer = teacher.answer(chain, photo, lr).astype(int)
        assert (answer[:, ::2] - answer[:, 1::2]).mean() > 30, chain
    for chain in ("clean", "web", "soft"):
        assert np.array_equal(teacher.answer(chain, photo, lr), photo), chain
