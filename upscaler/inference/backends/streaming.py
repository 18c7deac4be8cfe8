"""Exact row streaming of an SR-ResNet: strips go in, strips come out, nothing is computed twice.

A chain of 3x3 convolutions needs neither the whole picture nor tiles with a halo. Each convolution is a stage that
keeps the last two rows of its own input and runs, without vertical padding, on those and the new rows, so it lags by
one row. The rows above and below the picture are zero, like padding. Shortcuts find their rows by number,
and the long skip goes through a delay line. The result equals that of the whole picture up to rounding.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from upscaler.network.architectures.srresnet import INPUT_MEAN, SRResNet

KEPT = 2  # rows of its input that a 3x3 convolution keeps for the next strip


def stream_rows(
    network: SRResNet, lr: Tensor, scale: int, strip_rows: int, first_row: int = 0
) -> Iterator[tuple[int, Tensor]]:
    """Run the network from LR row `first_row` to the last; yield (row, output of `conv_last`), without gaps.

    `lr` is (1, 3, H, W), float 0 to 1, uint8 or uint16 over their full range, on any device. The output is
    (1, 3 * scale**2, rows, W), in the network's precision and on its device: the residual before the pixel shuffle.
    Warm-up rows are dropped, so a run can be rebuilt from any row, with another network, device or strip height.
    """
    start = max(0, first_row - network.config.receptive_field_radius)
    yield from fed(RowStream(network, scale, lr.shape[3], strip_rows, start), lr, strip_rows, start, first_row)


class Stream(Protocol):
    """The state of one run."""

    def push(self, lr: Tensor, last: bool) -> tuple[int, Tensor]:
        """Feed LR rows (1, 3, n, W), n <= strip_rows; `last` if the picture ends with them.

        Returns the picture row of the first finished row, and the finished rows (1, 3 * scale**2, m, W), m >= 0.
        """


def fed(stream: Stream, lr: Tensor, strip_rows: int, start: int, first_row: int) -> Iterator[tuple[int, Tensor]]:
    """Feed a stream from row `start` on; yield its output from `first_row` down, as `stream_rows` does."""
    height = lr.shape[2]
    for row in range(start, height, strip_rows):
        ready, values = stream.push(lr[:, :, row : row + strip_rows], last=row + strip_rows >= height)
        early = max(0, first_row - ready)
        if values.shape[2] > early:
            yield ready + early, values[:, :, early:]


class RowStream:
    """The state of one run. Batch norm must be folded, and all shortcuts must be identity or none.

    Only the kept rows are copied: ReLU and the additions write into the buffer of the next stage. Memory depends on the
    width and the strip height alone.
    """

    def __init__(self, network: SRResNet, scale: int, width: int, strip_rows: int, first_row: int = 0) -> None:
        weight = network.conv_after_body.weight
        channels, lag = network.config.channels, network.config.receptive_field_radius
        rows = strip_rows + lag + KEPT + 1  # the last strip grows by one row from stage to stage

        def buffer(channels: int, rows: int) -> Tensor:
            return torch.empty(
                (1, channels, rows, width),
                dtype=weight.dtype,
                device=weight.device,
                memory_format=torch.channels_last,
            )

        # Input, middle and output of a block; a stage is done with its buffer before another one uses it.
        work = [buffer(channels, rows) for _ in range(3)]
        convolutions = [conv for block in network.body for conv in (block.conv1, block.conv2)]
        self._first = _Stage(network.conv_first[str(scale)], buffer(3, rows), first_row)
        self._body = [_Stage(conv, work[i % 3], first_row) for i, conv in enumerate(convolutions)]
        self._after = _Stage(network.conv_after_body, work[len(convolutions) % 3], first_row)
        self._last = _Stage(network.conv_last[str(scale)], work[(len(convolutions) + 1) % 3], first_row)
        self._skip = _DelayLine(buffer(channels, rows + lag))
        self._identity = network.config.shortcut == "identity"

    def push(self, lr: Tensor, last: bool) -> tuple[int, Tensor]:
        """See `Stream.push`."""
        values = centred(lr.to(self._first.buffer.device))
        self._first.space(values.shape[2]).copy_(values)
        feature, _ = self._first.run(last)
        self._skip.append(feature)
        first_input, *block_outputs = [*self._body[::2], self._after]
        first_input.space(feature.shape[2]).copy_(feature)
        for conv1, conv2, following in zip(self._body[::2], self._body[1::2], block_outputs, strict=True):
            hidden, _ = conv1.run(last)
            torch.clamp_min(hidden, 0, out=conv2.space(hidden.shape[2]))
            residual, row = conv2.run(last)
            out = following.space(residual.shape[2])
            if self._identity:
                torch.add(residual, conv1.rows(row, residual.shape[2]), out=out)
            else:
                out.copy_(residual)
        body, _ = self._after.run(last)
        torch.add(body, self._skip.take(body.shape[2]), out=self._last.space(body.shape[2]))
        values, row = self._last.run(last)
        return row, values


def centred(lr: Tensor) -> Tensor:
    """LR rows, float 0 to 1 or whole numbers over their full range, as float32 around 0."""
    values = lr.to(torch.float32)
    return (values if lr.is_floating_point() else values / torch.iinfo(lr.dtype).max) - INPUT_MEAN


class _Stage:
    """One convolution and its input: `buffer` holds the kept rows, followed by space for the new ones."""

    def __init__(self, conv: nn.Module | Tensor, buffer: Tensor, first_row: int) -> None:
        assert isinstance(conv, nn.Conv2d)
        self.buffer = buffer
        self._weight, self._bias, self._channels = conv.weight, conv.bias, conv.out_channels
        self._kept = torch.zeros_like(buffer[:, :, :KEPT])
        self._count = 1  # kept rows: at first the zero row above the picture
        self._new = 0
        self._row = self._start = first_row - 1  # picture row of the first kept row, and of the first row in the buffer

    def space(self, count: int) -> Tensor:
        """Copy the kept rows to the front; returns the space for new ones, (1, C, count, W)."""
        self.buffer[:, :, : self._count] = self._kept[:, :, : self._count]
        self._new = count
        return self.buffer[:, :, self._count : self._count + count]

    def run(self, last: bool) -> tuple[Tensor, int]:
        """Convolve the buffer, with a zero row below if the picture ends. Returns rows and their first picture row."""
        count = self._count + self._new
        if last:
            self.buffer[:, :, count] = 0
            count += 1
        rows = self.buffer[:, :, :count]
        if count > KEPT:
            out = F.conv2d(rows, self._weight, self._bias, padding=(0, 1))
        else:
            out = rows.new_empty((1, self._channels, 0, rows.shape[3]))
        kept = min(KEPT, count)
        self._kept[:, :, :kept] = rows[:, :, count - kept :]
        self._start = self._row
        self._row += count - kept
        self._count = kept
        return out, self._start + 1

    def rows(self, first: int, count: int) -> Tensor:
        """Input rows by picture row; valid until another stage uses the buffer."""
        return self.buffer[:, :, first - self._start : first - self._start + count]


class _DelayLine:
    """Holds rows until the body has caught up with them."""

    def __init__(self, buffer: Tensor) -> None:
        self._buffer = buffer
        self._first = self._end = 0

    def append(self, rows: Tensor) -> None:
        waiting = self._end - self._first
        if self._first:  # a clone, as source and destination may overlap
            self._buffer[:, :, :waiting] = self._buffer[:, :, self._first : self._end].clone()
        self._first, self._end = 0, waiting + rows.shape[2]
        self._buffer[:, :, waiting : self._end] = rows

    def take(self, count: int) -> Tensor:
        """The oldest rows; valid until the next append."""
        self._first += count
        return self._buffer[:, :, self._first - count : self._first]
