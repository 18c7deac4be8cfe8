from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from upscaler.training import degradation
from upscaler.training.degradation import (
    DEGRADATIONS,
    MILD_FIRST,
    MILD_SECOND,
    PUBLISHED_FIRST,
    PUBLISHED_SECOND,
    Pixels,
)


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize("name", DEGRADATIONS)
def test_a_degradation_gives_the_size_of_the_lr_and_follows_its_seed(photo: Pixels, name: str, scale: int) -> None:
    for seed in range(6):
        lr = DEGRADATIONS[name](photo, scale, rng(seed))
        assert lr.dtype == np.uint8
        assert lr.shape == (photo.shape[0] // scale, photo.shape[1] // scale, 3)
        assert np.array_equal(lr, DEGRADATIONS[name](photo, scale, rng(seed)))


@pytest.mark.parametrize("name", ["noise10", "bsrgan", "real-esrgan", "restore"])
def test_other_seeds_give_other_results(photo: Pixels, name: str) -> None:
    assert not np.array_equal(DEGRADATIONS[name](photo, 2, rng(3)), DEGRADATIONS[name](photo, 2, rng(4)))


def test_degradations_leave_the_hr_alone(photo: Pixels) -> None:
    before = photo.copy()
    for degrade in DEGRADATIONS.values():
        degrade(photo, 2, rng())
    assert np.array_equal(photo, before)


@pytest.mark.parametrize("name", ["bsrgan", "real-esrgan"])
def test_pipelines_neither_shift_nor_tint(photo: Pixels, name: str) -> None:
    clean = degradation.bicubic(photo, 2).astype(np.float64)
    mean = np.mean([DEGRADATIONS[name](photo, 2, rng(seed)) for seed in range(60)], axis=0)
    assert np.abs(mean.mean(axis=(0, 1)) - clean.mean(axis=(0, 1))).max() < 2

    def difference(dy: int, dx: int) -> float:
        return float(np.abs(np.roll(mean, (dy, dx), (0, 1)) - clean)[4:-4, 4:-4].mean())

    shifts = [(dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
    assert min(shifts, key=lambda shift: difference(*shift)) == (0, 0)
    assert difference(0, 1) == pytest.approx(difference(0, -1), rel=0.1)  # not even half a pixel
    assert difference(1, 0) == pytest.approx(difference(-1, 0), rel=0.1)


def test_published_ranges_hurt_more_than_the_mild_ones(photo: Pixels) -> None:
    clean = degradation.bicubic(photo, 2).astype(np.float64)

    def error(first: degradation.Stage, second: degradation.Stage) -> float:
        results = [degradation.real_esrgan(photo, 2, rng(seed), first, second) for seed in range(20)]
        return float(np.mean([np.abs(result - clean).mean() for result in results]))

    assert error(PUBLISHED_FIRST, PUBLISHED_SECOND) > 1.3 * error(MILD_FIRST, MILD_SECOND)


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_bicubic_is_antialiased_as_pillow_does_it(photo: Pixels, scale: int) -> None:
    size = photo.shape[1] // scale, photo.shape[0] // scale
    expected = Image.fromarray(photo).resize(size, Image.Resampling.BICUBIC)
    assert np.array_equal(degradation.bicubic(photo, scale), np.asarray(expected))
    stripes = np.zeros((48, 48, 3), np.uint8)
    stripes[:, ::2] = 255
    if scale != 3:
        inner = degradation.bicubic(stripes, scale)[:, 3:-3]
        assert inner.min() > 120 and inner.max() < 135  # gray, where plain sampling would give black or white


def test_kernels_sum_to_one_and_have_the_asked_width() -> None:
    axis = np.arange(degradation.KERNEL_SIZE) - degradation.KERNEL_SIZE // 2
    x, y = np.meshgrid(axis, axis)
    kernel = degradation.gaussian_kernel(2.0, 1.0)
    assert kernel.sum() == pytest.approx(1)
    assert (kernel * x**2).sum() == pytest.approx(4.0, rel=0.01)
    assert (kernel * y**2).sum() == pytest.approx(1.0, rel=0.01)
    turned = degradation.gaussian_kernel(2.0, 1.0, np.pi / 2)
    assert np.allclose(turned, kernel.T)
    for other in (degradation.gaussian_kernel(1, 2, 0.3, 2.0), degradation.gaussian_kernel(1, 2, 0.3, 1.5, True)):
        assert other.sum() == pytest.approx(1)


def test_the_sinc_filter_passes_low_frequencies_only() -> None:
    cutoff = np.pi / 2
    response = np.abs(np.fft.fft2(degradation.sinc_kernel(cutoff)))[0]  # along one axis
    frequency = 2 * np.pi * np.abs(np.fft.fftfreq(degradation.KERNEL_SIZE))
    assert response[frequency < 0.7 * cutoff].min() > 0.85
    assert response[frequency > 1.3 * cutoff].max() < 0.15


def test_noise_has_the_asked_strength() -> None:
    gray = np.full((200, 200, 3), 100, np.uint8)
    noise = degradation.gaussian_noise(gray, 10, rng()) - 100.0
    assert noise.std() == pytest.approx(10, rel=0.02) and abs(noise.mean()) < 0.1
    shot = degradation.poisson_noise(gray, 0.5, rng()) - 100.0
    assert shot.std() == pytest.approx(0.5 * 10, rel=0.02)  # Poisson: variance equals mean
    for noisy in (degradation.gaussian_noise(gray, 10, rng(), True), degradation.poisson_noise(gray, 1, rng(), True)):
        assert (noisy[:, :, 0] == noisy[:, :, 1]).all() and (noisy[:, :, 0] == noisy[:, :, 2]).all()


def test_jpeg_loses_more_at_lower_quality(photo: Pixels) -> None:
    errors = [np.abs(degradation.jpeg(photo, quality).astype(int) - photo).mean() for quality in (95, 75, 40)]
    assert 0 < errors[0] < errors[1] < errors[2]


@pytest.mark.parametrize("scale", [2, 4])
def test_blur_is_in_pixels_of_the_lr(photo: Pixels, scale: int) -> None:
    kernel = degradation.gaussian_kernel(0.5 * scale, 0.5 * scale)
    expected = degradation.bicubic(degradation.blurred(photo, kernel), scale)
    assert np.array_equal(degradation.with_faults(photo, scale, degradation.Faults(blur=0.5), rng(1)), expected)
