"""Exact row streaming of an SR-ResNet in int8, as in `streaming`, with static ranges. Strips of any height give
bit-identical results.

The inputs of the body's convolutions are uint8. The trunk, to which the blocks add their residuals, and the first and
last convolutions are float32. The trunk is updated in place: a block only adds to rows that lie at least two above
those that it will read for the next strip, so every convolution finds the last two rows of its input unchanged.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from upscaler.inference.backends.streaming import KEPT, centred
from upscaler.inference.int8 import SIGNED, UNSIGNED, ZERO, FineConvolution, Int8Convolution, quantised
from upscaler.network.architectures.srresnet import SRResNet
from upscaler.network.ranges import SMALLEST

STRIP_PIXELS = 32_768  # LR pixels per strip; half as many take 6 % longer, more gain little (measured)
_LEAST_ROWS = 8
_STRIPS = 3  # how many strips a buffer has room for, besides the rows that are still needed

Convolution = Callable[[Tensor], Tensor]  # 3x3, without vertical padding: (1, C, n, W), n > 2, to (1, C', n - 2, W)


@dataclass(frozen=True)
class _Block:
    """`conv1` maps float rows of the trunk to uint8, `conv2` maps these to float32. The trunk is multiplied by `ratio`
    (C) when the residual is added, so that it is in the units of the next block."""

    conv1: Convolution
    conv2: Convolution
    ratio: Tensor


class Int8Network:
    """An SR-ResNet prepared for int8: each input channel of the body's convolutions is scaled so that the largest value
    in its range becomes 127, or 255 after a ReLU. Apart from rounding, that changes nothing, as the weights that read a
    channel are multiplied by its unit.

    Most of the error comes from the convolution after the body and from the first block (measured): these read the
    trunk in 16 bits.
    """

    def __init__(self, network: SRResNet) -> None:
        """`network` has ranges; it is not modified."""
        assert network.ranges is not None
        units, blocks = network.ranges.clamp_min(SMALLEST), network.config.blocks
        trunk, hidden = units[: blocks + 1] / SIGNED, units[blocks + 1 :] / UNSIGNED
        keeps_trunk = float(network.config.shortcut == "identity")
        network = copy.deepcopy(network)
        self.config, self.conv_first, self.conv_last = network.config, network.conv_first, network.conv_last
        for first, last in zip(self.conv_first.values(), self.conv_last.values(), strict=True):
            _rescale(first, torch.ones(3), trunk[0])
            _rescale(last, trunk[0], torch.ones(1))
        self.blocks = []
        for i, block in enumerate(network.body):
            conv1 = _from_trunk(_rescale(block.conv1, trunk[i], hidden[i]), fine=i == 0, relu=True)
            conv2 = Int8Convolution.of(*_rescale(block.conv2, hidden[i], trunk[i + 1]), zero=0, relu=False)
            self.blocks.append(_Block(conv1, conv2, keeps_trunk * trunk[i] / trunk[i + 1]))
        after_body = _rescale(network.conv_after_body, trunk[-1], trunk[0])
        self.conv_after_body = _from_trunk(after_body, fine=True, relu=False)


def rows_at_once(width: int) -> int:
    """The rows of a strip. With fewer, the overhead per strip would weigh more."""
    return max(_LEAST_ROWS, STRIP_PIXELS // width)


def _rescale(conv: nn.Module | Tensor, of_input: Tensor, of_output: Tensor) -> tuple[Tensor, Tensor]:
    """Change the units of a convolution's input and output, in place. Returns its weight and bias."""
    assert isinstance(conv, nn.Conv2d)
    assert conv.bias is not None
    conv.weight.data = conv.weight * of_input[:, None, None] / of_output[:, None, None, None]
    conv.bias.data = conv.bias / of_output
    return conv.weight, conv.bias


def _from_trunk(weights: tuple[Tensor, Tensor], fine: bool, relu: bool) -> Convolution:
    """A convolution that reads float rows of the trunk."""
    if fine:
        return FineConvolution(Int8Convolution.of(*weights, zero=ZERO, relu=False), relu)
    convolution = Int8Convolution.of(*weights, zero=ZERO, relu=relu)
    return lambda rows: convolution(quantised(rows))


