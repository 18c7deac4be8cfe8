import os
import subprocess
import sys

import pytest

SHOW = "import os, upscaler.images.opencv; print(os.environ.get('LD_LIBRARY_PATH'))"


@pytest.mark.parametrize("given", [None, "/opt/theirs"])
def test_programs_that_we_start_are_told_nothing_of_opencv(given: str | None) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "LD_LIBRARY_PATH"}
    environment |= {"LD_LIBRARY_PATH": given} if given else {}
    shown = subprocess.run([sys.executable, "-c", SHOW], env=environment, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == str(given)
