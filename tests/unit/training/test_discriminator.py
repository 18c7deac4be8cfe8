from __future__ import annotations

import pytest
import torch

from upscaler.training.discriminator import PatchDiscriminator, relativistic_loss

pytestmark = pytest.mark.usefixtures("one_thread")


def test_it_judges_places_by_what_is_near() -> None:
    torch.manual_seed(1)
    judge = PatchDiscriminator(8).eval()
    pictures = torch.rand(2, 3, 128, 96)
    before = judge(pictures)
    assert before.shape == (2, 1, 16, 12)
    changed = pictures.clone()
    changed[:, :, :40] = 0
    after = judge(changed)
    assert not torch.allclose(before[:, :, 0], after[:, :, 0])
    assert torch.equal(before[:, :, 10:], after[:, :, 10:])


def test_it_learns_to_tell_noise_from_flat_pictures() -> None:
    torch.manual_seed(1)
    judge = PatchDiscriminator(8)
    adam = torch.optim.Adam(judge.parameters(), lr=1e-3)
    for _ in range(40):
        real, fake = torch.rand(4, 3, 1, 1).expand(4, 3, 32, 32), torch.rand(4, 3, 32, 32)
        adam.zero_grad()
        loss = relativistic_loss(judge(real), judge(fake))
        loss.backward()  # type: ignore[no-untyped-call]
        adam.step()
    assert loss.item() < 0.4  # it began at 0.69
    assert judge(real).mean() > judge(fake).mean()
