"""The result while it is being made."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO

import numpy as np

from upscaler.errors import FolderNotWritableError, NotEnoughDiskError, reason_of
from upscaler.geometry import Size
from upscaler.images.bitmap import Pixels
from upscaler.paths import existing, scratch

RGB_ORDER = {1: [0], 2: [0, 1], 3: [2, 1, 0], 4: [2, 1, 0, 3]}  # channels of a canvas in the order of a Bitmap
ON_DISK_FROM = 256 * 2**20  # bytes; a smaller canvas is kept in memory


def is_on_disk(length: int) -> bool:
    """Whether a canvas of this many bytes is kept on disk instead of in memory."""
    return length >= ON_DISK_FROM


class Canvas:
    """An array (H, W, C) uint8, or uint16 if `high_bit_depth`, that rows are written into; a large one is on disk.

    Channels are gray, gray + alpha, BGR or BGRA: OpenCV encodes it and Qt shows it without a copy. Use it in a `with`
    block. Its scratch file has no name, so it disappears whatever happens, a crash included; its disk space is
    reserved at once. `pixels` stay valid after the block for whoever keeps them. Raises NotEnoughDiskError if there
    is too little, FolderNotWritableError if the scratch folder cannot be used.
    """

    def __init__(self, size: Size, channels: int, high_bit_depth: bool = False) -> None:
        self.size, self.high_bit_depth = size, high_bit_depth
        shape = (size.height, size.width, channels)
        self._file: IO[bytes] | None = None
        dtype = np.dtype(np.uint16 if high_bit_depth else np.uint8)
        length = size.pixels * channels * dtype.itemsize
        if not is_on_disk(length):
            self.pixels: Pixels = np.empty(shape, dtype)
        else:
            self._file = _scratch_file(scratch(), length)
            self.pixels = np.memmap(self._file, dtype, "r+", shape=shape)

    def __enter__(self) -> Canvas:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()


def check_disk(needed: int) -> None:
    """Raise NotEnoughDiskError if scratch files of `needed` bytes do not fit: better now than after hours."""
    folder = scratch()
    if needed > shutil.disk_usage(existing(folder)).free:
        raise NotEnoughDiskError(folder, -(-needed // 2**20))


def _scratch_file(folder: Path, length: int) -> IO[bytes]:
    """A nameless file of `length` bytes whose disk space is reserved: else a full disk would kill the process."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - the canvas closes it
        try:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), 0, length)
            else:
                file.truncate(length)
        except OSError:
            file.close()
            raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise NotEnoughDiskError(folder, -(-length // 2**20)) from error
        raise FolderNotWritableError(folder, reason_of(error)) from error
    return file
