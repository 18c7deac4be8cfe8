import pytest
import torch

from tests.conftest import make_compact, make_network, make_rrdbnet, make_span
from upscaler.inference.backends import any_rows
from upscaler.inference.backends.any_rows import AnyRows
from upscaler.inference.recovery import Setting
from upscaler.network.architectures.network import Network

CPU = torch.device("cpu")


def setting(pixels: int, dtype: torch.dtype = torch.float32) -> Setting:
    return Setting(AnyRows.name, CPU, dtype, pixels)


@pytest.mark.parametrize("network", [make_compact(), make_rrdbnet(), make_span()], ids=["compact", "RRDBNet", "SPAN"])
@pytest.mark.parametrize("first_row", [0, 21])
def test_pieces_are_rows_of_the_residual(network: Network, first_row: int) -> None:
    scale = network.config.scales[-1]
    lr = torch.randint(0, 256, (1, 3, 40, 11), dtype=torch.uint8)
    whole = network.residual(lr / 255, scale)[0].permute(1, 2, 0).flip(2)
    backend = AnyRows(network, network.config.receptive_field_radius)
    row, shares = first_row, []
    for region, values in backend.pieces(setting(44), lr, scale, first_row):
        assert (region.x, region.y, region.width) == (0, row, 11)
        assert torch.allclose(values, whole[scale * row : scale * region.bottom], atol=1e-5)
        row = region.bottom
        shares.append(backend.share(row, 40))
    assert row == 40
    assert shares == sorted(shares) and 0 < shares[0] < 0.9 and 0.9 < shares[-1] <= 1.1


def test_another_run_between_two_pieces_changes_nothing() -> None:
    """A preview during a run: the engine of a model is shared."""
    network = make_compact()
    backend, scale = AnyRows(network, network.config.receptive_field_radius), network.config.scales[-1]
    lr, other = (torch.randint(0, 256, (1, 3, height, 11), dtype=torch.uint8) for height in (40, 7))
    expected = [values for _, values in backend.pieces(setting(44), lr, scale, 0)]
    found = []
    for _, values in backend.pieces(setting(44), lr, scale, 0):
        found.append(values)
        for _ in backend.pieces(setting(44), other, scale, 0):
            pass
    assert len(found) == len(expected) and all(map(torch.equal, found, expected))


def test_it_runs_what_it_can_and_no_sr_resnet() -> None:
    assert AnyRows.can_run(make_compact())
    assert AnyRows.can_run(make_network(shortcut="projection"))
    assert not AnyRows.can_run(make_network())  # `rows` does
    assert not AnyRows.can_run(make_rrdbnet(scale=2, unshuffle=2))
    assert AnyRows.computes_on(CPU, torch.bfloat16) and not AnyRows.computes_on(torch.device("cuda"), torch.float32)


def test_what_strips_change_is_not_streamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test run detects this, whatever the reason."""
    monkeypatch.setattr(any_rows, "_AGREES", -1.0)
    assert not AnyRows.can_run(make_compact())


def test_deep_networks_have_narrow_bands() -> None:
    shallow, deep = (AnyRows(make_rrdbnet(blocks=blocks), 10) for blocks in (1, 3))
    assert shallow.widest(setting(100)) > 2.5 * deep.widest(setting(100)) > 0
    assert shallow.widest(setting(100, torch.float16)) == pytest.approx(2 * shallow.widest(setting(100)), abs=1)
    assert deep.memory(1000, 4) > shallow.memory(1000, 4) > shallow.memory(500, 4)


def test_strips_of_large_layers_are_low() -> None:
    backend = AnyRows(make_rrdbnet(channels=64, growth=32), 30)
    assert backend.first_setting(CPU, torch.float32).strip_pixels == any_rows.LAYER_BYTES // (64 * 16 * 4)
