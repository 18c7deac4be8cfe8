"""Runs before everything else in the frozen window app on Windows.

Since version 2.9, torch's c10.dll cannot be loaded once Qt has been loaded (pytorch/pytorch issue 166628). This delays
the window by two seconds; other systems import torch after the first paint.
"""

import torch  # noqa: F401
