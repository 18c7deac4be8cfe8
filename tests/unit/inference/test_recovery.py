import pytest
import torch

from upscaler.inference import recovery as module
from upscaler.inference.devices import choose_precision
from upscaler.inference.recovery import MIN_STRIP_PIXELS, NonFiniteError, Setting, is_out_of_memory, next_setting

CPU = Setting("rows", torch.device("cpu"), torch.bfloat16, 200_000)
GPU = Setting("rows", torch.device("cuda"), torch.float16, 200_000)
OUT_OF_MEMORY = torch.OutOfMemoryError("CUDA out of memory")


def test_not_finite_goes_on_in_fp32_and_then_no_further() -> None:
    following = next_setting(GPU, NonFiniteError())
    assert following is not None
    assert (following[0].device, following[0].dtype) == (GPU.device, torch.float32)
    assert next_setting(following[0], NonFiniteError()) is None


def test_out_of_memory_halves_the_strip_and_then_takes_the_processor() -> None:
    setting, steps = GPU, []
    while following := next_setting(setting, OUT_OF_MEMORY):
        setting = following[0]
        steps.append((setting.device.type, setting.strip_pixels))
    assert steps[:4] == [("cuda", 100_000), ("cuda", 50_000), ("cuda", 25_000), ("cuda", 12_500)]
    assert steps[4:] == [("cpu", 12_500)]
    assert setting.strip_pixels == MIN_STRIP_PIXELS


def test_a_device_that_fails_leaves_the_work_to_the_processor() -> None:
    following = next_setting(GPU, RuntimeError("CUDA error: device lost"))
    assert following is not None
    assert following[0].device.type == "cpu"
    assert following[0].dtype == choose_precision("auto", CPU.device)
    assert next_setting(CPU, RuntimeError("a bug")) is None


def test_fp32_is_never_left_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "choose_precision", lambda *_: torch.bfloat16)  # as on the fastest processors
    following = next_setting(Setting("rows", GPU.device, torch.float32, 200_000), RuntimeError("device lost"))
    assert following is not None
    assert following[0].dtype == torch.float32


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (MemoryError(), True),
        (OUT_OF_MEMORY, True),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"), True),
        (RuntimeError("MPS backend out of memory"), True),
        (RuntimeError("shapes do not match"), False),
    ],
)
def test_the_ways_to_say_out_of_memory(error: Exception, expected: bool) -> None:
    assert is_out_of_memory(error) is expected
