from pathlib import Path

from upscaler.geometry import Size
from upscaler.gui.options.section import CurrentPicture, PanelState
from upscaler.images.codecs.base import Header
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

SMALL = CurrentPicture(Path("a.heic"), Header("heic", Size(100, 50)))


def test_what_the_picture_in_view_becomes() -> None:
    state = PanelState(UpscaleOptions(), picture=SMALL)
    assert state.target_size == Size(400, 200)
    assert state.format is not None and state.format.name == "jpg"
    assert PanelState(UpscaleOptions(TargetSize(6401, "width")), picture=SMALL).target_size is None
    assert state.frames == 1
    animation = CurrentPicture(Path("a.gif"), Header("gif", Size(100, 50), frames=7))
    assert PanelState(UpscaleOptions(), picture=animation).frames == 7
    assert PanelState(UpscaleOptions(format="jpg"), picture=animation).frames == 1


def test_without_a_picture_only_the_format_may_be_known() -> None:
    assert PanelState(UpscaleOptions()).target_size is None
    assert PanelState(UpscaleOptions()).format is None
    chosen = PanelState(UpscaleOptions(format="webp")).format
    assert chosen is not None and chosen.name == "webp"
