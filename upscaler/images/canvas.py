"""The picture that is being made."""

from __future__ import annotations

import tempfile
from pathlib import Path
from types import TracebackType

import numpy as np

from upscaler.geometry import Size
from upscaler.images.bitmap import Pixels
from upscaler.paths import cache

ON_DISK_FROM = 256 * 2**20  # bytes; below it the canvas lies in memory


class Canvas:
    """An array (H, W, C) uint8 that rows are written into; on disk above a size, in memory below it.

    Channels are gray, gray + alpha, BGR or BGRA: OpenCV encodes it and Qt shows it without a copy. Use it in a
    `with` block: its scratch file is gone afterwards. Raises OSError if there is no room for it.
    """

    def __init__(self, size: Size, channels: int, scratch: Path | None = None) -> None:
        self.size = size
        shape = (size.height, size.width, channels)
        self._file: tempfile._TemporaryFileWrapper[bytes] | None = None
        if size.pixels * channels < ON_DISK_FROM:
            self.pixels: Pixels = np.empty(shape, np.uint8)
        else:
            folder = scratch or cache()
            folder.mkdir(parents=True, exist_ok=True)
            self._file = tempfile.NamedTemporaryFile(dir=folder, prefix="canvas-", suffix=".scratch")  # noqa: SIM115
            self.pixels = np.memmap(self._file, np.uint8, "r+", shape=shape)

    def __enter__(self) -> Canvas:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
