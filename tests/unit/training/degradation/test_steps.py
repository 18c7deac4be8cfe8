from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from upscaler.training.degradation import steps
from upscaler.training.degradation.steps import Pixels


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_bicubic_is_antialiased_as_pillow_does_it(photo: Pixels, scale: int) -> None:
    size = photo.shape[1] // scale, photo.shape[0] // scale
    expected = Image.fromarray(photo).resize(size, Image.Resampling.BICUBIC)
    assert np.array_equal(steps.bicubic(photo, scale), np.asarray(expected))
    stripes = np.zeros((48, 48, 3), np.uint8)
    stripes[:, ::2] = 255
    if scale != 3:
        inner = steps.bicubic(stripes, scale)[:, 3:-3]
        assert inner.min() > 120 and inner.max() < 135  # gray, where plain sampling would give black or white


def test_kernels_sum_to_one_and_have_the_asked_width() -> None:
    axis = np.arange(steps.KERNEL_SIZE) - steps.KERNEL_SIZE // 2
    x, y = np.meshgrid(axis, axis)
    kernel = steps.gaussian_kernel(2.0, 1.0)
    assert kernel.sum() == pytest.approx(1)
    assert (kernel * x**2).sum() == pytest.approx(4.0, rel=0.01)
    assert (kernel * y**2).sum() == pytest.approx(1.0, rel=0.01)
    turned = steps.gaussian_kernel(2.0, 1.0, np.pi / 2)
    assert np.allclose(turned, kernel.T)
    for other in (steps.gaussian_kernel(1, 2, 0.3, 2.0), steps.gaussian_kernel(1, 2, 0.3, 1.5, True)):
        assert other.sum() == pytest.approx(1)


def test_the_sinc_filter_passes_low_frequencies_only() -> None:
    cutoff = np.pi / 2
    response = np.abs(np.fft.fft2(steps.sinc_kernel(cutoff)))[0]  # along one axis
    frequency = 2 * np.pi * np.abs(np.fft.fftfreq(steps.KERNEL_SIZE))
    assert response[frequency < 0.7 * cutoff].min() > 0.85
    assert response[frequency > 1.3 * cutoff].max() < 0.15


def test_noise_has_the_asked_strength() -> None:
    gray = np.full((200, 200, 3), 100, np.uint8)
    noise = steps.gaussian_noise(gray, 10, rng()) - 100.0
    assert noise.std() == pytest.approx(10, rel=0.02) and abs(noise.mean()) < 0.1
    shot = steps.poisson_noise(gray, 0.5, rng()) - 100.0
    assert shot.std() == pytest.approx(0.5 * 10, rel=0.02)  # Poisson: variance equals mean
    for noisy in (steps.gaussian_noise(gray, 10, rng(), True), steps.poisson_noise(gray, 1, rng(), True)):
        assert (noisy[:, :, 0] == noisy[:, :, 1]).all() and (noisy[:, :, 0] == noisy[:, :, 2]).all()


def test_jpeg_loses_more_at_lower_quality(photo: Pixels) -> None:
    errors = [np.abs(steps.jpeg(photo, quality).astype(int) - photo).mean() for quality in (95, 75, 40)]
    assert 0 < errors[0] < errors[1] < errors[2]


def test_a_blur_spreads_a_point_by_its_sigma() -> None:
    point = np.zeros((61, 61, 3), np.uint8)
    point[30, 30] = 255
    spread = steps.softened(point, 1.5)[:, :, 0].astype(float)
    axis = np.arange(61) - 30
    assert (spread.sum(0) * axis**2).sum() / spread.sum() == pytest.approx(1.5**2, rel=0.1)


