from tests.formats_page import PAGE, page, pictures
from upscaler.images.formats import FORMATS


def test_the_page_says_what_is_so() -> None:
    """If this fails, run: python -m tests.formats_page"""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_format_has_a_line() -> None:
    lines = {title.partition(",")[0] for title in pictures()}
    assert {format.title for format in FORMATS} <= lines
