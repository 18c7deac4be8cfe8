import io

import pytest
from PIL import ExifTags, Image

from upscaler.geometry import Size
from upscaler.images.exif import PREFIX, updated, with_resolution, without_orientation

MAKER_NOTE = bytes(range(200))


def camera(width: int = 300) -> bytes:
    """EXIF data with everything that is changed, and what must not be."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Orientation] = "Maker", 6
    inside = exif.get_ifd(ExifTags.IFD.Exif)
    inside[0xA002], inside[0xA003], inside[0x927C] = width, 200, MAKER_NOTE
    exif.get_ifd(ExifTags.IFD.GPSInfo)[1] = "N"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[2] = (48.0, 8.0, 1.5)
    return exif.tobytes().removeprefix(PREFIX)


def with_thumbnail(exif: bytes, thumbnail: bytes) -> bytes:
    """As in cameras: a second directory after the rest, and the small JPEG at the end."""
    count = int.from_bytes(exif[8:10], "big")
    pointer = 8 + 2 + 12 * count
    start = len(exif)
    entries = (0x0201, start + 2 + 24 + 4), (0x0202, len(thumbnail))
    directory = (2).to_bytes(2, "big") + b"".join(
        tag.to_bytes(2, "big") + b"\0\4\0\0\0\1" + value.to_bytes(4, "big") for tag, value in entries
    )
    return exif[:pointer] + start.to_bytes(4, "big") + exif[pointer + 4 :] + directory + bytes(4) + thumbnail


def loaded(exif: bytes) -> Image.Exif:
    found = Image.Exif()
    found.load(exif)
    return found


def test_upright_with_the_new_size_and_all_else_as_it_was() -> None:
    before = camera()
    after = updated(before, Size(1200, 800))
    assert len(after) == len(before)
    found = loaded(after)
    inside = found.get_ifd(ExifTags.IFD.Exif)
    assert (found[ExifTags.Base.Orientation], found[ExifTags.Base.Make]) == (1, "Maker")
    assert (inside[0xA002], inside[0xA003], inside[0x927C]) == (1200, 800, MAKER_NOTE)
    assert after.index(MAKER_NOTE) == before.index(MAKER_NOTE)  # it may contain offsets
    assert found.get_ifd(ExifTags.IFD.GPSInfo) == {1: "N", 2: (48.0, 8.0, 1.5)}


def test_the_place_of_the_subject_is_gone() -> None:
    exif = Image.Exif()
    exif.load(camera())
    inside = exif.get_ifd(ExifTags.IFD.Exif)
    inside[0x9214], inside[0xA214], inside[0xA215] = (30, 20, 5), (30, 20), 1.5  # the last one comes after them
    before = exif.tobytes().removeprefix(PREFIX)
    after = updated(before, Size(1200, 800))
    found = loaded(after).get_ifd(ExifTags.IFD.Exif)
    assert set(found) == {0xA002, 0xA003, 0x927C, 0xA215}
    assert (found[0xA002], found[0xA215], found[0x927C]) == (1200, 1.5, MAKER_NOTE)
    assert after.index(MAKER_NOTE) == before.index(MAKER_NOTE)
    assert len(after) == len(before)


def test_a_size_that_a_short_number_cannot_hold() -> None:
    assert loaded(updated(camera(), Size(100_000, 5))).get_ifd(ExifTags.IFD.Exif)[0xA002] == 100_000


def test_the_thumbnail_is_gone() -> None:
    small = io.BytesIO()
    Image.new("RGB", (16, 16), "red").save(small, "JPEG")
    before = with_thumbnail(camera(), small.getvalue())
    assert loaded(before).get_ifd(ExifTags.IFD.IFD1)
    after = updated(before, Size(1200, 800))
    assert loaded(after).get_ifd(ExifTags.IFD.IFD1) == {}
    assert b"JFIF" in before
    assert b"JFIF" not in after
    assert b"JFIF" not in updated(before + b"more", Size(1200, 800))


@pytest.mark.parametrize("exif", [b"", b"II", b"XX*\0\0\0\0\0", camera()[:30], camera()[:8] + b"\xff" * 40])
def test_nonsense(exif: bytes) -> None:
    with pytest.raises(ValueError, match="malformed"):
        updated(exif, Size(3, 4))


@pytest.mark.parametrize("before", [camera(), camera() + b"\0"])
def test_a_resolution_is_added_and_all_else_stays_where_it_was(before: bytes) -> None:
    after = with_resolution(before, (299.9994, 72))
    found = loaded(after)
    assert (found[ExifTags.Base.XResolution], found[ExifTags.Base.YResolution]) == (pytest.approx(299.9994, 1e-5), 72)
    assert (found[ExifTags.Base.ResolutionUnit], found[ExifTags.Base.Make]) == (2, "Maker")
    assert found.get_ifd(ExifTags.IFD.Exif)[0x927C] == MAKER_NOTE
    assert found.get_ifd(ExifTags.IFD.GPSInfo) == {1: "N", 2: (48.0, 8.0, 1.5)}
    assert found.get_ifd(ExifTags.IFD.IFD1) == {}
    assert after[8 : len(before)] == before[8:]
    assert with_resolution(after, (1, 1)) == after  # the camera's own value takes precedence


def test_a_resolution_by_itself() -> None:
    assert dict(loaded(with_resolution(None, (96, 96)))) == {0x011A: 96, 0x011B: 96, 0x0128: 2}


def test_without_an_orientation_nothing_else_moves() -> None:
    before = with_thumbnail(camera(), b"thumbnail")
    after = without_orientation(before)
    found, wanted = loaded(after), dict(loaded(before))
    assert wanted.pop(ExifTags.Base.Orientation) == 6
    assert dict(found) == wanted
    assert found.get_ifd(ExifTags.IFD.IFD1) == loaded(before).get_ifd(ExifTags.IFD.IFD1)
    assert after[100:] == before[100:]
    assert after.index(MAKER_NOTE) == before.index(MAKER_NOTE)
    assert without_orientation(after) == after


@pytest.mark.parametrize("exif", [b"", b"II", b"MM\0*\0\0\0\x08\0\x02\x01\x12"])
def test_an_orientation_cannot_be_taken_out_of_nonsense(exif: bytes) -> None:
    with pytest.raises(ValueError, match="malformed"):
        without_orientation(exif)
