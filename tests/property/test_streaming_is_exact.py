"""Streaming and tiles equal the whole picture, whatever the sizes, and a run can be restarted from any row."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from tests.conftest import make_network, with_ranges
from upscaler.geometry import Size
from upscaler.images.bitmap import Pixels
from upscaler.inference import int8
from upscaler.inference.backends.int8_streaming import Int8Network, Int8Stream
from upscaler.inference.backends.streaming import fed, stream_rows
from upscaler.inference.backends.tiles import stream_tiles
from upscaler.inference.compose import base_image
from upscaler.network.architectures.srresnet import SRResNet

NETWORKS = {
    shape: make_network(seed=i, blocks=shape[0], shortcut=shape[1])
    for i, shape in enumerate([(0, "identity"), (1, "identity"), (4, "identity"), (2, "none")])
}
IN_INT8 = {shape: Int8Network(with_ranges(network)) for shape, network in NETWORKS.items() if int8.is_available()}
RESIDUAL, SUM = 1e-5, 1e-4  # largest differences in fp32, on a scale of 1

sizes = st.integers(1, 40)
scales = st.sampled_from([2, 3, 4])
networks = st.sampled_from(list(NETWORKS))
unhurried = settings(deadline=None, max_examples=60)


def random_picture(height: int, width: int) -> Pixels:
    return np.random.default_rng([height, width]).integers(0, 256, (height, width, 3), np.uint8)


def as_tensor(pixels: Pixels) -> Tensor:
    return torch.from_numpy(pixels).permute(2, 0, 1)[None] / 255


def streamed(network: SRResNet, lr: Tensor, scale: int, strip: int, row: int = 0) -> Tensor:
    return torch.cat([F.pixel_shuffle(out, scale) for _, out in stream_rows(network, lr, scale, strip, row)], dim=2)


@unhurried
@given(networks, sizes, sizes, scales, st.integers(1, 50))
def test_streaming_equals_the_whole_picture(
    shape: tuple[int, str], height: int, width: int, scale: int, strip: int
) -> None:
    network, picture = NETWORKS[shape], random_picture(height, width)
    lr = as_tensor(picture)
    residual = streamed(network, lr, scale, strip)
    assert (residual - network.residual(lr, scale)).abs().max() <= RESIDUAL
    strips = Size(width, height).tiles(width, strip)
    base = np.concatenate([base_image("bicubic", picture, region, scale) for region in strips])
    hr = residual + torch.from_numpy(base).permute(2, 0, 1)[None] / 255
    assert (hr - network(lr, scale)).abs().max() <= SUM


@unhurried
@given(networks, sizes, sizes, scales, st.integers(1, 50), st.data())
def test_a_run_rebuilt_from_any_row_equals_the_run_from_the_start(
    shape: tuple[int, str], height: int, width: int, scale: int, strip: int, data: st.DataObject
) -> None:
    network, lr = NETWORKS[shape], as_tensor(random_picture(height, width))
    row = data.draw(st.integers(0, height - 1), "row")
    other_strip = data.draw(st.integers(1, 50), "other strip")
    start = streamed(network, lr, scale, strip)
    rebuilt = streamed(network, lr, scale, other_strip, row)
    assert rebuilt.shape[2] == (height - row) * scale
    assert (rebuilt - start[:, :, row * scale :]).abs().max() <= RESIDUAL


@unhurried
@given(networks, sizes, sizes, scales, st.integers(1, 50))
def test_tiles_with_full_halo_equal_the_whole_picture(
    shape: tuple[int, str], height: int, width: int, scale: int, tile: int
) -> None:
    network, lr = NETWORKS[shape], as_tensor(random_picture(height, width))
    out = torch.full((1, 3, height * scale, width * scale), torch.nan)
    halo = network.config.receptive_field_radius
    for region, values in stream_tiles(lambda t: network.residual(t, scale), lr, scale, halo, tile):
        rows, columns = (region * scale).slices
        out[:, :, rows, columns] = values
    assert (out - network.residual(lr, scale)).abs().max() <= RESIDUAL


@unhurried
@given(sizes, sizes, scales, st.integers(1, 50))
def test_bf16_streaming_is_the_whole_picture_in_bf16(height: int, width: int, scale: int, strip: int) -> None:
    network = make_network(blocks=2).to(torch.bfloat16)
    lr = as_tensor(random_picture(height, width))
    found = streamed(network, lr, scale, strip)
    feature = body = network.conv_first[str(scale)]((lr - 0.45).bfloat16())
    for block in network.body:
        body = block(body)
    body = network.conv_after_body(body) + feature
    whole = F.pixel_shuffle(network.conv_last[str(scale)](body), scale)
    assert torch.equal(found, whole)


def streamed_in_int8(network: Int8Network, lr: Tensor, scale: int, strip: int, row: int = 0) -> Tensor:
    start = max(0, row - network.config.receptive_field_radius)
    stream = Int8Stream(network, scale, lr.shape[3], strip, start)
    return torch.cat([F.pixel_shuffle(out, scale) for _, out in fed(stream, lr, strip, start, row)], dim=2)


@pytest.mark.int8
@unhurried
@given(networks, sizes, st.integers(5, 40), scales, st.integers(1, 50), st.data())
def test_int8_strips_are_the_whole_picture_bit_for_bit(
    shape: tuple[int, str], height: int, width: int, scale: int, strip: int, data: st.DataObject
) -> None:
    """Except for rows with at most 64 trunk values, which torch sums without vector instructions: off by at
    most 6e-8."""
    network, lr = IN_INT8[shape], as_tensor(random_picture(height, width))
    row = data.draw(st.integers(0, height - 1), "row")
    whole = streamed_in_int8(network, lr, scale, height)
    assert torch.equal(streamed_in_int8(network, lr, scale, strip), whole)
    assert torch.equal(streamed_in_int8(network, lr, scale, strip, row), whole[:, :, row * scale :])


@pytest.mark.int8
@unhurried
@given(networks, sizes, sizes, scales)
def test_int8_is_the_network_but_for_rounding(shape: tuple[int, str], height: int, width: int, scale: int) -> None:
    """Borders included: zeros around the picture are zeros in uint8 too."""
    lr = as_tensor(random_picture(height, width))
    expected = NETWORKS[shape].residual(lr, scale)
    assert (streamed_in_int8(IN_INT8[shape], lr, scale, 7) - expected).abs().max() <= 0.05
