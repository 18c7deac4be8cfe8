"""Help, lists and the window do not wait two seconds for torch."""

import subprocess
import sys

import pytest

HEAVY = ("torch", "PySide6", "ncnn")


def loaded_after(statement: str) -> list[str]:
    code = f"import sys\n{statement}\nprint([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return eval(done.stderr.strip().splitlines()[-1])  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "statement",
    [
        "import upscaler.cli",
        "import upscaler.cli, contextlib\nwith contextlib.suppress(SystemExit): upscaler.cli.main(['--help'])",
        "import upscaler.cli\nupscaler.cli.main(['--list-models'])",
    ],
)
def test_the_command_line_loads_neither_torch_nor_qt(statement: str) -> None:
    assert loaded_after(statement) == []


def test_the_check_can_fail() -> None:
    assert loaded_after("import upscaler.inference.engine") == ["torch"]
