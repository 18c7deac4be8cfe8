import pytest

from upscaler.arguments import parse


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What is said of wrong usage."""
    with pytest.raises(SystemExit) as caught:
        parse(arguments)
    assert caught.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["a.png", "-x", "0.5"],
        ["a.png", "-x", "17"],
        ["a.png", "-x", "two"],
        ["a.png", "--width", "0"],
        ["a.png", "--width", "100", "--height", "100"],
        ["a.png", "-x", "2", "--longest", "100"],
        ["a.png", "--model", "none"],
        ["a.png", "--model", "photo", "--denoise", "10"],
        ["a.png", "--denoise", "101"],
        ["a.png", "--device", "cpu", "--precision", "fp16"],
        ["a.png", "--format", "bmp"],
        ["a.png", "--quality", "101"],
        ["a.png", "--name", "{nmae}"],
        ["a.png", "--limit", "0"],
        ["a.png", "--report", "failures.txt"],
    ],
)
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    err = refused(arguments, capsys)
    assert "upscale: error:" in err
    assert "invalid _" not in err  # argparse would name our function
