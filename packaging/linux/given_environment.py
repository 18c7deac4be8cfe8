"""Runs before everything else in the frozen programs on Linux.

The boot loader points LD_LIBRARY_PATH at our libraries, which have been loaded by the time this runs. System programs
that we start (file manager, notify-send, systemd-inhibit) must find their own libraries, so restore the user's value.
"""

import os

given = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if given is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = given
