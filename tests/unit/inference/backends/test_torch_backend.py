import pytest
import torch

from tests.conftest import make_network
from upscaler import messages
from upscaler.inference.backends import torch_backend
from upscaler.inference.backends.rows import TorchRows
from upscaler.inference.backends.tiles import TorchTiles
from upscaler.inference.recovery import NonFiniteError, Setting

CPU, GPU = torch.device("cpu"), torch.device("cuda")


@pytest.mark.parametrize("kind", [TorchRows, TorchTiles])
def test_a_strip_fits_the_cache_of_a_processor(kind: type[TorchRows | TorchTiles]) -> None:
    backend = kind(make_network(), 9)
    for dtype in (torch.float32, torch.bfloat16):
        setting = backend.first_setting(CPU, dtype)
        assert setting.backend == kind.name
        assert setting.strip_pixels == torch_backend.CPU_STRIP_BYTES // (16 * dtype.itemsize)
    assert backend.first_setting(GPU, torch.float16).strip_pixels == torch_backend.GPU_STRIP_PIXELS


def test_a_network_is_prepared_once_for_each_device_and_precision() -> None:
    backend = TorchTiles(make_network(), 9)
    half = Setting("tiles", CPU, torch.bfloat16, 100)
    assert backend._on(half) is backend._on(Setting("tiles", CPU, torch.bfloat16, 50))
    assert next(backend._on(half).parameters()).dtype == torch.bfloat16
    assert next(backend._on(Setting("tiles", CPU, torch.float32, 100)).parameters()).dtype == torch.float32


def test_after_an_error_it_goes_on_with_itself() -> None:
    backend = TorchRows(make_network(), 9)
    following = backend.next_setting(backend.first_setting(CPU, torch.bfloat16), NonFiniteError())
    assert following is not None
    assert (following[0].backend, following[0].dtype) == ("rows", torch.float32)
    assert following[1] == messages.CONTINUED_IN_FP32
