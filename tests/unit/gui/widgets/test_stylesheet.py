import re

import pytest

from upscaler.gui.widgets.stylesheet import stylesheet
from upscaler.gui.widgets.tokens import DARK, LIGHT, Tokens


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
def test_every_placeholder_is_a_colour_or_a_number(tokens: Tokens) -> None:
    sheet = stylesheet(tokens)
    assert "$" not in sheet
    assert tokens.accent in sheet
    assert all(len(colour) == 7 for colour in re.findall(r"#[0-9a-f]+\b", sheet))
