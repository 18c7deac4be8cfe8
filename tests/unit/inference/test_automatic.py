from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
import torch

from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.inference.automatic import CROP, CROPS, choose, crops_of, estimate, is_exact
from upscaler.network.degradation_estimator import DegradationEstimate, DegradationEstimator, DegradationEstimatorConfig
from upscaler.options import ModelChoice
from upscaler.training.degradation.steps import jpeg

RAMPS = {"jpeg": (0.1, 0.5), "noise": (0.2, 0.4), "blur": (0.5, 1.0)}
CLEAN = DegradationEstimate(DegradationEstimate.NONE, 0, 0)


def textured(height: int, width: int, channels: int = 3) -> Pixels:
    return np.random.default_rng(1).integers(0, 256, (height, width, channels), dtype=np.uint8)


@pytest.mark.parametrize(
    ("severities", "choice"),
    [
        ([0, 0, 0], ModelChoice("photo", 0, "none")),
        ([0.1, 0.2, 0.5], ModelChoice("photo", 0, "none")),
        ([0.3, 0, 0], ModelChoice("photo-restore", 50, "jpeg")),
        ([0.3, 0.38, 0], ModelChoice("photo-restore", 90, "noise")),
        ([0.5, 0.4, 0], ModelChoice("photo-restore", 100, "jpeg")),  # the same strength: the more severe one
        ([0.15, 0.3, 0.45], ModelChoice("photo-restore", 50, "noise")),  # the others are more severe, but ask for less
        ([0, 0, 0.75], ModelChoice("photo-restore", 50, "blur")),
        ([1, 1, 1], ModelChoice("photo-restore", 100, "jpeg")),
    ],
)
def test_the_largest_wish_wins_and_names_it(severities: list[float], choice: ModelChoice) -> None:
    assert choose(DegradationEstimate.of(severities), RAMPS) == choice


def test_a_picture_that_is_too_small_to_tell_is_taken_as_clean() -> None:
    bitmap = Bitmap(textured(15, 400))
    assert estimate(DegradationEstimator(DegradationEstimatorConfig()).eval(), bitmap) is None
    assert choose(None) == ModelChoice("photo", 0, "none")


def test_crops_are_taken_where_there_is_something_to_see() -> None:
    pixels = np.full((1000, 1000, 3), 128, np.uint8)
    pixels[500:, 500:] = textured(500, 500)
    crops = crops_of(Bitmap(pixels))
    assert crops.shape == (CROPS, CROP, CROP, 3)
    assert sum(crop.std() > 0.1 for crop in crops) >= 4  # those of the grid in this place


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
@pytest.mark.parametrize("size", [(16, 16), (20, 300), (96, 97), (2000, 40)])
def test_any_size_and_kind_of_pixels(size: tuple[int, int], channels: int) -> None:
    crops = crops_of(Bitmap(textured(*size, channels)))
    assert crops.dtype == np.float32
    assert crops.shape[1:] == (min(CROP, size[0]), min(CROP, size[1]), 3)
    assert 1 <= len(crops) <= CROPS
    assert 0 <= crops.min() < 0.1 and 0.9 < crops.max() <= 1


def test_sixteen_bits_are_seen_as_eight() -> None:
    pixels = textured(100, 100)
    deep = (pixels.astype(np.uint16)) * 257
    assert np.allclose(crops_of(Bitmap(pixels)), crops_of(Bitmap(deep)))


def test_severities_are_averaged_over_crops_and_kept_in_range() -> None:
    class Seeing(DegradationEstimator):
        def forward(self, crops: torch.Tensor) -> torch.Tensor:
            found = torch.zeros(len(crops), 4)
            found[0] = torch.tensor([2.0, -1.0, 0.5, 0.3])
            return found

    bitmap = Bitmap(textured(96, 96))  # one crop
    seen = estimate(Seeing(DegradationEstimatorConfig()), bitmap)
    assert seen is not None
    assert seen.severities() == pytest.approx([1, 0, 0.5])
    assert seen.drawing == pytest.approx(0.3)


def test_noise_is_seen_in_flat_crops_and_all_else_in_busy_ones() -> None:
    class Seeing(DegradationEstimator):
        def forward(self, crops: torch.Tensor) -> torch.Tensor:
            is_flat = (crops.std((1, 2, 3)) < 0.01).float()[:, None]
            found = is_flat * torch.tensor([0.9, 0.2, 0.9, 0.3]) + (1 - is_flat) * torch.tensor([0.4, 0.7, 0.3, 0.8])
            found[-2:, 1] = 0.9  # in two of the flat crops: texture
            return found

    pixels = np.full((1000, 1000, 3), 128, np.uint8)
    pixels[500:, 500:] = textured(500, 500)
    seen = estimate(Seeing(DegradationEstimatorConfig()), Bitmap(pixels))
    assert seen is not None
    assert seen.severities() == pytest.approx([0.4, 0.2, 0.3])
    assert seen.drawing == pytest.approx(0.8)


def test_noise_is_not_looked_for_in_black_or_white() -> None:
    pixels = np.full((1000, 1000, 3), 255, np.uint8)
    pixels[:, 200:] = 90
    pixels[::7, 500:] = 120
    assert (crops_of(Bitmap(pixels))[-4:].mean((1, 2, 3)) < 0.9).all()


