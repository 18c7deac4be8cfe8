from __future__ import annotations

import math

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


def test_psnr_asks_the_same_of_every_patch() -> None:
    """Reducing the difference by a tenth is worth the same in an easy patch and in a difficult one; below the floor,
    less."""
    hr = torch.zeros(1, 3, 4, 4)
    fine, hard, finest = (torch.full_like(hr, value) for value in (0.02, 0.2, 0.0002))

    def gain(result: torch.Tensor) -> float:
        return (losses.psnr(result, hr) - losses.psnr(0.9 * result, hr)).item()

    assert gain(fine) == pytest.approx(gain(hard), rel=0.1)
    assert gain(finest) < 0.01 * gain(hard)
    both = losses.psnr(torch.cat([fine, hard]), torch.cat([hr, hr]))
    assert both.item() == pytest.approx((losses.psnr(fine, hr) + losses.psnr(hard, hr)).item() / 2)
    assert losses.psnr(hard, hr).item() == pytest.approx(0.01 * math.log(0.2**2 + 3e-5), rel=1e-4)


def test_luma_counts_most_where_it_is_asked_for() -> None:
    """Blue is only an eleventh of luma, so its difference hardly counts; the same difference in gray does."""
    hr = torch.zeros(1, 3, 4, 4)
    blue, gray = hr.clone(), torch.full_like(hr, 0.2)
    blue[:, 2] = 0.2
    assert losses.psnr_luma(gray, hr).item() == pytest.approx(losses.psnr(gray, hr).item(), rel=1e-4)
    of_blue = 0.2**2 * (0.8 * (24.966 / 219) ** 2 + 0.2 / 3) + 3e-5
    assert losses.psnr_luma(blue, hr).item() == pytest.approx(0.01 * math.log(of_blue), rel=1e-4)
    assert losses.psnr(blue, hr).item() == pytest.approx(0.01 * math.log(0.2**2 / 3 + 3e-5), rel=1e-4)


def test_flat_is_what_is_one_colour_all_around() -> None:
    """Two colours side by side: only what is more than six pixels from where they meet, in each direction."""
    hr = torch.zeros(1, 3, 40, 40)
    hr[:, 1, :, 20:] = 0.5
    hr[:, :, 30] = 1
    flat = losses.is_flat(hr)
    assert flat.shape == (1, 1, 40, 40)
    columns, rows = flat[0, 0, 0].nonzero().flatten().tolist(), flat[0, 0, :, 0].nonzero().flatten().tolist()
    assert columns == [*range(14), *range(26, 40)]
    assert rows == [*range(24), 37, 38, 39]


def test_errors_count_more_where_the_picture_is_flat() -> None:
    hr = torch.zeros(1, 3, 40, 40)
    hr[..., 30:] = torch.rand(3, 40, 10)
    flat, busy = hr.clone(), hr.clone()
    flat[..., 5:10] += 0.02
    busy[..., 32:37] += 0.02
    assert losses.psnr(flat, hr).item() == pytest.approx(losses.psnr(busy, hr).item(), rel=1e-3)
    assert losses.psnr_flat(busy, hr).item() == pytest.approx(losses.psnr(busy, hr).item(), rel=1e-3)
    in_flat = 0.02 * 5 / 24  # of the columns 0 to 23
    assert (losses.psnr_flat(flat, hr) - losses.psnr(flat, hr)).item() == pytest.approx(1.5 * in_flat, rel=0.01)


def test_colour_sees_drift_but_not_detail() -> None:
    hr = torch.rand(1, 3, 32, 32)
    assert losses.colour(hr + 0.1, hr) == pytest.approx(0.1, rel=1e-4)
    pattern = torch.tensor([0.2, -0.2]).repeat(16)
    assert losses.colour(hr + pattern, hr) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("scale", [2, 4])
def test_grid_sees_what_repeats_with_every_lr_pixel(scale: int) -> None:
    hr = torch.rand(1, 3, 64, 64)
    pattern = torch.zeros(64)
    pattern[::scale] = 0.2
    assert losses.grid(hr + pattern, hr, scale) > 0.05
    assert losses.grid(hr + 0.2, hr, scale) == pytest.approx(0, abs=1e-6)  # that is colour
    assert losses.grid(hr + 0.2 * torch.randn(1, 3, 64, 64), hr, scale) < 0.03
