from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from upscaler.errors import ModelNotFoundError, NotEnoughDiskError, UnexpectedError
from upscaler.geometry import Region
from upscaler.gui.comparison.layer import Layer, load_layer
from upscaler.gui.comparison.preview_service import PreviewRequest, PreviewResult, PreviewService
from upscaler.images.bitmap import Bitmap
from upscaler.images.decode import decode
from upscaler.options import ModelChoice, UpscaleOptions
from upscaler.pipeline import upscale_file
from upscaler.progress import Progress
from upscaler.target_size import TargetSize

MakePicture = Callable[..., Path]
REGION = Region(5, 3, 9, 8)


def request(path: Path, **options: object) -> PreviewRequest:
    return PreviewRequest(1, load_layer(path), REGION, UpscaleOptions(TargetSize(2), device="cpu", **options))  # type: ignore[arg-type]  # of any field


Service = tuple[PreviewService, list[PreviewResult], Callable[[], None]]


@pytest.fixture
def preview_service(qtbot: QtBot) -> Service:
    """The service, its results so far, and what the network's thread does: serve all requests."""
    made = PreviewService()
    served: list[PreviewResult] = []
    requested: list[PreviewRequest] = []
    made.served.connect(served.append)
    made.requested.connect(requested.append)

    def serve() -> None:
        while requested:
            made.serve(requested.pop(0))

    return made, served, serve


@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA"])
def test_a_preview_is_what_the_file_will_hold(
    preview_service: Service, make_picture: MakePicture, tmp_path: Path, mode: str
) -> None:
    path = make_picture("a.png", 24, 16, mode)
    preview_service[0].request(request(path))
    preview_service[2]()
    (served,) = preview_service[1]
    assert served.layer is not None and served.place == REGION * 2
    upscale_file(path, tmp_path / "a_2x.png", UpscaleOptions(TargetSize(2), device="cpu"), Progress())
    result = decode(tmp_path / "a_2x.png").pixels[served.place.slices]
    found = served.layer.block(0, Region(0, 0, 18, 16))
    assert np.array_equal(found, result)


def test_transparency_is_flattened_where_the_format_has_none(
    preview_service: Service, make_picture: MakePicture
) -> None:
    preview_service[0].request(request(make_picture("a.png", 24, 16, "RGBA"), format="jpg"))
    preview_service[2]()
    assert preview_service[1][0].layer is not None
    assert not preview_service[1][0].layer.has_alpha


def test_only_the_latest_order_counts(
    preview_service: Service,
    make_picture: MakePicture,
) -> None:
    first, second, third = (request(make_picture()) for _ in range(3))
    preview_service[0].request(first)
    preview_service[0].request(second)
    assert first.cancelled.is_set()
    preview_service[2]()
    preview_service[2]()
    preview_service[0].request(third)
    preview_service[0].cancel()
    preview_service[2]()
    assert [served.request for served in preview_service[1]] == [second]


def test_what_goes_wrong_is_told_and_nothing_more(
    preview_service: Service,
    make_picture: MakePicture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    preview_service[0].request(request(make_picture(), model="unknown"))
    preview_service[2]()
    monkeypatch.setattr("upscaler.inference.preview.enlarge_region", lambda *_: 1 / 0)
    preview_service[0].request(request(make_picture()))
    preview_service[2]()
    assert [type(served.error) for served in preview_service[1]] == [ModelNotFoundError, UnexpectedError]


def test_a_preview_that_has_no_room_disturbs_no_picture_that_runs(
    preview_service: Service,
    make_picture: MakePicture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> Layer:
        raise NotEnoughDiskError(Path("scratch"), 1)

    preview_service[0].request(request(make_picture()))
    monkeypatch.setattr("upscaler.gui.comparison.preview_service.build_layer", fail)
    preview_service[2]()
    assert [type(served.error) for served in preview_service[1]] == [NotEnoughDiskError]


def test_it_is_served_between_the_strips_of_a_job(
    preview_service: Service, make_picture: MakePicture, tmp_path: Path
) -> None:
    """A preview in the middle does not change the job's result."""
    path = make_picture("a.png", 40, 30)
    options = UpscaleOptions(TargetSize(2), device="cpu")
    upscale_file(path, tmp_path / "alone.png", options, Progress())
    preview_service[0].request(request(make_picture("b.png")))
    upscale_file(path, tmp_path / "with.png", options, Progress(between_strips=preview_service[2]))
    assert len(preview_service[1]) == 1
    assert np.array_equal(decode(tmp_path / "alone.png").pixels, decode(tmp_path / "with.png").pixels)


def test_a_picture_is_looked_at_once_for_the_model_that_suits_it(
    preview_service: Service, make_picture: MakePicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Bitmap] = []

    def look(bitmap: Bitmap) -> ModelChoice:
        looks.append(bitmap)
        return ModelChoice("photo-restore", 30, "noise")

    monkeypatch.setattr("upscaler.pipeline.suitable_model", look)
    first = request(make_picture("a.png"), detail=0)
    again = PreviewRequest(1, first.original, REGION, replace(first.options, detail=50))
    for each in (first, again, request(make_picture("b.png"))):
        preview_service[0].request(each)
        preview_service[2]()
    assert len(looks) == 2
    assert [served.choice.denoise for served in preview_service[1] if served.choice] == [30, 30, 30]
    assert [served.choice.detail for served in preview_service[1] if served.choice][:2] == [0, 50]
