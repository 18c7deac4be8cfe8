"""OpenCV as the app uses it: everything takes `cv2` from here.

It reads the limit of pixels when it is imported (it would refuse pictures over a gigapixel). And it puts itself into
LD_LIBRARY_PATH then, where only the programs that we start would notice, which are the system's.
"""

import os

os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(2**40))
_given = os.environ.get("LD_LIBRARY_PATH")

import cv2  # noqa: E402

if _given is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = _given

__all__ = ["cv2"]
