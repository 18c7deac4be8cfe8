"""What one job is asked to do."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from upscaler.errors import CannotDenoiseError, CannotSharpenError, DenoiseError, DetailError, ScaleError
from upscaler.geometry import Size

DeviceChoice = Literal["auto", "cpu", "cuda", "mps"]
PrecisionChoice = Literal["auto", "fp32", "bf16", "fp16"]
OnExists = Literal["skip", "rename", "overwrite"]
Measure = Literal["scale", "width", "height", "longest"]

SCALES = (2, 3, 4)  # that one pass of the network gives
SMALLEST_SCALE, LARGEST_SCALE = 1, 16
AUTO = "auto"
CLEAN_MODEL, RESTORE_MODEL, SHARP_MODEL = "photo", "photo-restore", "photo-sharp"
FULL_STRENGTH = 100
FAITHFUL, NATURAL, CRISP = 0, 50, 100  # detail
DEFAULT_NAME = "{name}_{scale}x"


@dataclass(frozen=True)
class Enlargement:
    """How large the result is to be: a scale, or pixels of its width, height or longest side."""

    value: float = 4.0
    measure: Measure = "scale"

    def target_size(self, source: Size) -> Size:
        """Size of the result; the sides keep their ratio. Raises ScaleError for less than 1x or over 16x."""
        scale = self.scale_of(source)
        if not SMALLEST_SCALE <= scale <= LARGEST_SCALE:
            raise ScaleError(scale, SMALLEST_SCALE, LARGEST_SCALE)
        return Size(max(1, round(source.width * scale)), max(1, round(source.height * scale)))

    def scale_of(self, source: Size) -> float:
        """How many times as large the result is to be."""
        sides = {"width": source.width, "height": source.height, "longest": max(source.width, source.height)}
        return self.value if self.measure == "scale" else self.value / sides[self.measure]


@dataclass(frozen=True)
class UpscaleOptions:
    """How a picture is upscaled and saved. Where to is the job's business."""

    enlargement: Enlargement = Enlargement()
    model: str = AUTO
    denoise: int | None = None  # strength of RESTORE_MODEL, 0 to 100; None: what the picture asks for, or full
    detail: int | None = None  # strength of SHARP_MODEL, 0 to 100; None: NATURAL, FAITHFUL for pictures of 16 bits
    device: DeviceChoice = "auto"
    precision: PrecisionChoice = "auto"
    format: str = "keep"  # that of the source, or the name of one that can be written: see `images.formats`
    name: str = DEFAULT_NAME  # template of the result's file name: see `jobs.naming`
    on_exists: OnExists = "rename"
    quality: int | None = None  # of lossy formats, 0 to 100; None is each format's own default
    strip_metadata: bool = False  # all but the profile
    allow_truncated: bool = False
    limit_megapixels: int | None = None  # of a source; None is the default of `images.header`

    @property
    def named_model(self) -> str:
        """The model that was asked for, AUTO if the picture decides: a strength alone asks for the one that has any."""
        return RESTORE_MODEL if self.model == AUTO and self.denoise is not None else self.model


@dataclass(frozen=True)
class ModelChoice:
    """The model that a picture is run with. `fault`: what the automatic choice was made for ("jpeg", "noise", "blur",
    "none"); None if the person has chosen."""

    model: str
    denoise: int = 0
    fault: str | None = None
    detail: int = 0


def chosen_model(model: str, denoise: int | None) -> ModelChoice | None:
    """What the person has chosen; None leaves it to the picture. Raises DenoiseError."""
    if denoise is not None and not 0 <= denoise <= FULL_STRENGTH:
        raise DenoiseError(model, denoise, FULL_STRENGTH)
    if model == AUTO:
        return None if denoise is None else ModelChoice(RESTORE_MODEL, denoise)
    if model == RESTORE_MODEL:
        return ModelChoice(model, FULL_STRENGTH if denoise is None else denoise)
    if denoise:
        raise CannotDenoiseError(model, denoise, 0)
    return ModelChoice(model)


def with_detail(chosen: ModelChoice, detail: int | None, is_high_bit_depth: bool) -> ModelChoice:
    """The choice with the detail that was asked for, or else what fits: whoever keeps 16 bits wants nothing invented.

    Raises DetailError and, where a model has no detail to set, CannotSharpenError.
    """
    if detail is not None and not FAITHFUL <= detail <= CRISP:
        raise DetailError(chosen.model, detail, CRISP)
    if chosen.model not in (CLEAN_MODEL, RESTORE_MODEL):
        if detail:
            raise CannotSharpenError(chosen.model, detail, 0)
        return chosen
    standard = FAITHFUL if is_high_bit_depth else NATURAL
    return replace(chosen, detail=standard if detail is None else detail)


def sharp_share(detail: int) -> float:
    """How much of SHARP_MODEL's weights a detail asks for, 0 to 1: at NATURAL 0.85. Between two networks the look of
    the sharp one comes late, so the slider hurries there and is even to the eye."""
    return 1.0 - math.pow(1 - detail / CRISP, 2.75)


def options_from(stored: dict[str, Any]) -> UpscaleOptions:
    """The options that `dataclasses.asdict` has made a dictionary of. Those of another version become the defaults."""
    enlargement = Enlargement(**known_fields(Enlargement, stored.get("enlargement", {})))
    return UpscaleOptions(**known_fields(UpscaleOptions, stored) | {"enlargement": enlargement})


def known_fields(kind: type, stored: dict[str, Any]) -> dict[str, Any]:
    """What this version of a dataclass knows of what was stored, perhaps by another version."""
    known = {field.name for field in fields(kind)}
    return {name: value for name, value in stored.items() if name in known}


def chain(source: Size, target: Size, scales: Sequence[int]) -> tuple[int, ...]:
    """The scales of the passes: the smallest product that reaches `target`, in as few passes as possible.

    Small scales come first, since later passes work on more pixels. Raises ScaleError if only 1 is among the scales and
    the target is larger than the source.
    """
    larger = [scale for scale in scales if scale > 1]
    longest = math.ceil(math.log(LARGEST_SCALE, min(larger))) if larger else 1
    chains = (
        steps
        for length in range(1, longest + 1)
        for steps in itertools.combinations_with_replacement(sorted(scales), length)
    )
    reaching = [steps for steps in chains if _reaches(source * math.prod(steps), target)]
    if not reaching:
        raise ScaleError(target.width / source.width, SMALLEST_SCALE, 1)
    return min(reaching, key=lambda steps: (math.prod(steps), len(steps)))


def _reaches(size: Size, target: Size) -> bool:
    return size.width >= target.width and size.height >= target.height
