"""What one job is asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DeviceChoice = Literal["auto", "cpu", "cuda", "mps"]
PrecisionChoice = Literal["auto", "fp32", "bf16", "fp16"]
FormatChoice = Literal["keep", "png", "jpg", "webp", "tiff", "avif"]
OnExists = Literal["skip", "rename", "overwrite"]

SCALES = (2, 3, 4)
DEFAULT_MODEL = "photo"


@dataclass(frozen=True)
class UpscaleOptions:
    """How a picture is upscaled and saved. Where to is the job's business."""

    scale: int = 4
    model: str = DEFAULT_MODEL
    device: DeviceChoice = "auto"
    precision: PrecisionChoice = "auto"
    format: FormatChoice = "keep"
    on_exists: OnExists = "rename"
    quality: int | None = None  # of lossy formats, 0 to 100; None is each format's own default
    strip_metadata: bool = False  # all but the profile
    allow_truncated: bool = False
    limit_megapixels: int | None = None  # of a source; None is the default of `images.header`
