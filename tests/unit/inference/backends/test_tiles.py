import math

import pytest
import torch

from tests.conftest import make_compact, make_network, make_rrdbnet
from upscaler.inference.backends import tiles
from upscaler.inference.backends.tiles import TorchTiles, stream_tiles
from upscaler.inference.recovery import Setting
from upscaler.network.architectures.network import Network

CPU = torch.device("cpu")


def test_tiles_see_their_halo_and_give_their_region() -> None:
    lr = torch.arange(7 * 9.0).view(1, 1, 7, 9)
    seen = []

    def run(tile: torch.Tensor) -> torch.Tensor:
        seen.append(tuple(tile.shape[2:]))
        return tile.repeat_interleave(2, 2).repeat_interleave(2, 3)

    out = torch.zeros(1, 1, 14, 18)
    for region, values in stream_tiles(run, lr, 2, halo=2, tile=4):
        rows, columns = (region * 2).slices
        out[:, :, rows, columns] = values
    assert torch.equal(out, lr.repeat_interleave(2, 2).repeat_interleave(2, 3))
    assert max(height for height, _ in seen) <= 4 + 2 * 2
    assert len(seen) == 2 * 3


@pytest.mark.parametrize("size", [(41, 50), (40, 52), (23, 17)])
def test_tiles_keep_to_the_grid_of_a_pixel_unshuffle(size: tuple[int, int]) -> None:
    """Whatever the tile size, the result equals that of the whole picture."""
    network = make_rrdbnet(scale=2, unshuffle=2)
    lr = torch.randint(0, 256, (1, 3, *size), dtype=torch.uint8)
    whole = network.residual(lr / 255, 2)[0].permute(1, 2, 0).flip(2)
    backend = TorchTiles(network, network.config.receptive_field_radius)
    for pixels in (49, 100, 225):
        found = torch.full_like(whole, torch.nan)
        for region, values in backend.pieces(Setting("tiles", CPU, torch.float32, pixels), lr, 2, 0):
            found[(region * 2).slices] = values
        assert torch.allclose(found, whole, atol=1e-5)


def test_a_restart_leaves_out_the_tiles_above() -> None:
    lr = torch.zeros(1, 1, 8, 4)
    regions = [region for region, _ in stream_tiles(lambda tile: tile, lr, 1, 0, 4, first_row=4)]
    assert [region.y for region in regions] == [4]


@pytest.mark.parametrize(
    "network", [make_network(), make_compact(), make_rrdbnet()], ids=["SR-ResNet", "compact", "RRDBNet"]
)
@pytest.mark.parametrize("first_row", [0, 11])
def test_pieces_are_tiles_of_the_residual_of_any_network(network: Network, first_row: int) -> None:
    scale = network.config.scales[-1]
    lr = torch.randint(0, 256, (1, 3, 23, 17), dtype=torch.uint8)
    whole = network.residual(lr / 255, scale)[0].permute(1, 2, 0).flip(2)
    found = torch.full_like(whole, torch.nan)
    backend = TorchTiles(network, network.config.receptive_field_radius)
    assert TorchTiles.can_run(network)
    for region, values in backend.pieces(Setting("tiles", CPU, torch.float32, 64), lr, scale, first_row):
        assert max(region.width, region.height) <= 8
        found[(region * scale).slices] = values
    assert torch.allclose(found[scale * first_row :], whole[scale * first_row :], atol=1e-5)


def test_a_tile_with_large_layers_is_small() -> None:
    """At the end, RRDBNet works on the enlarged picture with all its channels."""
    network = make_rrdbnet(channels=64, growth=32)
    backend = TorchTiles(network, 30)
    for device, most in ((CPU, tiles.CPU_TILE_BYTES), (torch.device("cuda"), tiles.GPU_TILE_BYTES)):
        assert 0.99 * most < backend.first_setting(device, torch.float32).strip_pixels * 64 * 16 * 4 <= most
    assert backend.memory(10_000, 4) > 3 * tiles.CPU_TILE_BYTES


def test_memory_is_that_of_a_tile() -> None:
    backend = TorchTiles(make_compact(), 5)
    assert backend.memory(20, 4) < backend.memory(300, 4) < backend.memory(10_000, 4) == backend.memory(20_000, 4)
    at_1, at_2, at_4 = (backend.memory(300, scale) for scale in (1, 2, 4))
    assert at_4 - at_2 == 4 * (at_2 - at_1) > 0  # it grows with the pixels of the result


def test_a_large_halo_makes_tiles_larger() -> None:
    network = make_compact()
    small, large = (TorchTiles(network, halo).first_setting(CPU, torch.float32).strip_pixels for halo in (10, 60))
    assert small == 12_500_000 // (16 * 4) and large == (12 * 60) ** 2
    backend = TorchTiles(network, 60)
    assert backend.tiling(backend.first_setting(CPU, torch.float32)) == (720, 60)


def test_the_halo_costs_speed() -> None:
    setting = Setting("tiles", CPU, torch.float32, 100**2)
    speeds = [TorchTiles(make_compact(), halo).speed(setting) for halo in (0, 10, 50)]
    assert speeds[0] / speeds[1] == pytest.approx(1.2**2)
    assert speeds[0] / speeds[2] == pytest.approx(2.0**2)
    assert math.isqrt(setting.strip_pixels) == 100
