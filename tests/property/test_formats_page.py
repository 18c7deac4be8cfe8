from tests.formats_page import PAGE, page


def test_the_page_says_what_is_so() -> None:
    """If it does not: python -m tests.formats_page"""
    assert PAGE.read_text(encoding="utf-8") == page()
