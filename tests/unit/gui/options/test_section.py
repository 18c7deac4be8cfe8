from pathlib import Path

from upscaler.geometry import Size
from upscaler.gui.options.section import Sample, Situation
from upscaler.images.header import Header
from upscaler.options import Enlargement, UpscaleOptions

SMALL = Sample(Path("a.heic"), Header("heic", Size(100, 50)))


def test_what_the_picture_in_view_becomes() -> None:
    situation = Situation(UpscaleOptions(), sample=SMALL)
    assert situation.target_size == Size(400, 200)
    assert situation.format is not None and situation.format.name == "jpg"
    assert Situation(UpscaleOptions(Enlargement(1601, "width")), sample=SMALL).target_size is None
    assert situation.frames == 1
    animation = Sample(Path("a.gif"), Header("gif", Size(100, 50), frames=7))
    assert Situation(UpscaleOptions(), sample=animation).frames == 7
    assert Situation(UpscaleOptions(format="jpg"), sample=animation).frames == 1


def test_without_a_picture_only_the_format_may_be_known() -> None:
    assert Situation(UpscaleOptions()).target_size is None
    assert Situation(UpscaleOptions()).format is None
    chosen = Situation(UpscaleOptions(format="webp")).format
    assert chosen is not None and chosen.name == "webp"
