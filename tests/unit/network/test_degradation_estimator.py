import pytest
import torch

from upscaler.network.blocks import ResidualBlock, Shortcut
from upscaler.network.degradation_estimator import (
    SIGNS,
    DegradationEstimate,
    DegradationEstimator,
    DegradationEstimatorConfig,
)


@pytest.mark.parametrize("shortcut", ["projection", "zero_pad", "none"])
@pytest.mark.parametrize("size", [(96, 96), (17, 33)])
def test_a_number_per_sign_and_crop(shortcut: Shortcut, size: tuple[int, int]) -> None:
    network = DegradationEstimator(DegradationEstimatorConfig(shortcut=shortcut)).eval()
    assert network(torch.rand(2, 3, *size)).shape == (2, len(SIGNS))


def test_the_second_and_third_stage_begin_with_stride_2() -> None:
    network = DegradationEstimator(DegradationEstimatorConfig())
    blocks = [module for module in network.modules() if isinstance(module, ResidualBlock)]
    assert [block.conv1.stride[0] for block in blocks] == [1, 1, 2, 1, 2, 1]
    assert [block.conv1.out_channels for block in blocks] == [16, 16, 32, 32, 64, 64]


def test_estimates_and_severities() -> None:
    estimate = DegradationEstimate(65, 7.5, 0.4)
    assert estimate.severities() == pytest.approx([0.5, 0.5, 0.5])
    again = DegradationEstimate.of(estimate.severities())
    assert (again.quality, again.noise, again.blur) == pytest.approx((65, 7.5, 0.4))
    assert DegradationEstimate(DegradationEstimate.NONE, 0, 0).severities() == [0, 0, 0]
