"""OpenCV as the app uses it: everything takes `cv2` from here.

It reads the limit of pixels when it is imported (it would refuse pictures over a gigapixel). And it puts itself into
LD_LIBRARY_PATH then, where only the programs that we start would notice, which are the system's.
"""

import os
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(2**40))
_given = os.environ.get("LD_LIBRARY_PATH")

import cv2  # noqa: E402

if _given is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = _given

__all__ = ["LARGEST_READ", "cv2", "file_name"]

LARGEST_READ = 2**31 - 1  # bytes of pixels that OpenCV reads into an array of ours


def file_name(path: Path) -> Any:
    """How OpenCV is told a file: the bytes of its name.

    It ends the process at a str that is not UTF-8, and files out of old archives have such names.
    """
    return os.fsencode(path)