def test_a_photo_on_a_page_makes_it_no_drawing() -> None:
    class Seeing(DegradationEstimator):
        def forward(self, crops: torch.Tensor) -> torch.Tensor:
            found = torch.zeros(len(crops), 4)
            found[:, 3] = 1
            found[:2, 3] = 0
            return found

    seen = estimate(Seeing(DegradationEstimatorConfig()), Bitmap(textured(500, 500)))
    assert choose(seen).model == "photo"


def test_pictures_of_16_bits_are_no_drawings() -> None:
    class Seeing(DegradationEstimator):
        def forward(self, crops: torch.Tensor) -> torch.Tensor:
            return torch.tensor([[0.0, 0.0, 0.0, 1.0]]).expand(len(crops), 4)

    pixels = textured(200, 200)
    for picture, model in ((pixels, "drawing"), (pixels.astype(np.uint16) * 257, "photo")):
        assert choose(estimate(Seeing(DegradationEstimatorConfig()), Bitmap(picture))).model == model


def test_a_photo_in_one_crop_is_enough() -> None:
    class Seeing(DegradationEstimator):
        def forward(self, crops: torch.Tensor) -> torch.Tensor:
            found = torch.zeros(len(crops), 4)
            found[:-1, 3] = 1
            return found

    seen = estimate(Seeing(DegradationEstimatorConfig()), Bitmap(textured(500, 500)))
    assert choose(seen).model == "photo"


@pytest.mark.parametrize(
    ("estimate", "model"),
    [
        (DegradationEstimate(100, 0, 0, 0.9), "drawing"),
        (DegradationEstimate(50, 0, 0.4, 0.9), "drawing"),  # which has also learnt JPEG artefacts and blur
        (DegradationEstimate(100, 8, 0, 0.9), "photo-restore"),  # but no noise, such as a scan's
        (DegradationEstimate(100, 0, 0, 0.2), "photo"),
    ],
)
def test_drawings_have_a_model_of_their_own(estimate: DegradationEstimate, model: str) -> None:
    assert choose(estimate).model == model
    assert (choose(estimate).fault == "drawing") == (model == "drawing")


@pytest.mark.parametrize(
    ("saved_quality", "seen", "denoise"),
    [
        (None, 0.1, 0),  # the estimator does not detect mild compression
        (99.0, 0.1, 0),
        (95.0, 0.1, 30),
        (90.0, 0.1, 50),
        (75.0, 0.1, 80),
        (30.0, 0.1, 100),
        (95.0, 0.5, 100),  # it was compressed harder before
    ],
)
def test_a_jpeg_quality_that_is_known_counts(saved_quality: float | None, seen: float, denoise: int) -> None:
    choice = choose(DegradationEstimate.of([seen, 0, 0], 0.0, saved_quality), RAMPS)
    assert choice == ModelChoice("photo-restore" if denoise else "photo", denoise, "jpeg" if denoise else "none")
    drawn = choose(DegradationEstimate.of([seen, 0, 0], 0.9, saved_quality), RAMPS)
    assert drawn.model == "drawing"


def test_the_quality_is_read_from_the_pixels() -> None:
    class Blind(DegradationEstimator):
        def forward(self, crops: torch.Tensor) -> torch.Tensor:
            return torch.zeros(len(crops), 4)

    noise = np.random.default_rng(1).integers(0, 256, (300, 300, 3), dtype=np.uint8)
    pixels = jpeg(noise, 85)
    seen = estimate(Blind(DegradationEstimatorConfig()), Bitmap(pixels))
    assert seen is not None and seen.saved_quality == pytest.approx(85, abs=1)
    assert choose(seen) == ModelChoice("photo-restore", 60, "jpeg")
    deep = estimate(Blind(DegradationEstimatorConfig()), Bitmap(pixels.astype(np.uint16) * 257))
    assert deep is not None and deep.saved_quality is None


def test_what_was_drawn_and_never_compressed_has_no_jpeg_artefacts() -> None:
    class Seeing(DegradationEstimator):
        def forward(self, crops: torch.Tensor) -> torch.Tensor:
            return torch.tensor([[0.4, 0.0, 0.0, 0.0]]).expand(len(crops), 4).clone()

    def severity(pixels: Pixels) -> float:
        seen = estimate(Seeing(DegradationEstimatorConfig()), Bitmap(pixels))
        assert seen is not None
        return seen.severities()[0]

    drawn: npt.NDArray[np.uint8] = np.full((CROP, CROP, 3), (240, 238, 230), np.uint8)
    for x in range(6, CROP - 6, 11):  # strokes with flat paper between them
        drawn[8:-8, x : x + 2] = (40, 60, 90)
    assert severity(drawn) == 0
    assert severity(drawn.transpose(1, 0, 2)) == 0
    assert severity(np.tile(drawn.astype(np.uint16) * 257, (2, 2, 1))) == 0
    assert severity(jpeg(drawn, 95)) == pytest.approx(0.4)
    assert severity(textured(CROP, CROP)) == pytest.approx(0.4)
    few = np.full((CROP, CROP, 3), 128, np.uint8)
    few[40:42, 40:46] = 20  # a speck says too little
    assert severity(few) == pytest.approx(0.4)


def test_a_photo_on_a_drawn_page_may_have_jpeg_artefacts() -> None:
    pixels = np.full((CROP, 5 * CROP, 3), 240, np.uint8)
    pixels[:, ::12] = 60
    pixels[:, :CROP] = textured(CROP, CROP)
    assert [is_exact(crop) for crop in crops_of(Bitmap(pixels))] == [False, True, True, True, True]
