import struct
from pathlib import Path

import pytest
from PIL import Image

from tests.corpus.kinds import parsed
from upscaler import messages
from upscaler.images.colour import srgb
from upscaler.images.decode import decode
from upscaler.images.formats import recognise

HDR = messages.HDR_NOT_KEPT


@pytest.mark.parametrize(
    ("primaries", "transfer", "profile", "told"),
    [
        *((1, 13, None, None), (12, 13, None, messages.COLOURS_NOT_KEPT), (9, 18, srgb(), None)),
        *((1, 16, None, HDR.format(transfer="PQ")), (9, 18, None, HDR.format(transfer="HLG"))),
    ],
)
def test_colours_that_are_not_kept_are_told(
    primaries: int, transfer: int, profile: bytes | None, told: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "a.avif"
    Image.new("RGB", (64, 48), "red").save(path, icc_profile=profile)
    plain = b"colrnclx" + struct.pack(">HH", 1, 13)
    path.write_bytes(path.read_bytes().replace(plain, plain[:8] + struct.pack(">HH", primaries, transfer)))
    assert decode(path).warnings == ((told,) if told else ())


def with_space(content: bytes, length: int) -> bytes:
    """A file with unused bytes in front of its metadata."""
    at = content.index(b"meta") - 4
    return content[:at] + struct.pack(">I4s", length, b"free") + bytes(length - 8) + content[at:]


@pytest.mark.parametrize("name", ["avif", "heic"])
def test_colours_that_are_told_far_behind_the_pixels(name: str, tmp_path: Path) -> None:
    kind, recipe = parsed(f"{name} place=before colours=nclx")
    content = kind.make(recipe).content.replace(b"colrnclx\0\1\0\x0d", b"colrnclx\0\x09\0\x10")
    (tmp_path / "a").write_bytes(with_space(content, 2**20))
    assert decode(tmp_path / "a").warnings == (HDR.format(transfer="PQ"),)


@pytest.mark.parametrize(("brand", "name"), [(b"avis", "avif"), (b"heim", "heic"), (b"mp42", None)])
@pytest.mark.parametrize("at", [8, 16, 28])
def test_brands(brand: bytes, name: str | None, at: int) -> None:
    start = bytearray(b"\0\0\0\x20ftypmif1" + bytes(20))
    start[at : at + 4] = brand
    found = recognise(bytes(start))
    assert (found.name if found else None) == name
