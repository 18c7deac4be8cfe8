from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from upscaler.errors import ModelFileError
from upscaler.network.architectures.ncnn import HALVES, NcnnConfig, NcnnNetwork
from upscaler.network.checkpoint import load_third_party

PARAM = """7767517
10 12
Input        in    0 1 data
Split        s     1 3 data a b c
Convolution  c0    1 1 a d 0=8 1=3 4=1 5=1 6=216 9=2 -23310=1,2.0e-01
Convolution  c1    1 1 d e 0=4 1=3 4=1 5=1 6=288
PReLU        p     1 1 e f 0=4
Concat       cat   2 1 f b g
Convolution  c2    1 1 g h 0=12 1=3 4=1 5=1 6=756
PixelShuffle ps    1 1 h i 0=2
Interp       up    1 1 c j 0=1 1=2.0 2=2.0
Eltwise      add   2 1 i j out 0=1 -23301=2,5.0e-01,1.0
"""
SHAPES = [(8, 3), (4, 8), (12, 7)]  # of the convolutions


def tiny(folder: Path, param: str = PARAM, extra: bytes = b"", cut: int = 0) -> tuple[Path, list[Tensor]]:
    """A small network in files, with weights of 16, 32 and 16 bits, and these weights."""
    rng, content, tensors = np.random.default_rng(0), b"", []
    for index, (width, before) in enumerate(SHAPES):
        weights = rng.normal(0, 0.2, (width, before, 3, 3)).astype("<f2")
        bias = rng.normal(0, 0.2, width).astype("<f4")
        halves = index != 1
        content += struct.pack("<I", HALVES if halves else 0)
        content += weights.tobytes() if halves else weights.astype("<f4").tobytes()
        content += b"\0" * (-weights.nbytes % 4 if halves else 0) + bias.tobytes()
        tensors += [torch.from_numpy(weights.astype(np.float32)), torch.from_numpy(bias)]
        if index == 1:
            slopes = rng.random(4).astype("<f4")
            content += slopes.tobytes()
            tensors.append(torch.from_numpy(slopes))
    path = folder / "tiny.param"
    path.write_text(param)
    path.with_suffix(".bin").write_bytes(content[: len(content) - cut] + extra)
    return path, tensors


def test_a_network_from_files_computes_what_its_lines_say(tmp_path: Path) -> None:
    path, (w0, b0, w1, b1, slopes, w2, b2) = tiny(tmp_path)
    network = load_third_party(path)
    x = torch.rand(1, 3, 9, 7)
    y = F.leaky_relu(F.conv2d(x, w0, b0, padding=1), 0.2)
    y = torch.cat([F.prelu(F.conv2d(y, w1, b1, padding=1), slopes), x], 1)
    y = F.pixel_shuffle(F.conv2d(y, w2, b2, padding=1), 2)
    expected = 0.5 * y + x.repeat_interleave(2, 2).repeat_interleave(2, 3)
    assert network.config.scales == (2,) and torch.allclose(network(x, 2), expected, atol=1e-5)


def with_head(lines: str) -> str:
    """The text of a .param file with these layers."""
    return f"7767517\n{len(lines.splitlines())} 0\n{lines}"


