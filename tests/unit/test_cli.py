import errno
import json
import logging
import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.conftest import make_compact
from tests.stand_in_card import StandInCard, card, vulkan_on  # noqa: F401 - fixtures
from upscaler import paths
from upscaler.cli import FAILED, OK, main
from upscaler.inference import vulkan_choice

FIELDS = [
    "source",
    "target",
    "status",
    "seconds",
    "width",
    "height",
    "scale",
    "model",
    "denoise",
    "detail",
    "device",
    "precision",
    "retries",
    "warnings",
    "error",
]


@pytest.fixture
def small(sample: Path, tmp_path: Path) -> Path:
    path = tmp_path / "small #1 [ü].png"
    with Image.open(sample) as picture:
        picture.crop((90, 40, 122, 72)).save(path)
    return path


@pytest.fixture(autouse=True)
def signals_restored() -> Any:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


def lines(capsys: pytest.CaptureFixture[str]) -> tuple[list[dict[str, Any]], str]:
    out, err = capsys.readouterr()
    return [json.loads(line) for line in out.splitlines()], err


def test_one_picture_and_its_json_line(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "out.png"
    assert main([str(small), "-x", "4", "-o", str(target), "--json"]) == OK
    (line,), err = lines(capsys)
    assert list(line) == FIELDS
    assert (line["status"], line["source"], line["target"]) == ("done", str(small), str(target))
    assert (line["width"], line["height"], line["scale"], line["model"]) == (128, 128, 4, "photo")
    assert (line["device"], line["error"], line["retries"], line["warnings"]) == ("cpu", None, 0, [])
    with Image.open(target) as picture:
        assert picture.size == (128, 128)
    assert "32 × 32" in err
    assert "128 × 128" in err


def test_bad_files_fail_alone(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(small.read_bytes()[:-300])
    inputs = [str(tmp_path / "none.png"), str(broken), str(small)]
    assert main([*inputs, "-x", "2", "--json"]) == FAILED
    results, err = lines(capsys)
    assert [line["status"] for line in results] == ["failed", "failed", "done"]
    assert results[0]["error"].startswith("There is no file")
    assert results[0]["target"] is None
    assert "is damaged" in results[1]["error"]
    assert "Traceback" not in err
    assert [path.name for path in (tmp_path / "upscaled").iterdir()] == ["small #1 [ü]_2x.png"]


def test_several_files_and_a_folder_in_one_call(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    Image.new("L", (6, 5), 77).save(folder / "small #1 [ü].png")
    (folder / "notes.txt").write_text("hello")
    out = tmp_path / "out"
    assert main([str(small), str(folder), "-o", str(out), "-x", "3", "--format", "webp"]) == OK
    assert sorted(path.name for path in out.iterdir()) == ["small #1 [ü]_3x (2).webp", "small #1 [ü]_3x.webp"]
    assert "1 other file was skipped" in capsys.readouterr().err


def test_a_tree_is_mirrored_under_names_from_a_template(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.png", "sub/A.png", "sub/deeper/b.png", "upscaled/old.png", ".hidden/c.png"):
        path = tmp_path / "tree" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(small.read_bytes())
    (tmp_path / "tree" / "sub" / "film.mp4").write_text("no picture")
    out = tmp_path / "out"
    arguments = [str(tmp_path / "tree"), "--recursive", "-o", str(out), "-x", "2", "--name", "{counter} {name}-{width}"]
    assert main(arguments) == OK
    found = sorted(str(path.relative_to(out)) for path in out.rglob("*.png"))
    assert found == ["0001 a-64.png", "sub/0002 A-64.png", "sub/deeper/0003 b-64.png"]
    err = capsys.readouterr().err
    assert "1 other file was skipped" in err
    assert "3 done of 3" in err


@pytest.mark.posix
def test_a_source_that_is_still_to_be_found_is_not_replaced(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tree = tmp_path / "tree"
    for name in ("sub/sub/z/a.png", "sub/z/a.png"):  # the first one's result would be the second one
        (tree / name).parent.mkdir(parents=True)
        (tree / name).write_bytes(small.read_bytes())
    other = ["--recursive", "-x", "2", "--name", "{name}", "--on-exists", "overwrite"]
    assert main([str(tree / "sub"), "-o", str(tree), *other]) == OK
    assert sorted(path.name for path in (tree / "sub" / "z").iterdir()) == ["a (2).png", "a.png"]
    assert (tree / "sub" / "z" / "a.png").read_bytes() == small.read_bytes()


def test_names_that_are_too_long_are_shortened_or_told(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    longest = tmp_path / f"{'a' * 251}.png"
    longest.write_bytes(small.read_bytes())
    assert main([str(longest), str(tmp_path / ("b" * 300)), str(small), "-x", "2", "--json"]) == FAILED
    results, err = lines(capsys)
    told = {Path(line["source"]).name[0]: line for line in results}
    assert {name: line["status"] for name, line in told.items()} == {"a": "done", "b": "failed", "s": "done"}
    assert Path(told["a"]["target"]).name == f"{'a' * 248}_2x.png"
    assert "name too long" in told["b"]["error"]
    assert "Traceback" not in err


@pytest.mark.parametrize(("on_exists", "names"), [("skip", 1), ("rename", 2), ("overwrite", 1)])
def test_a_second_call(on_exists: str, names: int, small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [str(small), "-x", "2", "--on-exists", on_exists, "--json"]
    assert [main(arguments), main(arguments)] == [OK, OK]
    results, _ = lines(capsys)
    assert results[1]["status"] == ("skipped" if on_exists == "skip" else "done")
    assert len(list((small.parent / "upscaled").iterdir())) == names


@pytest.mark.parametrize(
    ("arguments", "size", "scale", "name"),
    [
        (["-x", "2.5"], (80, 80), 2.5, "2.5x"),
        (["--width", "50"], (50, 50), 1.5625, "50x50"),
        (["--height", "96"], (96, 96), 3, "96x96"),
        (["--longest", "200"], (200, 200), 6.25, "200x200"),
        (["--longest", "200", "--name", "{name}_{scale}x"], (200, 200), 6.25, "6.25x"),
    ],
)
def test_any_size(
    arguments: list[str],
    size: tuple[int, int],
    scale: float,
    name: str,
    small: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([str(small), *arguments, "--json"]) == OK
    (line,), _ = lines(capsys)
    assert ((line["width"], line["height"]), line["scale"]) == (size, scale)
    assert Path(line["target"]).name == f"small #1 [ü]_{name}.png"


def test_a_result_that_would_be_smaller_is_refused(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(small), "--width", "20", "--json"]) == FAILED
    (line,), _ = lines(capsys)
    assert line["error"] == "The picture is already larger than this size: it has 32 × 32 pixels."


def test_quiet_shows_errors_only(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(small), "-x", "2", "--quiet"]) == OK
    assert capsys.readouterr() == ("", "")
    assert main([str(small.parent / "none.png"), "--quiet"]) == FAILED
    assert "There is no file" in capsys.readouterr().err


def test_a_pipe_gets_no_bars(small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert main([str(small), "-x", "2"]) == OK
    assert "\x1b" not in capsys.readouterr().err


def test_quality_metadata_and_limit(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "a.jpg", tmp_path / "b.jpg"
    Image.open(small).convert("RGB").save(source, dpi=(300, 300))
    lengths = []
    for extra in (["--quality", "90"], ["--quality", "10", "--strip-metadata"]):
        assert main([str(source), "-x", "2", "-o", str(target), "--on-exists", "overwrite", *extra]) == OK
        lengths.append(target.stat().st_size)
        with Image.open(target) as picture:
            assert ("dpi" in picture.info) is ("--strip-metadata" not in extra)
    assert lengths[1] < lengths[0] / 2
    large = tmp_path / "large.png"
    Image.new("1", (1200, 1000)).save(large)
    assert main([str(large), "--limit", "1"]) == FAILED
    assert "more than 1 megapixels" in capsys.readouterr().err


def test_truncated_files_are_upscaled_if_asked_for(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cut = tmp_path / "cut.png"
    cut.write_bytes(small.read_bytes()[:-300])
    assert main([str(cut), "-x", "2", "--allow-truncated", "--json"]) == OK
    (line,), _ = lines(capsys)
    assert "cut off" in line["warnings"][0]


def test_lists(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list-models"]) == OK
    assert "photo  (2x, 3x, 4x)" in capsys.readouterr().out
    assert main(["--list-devices"]) == OK
    (line,) = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"cpu  .+  \(automatic precision: (fp32|bf16|int8)\)", line)


def test_graphics_cards_are_listed_and_used_by_name(
    card: StandInCard, small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vulkan_choice, "_seconds", lambda backend, *_: 1.0 if backend.name == "vulkan" else 3.0)
    assert main(["--list-devices"]) == OK
    assert "vulkan:0  Stand-in  (not measured yet)\n" in capsys.readouterr().out
    assert main([str(small), "-x", "2", "--device", "vulkan", "--json"]) == OK
    (line,), _ = lines(capsys)
    assert (line["device"], line["precision"], line["retries"], line["warnings"]) == ("vulkan", "fp16", 0, [])
    assert main(["--list-devices"]) == OK
    assert "Stand-in  (automatic precision: fp16; 2.45 times as fast as the CPU)\n" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main([str(small), "--device", "vulkan:1"])
    assert "vulkan:1 is not available here. Available: " in capsys.readouterr().err


def test_models_from_elsewhere_are_listed_with_their_licence(
    capsys: pytest.CaptureFixture[str], add_network: Callable[..., object]
) -> None:
    add_network(make_compact(), "sharp", licence="CC-BY 4.0")
    (paths.models() / "new.ckpt").write_bytes(b"1")
    assert main(["--list-models"]) == OK
    shown = capsys.readouterr().out
    assert "sharp  (4x)  For a test  Licence: CC-BY 4.0\n" in shown
    assert "new  Not measured yet; --model new does that.\n" in shown
    assert "Licence" not in shown.partition("sharp  (")[0]


def test_an_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("one", "two", "upscaled", ".hidden"):
        (tmp_path / name).mkdir()
    assert main([str(tmp_path)]) == OK
    err = capsys.readouterr().err
    assert "nothing to upscale" in err
    assert "2 subfolders were skipped: --recursive" in err
    assert main([str(tmp_path), "--recursive"]) == OK
    assert "skipped:" not in capsys.readouterr().err


def test_a_fault_of_ours_leaves_its_traceback_in_a_file(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise TypeError("a bug")

    monkeypatch.setattr("upscaler.jobs.stages.header_of", broken)
    monkeypatch.setattr(logging.root, "handlers", [])
    monkeypatch.setattr(logging.root, "level", logging.root.level)
    assert main([str(small), "-x", "2"]) == FAILED
    for handler in logging.root.handlers:
        handler.close()
    log = paths.logs() / "upscale.log"
    err = capsys.readouterr().err
    assert "Something went wrong inside the app: TypeError: a bug." in err
    assert f"Details are in {log}" in err
    assert "Traceback" not in err
    assert "TypeError: a bug" in log.read_text("utf-8")


def test_a_report_that_cannot_be_written_is_a_failure(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("upscaler.cli.write_failures", full)
    assert main([str(small), "-x", "2", "--report", str(small.with_name("a.json"))]) == FAILED
    assert "cannot be written" in capsys.readouterr().err
