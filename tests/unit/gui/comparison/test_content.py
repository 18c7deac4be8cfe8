from dataclasses import replace

import numpy as np

from upscaler.geometry import Region, Size
from upscaler.gui.comparison.content import Content, Part, compare, original_label, result_label
from upscaler.gui.comparison.layer import Layer, build_layer
from upscaler.gui.comparison.modes import Side
from upscaler.gui.widgets import words


def layer(width: int, height: int) -> Layer:
    return build_layer(np.zeros((height, width, 3), np.uint8))


def plain(text: str) -> str:
    return text.replace(words.NARROW, " ")


def test_labels() -> None:
    assert plain(original_label(Size(320, 240))) == "Original · 320 × 240"
    assert plain(result_label(Size(1280, 960), Size(320, 240))) == "Upscaled 4× · 1280 × 960"
    assert plain(result_label(Size(1000, 960), Size(320, 240))) == "Upscaled · 1000 × 960"
    assert plain(result_label(Size(1000, 960), None)) == "Upscaled · 1000 × 960"
    assert plain(result_label(Size(10, 10), Size(320, 240))) == "Upscaled · 10 × 10"


def test_the_scene_is_the_result_or_what_it_will_be() -> None:
    assert Content().scene is None
    waiting = Content({Side.ORIGINAL: layer(32, 24)}, result_size=Size(96, 72))
    assert waiting.scene == Size(96, 72)
    assert not waiting.both
    assert replace(waiting, expects_result=True).both
    both = compare(layer(32, 24), layer(64, 48))
    assert both.scene == Size(64, 48)
    assert both.both


def test_a_part_knows_what_it_covers() -> None:
    assert Part(layer(8, 6), 10, 20).region == Region(10, 20, 8, 6)


def test_a_hint_changes_nothing_else() -> None:
    content = compare(layer(4, 4), layer(8, 8))
    assert content.hinted("Opening…").hint == "Opening…"
    assert content.hinted("Opening…").layers is content.layers
