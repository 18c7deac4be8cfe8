"""The known families of networks. Weights are recognised by the names and shapes of their tensors."""

from __future__ import annotations

from upscaler.network.architectures import spandrel
from upscaler.network.architectures.compact import SRVGGNetCompact
from upscaler.network.architectures.edsr import EDSR
from upscaler.network.architectures.msrresnet import MSRResNet
from upscaler.network.architectures.ncnn import NcnnNetwork
from upscaler.network.architectures.network import Network, Weights
from upscaler.network.architectures.rrdbnet import RRDBNet
from upscaler.network.architectures.span import SPAN
from upscaler.network.architectures.srresnet import SRResNet

FAMILIES: tuple[type[Network], ...] = (SRResNet, SRVGGNetCompact, RRDBNet, SPAN, EDSR, MSRResNet, NcnnNetwork)


def recognise(weights: Weights) -> tuple[Network, Weights]:
    """A network of the right family and shape for the weights, which are not loaded yet, and the renamed weights.

    Families that are not implemented here are left to spandrel. Raises ValueError if they are of no known family.
    """
    for family in FAMILIES:
        renamed = family.renamed(weights)
        config = family.config_of(renamed)
        if config is not None:
            return family(config), renamed
    network = spandrel.build(weights)
    return network, network.state_dict()
