from typing import get_args

import pytest

from upscaler.images.formats import WRITABLE
from upscaler.network.catalog import find_model
from upscaler.options import DEFAULT_MODEL, SCALES, FormatChoice, UpscaleOptions


def test_options_are_frozen() -> None:
    with pytest.raises(AttributeError):
        UpscaleOptions().scale = 3  # type: ignore[misc]


def test_choices_agree_with_what_there_is() -> None:
    assert set(get_args(FormatChoice)) == {"keep", *WRITABLE}
    assert find_model(DEFAULT_MODEL).card.scales == SCALES