@pytest.mark.parametrize("colour", [0.0, 0.3, 1.0])
def test_film_grain_is_strongest_in_the_mid_tones(colour: float) -> None:
    deviations = []
    for level in (30, 128, 225):
        flat = np.full((240, 240, 3), level, np.uint8)
        grain = steps.film_grain(flat, 8, 0.8, colour, rng()) - float(level)
        assert abs(grain.mean()) < 0.3
        deviations.append(grain.std())
        channels = np.corrcoef(grain.reshape(-1, 3).T)[0, 1]
        assert channels == pytest.approx((1 - colour) ** 2 / (colour**2 + (1 - colour) ** 2), abs=0.05)
        neighbours = np.corrcoef(grain[:, 1:, 0].ravel(), grain[:, :-1, 0].ravel())[0, 1]
        assert neighbours > 0.4  # it has a size
    assert deviations[1] == pytest.approx(8, rel=0.05)
    assert max(deviations[0], deviations[2]) < 0.8 * deviations[1]


def test_sensor_noise_is_fine_in_luma_and_coarse_in_colour() -> None:
    flat = np.full((240, 240, 3), 128, np.uint8)
    noise = steps.sensor_noise(flat, 6, 1.5, 1.5, 0, rng()) - 128.0
    luma, colour = noise.mean(2), noise - noise.mean(2, keepdims=True)
    assert luma.std() == pytest.approx(6, rel=0.03)
    assert colour.std() == pytest.approx(6 * 1.5 * (2 / 3) ** 0.5, rel=0.03)  # its mean over the channels is nothing
    assert abs(np.corrcoef(luma[:, 1:].ravel(), luma[:, :-1].ravel())[0, 1]) < 0.03
    assert np.corrcoef(colour[:, 1:, 0].ravel(), colour[:, :-1, 0].ravel())[0, 1] > 0.8
    dark = steps.sensor_noise(np.full_like(flat, 20), 6, 0, 1, 0, rng())
    assert dark.std() == pytest.approx(6 * (36 / 144) ** 0.5, rel=0.05)


def test_colour_halved_is_what_programs_save_by_default(photo: Pixels) -> None:
    def colour_error(result: Pixels) -> float:
        difference = result.astype(float) - photo
        return float(np.abs(difference - difference.mean(2, keepdims=True)).mean())

    assert colour_error(steps.jpeg(photo, 90)) > 1.5 * colour_error(steps.jpeg(photo, 90, colour_halved=False))


def test_webp_loses_more_at_lower_quality(photo: Pixels) -> None:
    errors = [np.abs(steps.webp(photo, quality).astype(int) - photo).mean() for quality in (95, 75, 40)]
    assert 0 < errors[0] < errors[1] < errors[2]


def test_sharpening_overshoots_at_an_edge_and_nowhere_else() -> None:
    edge = np.full((20, 40, 3), 80, np.uint8)
    edge[:, 20:] = 160
    row = steps.sharpened(edge, 0.9, 1.0)[10, :, 0].astype(int)
    assert row[19] < 60 and row[20] > 180
    assert (row[:12] == 80).all() and (row[28:] == 160).all()


def test_smearing_takes_noise_and_leaves_edges() -> None:
    edge = np.full((60, 60, 3), 60, np.uint8)
    edge[:, 30:] = 200
    result = steps.smeared(steps.gaussian_noise(edge, 8, rng()), 40, 2).astype(float)
    assert result[:, 5:25].std() < 5 and result[:, 31].mean() - result[:, 28].mean() > 130


def test_fading_lifts_blacks_dims_whites_and_takes_colour(photo: Pixels) -> None:
    ends = np.array([[[0, 0, 0], [255, 255, 255]]], np.uint8)
    faded = steps.faded(ends, sepia=0.6, warmth=0, black=30, white=225)
    assert (faded[0] == [[30] * 3, [225] * 3]).all()
    assert np.ptp(steps.faded(photo, 1, 0, 0, 255), axis=2).max() == 0
    warm = steps.faded(np.full((2, 2, 3), 128, np.uint8), 1, 1, 0, 255)[0, 0]
    assert warm[0] > warm[1] > warm[2]
