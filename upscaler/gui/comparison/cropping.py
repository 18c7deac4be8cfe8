"""The geometry of moving and resizing the frame of a crop, in pixels of the original."""

from __future__ import annotations

from typing import NamedTuple

from upscaler.geometry import Region, Size


class Grip(NamedTuple):
    """Which edges move: -1 the left or upper one, 1 the right or lower one, 0 neither."""

    across: int
    down: int


def largest(size: Size, ratio: float | None) -> Region:
    """The largest region with this ratio of width to height, in the middle of a picture; None: all of it."""
    if ratio is None:
        return size.region
    width = min(size.width, max(1, round(size.height * ratio)))
    height = min(size.height, max(1, round(width / ratio)))
    return Region((size.width - width) // 2, (size.height - height) // 2, width, height)


def moved(region: Region, across: int, down: int, size: Size) -> Region:
    """The region, moved as far as the picture allows."""
    x = min(max(region.x + across, 0), size.width - region.width)
    y = min(max(region.y + down, 0), size.height - region.height)
    return Region(x, y, region.width, region.height)


def resized(region: Region, grip: Grip, x: int, y: int, size: Size, ratio: float | None) -> Region:
    """The region after its grip was dragged to this place. The other edges stay where they are; with a fixed ratio, at
    least their middle does."""
    x, y = min(max(x, 0), size.width), min(max(y, 0), size.height)
    width, room_across = _length(region.x, region.right, grip.across, x, size.width)
    height, room_down = _length(region.y, region.bottom, grip.down, y, size.height)
    if ratio is not None:
        wanted = height * ratio if not grip.across else width if not grip.down else max(width, height * ratio)
        wide = min(wanted, room_across, room_down * ratio)
        width, height = max(1, round(wide)), max(1, round(wide / ratio))
    return Region(
        _start(region.x, region.right, grip.across, width, size.width),
        _start(region.y, region.bottom, grip.down, height, size.height),
        width,
        height,
    )


def _length(start: int, end: int, moves: int, place: int, whole: int) -> tuple[int, int]:
    """The new length between two edges, one of which moves to `place`, and the largest possible length."""
    if moves > 0:
        return max(1, place - start), whole - start
    if moves < 0:
        return max(1, end - place), end
    return end - start, min(start + end, 2 * whole - start - end)


def _start(start: int, end: int, moves: int, length: int, whole: int) -> int:
    """Where the region begins, given its new length."""
    wanted = start if moves > 0 else end - length if moves < 0 else (start + end - length) // 2
    return min(max(wanted, 0), whole - length)
