"""`upscale --verify`, and the lists of --provenance that it checks."""

import json
from pathlib import Path

import pytest

from tests.unit.images.test_provenance import OWN, SOURCE_TYPE, values
from tests.unit.test_cli import lines, signals_restored, small  # noqa: F401 - fixtures too
from upscaler.cli import FAILED, OK, USAGE, main
from upscaler.images.atomic import digest_of
from upscaler.images.decode import decode
from upscaler.images.provenance import ENHANCED
from upscaler.jobs import checksums
from upscaler.network.catalog import built_in_models


@pytest.mark.parametrize("format", ["png", "jpg", "webp", "tiff", "avif"])
def test_results_say_how_they_were_made_and_are_verified(
    format: str, small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    asked = [str(small), "-x", "2", "-o", str(out), "--format", format, "--provenance", "--strip-metadata"]
    assert main(asked) == OK
    (target,) = (path for path in out.iterdir() if path.name != checksums.NAME)
    xmp = decode(target).metadata.xmp
    assert xmp is not None
    assert values(xmp, SOURCE_TYPE) == [ENHANCED]
    assert values(xmp, f"{OWN}SourceName") == [small.name]
    assert values(xmp, f"{OWN}SourceSHA256") == [digest_of(small)]
    cards = {model.card.name: model.card.sha256 for model in built_in_models()}
    assert values(xmp, f"{OWN}Name") == ["photo", "photo-sharp"]
    assert values(xmp, f"{OWN}SHA256") == [cards["photo"], cards["photo-sharp"]]
    assert main(["--verify", str(out / checksums.NAME)]) == OK
    assert capsys.readouterr().err.endswith("1 intact of 1\n")


def test_what_is_not_intact_is_named(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree, out = tmp_path / "tree", tmp_path / "out"
    for name in ("a.png", "sub/b.png", "sub/c.png"):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_bytes(small.read_bytes())
    assert main([str(tree), "-r", "-x", "2", "-o", str(out), "--provenance", "--quiet"]) == OK
    assert main(["--verify", str(out), "--quiet"]) == OK
    assert capsys.readouterr() == ("", "")
    with (out / "sub" / "b_2x.png").open("ab") as file:
        file.write(b"\0")
    (out / "sub" / "c_2x.png").unlink()
    assert main(["--verify", str(out)]) == FAILED
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        f"{out / 'sub' / 'b_2x.png'}: changed",
        f"{out / 'sub' / 'c_2x.png'}: missing",
    ]
    assert told.err == "1 intact, 1 changed, 1 missing of 3\n"
    assert main(["--verify", str(out), "--json"]) == FAILED
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(Path(one["path"]).name, one["state"]) for one in found] == [
        ("a_2x.png", "intact"),
        ("b_2x.png", "changed"),
        ("c_2x.png", "missing"),
    ]


def test_what_is_no_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    for name, reason in (("notes.txt", "not a list"), ("none", "No such file"), (".", "contains no list")):
        assert main(["--verify", str(tmp_path / name)]) == USAGE
        assert reason in capsys.readouterr().err


def test_a_list_that_cannot_be_written_is_a_warning(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    (out / checksums.NAME).mkdir(parents=True)
    assert main([str(small), "-x", "2", "-o", str(out), "--provenance", "--json"]) == OK
    ((line,), _) = lines(capsys)
    assert line["status"] == "done"
    assert "could not be added to SHA256SUMS" in line["warnings"][0]
