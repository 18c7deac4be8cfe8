import time

import pytest
import torch

from upscaler.errors import DeviceNotAvailableError, PrecisionNotAvailableError
from upscaler.inference import devices
from upscaler.inference.devices import available_devices, choose_device, choose_precision, device_name

CPU = torch.device("cpu")


def test_the_processor_is_always_there() -> None:
    assert available_devices()[-1] == "cpu"
    assert choose_device("cpu") == CPU
    assert device_name("cpu")


@pytest.mark.parametrize(
    ("cuda", "mps", "expected"), [(True, True, "cuda"), (False, True, "mps"), (False, False, "cpu")]
)
def test_automatic_takes_the_fastest(cuda: bool, mps: bool, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)
    assert choose_device("auto").type == expected


def test_a_device_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(DeviceNotAvailableError) as caught:
        choose_device("cuda")
    assert "cpu" in caught.value.available


@pytest.mark.parametrize(
    ("capabilities", "seconds", "expected"),
    [
        ({"avx512_bf16": True}, 0.5, torch.bfloat16),
        ({"amx_bf16": True}, 0.5, torch.bfloat16),
        ({"avx512_bf16": True}, 1.7, torch.float32),  # Intel without AMX
        ({"avx512_f": True}, 0.5, torch.float32),
    ],
)
def test_automatic_precision_of_a_processor(
    capabilities: dict[str, bool], seconds: float, expected: torch.dtype, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: capabilities)
    measured = {torch.bfloat16: seconds, torch.float32: 1.0}
    monkeypatch.setattr(devices, "_convolution_seconds", lambda _: measured)
    devices.is_bf16_faster.cache_clear()
    assert choose_precision("auto", CPU) == expected
    devices.is_bf16_faster.cache_clear()


def test_convolutions_are_timed() -> None:
    before = time.thread_time()
    measured = devices._convolution_seconds((torch.float32, torch.float64), rounds=3)
    assert measured.keys() == {torch.float32, torch.float64}
    assert min(measured.values()) > 0
    assert 3 * sum(measured.values()) <= time.thread_time() - before


def test_precision() -> None:
    assert choose_precision("auto", torch.device("cuda")) == torch.float16
    assert choose_precision("fp32", CPU) == torch.float32
    assert choose_precision("bf16", CPU) == torch.bfloat16
    with pytest.raises(PrecisionNotAvailableError):
        choose_precision("fp16", CPU)
    assert {devices.NAMES[dtype] for dtype in devices.DTYPES.values()} == {"fp32", "bf16", "fp16"}
