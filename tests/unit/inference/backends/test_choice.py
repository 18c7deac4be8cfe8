import pytest
import torch

from tests.conftest import make_compact, make_network, make_rrdbnet, with_ranges
from upscaler.errors import BackendNotAvailableError
from upscaler.inference.backends.choice import OVERRIDE, can_run_on, choose_backend, usable_backends
from upscaler.inference.backends.tiles import TorchTiles

CPU = torch.device("cpu")


def test_an_sr_resnet_streams_because_that_is_faster() -> None:
    backends = usable_backends(make_network(), 9)
    assert set(backends) == {"rows", "tiles"}
    backend, why = choose_backend(backends, CPU, torch.float32)
    assert backend.name == "rows"
    assert why.startswith("measured to be 1.") and why.endswith(" times as fast as tiles")


def test_speed_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TorchTiles, "speed", lambda *_: 9.0)
    backend, why = choose_backend(usable_backends(make_network(), 9), CPU, torch.float32)
    assert (backend.name, why) == ("tiles", "measured to be 10.0 times as fast as rows")


def test_other_networks_stream_too_because_that_is_faster() -> None:
    backends = usable_backends(make_compact(), 5)
    assert set(backends) == {"any-rows", "tiles"}
    assert choose_backend(backends, CPU, torch.float32)[0].name == "any-rows"


def test_a_network_that_cannot_be_streamed_runs_in_tiles_as_nothing_else_can() -> None:
    backends = usable_backends(make_rrdbnet(scale=2, unshuffle=2), 5)
    assert set(backends) == {"tiles"}
    assert choose_backend(backends, CPU, torch.float32) == (backends["tiles"], "nothing else can run this network")


def test_the_environment_overrules(monkeypatch: pytest.MonkeyPatch) -> None:
    backends = usable_backends(make_network(), 9)
    monkeypatch.setenv(OVERRIDE, "tiles")
    assert choose_backend(backends, CPU, torch.float32) == (backends["tiles"], "UPSCALER_BACKEND says so")
    monkeypatch.setenv(OVERRIDE, "magic")
    with pytest.raises(BackendNotAvailableError) as caught:
        choose_backend(backends, CPU, torch.float32)
    assert (caught.value.backend, caught.value.available) == ("magic", ("rows", "tiles"))


@pytest.mark.int8
def test_int8_is_one_backend_s_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    backends = usable_backends(with_ranges(make_network()), 9)
    assert set(backends) == {"rows", "int8", "tiles"}
    assert can_run_on(CPU, torch.int8, backends)
    reason = "nothing else can run this network in int8"
    assert choose_backend(backends, CPU, torch.int8) == (backends["int8"], reason)
    assert choose_backend(backends, CPU, torch.float32)[0].name == "rows"
    monkeypatch.setenv(OVERRIDE, "rows")
    assert not can_run_on(CPU, torch.int8, backends)
    with pytest.raises(BackendNotAvailableError) as caught:
        choose_backend(backends, CPU, torch.int8)
    assert caught.value.available == ("int8",)
