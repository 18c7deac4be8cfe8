"""Run before everything else in the frozen window on Windows.

From 2.9 on, torch's c10.dll does not load once Qt has been loaded (pytorch/pytorch issue 166628). It costs the window
two seconds there; other systems import torch after the first paint.
"""

import torch  # noqa: F401
