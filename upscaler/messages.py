"""The sentences that users see for errors and warnings, each of them once.

Sentences are templates over the error's fields. The window translates them before they are filled in; the command line
uses them as they are. A warning that is created far from the window is filled in at once, but remembers its template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from pathlib import Path

from upscaler import errors as e
from upscaler.options import ModelChoice

LOSSLESS = "{format}, lossless"  # the items of the list of formats
SMALL_FILES = "{format}, small files"
SMALLEST_FILES = "{format}, smallest files"
TRANSPARENCY_DROPPED = "{format} cannot hold transparency: the background becomes white."
DEPTH_REDUCED = "{format} is written with 8 bits per channel: the 16 bits of the original are rounded to 8."
DEPTH_UNREADABLE = "The original has 16 bits per channel, but only 8 of them could be read."
METADATA_DROPPED = "{format} cannot hold everything in the original; left out: {what}."
PARTS_DROPPED = "Only the picture was upscaled; the rest of the file was left out: {what}."
GAIN_MAP = "the brighter picture for HDR screens"
VIDEO = "the video of a motion photo"
MARKS = "marked areas of the picture, such as faces"
EXTENDED_XMP = "the second part of the XMP data"
PIXEL_SHAPE = "the aspect ratio of its pixels"
SIGNED_PIXELS = "signed or floating point"
PROVENANCE = "how the picture was made"
PROVENANCE_LEFT_OUT = (
    "The XMP data of the original is damaged, so the record of how the result was made could not be added."
)
CHECKSUM_NOT_WRITTEN = "The checksum of the result could not be added to {path}: {reason}."
METADATA_BROKEN = "The EXIF data of the original is damaged and was left out."
PROFILE_BROKEN = "The colour profile of the original is damaged and was left out."
PROFILE_DROPPED = "The colour profile of the original does not fit its pixels and was left out."
COLOURS_NOT_KEPT = "The picture has wide-gamut colours but no colour profile: the result may look paler."
HDR_NOT_KEPT = "The picture is HDR ({transfer}): the result may look paler."
CMYK_CONVERTED = "The picture was converted from {space} to sRGB, which the network works in."
CMYK_GUESSED = "The picture is CMYK without a usable colour profile: its colours in RGB are an estimate."
TRUNCATED = "The file is cut off or damaged: missing parts are filled with a flat colour."
FRAMES_DROPPED = "The file holds {count} pictures: only the first is upscaled."
PAGES_DROPPED = "The file holds {count} pictures: only the largest is upscaled."
PAGES_LEFT_OUT = "Pages with unsupported pixel formats were left out: {pages}."
PAGE_DAMAGED = "Page {page} is damaged: missing parts are filled with a flat colour."
OF_PAGE = "{reason} (page {page})"  # of a file
FRAMES_MISSING = "The file is cut off or damaged: its pictures after number {count} are missing."
SHRUNK = "The original is already larger than the requested size, so it was reduced."
KEPT_LARGER = "The original is already larger than the requested size, so it was copied."
QUALITY_LOWERED = "The quality was lowered to {quality} to keep the file within the requested size."
FILE_TOO_LARGE = "The file is larger than requested, even at a quality of {quality}."
LOSSLESS_TOO_LARGE = (
    "The file is larger than requested: {format} is lossless, so only another format would make it smaller."
)
CONTINUED_IN_FP32 = "The network produced invalid values, so the picture was continued in fp32."
NOT_IN_INT8 = (
    "int8 is only for 8-bit results, with models and processors that support it: {precision} was used instead."
)
CONTINUED_FROM_INT8 = "int8 failed, so the picture was continued in fp32."
CONTINUED_IN_SMALLER_STRIPS = "Memory ran out, so the picture was continued in smaller strips."
CONTINUED_ON_CPU = "The device {device} failed, so the picture was continued on the CPU."
CONTINUED_FROM_CARD = "The graphics card {name} failed ({reason}), so the picture was continued on the CPU."
CARD_NOT_USED = "The graphics card {name} cannot be used ({reason}), so the CPU was used instead."
CARD_NOT_FIT = "Through Vulkan, graphics cards can only run the app's own models, so the CPU was used instead."
CARD_CRASHED = "its driver crashed"
CARD_HUNG = "its driver did not answer"
CARD_WRONG = "its result was wrong"
CARD_ENDED_APP = "the app ended while testing it"
# Why a file cannot be a model
NOT_A_MODEL = "only files of these kinds can be models: {kinds}"
MODEL_TOO_SLOW = "it took longer than {seconds} seconds to read"
MODEL_CRASHED = "the process that read it crashed"
MODEL_NEEDS_MEMORY = "it needs more memory than is available"
MODEL_TOO_LARGE = "it is larger than {megabytes} MB"
MODEL_HAS_TOO_MUCH = "it has more than {most} tensors or layers"
MODEL_HAS_TOO_MANY_PARAMETERS = "it has more than {millions} million parameters"
MODEL_LAYERS_TOO_LARGE = "its scale or its layers are too large"
MODEL_DAMAGED = "it is not in {kind} format, or it is damaged"
MODEL_NOT_DOWNLOADED = "{name} is only a Git LFS pointer: the weights themselves were not downloaded"
MODEL_PART_MISSING = "a model for ncnn consists of two files, and {name} is missing"
MORE_THAN_WEIGHTS = "it contains more than weights ({name}), so it was not opened"
NO_WEIGHTS = "it contains no named weights"
WEIGHTS_DO_NOT_FIT = "its weights do not fit its layers"
NETWORK_UNKNOWN = "its weights match no known kind of network"
NETWORK_NEEDS_SPANDREL = "its weights match no known kind of network; the Python package spandrel supports more"
SPANDREL_MISSING = "it needs the Python package spandrel, which is not installed"
NETWORK_FOR_OTHERS = "its network is not made for enlarging pictures ({purpose})"
NETWORK_NEEDS_WHOLE = "every pixel of its result depends on the whole picture, so it cannot run in parts"
NETWORK_NOT_RGB = "its input has {channels} channels, not the 3 of RGB"
LAYERS_DO_NOT_FIT = "its layers do not fit each other"
LAYER_NEEDS_WHOLE = "its layer {layer} needs the whole picture, so it cannot run in parts"
LAYER_UNKNOWN = "its layer {layer} is not supported"
LAYER_NOT_SUPPORTED = "one of its layers is of a kind that is not supported ({detail})"
NOT_AN_UPSCALER = "the sides of its result are not multiples of the sides of its input"
RANGE_UNKNOWN = (
    "its result does not look like the picture, as the file does not say which range of values the network was trained "
    "with; its ncnn version (.param with .bin) does"
)
RETRIED_ALONE = "There was not enough memory or disk space at first, so the picture was tried again on its own."
OTHER_RUN = "Another run is also writing to {folder}. The two do not touch each other's files."
JOURNAL_NOT_WRITABLE = "The journal cannot be written, so an interrupted run cannot be resumed: {reason}."
DAMAGED_RESULT = "The existing result {path} is damaged and will be replaced."
NO_LOCKS = "Other runs cannot be detected ({reason}). Do not let two runs write to the same folder."
DENOISED_FOR = {  # why the automatic choice of model was made
    "jpeg": "JPEG artefacts found · restoring at {denoise} %",
    "noise": "Noise found · restoring at {denoise} %",
    "blur": "Blur found · restoring at {denoise} %",
    "drawing": "Drawing or text found · model for drawings",
    "none": "Clean · no restoration needed",
}
DETAILED = "{denoised} · detail\N{NO-BREAK SPACE}{detail}"
QUOTED = "“{path}”"
LISTED = "{some}, {one}"  # one more in a list
FALLBACK_FOLDER = "The folder {wanted} cannot be written to, so results go to {folder}."
MAY_NOT_FIT = "The results may not all fit in {folder}, which has {free} free; those that fit are saved."

_SENTENCES: dict[type[e.UpscalerError], str] = {
    e.Cancelled: "Cancelled.",
    e.UnexpectedError: "Something went wrong inside the app: {reason}.",
    e.CrashedError: "The app crashed on this picture {times} times, so it was left out: {path}.",
    e.NotEnoughMemoryError: "The picture needs {needed_megabytes} MB of memory, but only {free_megabytes} MB are free.",
    e.ClusterError: "The cluster cannot do this: {reason}.",
    e.EarlierError: "It failed in an earlier run: {told}.",
    e.SmallerThanOriginalError: "The picture is already larger than this size: it has {width} × {height} pixels.",
    e.TooMuchLargerError: (
        "The picture is too small for this size. The largest size it can have is {width} × {height} pixels."
    ),
    e.CannotEnlargeError: "This model does not make pictures larger: the result would have {width} × {height} pixels.",
    e.CropError: "The crop {crop} is not inside the picture, which has {width} × {height} pixels.",
    e.DenoiseError: "The model {model} cannot denoise at {denoise}: the largest strength is {largest}.",
    e.CannotDenoiseError: "The model {model} does not denoise.",
    e.DetailError: "Detail {detail} is outside 0 to {largest}.",
    e.CannotSharpenError: "The model {model} has no setting for detail.",
    e.CellsError: "“{cells}” is not a cell size in pixels, such as 32x32.",
    e.CellsDoNotFitError: (
        "A picture of {width} × {height} pixels cannot be cut into cells of {cells}, or its cells would not have whole "
        "pixels at this size."
    ),
    e.SourceIsTargetError: "The result would replace the original {path}.",
    e.SourceFolderIsTargetError: (
        "Results of {path} cannot be saved in that folder itself: they would be upscaled the next time."
    ),
    e.OneFileForSeveralError: "{path} is the name of one file, but more than one picture was given.",
    e.UnknownFormatError: "{path} does not have the extension of a format that can be written ({writable}).",
    e.UnknownFieldError: "The file name “{template}” has an unknown placeholder: {field}. Available: {known}.",
    e.EmptyNameError: "The file name “{template}” is empty.",
    e.PathInNameError: "The file name “{template}” cannot contain folders: / and \\ are not allowed.",
    e.SourceMissingError: "There is no file {path}.",
    e.SourceUnreadableError: "{path} cannot be read: {reason}.",
    e.EmptyFileError: "The file {path} is empty.",
    e.NotAPictureError: "{path} is not a picture in a format that can be read ({readable}).",
    e.ReadMemoryError: "There is not enough memory to read {path}.",
    e.BrokenPictureError: "{path} is damaged: {reason}.",
    e.BeyondRepairError: "{path} is damaged: {reason}.",
    e.DisputedPictureError: "{path} was not upscaled: two decoders read different pixels from it.",
    e.UnsupportedPixelsError: "{path} has a pixel format that is not supported yet ({pixels}).",
    e.PictureTooLargeError: "{path} is too large: {width} × {height} pixels, more than {limit_megapixels} megapixels.",
    e.FolderNotWritableError: "The folder {path} cannot be written to: {reason}.",
    e.NotEnoughDiskError: "There is not enough free space in {path} for {needed_megabytes} MB of working files.",
    e.TargetTooLargeError: (
        "{path} cannot hold {width} × {height} pixels: they exceed the limit of its format. These formats can: {able}."
    ),
    e.EncodeError: "{path} could not be written: {reason}.",
    e.VerificationError: "{path} failed a check and was discarded: {reason}.",
    e.ModelNotFoundError: "There is no model named {model}. Available: {known}.",
    e.ModelFileError: "The model {model} cannot be loaded from {path}: {reason}.",
    e.ModelHashError: "The weights of the model {model} in {path} are damaged: their checksum is wrong.",
    e.ModelKeysError: "The weights of the model {model} do not fit its network: {keys}.",
    e.DeviceNotAvailableError: "The device {device} is not available here. Available: {available}.",
    e.PrecisionNotAvailableError: "The precision {precision} is not available on {device}.",
    e.BackendNotAvailableError: "The backend {backend} cannot run this model on {device}. Available: {available}.",
    e.EngineFailedError: "The network failed on {device}: {reason}.",
}

_BRIEFLY: dict[type[e.UpscalerError], str] = {  # what is wrong, where there is room for a few words
    e.UpscalerError: "something went wrong",
    e.CrashedError: "the app crashed on it",
    e.NotEnoughMemoryError: "not enough memory",
    e.OptionsError: "the options are not valid",
    e.SmallerThanOriginalError: "it is already larger",
    e.TooMuchLargerError: "too small for this size",
    e.CannotEnlargeError: "the model does not enlarge",
    e.CellsError: "the cells do not fit",
    e.CropError: "the crop is not inside the picture",
    e.SourceIsTargetError: "it would replace the original",
    e.ReadError: "the file cannot be read",
    e.SourceMissingError: "the file is gone",
    e.EmptyFileError: "the file is empty",
    e.NotAPictureError: "not a picture",
    e.ReadMemoryError: "not enough memory",
    e.BrokenPictureError: "the file is damaged",
    e.DisputedPictureError: "decoders disagree on its pixels",
    e.UnsupportedPixelsError: "this pixel format is not supported",
    e.PictureTooLargeError: "the picture is too large",
    e.WriteError: "the result could not be written",
    e.FolderNotWritableError: "the folder cannot be written to",
    e.NotEnoughDiskError: "not enough free space on the disk",
    e.TargetTooLargeError: "too large for the format",
    e.VerificationError: "the result failed a check",
    e.ModelError: "the model cannot be loaded",
    e.DeviceError: "the device is not available",
    e.EngineFailedError: "the network failed",
}

_ADVICE: dict[type[e.UpscalerError], str] = {
    e.UpscalerError: "Try again.",
    e.UnexpectedError: "Try again. If it happens again, please report it with the details.",
    e.NotEnoughMemoryError: "Close other programs or choose a smaller size, then try again.",
    e.OptionsError: "Change the options, then try again.",
    e.ScaleError: "Choose another size.",
    e.CannotEnlargeError: "Choose another model.",
    e.CropError: "Crop it again, or use the whole picture.",
    e.SourceMissingError: "It may have been moved or deleted. Add it again from where it is now.",
    e.SourceUnreadableError: "Check that you have permission to read the file and that no other program has it open.",
    e.EmptyFileError: "A copy or download may have failed. Get it again from where it came from.",
    e.NotAPictureError: "Open it in the program it comes from and save it as PNG or JPEG.",
    e.ReadMemoryError: "Close other programs, then try again.",
    e.BrokenPictureError: "This copy of the file is incomplete. Get it again from where it came from, or choose "
    "“Upscale what can be read” under “More options”.",
    e.BeyondRepairError: "This copy of the file is incomplete. Get it again from where it came from.",
    e.DisputedPictureError: "Open it in the program it comes from and save it as PNG.",
    e.UnsupportedPixelsError: "Use another program to save it as PNG or TIFF with 8 or 16 bits per channel.",
    e.PictureTooLargeError: "Cut it into parts or make it smaller first.",
    e.FolderNotWritableError: "Choose another folder for the results.",
    e.NotEnoughDiskError: "Free some space on that disk, then try again.",
    e.TargetTooLargeError: "Choose one of these formats, or a smaller size.",
    e.EncodeError: "The disk may be full or disconnected. Check it, or choose another folder for the results.",
    e.VerificationError: "Try again. If it happens again, the disk or the memory may be faulty.",
    e.ModelError: "The app is damaged. Install it again.",
    e.ModelNotFoundError: "Choose another model, or add this one again.",
    e.DeviceError: "Choose the automatic device, then try again.",
}


class Filled(str):
    """A template with its values filled in: a sentence in English that can still be translated."""

    template: str
    values: dict[str, object]


def filled(template: str, **values: object) -> Filled:
    """A template of this module with its values filled in."""
    result = Filled(_fill(template, values, str))
    result.template, result.values = template, values
    return result


def sent(warning: str) -> dict[str, object] | str:
    """A warning in a form that JSON can hold, for another process."""
    if not isinstance(warning, Filled):
        return warning
    return {"template": warning.template, "values": warning.values}


def received(message: object) -> str:
    """The warning from the output of `sent`. The other process is not trusted: it can only send a text, or numbers and
    texts for one of our templates. Raises ValueError for anything else."""
    if isinstance(message, str):
        return message
    ours = [value for name, value in globals().items() if name.isupper() and isinstance(value, str)]
    if not isinstance(message, dict) or message.get("template") not in ours:
        raise ValueError("no message")
    try:
        values = {
            str(name): value if isinstance(value, int) else str(value) for name, value in message["values"].items()
        }
        return filled(message["template"], **values)
    except (KeyError, AttributeError) as error:
        raise ValueError("values are missing") from error


def translated(warning: str, translate: Callable[[str], str]) -> str:
    """A warning, `Filled` or a template without values, in the user's language."""
    return _fill(warning.template, warning.values, translate) if isinstance(warning, Filled) else translate(warning)