class Int8Stream:
    """The state of one run, a `Stream`. It starts at picture row `first_row`; the row above is zero."""

    def __init__(self, network: Int8Network, scale: int, width: int, strip_rows: int, first_row: int = 0) -> None:
        config = network.config
        self._conv_first = _of_fixed_height(network.conv_first[str(scale)], width)
        self._conv_last = _of_fixed_height(network.conv_last[str(scale)], width)
        self._conv_after = network.conv_after_body
        self._blocks = [_RunningBlock(block, width, first_row) for block in network.blocks]
        self._lr = _Kept(torch.zeros(1, 3, 1, width))
        kept = config.receptive_field_radius + 1
        self._trunk, self._skip = (_Rows(config.channels, width, kept, strip_rows, first_row) for _ in range(2))
        self._after = self._done = first_row  # the next rows of the convolution after the body, and of the last one

    def push(self, lr: Tensor, last: bool) -> tuple[int, Tensor]:
        """See `Stream.push`."""
        feature = _run(self._conv_first, self._lr.joined(centred(lr), last))
        for rows in (self._trunk, self._skip):
            rows.append(feature, last)
        end = self._trunk.end
        for block in self._blocks:
            end = block.run(self._trunk, end, last)
        body = _run(self._conv_after, self._trunk.at(self._after - 1, end + last))
        start, self._after = self._after, self._after + body.shape[2]
        self._skip.at(start, self._after).add_(body)
        output = _run(self._conv_last, self._skip.at(self._done - 1, self._after + last))
        row, self._done = self._done, self._done + output.shape[2]
        return row, output


class _RunningBlock:
    """A block and its position in the picture."""

    def __init__(self, block: _Block, width: int, first_row: int) -> None:
        self._conv1, self._conv2, self._ratio = block.conv1, block.conv2, block.ratio.repeat(width)
        self._hidden = _Kept(torch.zeros(1, len(block.ratio), 1, width, dtype=torch.uint8))
        self._middle = self._done = first_row  # the next rows of its two convolutions

    def run(self, trunk: _Rows, end: int, last: bool) -> int:
        """Add the residual to the trunk, which is known up to row `end`. Returns up to which row this block is done."""
        hidden = _run(self._conv1, trunk.at(self._middle - 1, end + last))
        self._middle += hidden.shape[2]
        residual = _run(self._conv2, self._hidden.joined(hidden, last))
        start, self._done = self._done, self._done + residual.shape[2]
        rows = _flat(trunk.at(start, self._done))
        torch.addcmul(_flat(residual), rows, self._ratio, out=rows)
        return self._done


def _run(convolution: Convolution, rows: Tensor) -> Tensor:
    """The output rows of a convolution; an empty tensor of the right shape if there are too few rows."""
    return convolution(rows) if rows.shape[2] > KEPT else convolution(F.pad(rows, (0, 0, 0, KEPT)))[:, :, :0]


def _flat(rows: Tensor) -> Tensor:
    """Rows (1, C, n, W) as a view (n, W * C), so that operations per channel run over long rows."""
    return rows.permute(0, 2, 3, 1).flatten(2)[0]


class _Kept:
    """The last two rows that a convolution has read (at first the zero row above), to be put before the next ones."""

    def __init__(self, above: Tensor) -> None:
        self._zero = self._rows = above.contiguous(memory_format=torch.channels_last)

    def joined(self, rows: Tensor, last: bool) -> Tensor:
        """These rows and the kept ones, with the zero row below if the picture ends."""
        found = torch.cat([self._rows, rows, self._zero] if last else [self._rows, rows], dim=2)
        self._rows = found[:, :, -KEPT:].clone(memory_format=torch.channels_last)
        return found


class _Rows:
    """The last rows of a picture, by row number: the newly added ones and at least `kept` before them."""

    def __init__(self, channels: int, width: int, kept: int, strip_rows: int, first_row: int) -> None:
        rows = kept + _STRIPS * (strip_rows + 1)
        self._buffer = torch.zeros(1, channels, rows, width).contiguous(memory_format=torch.channels_last)
        self._kept, self._first, self.end = kept, first_row - 1, first_row

    def append(self, rows: Tensor, last: bool) -> None:
        """Append rows, with a zero row below, which does not count, if the picture ends."""
        end = self.end + rows.shape[2]
        if end + last - self._first > self._buffer.shape[2]:
            start = max(self._first, self.end - self._kept)
            waiting = self.at(start, self.end).clone()  # source and destination may overlap
            self._first = start
            self.at(start, self.end).copy_(waiting)
        self.at(self.end, end).copy_(rows)
        self.at(end, end + last).zero_()
        self.end = end

    def at(self, start: int, end: int) -> Tensor:
        return self._buffer[:, :, start - self._first : end - self._first]


def _of_fixed_height(conv: nn.Module, width: int) -> Convolution:
    """A float convolution that always runs on the same number of rows: for few pixels oneDNN uses another kernel, which
    sums in another order, so strips of other heights would not be bit-identical."""
    assert isinstance(conv, nn.Conv2d)
    height = rows_at_once(width)

    def run(rows: Tensor) -> Tensor:
        parts = []
        for row in range(0, rows.shape[2] - KEPT, height):
            piece = rows[:, :, row : row + height + KEPT]
            missing = height + KEPT - piece.shape[2]
            piece = F.pad(piece, (0, 0, 0, missing)) if missing else piece
            parts.append(F.conv2d(piece, conv.weight, conv.bias, padding=(0, 1))[:, :, : height - missing])
        return parts[0] if len(parts) == 1 else torch.cat(parts, dim=2)

    return run
