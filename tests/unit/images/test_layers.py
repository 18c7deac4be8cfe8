from typing import Literal

import numpy as np
import pytest

from upscaler.geometry import Size
from upscaler.images.bitmap import Pixels
from upscaler.images.layers import Layer, composed

RED, GREEN, CLEAR = (255, 0, 0, 255), (0, 255, 0, 255), (0, 0, 0, 0)


def flat(width: int, height: int, colour: tuple[int, ...]) -> Pixels:
    return np.full((height, width, 4), colour, np.uint8)


@pytest.mark.parametrize(("disposal", "left"), [("keep", GREEN), ("clear", CLEAR), ("restore", RED)])
@pytest.mark.parametrize("over", [False, True])
def test_what_becomes_of_a_layer(
    disposal: Literal["keep", "clear", "restore"], left: tuple[int, ...], over: bool
) -> None:
    layers = [
        Layer(flat(6, 5, RED), 0, 0, 10, "keep", over),
        Layer(flat(2, 2, GREEN), 1, 2, 20, disposal, over),
        Layer(flat(1, 1, RED), 5, 4, 30, "keep", over),
    ]
    first, second, third = composed(layers, Size(6, 5))
    assert (first[1], second[1], third[1]) == (10, 20, 30)
    assert (first[0] == RED).all()
    wanted = flat(6, 5, RED)
    wanted[2:4, 1:3] = GREEN
    assert np.array_equal(second[0], wanted)
    wanted[2:4, 1:3] = left
    assert np.array_equal(third[0], wanted)


def test_what_reaches_over_the_canvas_is_cut_off() -> None:
    layers = [Layer(flat(9, 9, RED), 4, 3, 0, "clear", True), Layer(flat(2, 2, GREEN), 7, 7, 0, "restore", False)]
    (first, _), (second, _) = composed(layers, Size(6, 5))
    assert first.shape == (5, 6, 4)
    assert (first[3:, 4:] == RED).all()
    assert first.sum() == 4 * 510
    assert not second.any()


@pytest.mark.parametrize("alpha", [0, 1, 77, 128, 254, 255])
@pytest.mark.parametrize("below", [0, 1, 100, 255])
def test_straight_alpha_over_straight_alpha(alpha: int, below: int) -> None:
    layers = [
        Layer(flat(1, 1, (10, 200, 30, below)), 0, 0, 0, "keep", True),
        Layer(flat(1, 1, (250, 20, 130, alpha)), 0, 0, 0, "keep", True),
    ]
    _, (found, _) = composed(layers, Size(1, 1))
    share, rest = alpha / 255, (1 - alpha / 255) * below / 255
    assert abs(int(found[0, 0, 3]) - 255 * (share + rest)) <= 0.5
    if share + rest:
        wanted = (np.array([250, 20, 130]) * share + np.array([10, 200, 30]) * rest) / (share + rest)
        assert np.abs(found[0, 0, :3] - wanted).max() <= 0.5


def test_without_over_a_layer_takes_the_place_of_what_is_there() -> None:
    layers = [
        Layer(flat(2, 2, RED), 0, 0, 0, "keep", False),
        Layer(flat(1, 1, (1, 2, 3, 4)), 1, 1, 0, "keep", False),
        Layer(flat(1, 1, CLEAR), 0, 0, 0, "keep", False),
    ]
    *_, (found, _) = composed(layers, Size(2, 2))
    assert found[1, 1].tolist() == [1, 2, 3, 4]
    assert found[0, 0].tolist() == [0, 0, 0, 0]
