import copy

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from upscaler.geometry import Size
from upscaler.images.bitmap import Pixels
from upscaler.inference.compose import interpolated, order_for_stitching, quantised, shuffled
from upscaler.network.architectures import srresnet
from upscaler.network.architectures.srresnet import SRResNet


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_the_shuffle_equals_torch_s_pixel_shuffle(network: SRResNet, scale: int) -> None:
    ordered = copy.deepcopy(network)
    order_for_stitching(ordered)
    body = torch.rand(1, 16, 5, 7)
    expected = F.pixel_shuffle(network.conv_last[str(scale)](body), scale)[0].permute(1, 2, 0).flip(2)
    found = shuffled(ordered.conv_last[str(scale)](body), scale)
    assert found.dtype == torch.float32
    assert torch.allclose(found, expected, atol=1e-6)


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize("channels", [1, 3])
def test_any_region_interpolates_as_torch_does_the_whole(scale: int, channels: int, photo: Pixels) -> None:
    lr = photo[:9, :13, :channels]
    tensor = torch.from_numpy(np.ascontiguousarray(lr)).permute(2, 0, 1)[None].float()
    whole = srresnet.interpolated(tensor, scale)[0].permute(1, 2, 0).numpy()
    for rows in (1, 2, 4, 9):
        for region in Size(13, 9).tiles(7, rows):
            expected = whole[(region * scale).slices]
            assert np.allclose(interpolated(lr, region, scale), expected, atol=1e-3)  # of 255


def test_rounding_and_clipping() -> None:
    base = np.array([[[0.4], [0.6], [250.0], [3.0]]], np.float32)
    residual = np.array([[[0.0], [0.0], [0.1], [-0.1]]], np.float32)
    eight, sixteen = np.zeros((1, 1, 1), np.uint8), np.zeros((1, 1, 1), np.uint16)
    assert quantised(residual, base, eight, eight).ravel().tolist() == [0, 1, 255, 0]
    assert quantised(residual, base, eight, sixteen).ravel().tolist() == [103, 154, 65_535, 0]
    assert quantised(residual * 0, base * 257, sixteen, eight).ravel().tolist() == [0, 1, 250, 3]
    assert quantised(residual, base * 257, sixteen, sixteen).ravel().tolist() == [103, 154, 65_535, 0]
