from __future__ import annotations

import pytest
import torch

from upscaler.training.discriminator import CEILING, Discriminator, Opponent

pytestmark = pytest.mark.usefixtures("one_thread")


def noisy(count: int) -> torch.Tensor:
    return 0.5 + 0.1 * torch.randn(count, 1, 32, 32)


def opponent(judgement: float = 1.0, features: float = 1.0) -> Opponent:
    torch.manual_seed(1)
    return Opponent(torch.device("cpu"), 1e-3, judgement, features)


def test_it_judges_places_by_what_is_near() -> None:
    torch.manual_seed(1)
    judge = Discriminator(8).eval()
    pictures, base = torch.rand(2, 1, 128, 96), torch.rand(2, 1, 128, 96)
    before, features = judge(pictures, base)
    assert [tuple(one.shape) for one in before] == [(2, 1, 32, 24), (2, 1, 16, 12)]
    assert len(features) == 3
    changed = pictures.clone()
    changed[:, :, :40] = 0
    for old, new in zip(before, judge(changed, base)[0], strict=True):
        assert not torch.equal(old[:, :, 0], new[:, :, 0])
        assert torch.equal(old[:, :, -4:], new[:, :, -4:])


def test_it_learns_to_tell_noise_from_flat_answers() -> None:
    against, base = opponent(), torch.full((4, 1, 32, 32), 0.5)
    steps = [against.step(noisy(4), base, base, None) for _ in range(40)]
    assert all(gradient is None for gradient, _ in steps) and not against.balance
    values = [values for _, values in steps]
    assert values[-1]["opponent"] < 0.2 < 0.6 < values[0]["opponent"]
    assert values[-1]["right"] > 0.95


def test_its_gradient_leads_to_the_answer() -> None:
    """With features alone, which need no judgement: noise on a flat picture decreases."""
    against, base = opponent(judgement=0), torch.full((4, 1, 32, 32), 0.5)
    result = noisy(4)
    before = result.std()
    for _ in range(60):
        gradient, _ = against.step(result, base, base, torch.ones_like(base))
        assert gradient is not None
        result = result - 0.02 * gradient / gradient.abs().amax()
    assert result.std() < 0.8 * before


def test_the_norms_of_gradients_set_the_balance() -> None:
    against, base = opponent(0.5, 0.0), torch.full((4, 1, 32, 32), 0.5)
    of_pixels = torch.full((4, 1, 32, 32), 0.01)
    gradient, _ = against.step(noisy(4), base, base, of_pixels)
    assert gradient is not None
    assert gradient.norm().item() == pytest.approx(0.5 * of_pixels.norm().item(), rel=0.02)


def test_a_discriminator_that_tells_nothing_is_not_amplified() -> None:
    against, base = opponent(0.5, 0.0), torch.full((4, 1, 32, 32), 0.5)
    against.step(noisy(4), base, base, torch.full((4, 1, 32, 32), 0.01))
    first = against.balance[0]
    for _ in range(60):
        against.step(base, base, base, torch.full((4, 1, 32, 32), 1.0))
    assert against.balance[0] == pytest.approx(CEILING * first)
