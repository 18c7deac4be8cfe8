import json

import pytest

from upscaler.gui.system.stored_options import from_stored, to_stored
from upscaler.options import Enlargement, UpscaleOptions

ALL = UpscaleOptions(
    Enlargement(1920, "width"),
    model="photo",
    device="cpu",
    precision="fp32",
    format="webp",
    name="{name} large",
    on_exists="skip",
    quality=80,
    strip_metadata=True,
    allow_truncated=True,
)


@pytest.mark.parametrize("options", [UpscaleOptions(), ALL])
def test_there_and_back(options: UpscaleOptions) -> None:
    assert from_stored(json.loads(json.dumps(to_stored(options)))) == options


@pytest.mark.parametrize(
    "nonsense",
    [
        *(None, 3, [], {"value": "x"}, {"value": 99}, {"value": "nan"}, {"measure": "depth", "value": 4}),
        *({"quality": 300}, {"quality": [1]}, {"format": "doc"}, {"model": "gone"}, {"name": ""}, {"name": 1}),
    ],
)
def test_nonsense_becomes_the_default(nonsense: object) -> None:
    assert from_stored(nonsense) == UpscaleOptions()
