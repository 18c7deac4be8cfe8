"""The families of networks, and how weights are found to be of one: by the names and shapes of their tensors."""

from __future__ import annotations

from upscaler.network.architectures.compact import SRVGGNetCompact
from upscaler.network.architectures.network import Network, Weights
from upscaler.network.architectures.rrdbnet import RRDBNet
from upscaler.network.architectures.srresnet import SRResNet

FAMILIES: tuple[type[Network], ...] = (SRResNet, SRVGGNetCompact, RRDBNet)


def recognise(weights: Weights) -> tuple[Network, Weights]:
    """A network of the shape that the weights have, not yet filled with them, and the weights under its names.

    Only names and shapes are looked at. Raises ValueError if they are of no family.
    """
    for family in FAMILIES:
        renamed = family.renamed(weights)
        config = family.config_of(renamed)
        if config is not None:
            return family(config), renamed
    raise ValueError("the weights are of no known architecture")