def sentence(error: e.UpscalerError, translate: Callable[[str], str] = str) -> str:
    """The sentence for an error. `translate` is given the template and returns it in the user's language."""
    return _fill(_SENTENCES[type(error)], vars(error), translate)


def choice(made: ModelChoice, translate: Callable[[str], str] = str) -> str:
    """The fault that was found and the automatic choice of model; empty if the user has chosen."""
    if not made.fault:
        return ""
    denoised = translate(DENOISED_FOR[made.fault]).format(denoise=made.denoise)
    return translate(DETAILED).format(denoised=denoised, detail=made.detail) if made.detail else denoised


def listed(items: Iterable[str], translate: Callable[[str], str] = str) -> str:
    """A, B, C: joined as the language separates them."""
    return reduce(lambda some, one: translate(LISTED).format(some=some, one=one), items)


def advice(error: e.UpscalerError) -> str:
    """What a user can do about an error, by its kind."""
    return _for_kind(error, _ADVICE)


def briefly(error: e.UpscalerError) -> str:
    """What is wrong, in a few words that can follow "Failed:"."""
    return _for_kind(error, _BRIEFLY)


def _for_kind(error: e.UpscalerError, texts: Mapping[type[e.UpscalerError], str]) -> str:
    return next(texts[kind] for kind in type(error).__mro__ if kind in texts)


def _fill(template: str, values: Mapping[str, object], translate: Callable[[str], str]) -> str:
    """The filled template. Values are translated too, as some are texts of the app, such as reasons."""
    return translate(template).format(**{name: _shown(value, translate) for name, value in values.items()})


def _shown(value: object, translate: Callable[[str], str]) -> str:
    if isinstance(value, list):
        return listed([_shown(item, translate) for item in value], translate)
    if isinstance(value, tuple):  # may be long
        return _shown([*value[:8], *(["…"] if len(value) > 8 else [])], translate)
    if isinstance(value, Filled):
        return translated(value, translate).rstrip(".")
    if isinstance(value, Path):
        return translate(QUOTED).format(path=value)
    return translate(str(value)).rstrip(".")
