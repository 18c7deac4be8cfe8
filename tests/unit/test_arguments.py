import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import make_rrdbnet
from upscaler import arguments as module
from upscaler import paths
from upscaler.arguments import parse
from upscaler.images.formats import WRITABLE


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The message for wrong usage."""
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
        ["a.png", "--detail", "101"],
        ["a.png", "--device", "cpu", "--precision", "fp16"],
        ["a.png", "--format", "bmp"],
        ["a.png", "--quality", "101"],
        ["a.png", "--name", "{nmae}"],
        ["a.png", "--limit", "0"],
        ["a.png", "--cells", "32"],
        ["a.png", "--cells", "0x32"],
        ["a.png", "--tileable", "z"],
        ["a.png", "--report", "failures.txt"],
        ["a.png", "--report", "no/folder/failures.csv"],
        [""],
        ["a.png", "-o", ""],
        ["a.png", "-o", "a.gif"],
        ["--resume", "-x", "4"],
        ["--resume", "-o", "out"],
        ["--resume", "--recursive"],
        ["--resume", "--shard", "1/2"],
        ["a.png", "--manifest", "-"],
        ["--manifest", "none.txt"],
        ["--manifest", "-", "-o", "a.png"],
        ["a.png", "--shard", "1/2"],
        ["a.png", "-o", "out", "--shard", "3/2"],
        ["a.png", "-o", "out", "--shard", "auto"],
        ["a.png", "-o", "b.png", "--shard", "1/2"],
        ["a.png", "-o", "out", "--shard", "1/2", "--shared"],
        ["a.png", "-o", "out", "--shared", "--on-exists", "rename"],
        ["a.png", "-o", "out", "--cluster", "host"],
        ["a.png", "-o", "out", "--cluster", "local:0"],
        ["a.png", "--cluster", "local:2"],
    ],
)
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    err = refused(arguments, capsys)
    assert "upscale: error:" in err
    assert "invalid _" not in err  # argparse would print our function's name


def test_options_and_inputs_in_any_order() -> None:
    asked, options = parse(["a.png", "-x", "2", "b.png", "--quiet", "--", "-c.png"])
    assert [str(path) for path in asked.inputs] == ["a.png", "b.png", "-c.png"]
    assert options.size.value == 2


@pytest.mark.parametrize("before", [["-x", "2", "-o", "out"], ["a.png"], []])
def test_what_follows_two_dashes_is_an_input(before: list[str]) -> None:
    asked, _ = parse([*before, "--", "-w.png", "--", "-x", "c.png"])
    assert [str(path) for path in asked.inputs][-4:] == ["-w.png", "--", "-x", "c.png"]


def test_two_dashes_are_no_value_of_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert "expected one argument" in refused(["a.png", "-o", "--", "b.png"], capsys)
    assert "cannot be empty" in refused(["--", ""], capsys)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--model", "phto-restore", "--denoise", "50"], "There is no model named phto-restore."),
        (["--model", "photo", "--denoise", "50"], "The model photo does not denoise."),
        (["--model", "photo-sharp", "--detail", "50"], "The model photo-sharp has no setting for detail."),
        (["-o", "result.gif"], "does not have the extension of a format"),
        (["-o", "large.jpgg"], "does not have the extension of a format"),
        (["-o", "zz.jpg", "--format", "png"], "argument --format: png contradicts the extension of zz.jpg"),
        (["b.png", "-o", "result.png"], "is the name of one file"),
    ],
)
def test_what_is_wrong_is_said(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert told in refused(["a.png", *arguments], capsys)


def test_a_format_that_the_name_of_the_result_has_too(tmp_path: Path) -> None:
    for output in ("a.jpeg", "b.JPG", "folder"):
        assert parse(["a.png", "-o", output, "--format", "jpg"])[1].format == "jpg"
    (tmp_path / "a.png").mkdir()
    parse(["a.png", "-o", str(tmp_path / "a.png"), "--format", "jpg"])


def test_a_scale_that_is_the_default_makes_the_same_call() -> None:
    calls = [json.dumps(asdict(parse(["a.png", *extra])[1])) for extra in ([], ["-x", "4"])]
    assert calls[0] == calls[1]


def test_a_folder_does_not_get_its_own_results(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "would be upscaled the next time" in refused([str(tmp_path), "-o", f"{tmp_path}/."], capsys)


def test_a_report_that_cannot_be_written_is_told_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "cannot be written: No such file" in refused(["a.png", "--report", f"{tmp_path}/none/a.json"], capsys)


def test_where_the_shell_does_not_expand_names_that_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.jpg", "[a].jpg", "c.png"):
        (tmp_path / name).touch()
    names = [f"{tmp_path}/*.jpg", f"{tmp_path}/[a].jpg", f"{tmp_path}/?.webp"]
    assert [str(path) for path in parse(names)[0].inputs] == names
    monkeypatch.setattr(module, "_EXPANDS", True)
    found = [path.name for path in parse(names)[0].inputs]
    assert found == ["[a].jpg", "b.jpg", "[a].jpg", "?.webp"]


@pytest.mark.posix
def test_a_working_folder_that_is_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert "the working folder is gone" in refused(["a.png"], capsys)
    assert parse([f"{tmp_path}/a.png"])[0].inputs == [tmp_path / "a.png"]
    os.chdir(tmp_path)


@pytest.mark.parametrize("crop", ["1,2,3", "1,2,3,x", "1,2,0,4", "-1,2,3,4", "", "1,2,3,4,5"])
def test_a_crop_that_no_picture_has(crop: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "it must have the form X,Y,W,H" in refused(["a.png", f"--crop={crop}"], capsys)


def test_every_format_that_can_be_written_can_be_asked_for() -> None:
    for name in ("keep", *WRITABLE):
        assert parse(["a.png", "--format", name])[1].format == name


@pytest.mark.parametrize("how", [["--shard", "2/3"], ["--shared"], ["--cluster", "local:2"]])
def test_many_machines_make_only_what_is_missing(how: list[str]) -> None:
    asked, options = parse(["a.png", "-o", "out", *how])
    assert options.on_exists == "skip"
    assert str(asked.shard) == ("2/3" if "2/3" in how else "1/1")
    assert parse(["a.png", "-o", "out", "--on-exists", "skip", *how])[1] == options


def test_shards_of_a_job_array(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"ID": "5", "MIN": "0", "MAX": "7", "COUNT": "8"}.items():
        monkeypatch.setenv(f"SLURM_ARRAY_TASK_{name}", value)
    assert str(parse(["a.png", "-o", "out", "--shard", "auto"])[0].shard) == "6/8"


def test_a_file_of_weights_is_added_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, add_network: Callable[..., Any]
) -> None:
    """Also one in the user's models folder, by name alone. Known models need not be read."""
    model = add_network(make_rrdbnet(scale=8), "eight")
    read: list[Path] = []

    def add(file: Path) -> Any:
        read.append(file)
        return model

    monkeypatch.setattr(module, "add_model", add)
    assert parse(["a.png", "--model", str(tmp_path / "b.pth")])[1].model == "eight"
    (paths.models() / "dropped.param").write_bytes(b"")
    assert parse(["a.png", "--model", "dropped"])[1].model == "eight"
    assert read == [tmp_path / "b.pth", paths.models() / "dropped.param"]
    assert "Using it as the model eight (RRDBNet, 8x, halo 19 px, fp32 only)." in capsys.readouterr().err
    assert parse(["a.png", "--model", "eight"])[1].model == "eight"
    assert len(read) == 2
    told = refused(["a.png", "--model", "eight", "--detail", "50"], capsys)
    assert "The model eight has no setting for detail." in told


def test_a_file_that_is_no_model_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "cannot be loaded from" in refused(["a.png", "--model", str(tmp_path / "none.pth")], capsys)