def test_a_plain_sum_has_no_factors(tmp_path: Path) -> None:
    path, _ = tiny(tmp_path)
    x = torch.rand(1, 3, 8, 8)
    halved = load_third_party(path)(x, 2)
    line = "Eltwise      add   2 1 i j out 0=1 -23301=2,5.0e-01,1.0"
    plain = load_third_party(tiny(tmp_path, PARAM.replace(line, "BinaryOp add 2 1 i j out 0=0"))[0])(x, 2)
    nearest = x.repeat_interleave(2, 2).repeat_interleave(2, 3)
    assert torch.allclose(plain - nearest, 2 * (halved - nearest), atol=1e-5)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("7767517", "7767518", "not in ncnn format"),
        ("PixelShuffle", "Softmax", "Softmax"),
        ("PixelShuffle ps", "Pooling ps", "whole picture"),
        ("0=8 1=3 4=1", "0=8 1=3 3=2 4=1", "changes the size"),
        ("0=8 1=3 4=1", "0=8 1=3", "padding"),
        ("0=8 1=3 4=1 5=1 6=216", "0=8 1=3 4=1 5=1 6=217", "do not fit each other"),
        ("9=2 -23310", "9=9 -23310", "activation"),
        ("add   2 1 i j out 0=1", "add   2 1 i j out 0=2", "neither a product nor a sum"),
        ("0=1 1=2.0 2=2.0", "0=4 1=2.0 2=2.0", "Interp"),
        ("0=1 1=2.0 2=2.0", "0=1 1=3.0 2=3.0", "fit each other"),
        ("0=12 1=3 4=1 5=1 6=756", "0=8 1=3 4=1 5=1 6=504", "fit each other"),
        ("0=12 1=3 4=1 5=1 6=756", "0=12 1=3 4=1 5=1 6=432", "fit each other"),
        ("1 1 e f 0=4", "1 1 e f 0=5", "fit each other"),
        ("1 1 h i 0=2", "1 1 h i 0=5", "fit each other"),
        ("1 1 h i 0=2", "1 1 h i 0=0", "in another order"),
    ],
)
def test_what_is_not_understood_is_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert old in PARAM
    path, _ = tiny(tmp_path, PARAM.replace(old, new))
    with pytest.raises(ModelFileError) as raised:
        load_third_party(path)
    assert reason in raised.value.reason


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "\n",
        PARAM[: len("7767517")],
        PARAM[: PARAM.index("PReLU")],  # whole lines are missing
        PARAM[:-10],
        PARAM[: PARAM.index("data a b c")],
        PARAM.replace("10 12", "11 12"),
        PARAM.replace("10 12", "ten 12"),
        PARAM.replace("10 12", "10"),
        PARAM.replace("1 1 a d 0=8", "1 l a d 0=8"),
        PARAM.replace("1 1 a d 0=8", "-1 1 a d 0=8"),
        PARAM.replace("1=3 4=1 5=1 6=288", "1=3 4=one 5=1 6=288"),
        PARAM.replace("1=3 4=1 5=1 6=288", "1=3 4=nan 5=1 6=288"),
        PARAM.replace("1=3 4=1 5=1 6=288", "1=3 41 5=1 6=288"),
        PARAM.replace("-23310=1,2.0e-01", "-23310="),
        PARAM.replace("10 12", "1\u00e9 12"),
    ],
)
def test_a_damaged_file_is_refused_in_plain_words(tmp_path: Path, damaged: str) -> None:
    path, _ = tiny(tmp_path, damaged)
    with pytest.raises(ModelFileError) as raised:
        load_third_party(path)
    assert raised.value.reason == "it is not in ncnn format, or it is damaged"


def test_a_network_of_no_layers_changes_nothing() -> None:
    config = NcnnConfig(with_head("Input in 0 1 a"))
    assert (config.scales, config.receptive_field_radius) == ((1,), 1)


def test_weights_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    for extra, cut, reason in ((b"1234", 0, "do not fit"), (b"", 4, "do not fit"), (b"", 5000, "do not fit")):
        with pytest.raises(ModelFileError) as raised:
            load_third_party(tiny(tmp_path, extra=extra, cut=cut)[0])
        assert reason in raised.value.reason
    path, _ = tiny(tmp_path)
    path.with_suffix(".bin").write_bytes(b"\1" + path.with_suffix(".bin").read_bytes()[1:])
    with pytest.raises(ModelFileError) as raised:
        load_third_party(path)
    assert "encoding" in raised.value.reason
    path.with_suffix(".bin").unlink()
    with pytest.raises(ModelFileError) as raised:
        load_third_party(path)
    assert "tiny.bin is missing" in raised.value.reason


def test_the_layers_tell_the_shape(tmp_path: Path) -> None:
    """Two consecutive convolutions at the size of the input, with 8 and 4 channels, then one more."""
    config = NcnnConfig(PARAM)
    assert (config.scales, config.channels, config.base, config.alignment) == ((2,), 12, "none", 1)
    assert config.values_per_pixel == 12
    assert 3 <= config.receptive_field_radius <= 5
    network = load_third_party(tiny(tmp_path)[0])
    lr = torch.zeros(1, 3, 15, 15)
    lr[:, :, 7, 7] = 1
    reached = (network(lr, 2) - network(lr * 0, 2)).abs().amax(dim=(0, 1)).nonzero()
    assert 7 - int(reached.min()) // 2 == 3


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("PixelShuffle ps 1 1 a b 0=1\nInput x 0 1 c", "inputs: 2"),
        ("Interp s 1 1 a b 0=1 1=0.5 2=0.5", "smaller than its input"),
        ("Split p 1 2 a c d", "multiples of the sides"),
        ("Convolution p 1 1 a b 0=4 1=1 6=12", "multiples of the sides"),
    ],
)
def test_what_is_no_picture_is_refused(lines: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        NcnnConfig(with_head(f"Input in 0 1 a\n{lines}")).receptive_field_radius  # noqa: B018 - raises


def test_a_file_of_very_many_layers_is_refused() -> None:
    lines = "\n".join(f"Split s 1 1 v{i} v{i + 1}" for i in range(10_001))
    with pytest.raises(ValueError, match="more than 10000"):
        NcnnNetwork(NcnnConfig(with_head(lines)))
