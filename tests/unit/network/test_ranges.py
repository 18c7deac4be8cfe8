import pytest
import torch

from upscaler.network.architectures.srresnet import SRResNetConfig
from upscaler.network.ranges import blended_ranges, ranges_from

CONFIG = SRResNetConfig(channels=4, blocks=2)


def test_ranges_of_a_file() -> None:
    stored = torch.rand(5, 4).tolist()
    assert ranges_from(stored, CONFIG).tolist() == stored


@pytest.mark.parametrize(
    "stored", [[[1.0] * 4] * 4, [[1.0] * 3] * 5, [[-1.0] * 4] * 5, [[float("nan")] * 4] * 5, [], "x"]
)
def test_ranges_that_do_not_fit(stored: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        ranges_from(stored, CONFIG)


def test_ranges_of_a_blend_lie_between() -> None:
    first, second = torch.rand(2, 5, 4)
    found = blended_ranges(first, second, 0.25)
    assert found is not None
    assert torch.allclose(found, 0.75 * first + 0.25 * second)
    assert blended_ranges(first, None, 0.5) is blended_ranges(None, second, 0.5) is None
