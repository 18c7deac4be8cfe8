"""The options of a job. An option is a field here and a control in the window; the field's metadata describe it for
the command line, controls, settings, presets, the journal and the throughput cache.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import Field, dataclass, field, fields, replace
from typing import Any, Literal, get_args

from upscaler.errors import (
    CannotDenoiseError,
    CannotSharpenError,
    CellsError,
    CropError,
    DenoiseError,
    DetailError,
)
from upscaler.geometry import Region, Size
from upscaler.target_size import TargetSize

DeviceChoice = Literal["auto", "cpu", "cuda", "mps", "vulkan", "vulkan:0", "vulkan:1", "vulkan:2", "vulkan:3"]
PrecisionChoice = Literal["auto", "fp32", "bf16", "fp16", "int8"]
OnExists = Literal["skip", "rename", "overwrite"]
HALF_PRECISIONS = ("bf16", "fp16")
PngSize = Literal["fast", "small"]
Tileable = Literal["none", "x", "y", "both"]

AUTO = "auto"
CLEAN_MODEL, RESTORE_MODEL, SHARP_MODEL, DRAWING_MODEL = "photo", "photo-restore", "photo-sharp", "drawing"
OWN_MODELS = (CLEAN_MODEL, RESTORE_MODEL, SHARP_MODEL, DRAWING_MODEL)  # all others are third-party models
NO_MODEL = "none"  # for pictures that were already large enough
FULL_STRENGTH = 100
FAITHFUL, NATURAL, CRISP = 0, 50, 100  # detail
DEFAULT_NAME = "{name}_{size}"


def about(
    help: str,
    *,
    choices: tuple[Any, ...] = (),
    limits: tuple[float, float] | None = None,
    default_text: str = "",
    argument: str = "",
    metavar: str | None = None,
    changes_pixels: bool = True,
    changes_speed: bool = False,
) -> dict[str, Any]:
    """The metadata of an option, under these names.

    `choices` are its possible values; `limits` are the smallest and the largest value of a whole number, which may also
    be None; an option with neither is a text. The command line shows `help`, `default_text` instead of a default that
    needs explaining, `metavar`, and `argument` instead of the field's name. `changes_pixels`: it affects the picture
    and not only its file. `changes_speed`: it affects the time per pixel.
    """
    return dict(locals())


@dataclass(frozen=True)
class UpscaleOptions:
    """How a picture is upscaled and saved. The job decides where it is saved."""

    size: TargetSize = field(default=TargetSize(), metadata=about("size of the result"))
    crop: Region | None = field(
        default=None,
        metadata=about(
            "upscale only this part of each picture: its left and top edge, width and height in pixels of the original",
            default_text="the whole picture",
            metavar="X,Y,W,H",
        ),
    )
    model: str = field(
        default=AUTO,
        metadata=about(
            "one of --list-models, or a weight file (.safetensors, .pth, .ckpt, .param), which is added to the models",
            default_text="auto, chosen for each picture",
            metavar="NAME|FILE",
            changes_speed=True,
        ),
    )
    denoise: int | None = field(  # strength of RESTORE_MODEL; None: as the picture needs, or full
        default=None,
        metadata=about(
            f"strength against noise, blur and JPEG artefacts, 0 to {FULL_STRENGTH}",
            limits=(0, FULL_STRENGTH),
            default_text="as each picture needs",
        ),
    )
    # Strength of SHARP_MODEL; None: `natural_detail`, or FAITHFUL for 16-bit pictures. With a third-party model, the
    # share of its pixels when they are mixed with ours; None: its pixels alone.
    detail: int | None = field(
        default=None,
        metadata=about(
            f"{FAITHFUL}: faithful, nothing is invented; {NATURAL}: natural; {CRISP}: crisp",
            limits=(FAITHFUL, CRISP),
            default_text=f"{NATURAL}, up to {CRISP} for noisy or blurred pictures, {FAITHFUL} for 16-bit ones, {CRISP} "
            "with third-party models",
        ),
    )
    device: DeviceChoice = field(
        default="auto",
        metadata=about(
            "where the network runs: auto, cpu, cuda, mps, vulkan (the best card with a Vulkan driver), or one of "
            "--list-devices",
            choices=get_args(DeviceChoice),
            metavar="DEVICE",
            changes_speed=True,
        ),
    )
    precision: PrecisionChoice = field(
        default="auto",
        metadata=about("number format of the network", choices=get_args(PrecisionChoice), changes_speed=True),
    )
    tileable: Tileable = field(
        default="none",
        metadata=about(
            "which edges of a texture continue at the opposite side: left and right, top and bottom, or both",
            choices=get_args(Tileable),
        ),
    )
    normal_map: bool = field(
        default=False,
        metadata=about(
            "the picture is a normal map: its channels are upscaled separately, and its vectors keep length 1",
            choices=(False, True),
        ),
    )
    cells: str = field(  # see `cell_size`
        default="",
        metadata=about(
            "the picture is a sheet of sprites or tiles of this size in pixels, which do not bleed into each other",
            default_text="none",
            metavar="WxH",
        ),
    )
    format: str = field(  # "keep" or the name of one that can be written: see `images.formats`
        default="keep", metadata=about("file format of the results", default_text="that of the original")
    )
    name: str = field(  # see `jobs.naming`
        default=DEFAULT_NAME,
        metadata=about(
            "file names of the results, without extension; {name} {size} {scale} {model} {width} {height} {date} "
            "and {counter} are filled in",
            metavar="TEMPLATE",
            changes_pixels=False,
        ),
    )
    on_exists: OnExists = field(
        default="rename",
        metadata=about("what to do if the result already exists", choices=get_args(OnExists), changes_pixels=False),
    )
    quality: int | None = field(
        default=None, metadata=about("quality of lossy formats, 0 to 100", limits=(0, 100), changes_pixels=False)
    )
    largest_file: int | None = field(
        default=None,
        metadata=about(
            "maximum file size in lossy formats, in kilobytes: the quality is lowered to meet it",
            limits=(1, math.inf),
            default_text="no limit",
            metavar="KB",
            changes_pixels=False,
        ),
    )
    png: PngSize = field(
        default="fast",
        metadata=about(
            "write PNG files fast, or smaller but many times slower",
            choices=get_args(PngSize),
            changes_pixels=False,
        ),
    )
    strip_metadata: bool = field(
        default=False,
        metadata=about(
            "leave out EXIF (including the GPS position), XMP, IPTC and resolution, which are kept by default; the "
            "colour profile stays",
            choices=(False, True),
            changes_pixels=False,
        ),
    )
    provenance: bool = field(
        default=False,
        metadata=about(
            "record in each result, as XMP, how and from what it was made, and add its SHA-256 to the file SHA256SUMS "
            "beside it; see --verify",
            choices=(False, True),
            changes_pixels=False,
        ),
    )
    allow_truncated: bool = field(
        default=False,
        metadata=about("upscale the readable part of damaged files, with a warning", choices=(False, True)),
    )
    limit_megapixels: int | None = field(
        default=None,
        metadata=about("largest picture to read, in megapixels", limits=(1, math.inf), argument="limit", metavar="MP"),
    )

    def cropped(self, source: Size) -> Size:
        """The size of the part of a picture that is upscaled. Raises CropError."""
        check_crop(self.crop, source)
        return self.crop.size if self.crop else source

    @property
    def named_model(self) -> str:
        """The requested model; AUTO if it is chosen for each picture. A strength alone means RESTORE_MODEL."""
        return RESTORE_MODEL if self.model == AUTO and self.denoise is not None else self.model


@dataclass(frozen=True)
class ModelChoice:
    """The model for a picture, with its strengths. `fault`: the reason of an automatic choice ("jpeg", "noise", "blur",
    "drawing", "none"); None if the user has chosen."""

    model: str
    denoise: int = 0
    fault: str | None = None
    detail: int = 0


def chosen_model(model: str, denoise: int | None) -> ModelChoice | None:
    """The model that the user has chosen; None if it is chosen for each picture. Raises DenoiseError."""
    if denoise is not None and not 0 <= denoise <= FULL_STRENGTH:
        raise DenoiseError(model, denoise, FULL_STRENGTH)
    if model == AUTO:
        return None if denoise is None else ModelChoice(RESTORE_MODEL, denoise)
    if model == RESTORE_MODEL:
        return ModelChoice(model, FULL_STRENGTH if denoise is None else denoise)
    if denoise:
        raise CannotDenoiseError(model, denoise, 0)
    return ModelChoice(model, detail=0 if model in OWN_MODELS else CRISP)


def with_detail(chosen: ModelChoice, detail: int | None, is_high_bit_depth: bool) -> ModelChoice:
    """The choice with the requested detail; by default NATURAL, or FAITHFUL for 16 bits, where nothing may be invented.

    Raises DetailError, and CannotSharpenError if the user has chosen a model without this setting.
    """
    if detail is not None and not FAITHFUL <= detail <= CRISP:
        raise DetailError(chosen.model, detail, CRISP)
    if chosen.model not in OWN_MODELS:
        return chosen if detail is None else replace(chosen, detail=detail)
    if chosen.model not in (CLEAN_MODEL, RESTORE_MODEL):
        if detail and chosen.fault is None:
            raise CannotSharpenError(chosen.model, detail, 0)
        return chosen
    default = FAITHFUL if is_high_bit_depth else natural_detail(chosen.denoise, chosen.fault)
    return replace(chosen, detail=default if detail is None else detail)


def natural_detail(denoise: int, fault: str | None = None) -> int:
    """The default detail for this strength and its reason: the more detail noise or blur hides, the more is invented.
    JPEG artefacts alone hide little. Slight noise may really be texture, hence the square."""
    if fault == "jpeg":
        return NATURAL
    return NATURAL + (CRISP - NATURAL) * denoise**2 // FULL_STRENGTH**2


def sharp_share(detail: int) -> float:
    """The share of SHARP_MODEL's weights in the blend for a detail, 0 to 1; 0.8 at NATURAL. Only blends with a
    large share look sharp, so the curve rises quickly at first."""
    return 1.0 - math.pow(1 - detail / CRISP, 2.32)


def cell_size(cells: str) -> Size | None:
    """The size of the cells of a sheet; None if the picture is not one. Raises CellsError."""
    if not cells:
        return None
    width, _, height = cells.partition("x")
    if not (width.isdecimal() and height.isdecimal() and int(width) and int(height)):
        raise CellsError(cells)
    return Size(int(width), int(height))


OPTIONS = {found.name: found for found in fields(UpscaleOptions)}


def limits(name: str) -> tuple[int, int]:
    """The smallest and the largest value of an option with limits."""
    smallest, largest = OPTIONS[name].metadata["limits"]
    return smallest, largest


def check_crop(crop: Region | None, source: Size) -> None:
    """Raise CropError unless the crop is inside a picture of this size, or there is none."""
    if crop is not None and not crop.is_inside(source):
        raise CropError(str(crop), source.width, source.height)


def options_from(stored: object, **known: Collection[str]) -> UpscaleOptions:
    """The options stored as a dictionary by `dataclasses.asdict`, perhaps by another version of the app.

    Invalid values become the defaults; so do values that are not among the `known` ones of an option.
    """
    if not isinstance(stored, dict):
        return UpscaleOptions()
    kept = {
        name: stored[name]
        for name, option in OPTIONS.items()
        if name in stored
        and name not in ("size", "crop")
        and _makes_sense(option, stored[name])
        and stored[name] in known.get(name, (stored[name],))
    }
    # It used to be called "enlargement"; before that, the window stored value and measure beside the other options.
    size = _target_size(stored.get("size", stored.get("enlargement", stored)))
    return UpscaleOptions(**kept | {"size": size, "crop": _crop(stored.get("crop"))})


def _makes_sense(option: Field[Any], value: object) -> bool:
    choices, limits = option.metadata["choices"], option.metadata["limits"]
    if choices:
        return any(type(value) is type(choice) and value == choice for choice in choices)  # 1 is not True
    if limits:
        return value is None or (type(value) is int and limits[0] <= value <= limits[1])
    return isinstance(value, str) and value != ""


def _target_size(stored: Any) -> TargetSize:
    try:
        size = TargetSize(float(stored["value"]), stored.get("measure", "scale"))
        known = {name: stored[name] for name in ("unit", "larger") if name in stored}
        known |= {name: float(stored[name]) for name in ("height", "dpi", "bleed") if name in stored}
        size = replace(size, **known)
        return size if size.is_sensible else TargetSize()
    except (KeyError, TypeError, ValueError, OverflowError):
        return TargetSize()


def _crop(stored: Any) -> Region | None:
    try:
        found = Region(*(stored[name] for name in ("x", "y", "width", "height")))
    except (KeyError, TypeError):
        return None
    numbers = (found.x, found.y, found.width, found.height)
    is_sensible = all(type(number) is int for number in numbers) and min(found.x, found.y) >= 0
    return found if is_sensible and min(found.width, found.height) > 0 else None


def known_fields(kind: type, stored: dict[str, Any]) -> dict[str, Any]:
    """The stored values, perhaps of another version, for which this version of a dataclass has fields."""
    known = {field.name for field in fields(kind)}
    return {name: value for name, value in stored.items() if name in known}
