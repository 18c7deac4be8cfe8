"""Icons of Windows. Only read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from upscaler.images.codecs.base import Codec

if TYPE_CHECKING:
    from PIL import Image


class Ico(Codec):
    name, title, pillow, suffixes = "ico", "ICO", "ICO", (".ico",)
    signatures = (((0, b"\0\0\1\0"),),)

    def frames(self, picture: Image.Image) -> Sequence[int]:
        """The sizes of an icon are none: the largest one is the picture."""
        return range(1)
