from pathlib import Path

import pytest
from PIL import Image

from upscaler.images.codecs.base import Codec
from upscaler.images.formats import FORMATS
from upscaler.images.header import opened


@pytest.mark.parametrize("codec", FORMATS, ids=lambda codec: codec.name)
def test_every_codec_says_all_of_itself(codec: Codec) -> None:
    assert all((codec.name, codec.title, codec.pillow, codec.suffixes))
    assert codec.signatures or type(codec).recognises is not Codec.recognises
    assert codec.writable == bool(codec.promise) == bool(codec.bytes_per_pixel)
    assert codec.writable == (type(codec).write is not Codec.write)
    assert codec.writes_sequence == (type(codec).write_sequence is not Codec.write_sequence)
    assert not codec.writes_sequence or codec.sequence
    if codec.writable:
        assert codec.lossless == (codec.quality is None) == isinstance(codec.bytes_per_pixel, float)


def test_nobody_shares_a_name_or_an_ending() -> None:
    for told in ([codec.name for codec in FORMATS], [suffix for codec in FORMATS for suffix in codec.suffixes]):
        assert len(told) == len(set(told))


def test_who_looks_beside_pillow_disturbs_nothing(sample: Path) -> None:
    with Image.open(sample) as picture:
        wanted = picture.tobytes()
    with opened(sample) as source:
        position = source.file.tell()
        with source.beside() as file:
            assert file.read(8) == b"\x89PNG\r\n\x1a\n"
        assert source.file.tell() == position
        assert source.picture.tobytes() == wanted


def test_another_reader_that_was_left_in_the_middle_ends_after_the_file(sample: Path) -> None:
    """As when memory runs out while pixels are compared: then the error holds the reader until the file is closed."""
    with opened(sample) as source:
        beside = source.beside()
        beside.__enter__()
    beside.__exit__(None, None, None)
    assert source.file.closed
