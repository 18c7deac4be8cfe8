"""Runs any convolutional network over the rows of a picture, strip by strip, as it is written: no halo, no seams.

The network is called once per strip. The strip is a tensor that knows how many rows the whole picture has; every
operation on it keeps the rows that it needs for the next strip, and returns those that can be finished now. A
convolution keeps the rows that its kernel covers, so it lags behind its input; a sum keeps the rows of the operand that
is ahead. Rows above and below the picture are zero, like padding. The result equals that of the whole picture up to
rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from upscaler.network.architectures.network import Network

_POINTWISE = {
    *("relu", "relu_", "leaky_relu", "leaky_relu_", "prelu", "silu", "silu_", "sigmoid", "sigmoid_", "tanh", "tanh_"),
    *("add", "sub", "mul", "div", "true_divide", "lerp", "add_", "sub_", "mul_", "div_", "clamp", "clamp_min"),
    *("__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__", "__truediv__", "rsub"),
}
_TO_ROOM: dict[str, Callable[..., Tensor]] = {"add": torch.add, "mul": torch.mul, "mul_": torch.mul, "sub": torch.sub}
_CONTEXT = {"nearest": 0, "bilinear": 1, "bicubic": 2}  # rows on each side that an interpolation reads
_ABOVE, _BELOW = 2, 1  # room around rows for a 3x3 convolution: two kept rows, and a row of zeros below the picture
_CONVOLUTION = ("input", "weight", "bias", "stride", "padding", "dilation", "groups")
_USUAL = {"stride": 1, "padding": 0, "dilation": 1, "groups": 1}
_INTERPOLATION = ("input", "size", "scale_factor", "mode", "align_corners")


class CannotStreamError(Exception):
    """The network contains an operation that cannot run strip by strip."""


class NetworkStream:
    """The state of one run over a picture of `height` LR rows."""

    def __init__(self, network: Network, scale: int, height: int, most_rows: int) -> None:
        """`most_rows` is the largest number of LR rows to run at a time."""
        self._network, self._scale, self.height, self._most = network, scale, height, most_rows
        self._operations: list[_Operation] = []
        self._current = iter(self._operations)
        self._part: Tensor | None = None  # the incomplete result of an LR row
        self.finished = 0  # finished LR rows

    def push(self, lr: Tensor) -> Tensor:
        """Feed the next LR rows (1, 3, n, W), n >= 0; returns finished rows (1, 3, scale * m, scale * W), m >= 0.

        After the last rows of the picture, push none until all are finished. Raises CannotStreamError.
        """
        self._current = iter(self._operations)
        out = self._network.residual(RowTensor.of(lr, self, self.height, 0), self._scale)
        if not isinstance(out, RowTensor) or out.total != self._scale * self.height:
            raise CannotStreamError("its result has another height")
        rows = _joined(self._part, _plain(out))
        count = rows.shape[2] // self._scale
        self._part = rows[:, :, count * self._scale :].clone()
        self.finished += count
        return rows[:, :, : count * self._scale]

    def most(self, total: int) -> int:
        """How many rows to run at a time, for a value that has `total` rows in the whole picture."""
        return max(1, self._most * total // self.height)

    def operation(self) -> _Operation:
        """The state of the current operation: the network runs the same operations in the same order each time."""
        found = next(self._current, None)
        if found is None:
            found = _Operation()
            self._operations.append(found)
        return found

    def kept_values(self) -> float:
        """The largest number of values that it keeps between strips, per LR column."""
        return sum(operation.values for operation in self._operations)


class _Operation:
    """The state that an operation keeps between strips."""

    def __init__(self) -> None:
        self.kept: list[Tensor] = []  # the rows of each operand
        self.seen = 0  # rows of its input so far
        self.values = 0.0  # the largest number of values that it keeps, per LR column


class RowTensor(Tensor):
    """The next rows (1, C, n, W) of a value that has `total` rows in the whole picture and is `lag` rows behind."""

    stream: NetworkStream
    total: int
    lag: int
    room: Tensor | None = None  # these rows within a larger buffer, whose other rows may be overwritten

    @staticmethod
    def of(values: Tensor, stream: NetworkStream, total: int, lag: int) -> RowTensor:
        rows = values.as_subclass(RowTensor)
        rows.stream, rows.total, rows.lag = stream, total, lag
        return rows

    def like(self, values: Tensor, times: int = 1, lag: int = 0) -> RowTensor:
        """Rows computed from these: `times` as many, and `lag` rows further behind."""
        return RowTensor.of(values, self.stream, self.total * times, self.lag * times + lag)

    def roomy(self, room: Tensor) -> RowTensor:
        self.room = room
        return self

    @classmethod
    def __torch_function__(
        cls, func: Callable[..., Any], types: Sequence[type], args: Sequence[Any] = (), kwargs: Any = None
    ) -> Any:
        name, kwargs = getattr(func, "__name__", ""), kwargs or {}
        with torch._C.DisableTorchFunctionSubclass():
            if name in _POINTWISE:
                return _pointwise(func, name, args, kwargs)
            if name in _SPECIAL:
                return _SPECIAL[name](*args, **kwargs)
            if name in ("__get__", "dim", "size", "new_tensor", "is_floating_point"):  # they do not read rows
                result = func(*args, **kwargs)
                return _plain(result) if isinstance(result, Tensor) else result
        raise CannotStreamError(f"{name} may need the whole picture")


def _pointwise(func: Callable[..., Any], name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> RowTensor:
    """An elementwise operation on one or several operands."""
    values = [value for value in (*args, *kwargs.values()) if isinstance(value, Tensor)]
    if any(value.dim() == 4 and value.shape[2] > 1 for value in values if not isinstance(value, RowTensor)):
        raise CannotStreamError("an operand is as high as the picture")
    operands = [value for value in values if isinstance(value, RowTensor)]
    if len(operands) == 1 and name == "silu":
        return _silu(operands[0])
    if len(operands) == 1:
        return operands[0].like(func(*map(_plain, args), **{key: _plain(value) for key, value in kwargs.items()}))
    aligned = _aligned(operands)
    if name.endswith("_") and not name.endswith("__") and aligned[0].shape != operands[0].shape:
        raise CannotStreamError("rows are modified in place before all of them are available")
    following = iter(aligned)
    placed = [next(following) if isinstance(value, RowTensor) else value for value in args]
    if name in _TO_ROOM and aligned[0].shape == aligned[-1].shape:
        room, result = _with_room(operands[0], aligned[0].shape[1], aligned[0].shape[2])
        _TO_ROOM[name](*placed, **kwargs, out=result)
        return _last(operands).like(result).roomy(room)
    return _last(operands).like(func(*placed, **kwargs))


def _silu(rows: RowTensor) -> RowTensor:
    """See `torch.nn.functional.silu`. Never in place: a convolution follows, and needs room."""
    room, result = _with_room(rows, rows.shape[1], rows.shape[2])
    torch.ops.aten.silu.out(_plain(rows), out=result)
    return rows.like(result).roomy(room)


def _with_room(rows: RowTensor, channels: int, count: int) -> tuple[Tensor, Tensor]:
    """Space for rows as wide as these, in a buffer with room around them, so that a convolution need not copy them.

    Returns the buffer and the space in it.
    """
    room = _empty(rows, (1, channels, _ABOVE + count + _BELOW, rows.shape[3]))
    return room, room[:, :, _ABOVE : _ABOVE + count]


def _cat(tensors: Sequence[Any], dim: int = 0) -> RowTensor:
    """See `torch.cat`. Leaves room around the rows, so that a convolution need not copy them again."""
    if dim not in (1, -3) or not all(isinstance(value, RowTensor) for value in tensors):
        raise CannotStreamError("values are joined along another axis than channels")
    operation, waiting, count = _waiting(tensors)
    room, joined = _with_room(tensors[0], sum(rows.shape[1] for rows in tensors), count)
    parts = torch.split(joined, [rows.shape[1] for rows in tensors], 1)
    for part, (kept, new) in zip(parts, waiting, strict=True):
        first = min(kept.shape[2], count)
        part[:, :, :first] = kept[:, :, :first]
        part[:, :, first:] = new[:, :, : count - first]
    operation.kept = [_after(count, *rows) for rows in waiting]
    return _last(tensors).like(joined).roomy(room)


def _last(operands: Sequence[RowTensor]) -> RowTensor:
    return max(operands, key=lambda rows: rows.lag)


def _aligned(operands: Sequence[RowTensor]) -> list[Tensor]:
    """The rows that are available of all operands; the others are kept."""
    operation, waiting, count = _waiting(operands)
    operation.kept = [_after(count, *rows) for rows in waiting]
    return [torch.cat(rows, 2)[:, :, :count] if rows[0].shape[2] else rows[1][:, :, :count] for rows in waiting]


def _waiting(operands: Sequence[RowTensor]) -> tuple[_Operation, list[tuple[Tensor, Tensor]], int]:
    """The kept and the new rows of each operand, and how many rows are available of all operands."""
    if any(rows.total != operands[0].total for rows in operands):
        raise CannotStreamError("operands have different heights")
    operation = operands[0].stream.operation()
    new = [_plain(rows) for rows in operands]
    kept = operation.kept or [rows[:, :, :0] for rows in new]
    last = _last(operands).lag
    operation.values = sum(_width(rows) * (last - rows.lag) for rows in operands)
    counts = (before.shape[2] + rows.shape[2] for before, rows in zip(kept, new, strict=True))
    return operation, list(zip(kept, new, strict=True)), min(counts)


def _after(count: int, kept: Tensor, new: Tensor) -> Tensor:
    """A copy of all rows but the first `count`, since the buffers that hold them may be overwritten."""
    left = kept[:, :, count:]
    rest = new[:, :, max(0, count - kept.shape[2]) :]
    return torch.cat((left, rest), 2) if left.shape[2] else rest.clone()


def _conv2d(*args: Any, **kwargs: Any) -> RowTensor:
    """See `torch.conv2d`. It must not change the size."""
    given = {"bias": None, **_USUAL, **dict(zip(_CONVOLUTION, args, strict=False)), **kwargs}
    rows: RowTensor = given["input"]
    weight, bias, groups = given["weight"], given["bias"], given["groups"]
    strides, padding, dilation = (_pair(given[name]) for name in ("stride", "padding", "dilation"))
    reaches = [(side - 1) * step for side, step in zip(weight.shape[2:], dilation, strict=True)]
    if strides != (1, 1) or [2 * side for side in padding] != reaches:
        raise CannotStreamError("a convolution changes the size")
    context, waiting = padding[0], _plain(rows)
    if context:
        waiting = _with_context(rows, context)
    count = waiting.shape[2] - 2 * context
    if count <= 0:
        return rows.like(waiting.new_empty((1, weight.shape[0], 0, waiting.shape[3])), lag=context)
    sides = (0, padding[1])
    return rows.like(F.conv2d(waiting, weight, bias, 1, sides, dilation, groups), lag=context)


def _with_context(rows: RowTensor, context: int) -> Tensor:
    """The rows that a convolution can run on now: `context` more on each side than it finishes."""
    operation, new = rows.stream.operation(), _plain(rows)
    zeros = (1, new.shape[1], context, new.shape[3])
    kept = operation.kept[0] if operation.kept else new.new_zeros(zeros)
    operation.seen += new.shape[2]
    below = context if operation.seen == rows.total and new.shape[2] else 0
    waiting = _surrounded(rows, kept, below)
    count = max(0, min(waiting.shape[2] - 2 * context, rows.stream.most(rows.total)))
    operation.kept = [waiting[:, :, count:].clone()]
    operation.values = _width(rows) * 2 * context
    return waiting[:, :, : count + 2 * context]


def _surrounded(rows: RowTensor, kept: Tensor, below: int) -> Tensor:
    """Rows with the kept ones before them, and zeros below; written into the room around them if there is any."""
    new, above = _plain(rows), kept.shape[2]
    end = above + new.shape[2]
    if rows.room is not None and above <= _ABOVE and below <= _BELOW:
        result = rows.room[:, :, _ABOVE - above : _ABOVE + new.shape[2] + below]
    else:
        sides = (1, new.shape[1], end + below, new.shape[3])
        result = _empty(new, sides)
        result[:, :, above:end] = new
    result[:, :, :above] = kept
    if below:
        result[:, :, end:] = 0
    return result


def _interpolate(*args: Any, **kwargs: Any) -> RowTensor:
    """See `torch.nn.functional.interpolate`."""
    given = {**dict(zip(_INTERPOLATION, args, strict=False)), **kwargs}
    rows: RowTensor = given["input"]
    factor, mode = given.get("scale_factor"), given.get("mode", "nearest")
    if not isinstance(factor, int | float) or factor < 1 or factor != int(factor) or mode not in _CONTEXT:
        raise CannotStreamError("an interpolation is not by a whole number")
    if given.get("align_corners") or given.get("antialias"):
        raise CannotStreamError("an interpolation depends on the height")
    times, context = int(factor), _CONTEXT[mode]
    operation = rows.stream.operation()
    waiting = _joined(operation.kept[0] if operation.kept else None, _plain(rows))
    above = min(context, operation.seen)  # rows of `waiting` that are already finished
    end = operation.seen - above + waiting.shape[2] == rows.total
    count = waiting.shape[2] - above - (0 if end else context)
    if count <= 0:
        operation.kept = [waiting.clone()]
        empty = waiting.new_empty((1, waiting.shape[1], 0, waiting.shape[3] * times))
        return rows.like(empty, times, context * times)
    larger = F.interpolate(waiting, scale_factor=factor, mode=mode, align_corners=given.get("align_corners"))
    operation.seen += count
    operation.kept = [waiting[:, :, max(0, above + count - context) :].clone()]
    operation.values = _width(rows) * 2 * context
    return rows.like(larger[:, :, above * times : (above + count) * times], times, context * times)


def _pixel_shuffle(input: Tensor, upscale_factor: int) -> RowTensor:
    """See `torch.pixel_shuffle`, which does not accept empty tensors."""
    assert isinstance(input, RowTensor)
    rows, times = _plain(input), upscale_factor
    if not rows.shape[2]:
        empty = rows.new_empty((1, rows.shape[1] // times**2, 0, rows.shape[3] * times))
        return input.like(empty, times)
    return input.like(F.pixel_shuffle(rows, times), times)


_SPECIAL: dict[str, Callable[..., RowTensor]] = {
    "conv2d": _conv2d,
    "cat": _cat,
    "interpolate": _interpolate,
    "pixel_shuffle": _pixel_shuffle,
}


def _empty(like: Tensor, sides: tuple[int, ...]) -> Tensor:
    return torch.empty(sides, dtype=like.dtype, device=like.device, memory_format=torch.channels_last)


def _plain(value: Any) -> Any:
    return value.as_subclass(Tensor) if isinstance(value, RowTensor) else value


def _joined(kept: Tensor | None, rows: Tensor) -> Tensor:
    return rows if kept is None or not kept.shape[2] else torch.cat((kept, rows), 2)


def _pair(value: Any) -> tuple[int, int]:
    if isinstance(value, str):
        raise CannotStreamError("a convolution has padding by name")
    first, second = value if isinstance(value, tuple | list) else (value, value)
    return int(first), int(second)


def _width(rows: RowTensor) -> float:
    """How many values a row has for each LR column."""
    return rows.shape[1] * rows.total / rows.stream.height
