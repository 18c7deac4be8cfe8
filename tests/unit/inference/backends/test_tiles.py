import torch

from upscaler.inference.backends.tiles import stream_tiles


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


def test_a_restart_leaves_out_the_tiles_above() -> None:
    lr = torch.zeros(1, 1, 8, 4)
    regions = [region for region, _ in stream_tiles(lambda tile: tile, lr, 1, 0, 4, first_row=4)]
    assert [region.y for region in regions] == [4]
