import pytest

from upscaler.gui.options.builtin import BuiltIn, built_in
from upscaler.options import UpscaleOptions


@pytest.mark.parametrize("preset", built_in(), ids=lambda preset: preset.name)
def test_each_sets_something_and_leaves_the_rest(preset: BuiltIn) -> None:
    before = UpscaleOptions(device="cpu", name="{name} large", on_exists="skip")
    options = preset.applied(before)
    assert options != before
    assert (options.device, options.name, options.on_exists) == ("cpu", "{name} large", "skip")
    assert preset.applied(options) == options
    assert preset.purpose.endswith(".")


def test_their_names_differ() -> None:
    names = [preset.name for preset in built_in()]
    assert len(set(names)) == len(names)
