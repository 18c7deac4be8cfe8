"""Sharing the processor and memory with other programs."""

from __future__ import annotations

import os
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # as malloc.h numbers them


def share_processor() -> None:
    """Let the threads of the network sleep while they wait for each other. Call it before torch is imported.

    By default they spin: beside another busy program a picture then took 1.3 s instead of 0.3 s, while on an idle
    computer sleeping costs 3 to 8 % of a small picture. Source: OpenMP 5.2, section 21.1.6; measured here.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def keep_memory() -> None:
    """Let malloc keep freed memory. dask makes its workers return it to the system at once: then the buffers of the
    network cost 190,000 page faults for each picture of 0.2 megapixels, which took 1.17 s instead of 0.74 s.

    Source: mallopt(3), of glibc; elsewhere nothing happens.
    """
    if sys.platform == "linux":
        import ctypes  # here: only workers need it

        c_library = ctypes.CDLL(None)
        if hasattr(c_library, "gnu_get_libc_version"):
            c_library.mallopt(_MMAP_THRESHOLD, 2**25)
            c_library.mallopt(_TRIM_THRESHOLD, 2**28)


def use_threads(count: int) -> None:
    """Limit this process to `count` threads, since other processes use the other cores."""
    os.environ["OMP_NUM_THREADS"] = str(count)  # torch reads it when it is imported
    for module, function in (("torch", "set_num_threads"), ("cv2", "setNumThreads")):
        if module in sys.modules:
            getattr(sys.modules[module], function)(count)
