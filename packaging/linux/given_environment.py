"""Run before everything else in the frozen programs on Linux.

The boot loader points LD_LIBRARY_PATH at our libraries, and they have been found by it when this runs. Programs of the
system that we start (file manager, notify-send, systemd-inhibit) must find their own: give back what the person had.
"""

import os

given = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if given is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = given
