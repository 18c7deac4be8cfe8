"""How the processor is shared with other programs."""

from __future__ import annotations

import os
import sys


def share_processor() -> None:
    """Let the threads of the network sleep while they wait for each other. Call it before torch is imported.

    By default they spin: beside another busy program a picture then took 1.3 s instead of 0.3 s, while on an idle
    computer sleeping costs 3 to 8 % of a small picture. Source: OpenMP 5.2, section 21.1.6; measured here.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def use_threads(count: int) -> None:
    """Let this process use so many threads, as other processes use the other cores."""
    os.environ["OMP_NUM_THREADS"] = str(count)  # torch reads it when it is imported
    for module, function in (("torch", "set_num_threads"), ("cv2", "setNumThreads")):
        if module in sys.modules:
            getattr(sys.modules[module], function)(count)
