import numpy as np
import torch

from tests.conftest import make_compact, make_network, make_rrdbnet
from tests.unit.inference.test_engine import close, whole
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.inference.engine import Engine
from upscaler.inference.mixture import Mixture


def test_pixels_are_mixed_whatever_each_adds_to() -> None:
    """One adds to the bicubic enlargement, one to nearest neighbour, one to nothing."""
    ours, lr = make_network(), torch.rand(1, 3, 9, 8)
    for theirs in (make_compact(), make_rrdbnet()):
        for share in (0.0, 0.25, 1.0):
            expected = (1 - share) * ours(lr, 4) + share * theirs(lr, 4)
            assert torch.allclose(Mixture(ours, theirs, share)(lr, 4), expected, atol=1e-5)


def test_it_has_the_needs_of_both() -> None:
    ours, theirs = make_network(), make_rrdbnet(scale=2, unshuffle=2)
    config = Mixture(ours, theirs, 0.5).config
    assert (config.scales, config.base, config.alignment) == ((2,), "none", 2)
    assert config.channels == 16
    assert config.values_per_pixel == max(ours.config.values_per_pixel, theirs.config.values_per_pixel)
    assert config.receptive_field_radius == theirs.config.receptive_field_radius


def test_a_picture_is_mixed_in_one_run(photo: Pixels) -> None:
    mixture = Mixture(make_network(), make_compact(), 0.5)
    canvas = np.zeros((160, 240, 3), np.uint8)
    report = Engine(mixture).upscale(Bitmap(photo), 4, canvas, "cpu", "fp32")
    assert report.precision == "fp32"
    assert close(canvas, whole(mixture, photo, 4))
