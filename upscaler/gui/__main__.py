"""python -m upscaler.gui"""

import sys

from upscaler.gui.app import main

sys.exit(main())
