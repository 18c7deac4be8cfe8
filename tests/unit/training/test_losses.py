from __future__ import annotations

import pytest
import torch

from upscaler.training import losses


def test_losses_by_hand() -> None:
    result, hr = torch.tensor([[0.0, 0.5], [1.0, 1.0]]), torch.tensor([[0.3, 0.5], [1.0, 0.6]])
    assert losses.l1(result, hr).item() == pytest.approx((0.3 + 0.4) / 4)
    assert losses.mse(result, hr).item() == pytest.approx((0.09 + 0.16) / 4)
    assert losses.charbonnier(result, hr, 0.4).item() == pytest.approx((0.5 + 0.4 + 0.4 + 0.32**0.5) / 4)


def test_charbonnier_is_smooth_at_zero() -> None:
    result = torch.zeros(4, requires_grad=True)
    losses.charbonnier(result, torch.zeros(4)).backward()  # type: ignore[no-untyped-call]
    assert result.grad is not None and result.grad.abs().max() == 0
