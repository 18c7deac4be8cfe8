import numpy as np
import pytest
import torch
from torch import Tensor

from upscaler.geometry import Size
from upscaler.images.bitmap import Pixels
from upscaler.inference.compose import base_image, quantised
from upscaler.network.architectures.network import Base, bicubic, bilinear, nearest


def nothing(lr: Tensor, scale: int) -> Tensor:
    return torch.zeros_like(nearest(lr, scale))


TORCH = {"bicubic": bicubic, "bilinear": bilinear, "nearest": nearest, "none": nothing}


@pytest.mark.parametrize("base", ["bicubic", "bilinear", "nearest", "none"])
@pytest.mark.parametrize("scale", [1, 2, 3, 4])
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("size", [Size(13, 9), Size(9, 13)], ids=str)
def test_any_region_is_what_torch_makes_of_the_whole(
    size: Size, base: Base, scale: int, channels: int, photo: Pixels
) -> None:
    lr = photo[: size.height, : size.width, :channels]
    tensor = torch.from_numpy(np.ascontiguousarray(lr)).permute(2, 0, 1)[None].float()
    whole = TORCH[base](tensor, scale)[0].permute(1, 2, 0).numpy()
    for rows in (1, 2, 4, 9):
        for region in size.tiles(7, rows):
            expected = whole[(region * scale).slices]
            assert np.allclose(base_image(base, lr, region, scale), expected, atol=1e-3)  # of 255


def test_rounding_and_clipping() -> None:
    base = np.array([[[0.4], [0.6], [250.0], [3.0]]], np.float32)
    residual = np.array([[[0.0], [0.0], [0.1], [-0.1]]], np.float32)
    eight, sixteen = np.zeros((1, 1, 1), np.uint8), np.zeros((1, 1, 1), np.uint16)
    assert quantised(residual, base, eight, eight).ravel().tolist() == [0, 1, 255, 0]
    assert quantised(residual, base, eight, sixteen).ravel().tolist() == [103, 154, 65_535, 0]
    assert quantised(residual * 0, base * 257, sixteen, eight).ravel().tolist() == [0, 1, 250, 3]
    assert quantised(residual, base * 257, sixteen, sixteen).ravel().tolist() == [103, 154, 65_535, 0]
