from collections.abc import Iterator

import pytest
import torch

from upscaler import measurements, paths
from upscaler.errors import PrecisionNotAvailableError
from upscaler.inference import devices, int8, int8_choice
from upscaler.inference.int8_choice import agrees, choose_dtype, is_chosen, is_faster
from upscaler.network.catalog import find_model
from upscaler.network.checkpoint import load_model

CPU, CUDA = torch.device("cpu"), torch.device("cuda")


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    is_chosen.cache_clear()
    yield
    is_chosen.cache_clear()


@pytest.mark.int8
@pytest.mark.parametrize("chosen", [True, False])
def test_int8_if_it_is_requested_or_chosen_and_fits(chosen: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(int8_choice, "is_chosen", lambda: chosen)
    floats = devices.choose_precision("auto", CPU)
    assert choose_dtype("int8", CPU) == torch.int8
    assert choose_dtype("auto", CPU) == (torch.int8 if chosen else floats)
    assert choose_dtype("auto", CPU, int8_fits=False) == choose_dtype("int8", CPU, int8_fits=False) == floats
    assert choose_dtype("auto", CUDA) == choose_dtype("int8", CUDA) == torch.float16
    assert choose_dtype("fp32", CPU) == torch.float32
    with pytest.raises(PrecisionNotAvailableError):
        choose_dtype("fp16", CPU)
    monkeypatch.setattr(int8, "is_available", lambda: False)
    assert choose_dtype("int8", CPU) == floats


@pytest.mark.parametrize(("faster", "right"), [(True, True), (True, False), (False, True)])
def test_it_is_chosen_if_it_is_faster_and_right_and_that_is_remembered(
    faster: bool, right: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(int8_choice, "is_faster", lambda: faster)
    monkeypatch.setattr(int8_choice, "agrees", lambda: right)
    assert is_chosen() is (faster and right)
    is_chosen.cache_clear()
    monkeypatch.setattr(int8_choice, "is_faster", lambda: pytest.fail("it is known"))
    assert is_chosen() is (faster and right)
    is_chosen.cache_clear()
    (key,) = measurements.known(paths.int8_cache())
    measurements.remember(paths.int8_cache(), key, "damaged")
    monkeypatch.setattr(int8_choice, "is_faster", lambda: True)
    monkeypatch.setattr(int8_choice, "agrees", lambda: True)
    assert is_chosen()


@pytest.mark.int8
def test_a_tile_of_the_main_model_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    assert agrees()
    network = load_model(find_model("photo"))
    monkeypatch.setattr(int8_choice, "load_model", lambda _: network)
    assert network.ranges is not None
    network.ranges /= 20  # most values are clipped
    assert not agrees()
    network.ranges = None
    assert not agrees()


@pytest.mark.parametrize(
    ("capability", "seconds", "faster"),
    [
        ("avx512_vnni", [1.0, 3.0, 2.0], True),
        ("avx_vnni", [1.0, 3.0, 9.0], True),
        ("avx512_vnni", [1.0, 3.0, 1.1], False),
        ("avx512_f", [1.0, 3.0, 2.0], False),
    ],
)
def test_int8_is_chosen_where_it_is_measured_to_be_faster(
    capability: str, seconds: list[float], faster: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {capability: True})
    monkeypatch.setattr(int8_choice, "_seconds", lambda: seconds)
    assert is_faster() is faster


def test_the_ways_are_timed() -> None:
    assert all(0 < seconds < 1 for seconds in int8_choice._seconds(rounds=2))
