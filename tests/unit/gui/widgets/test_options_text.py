import pytest

from upscaler.gui.widgets.options_text import differences
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

PRESENT = UpscaleOptions()


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (PRESENT, ""),
        (UpscaleOptions(TargetSize(2), format="png"), "2× · PNG"),
        (UpscaleOptions(format="webp"), "WebP"),
        (UpscaleOptions(model="drawing"), "Drawing, text or screenshot"),
        (UpscaleOptions(denoise=60, detail=80), "Photo with noise or JPEG artefacts · strength 60 · detail 80"),
        (UpscaleOptions(detail=0, quality=70, strip_metadata=True), "faithful · quality 70 · without metadata"),
        (UpscaleOptions(provenance=True, tileable="x"), "seamless · with provenance"),
        (UpscaleOptions(normal_map=True, cells="8x8"), "cells of 8x8 · normal map"),
        (UpscaleOptions(device="cpu", name="x"), ""),  # nothing that affects the picture or its file
    ],
)
def test_what_differs(own: UpscaleOptions, said: str) -> None:
    assert differences(own, PRESENT) == said


def test_what_was_reset_is_said_too() -> None:
    own = UpscaleOptions(TargetSize(2), detail=100, format="png", model="drawing", quality=3)
    assert differences(PRESENT, own) == "4× · automatic model · automatic detail · same as the original"
