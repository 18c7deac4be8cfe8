import hashlib
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from upscaler.jobs.checksums import NAME, Check, add, check, lists_in


def result(path: Path, content: bytes = b"pixels") -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


def digest(content: bytes = b"pixels") -> str:
    return hashlib.sha256(content).hexdigest()


def states(listing: Path) -> dict[str, Check]:
    return {checked.path.name: checked.state for checked in check(listing)}


def test_what_has_changed_or_is_gone_is_found(tmp_path: Path) -> None:
    for name in ("a.png", "b.png", "c.png", "d.png"):
        listing = add(result(tmp_path / name), digest())
    (tmp_path / "b.png").write_bytes(b"pixelz")
    (tmp_path / "c.png").unlink()
    (tmp_path / "d.png").unlink()
    (tmp_path / "d.png").mkdir()
    assert listing == tmp_path / NAME
    assert states(listing) == {
        "a.png": Check.INTACT,
        "b.png": Check.CHANGED,
        "c.png": Check.MISSING,
        "d.png": Check.UNREADABLE,
    }


@pytest.mark.posix
def test_sha256sum_understands_it(tmp_path: Path) -> None:
    for name in ("a b.png", "back\\slash\nfeed\r.png", os.fsdecode(b"\xff.png")):
        add(result(tmp_path / name), digest())
    assert set(states(tmp_path / NAME).values()) == {Check.INTACT}
    program = shutil.which("sha256sum")
    if program is not None:  # coreutils, which macOS does not have
        subprocess.run([program, "--check", "--strict", "--quiet", NAME], cwd=tmp_path, check=True)


def test_lines_of_other_programs_are_understood_and_kept(tmp_path: Path) -> None:
    line = f"{digest().upper()} *other.bin"
    (tmp_path / NAME).write_text(line)  # without a line feed at its end
    result(tmp_path / "other.bin")
    for content in (b"first", b"second"):  # a result that is replaced
        add(result(tmp_path / "a.png", content), digest(content))
    assert (tmp_path / NAME).read_text() == f"{line}\n{digest(b'second')}  a.png\n"
    assert set(states(tmp_path / NAME).values()) == {Check.INTACT}


def test_many_at_once(tmp_path: Path) -> None:
    names = [f"{number}.png" for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: add(result(tmp_path / name), digest()), names * 2))
    assert states(tmp_path / NAME) == dict.fromkeys(names, Check.INTACT)


ADD = "import sys; from pathlib import Path; from upscaler.jobs.checksums import add\n"
ADD += "for number in range(30): add(Path(sys.argv[1]) / f'{sys.argv[2]}{number % 20}.png', '0' * 64)"


def test_many_processes(tmp_path: Path) -> None:
    begun = [subprocess.Popen([sys.executable, "-c", ADD, str(tmp_path), name]) for name in "abc"]
    assert [process.wait(60) for process in begun] == [0, 0, 0]
    assert len((tmp_path / NAME).read_text().splitlines()) == 60


def test_each_computer_has_its_own_list_in_a_shared_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for host in ("one", "two/2"):
        monkeypatch.setattr("socket.gethostname", lambda host=host: host)
        add(result(tmp_path / "sub" / f"{host[:3]}.png"), digest(), shared=True)
    result(tmp_path / "sub" / f"{NAME}.txt")  # of the user's own
    assert [path.name for path in lists_in(tmp_path)] == [f"{NAME}-one", f"{NAME}-two_2"]
    assert [len(states(path)) for path in lists_in(tmp_path)] == [1, 1]


@pytest.mark.parametrize("content", [b"", b"some text\n", b"0123  a.png\n"])
def test_other_files_are_refused(content: bytes, tmp_path: Path) -> None:
    listing = result(tmp_path / "notes.txt", content)
    with pytest.raises(ValueError, match="not a list"):
        list(check(listing))


def test_a_full_disk_leaves_the_list_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        add(result(tmp_path / "a.png"), digest())
    before = (tmp_path / NAME).read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        add(tmp_path / "a.png", digest(b"new"))
    assert (tmp_path / NAME).read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [NAME, "a.png"]
