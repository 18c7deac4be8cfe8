import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from upscaler.errors import ModelNotFoundError, NotEnoughDiskError, UnexpectedError
from upscaler.geometry import Region
from upscaler.gui.comparison.desk import Order, PreviewDesk, Served
from upscaler.gui.comparison.layer import Layer, load_layer
from upscaler.images.decode import decode
from upscaler.options import Enlargement, UpscaleOptions
from upscaler.pipeline import upscale_file
from upscaler.progress import Progress

MakePicture = Callable[..., Path]
REGION = Region(5, 3, 9, 8)


def order(path: Path, **options: object) -> Order:
    return Order(1, load_layer(path), REGION, UpscaleOptions(Enlargement(2), device="cpu", **options))  # type: ignore[arg-type]  # of any field


@pytest.fixture
def desk(qtbot: QtBot) -> tuple[PreviewDesk, list[Served]]:
    made = PreviewDesk()
    served: list[Served] = []
    made.served.connect(served.append)
    return made, served


@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA"])
def test_a_preview_is_what_the_file_will_hold(
    desk: tuple[PreviewDesk, list[Served]], make_picture: MakePicture, tmp_path: Path, mode: str
) -> None:
    path = make_picture("a.png", 24, 16, mode)
    desk[0].order(order(path))
    desk[0].serve()
    (served,) = desk[1]
    assert served.layer is not None and served.place == REGION * 2
    upscale_file(path, tmp_path / "a_2x.png", UpscaleOptions(Enlargement(2), device="cpu"), Progress())
    result = decode(tmp_path / "a_2x.png").pixels[served.place.slices]
    found = served.layer.block(0, Region(0, 0, 18, 16))
    assert np.array_equal(found, result)


def test_transparency_is_flattened_where_the_format_has_none(
    desk: tuple[PreviewDesk, list[Served]], make_picture: MakePicture
) -> None:
    desk[0].order(order(make_picture("a.png", 24, 16, "RGBA"), format="jpg"))
    desk[0].serve()
    assert desk[1][0].layer is not None
    assert not desk[1][0].layer.has_alpha


def test_only_the_latest_order_counts(desk: tuple[PreviewDesk, list[Served]], make_picture: MakePicture) -> None:
    first, second, third = (order(make_picture()) for _ in range(3))
    desk[0].order(first)
    desk[0].order(second)
    assert first.cancelled.is_set()
    desk[0].serve()
    desk[0].serve()
    desk[0].order(third)
    desk[0].cancel()
    desk[0].serve()
    assert [served.order for served in desk[1]] == [second]


def test_what_goes_wrong_is_told_and_nothing_more(
    desk: tuple[PreviewDesk, list[Served]], make_picture: MakePicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk[0].order(order(make_picture(), model="unknown"))
    desk[0].serve()
    monkeypatch.setattr("upscaler.inference.preview.enlarge_region", lambda *_: 1 / 0)
    desk[0].order(order(make_picture()))
    desk[0].serve()
    assert [type(served.error) for served in desk[1]] == [ModelNotFoundError, UnexpectedError]


def test_a_preview_that_has_no_room_disturbs_no_picture_that_runs(
    desk: tuple[PreviewDesk, list[Served]], make_picture: MakePicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> Layer:
        raise NotEnoughDiskError(Path("scratch"), 1)

    desk[0].order(order(make_picture()))
    monkeypatch.setattr("upscaler.gui.comparison.desk.build_layer", fail)
    desk[0].serve()
    assert [type(served.error) for served in desk[1]] == [NotEnoughDiskError]


def test_it_is_served_between_the_strips_of_a_job(
    desk: tuple[PreviewDesk, list[Served]], make_picture: MakePicture, tmp_path: Path
) -> None:
    """The job is the same with a preview in its midst, and a paused one lets previews pass."""
    path = make_picture("a.png", 40, 30)
    options = UpscaleOptions(Enlargement(2), device="cpu")
    upscale_file(path, tmp_path / "alone.png", options, Progress())
    desk[0].order(order(make_picture("b.png")))
    upscale_file(path, tmp_path / "with.png", options, Progress(between_strips=desk[0].serve))
    assert len(desk[1]) == 1
    assert np.array_equal(decode(tmp_path / "alone.png").pixels, decode(tmp_path / "with.png").pixels)
    paused = threading.Event()
    paused.set()
    seen: list[int] = []

    def meanwhile() -> None:
        seen.append(1)
        if len(seen) == 3:
            paused.clear()

    Progress(paused=paused, between_strips=meanwhile).check_between_strips()
    assert len(seen) == 3
