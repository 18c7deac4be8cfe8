import torch
import torch.nn.functional as F
from torch import Tensor

from upscaler.network.architectures.ncnn import NcnnConfig, NcnnNetwork


def run_layers(lines: str, weights: list[Tensor], x: Tensor) -> Tensor:
    """What a network without a file makes of `x`; the lines are those between the input `a` and the result."""
    count = len(lines.splitlines()) + 1
    network = NcnnNetwork(NcnnConfig(f"7767517\n{count} 0\nInput in 0 1 a\n{lines}"))
    for parameter, weight in zip(network.parameters(), weights, strict=True):
        parameter.data = weight
    with torch.no_grad():
        result: Tensor = network.eval()(x, 1)
    return result


def test_what_each_operator_computes() -> None:
    x = torch.rand(1, 3, 6, 5) - 0.5
    cases = {
        "Sigmoid s 1 1 a b": x.sigmoid(),
        "Swish s 1 1 a b": x * x.sigmoid(),
        "TanH s 1 1 a b": x.tanh(),
        "ReLU s 1 1 a b 0=0.25": torch.where(x > 0, x, x / 4),
        "Dropout s 1 1 a b": x,
        "BinaryOp s 1 1 a b 0=0 1=1 2=2.0": x + 2,
        "BinaryOp s 1 1 a b 0=1 1=1 2=2.0": x - 2,
        "BinaryOp s 1 1 a b 0=2 1=1 2=2.0": x * 2,
        "BinaryOp s 1 1 a b 0=3 1=1 2=2.0": x / 2,
        "BinaryOp s 1 1 a b 0=7 1=1 2=2.0": 2 - x,
        "Split p 1 2 a c d\nBinaryOp s 2 1 c d b 0=2": x * x,
        "Split p 1 2 a c d\nEltwise s 2 1 c d b 0=0": x * x,
        "Split p 1 2 a c d\nEltwise s 2 1 c d b 0=1": 2 * x,
        "Interp s 1 1 a b 0=2 1=2.0 2=2.0": F.interpolate(x, scale_factor=2, mode="bilinear"),
        "Interp s 1 1 a b 0=3 1=2.0 2=2.0": F.interpolate(x, scale_factor=2, mode="bicubic"),
    }
    for lines, expected in cases.items():
        assert torch.allclose(run_layers(lines, [], x), expected, atol=1e-6), lines


def test_convolutions_in_groups_of_any_odd_size_and_constants() -> None:
    x, pointwise, deep = torch.rand(1, 3, 9, 8), torch.rand(6, 3, 1, 1), torch.rand(6, 1, 5, 5)
    lines = "Convolution p 1 1 a b 0=6 1=1 6=18 9=1\nConvolutionDepthWise q 1 1 b c 0=6 1=5 4=2 6=150 7=6 9=4"
    expected = F.conv2d(F.conv2d(x, pointwise).relu(), deep, padding=2, groups=6).sigmoid()
    assert torch.allclose(run_layers(lines, [pointwise, deep], x), expected, atol=1e-6)
    wide = torch.rand(3, 3, 3, 3)
    found = run_layers("Convolution p 1 1 a b 0=3 1=3 2=2 4=2 6=81", [wide], x)
    assert torch.allclose(found, F.conv2d(x, wide, padding=2, dilation=2), atol=1e-6)
    mean = torch.rand(1, 3, 1, 1)
    found = run_layers("MemoryData m 0 1 m 0=1 1=1 2=3\nBinaryOp s 2 1 a m b 0=1", [mean], x)
    assert torch.allclose(found, x - mean)
