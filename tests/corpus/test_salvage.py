"""Advice never leads to another failure: either a part of a damaged file can be read, whatever its format, or the error
says that nothing can."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.corpus.kind import Kind
from tests.corpus.kinds import KINDS
from upscaler import messages
from upscaler.errors import BeyondRepairError, BrokenPictureError, ReadError, UnsupportedPixelsError
from upscaler.images.bitmap import Bitmap
from upscaler.images.codecs.base import Header
from upscaler.images.decode import decode
from upscaler.images.fitting import fitted
from upscaler.images.formats import BY_NAME
from upscaler.images.frames import frames_of
from upscaler.images.header import read_header
from upscaler.options import UpscaleOptions

RECIPES = 4  # of each kind
SHARES = (0.1, 0.5, 0.9, 1.0)  # shares of a file that are left; the last one lacks only two bytes
LIMIT = 30  # megapixels
# In these, pixels are stored as displayed, with everything else before them
IN_ORDER = ("png", "gif", "bmp", "ico", "tga", "qoi", "pnm", "jpeg")


def damaged(content: bytes, rng: random.Random) -> Iterator[bytes]:
    for share in SHARES:
        yield content[: min(int(len(content) * share), len(content) - 2)]
    for most in (64, len(content)):  # most is decided by headers
        changed = bytearray(content)
        changed[rng.randrange(min(most, len(content)))] ^= 1 << rng.randrange(8)
        yield bytes(changed)
        at = rng.randrange(min(most, len(content)))
        yield content[:at] + bytes(8) + content[at + 8 :]
        yield content[:at] + content[at + 8 :]


def as_a_job_reads(path: Path, allow_truncated: bool) -> tuple[Header, Bitmap]:
    """Read header, picture and, for a format that holds them, all frames. Raises ReadError and subclasses."""
    header, bitmap = read_header(path, LIMIT, allow_truncated), decode(path, LIMIT, allow_truncated)
    target = BY_NAME[bitmap.kind] if BY_NAME[bitmap.kind].writes_sequence else BY_NAME["png"]
    options = UpscaleOptions(limit_megapixels=LIMIT, allow_truncated=allow_truncated)
    assert list(frames_of(fitted(bitmap, bitmap.size, target), path, options))
    return header, bitmap


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.filterwarnings("ignore")
def test_the_advice_does_not_lead_to_a_second_failure(kind: Kind, tmp_path: Path) -> None:
    path, rng, told = tmp_path / "picture", random.Random(kind.name), 0
    for recipe in kind.some(RECIPES):
        for content in damaged(kind.make(recipe).content, rng):
            path.write_bytes(content)
            try:
                as_a_job_reads(path, False)
                continue
            except ReadError as error:
                if "Upscale what can be read" not in messages.advice(error):
                    continue
            try:
                header, bitmap = as_a_job_reads(path, True)
            except ReadError as error:
                pytest.fail(f"{kind.text(recipe)}, {len(content)} bytes: {error!r}")
            assert header.size == bitmap.size, kind.text(recipe)
            told += 1
    assert told or kind.name in ("webp", "avif")  # whose decoders only read intact files


@pytest.mark.parametrize("name", IN_ORDER)
@pytest.mark.filterwarnings("ignore")
def test_the_first_part_is_read(name: str, tmp_path: Path) -> None:
    path, kind, rng, read, lost = tmp_path / "picture", KINDS[name], random.Random(1), 0, 0
    given = {"size": "40x32"} | ({"frames": "1"} if name == "gif" else {})
    for _ in range(12):
        made = kind.make(kind.any(rng, given))
        path.write_bytes(made.content[: len(made.content) * 4 // 5])
        try:
            decode(path)
        except BeyondRepairError:
            lost += 1  # because its header is long, or its data fits into one piece
        except BrokenPictureError:
            found = decode(path, allow_truncated=True)
            assert found.pixels.shape[:2] == (made.frames[0] if made.still is None else made.still).shape[:2]
            assert messages.TRUNCATED in found.warnings
            read += 1
        except UnsupportedPixelsError:
            pass
    assert read > 2 * lost
