"""python -m upscaler opens the window; `upscale` is the command line."""

import sys

from upscaler.gui.app import main

sys.exit(main())
