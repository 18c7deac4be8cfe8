"""Files and pixels. OpenCV refuses to read pictures over a gigapixel unless told otherwise before it is imported."""

import os

os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(2**40))
