"""Every error that this package raises on purpose.

    UpscalerError
    |- Cancelled                    the user asked to stop
    |- UnexpectedError              a bug, or no memory; never raised, only the outcome of a job
    |- CrashedError                 the app has crashed several times while this picture ran
    |- NotEnoughMemoryError         the picture needs more than is free
    |- ClusterError                 the scheduler or its workers cannot do the work
    |- EarlierError                 stored by an older version of the app, which kept only the sentence
    |- OptionsError                 an invalid request
    |  |- ScaleError                  a size that is not possible
    |  |  |- SmallerThanOriginalError    the picture is already larger
    |  |  |- TooMuchLargerError          the picture is too small
    |  |  |- CannotEnlargeError          the model never changes the size
    |  |- CropError                   a crop that is not inside the picture
    |  |- DenoiseError                a strength that the model does not support
    |  |  |- CannotDenoiseError          it supports none
    |  |- DetailError                 detail out of range
    |  |  |- CannotSharpenError          for a model without this setting
    |  |- CellsError                  not a valid cell size
    |  |  |- CellsDoNotFitError          the sheet or its result cannot be divided into such cells
    |  |- SourceIsTargetError         the result would replace the original
    |  |- SourceFolderIsTargetError   the next call would read the results of this one
    |  |- OneFileForSeveralError      several pictures, but the output is a single file
    |  |- UnknownFormatError          no format that can be written has the target's suffix
    |  |- BackendNotAvailableError    a backend that cannot run this network here
    |  |- NameTemplateError           an invalid template for file names
    |     |- UnknownFieldError           it has a field that does not exist
    |     |- EmptyNameError              it is empty
    |     |- PathInNameError             it contains folders
    |- ReadError                    a source that cannot become a Bitmap
    |  |- SourceMissingError          nothing is there
    |  |- SourceUnreadableError       it is there, but the system refuses
    |  |- EmptyFileError              it is there, but has no content
    |  |- NotAPictureError            its content is not in a picture format that can be read
    |  |- ReadMemoryError             reading it takes more memory than is free
    |  |- BrokenPictureError          it begins like a picture, but cannot be decoded
    |  |  |- BeyondRepairError           not even partly
    |  |- DisputedPictureError        two decoders disagree on its pixels
    |  |- UnsupportedPixelsError      a picture with an unsupported pixel format
    |  |- PictureTooLargeError        more pixels than the limit
    |- WriteError                   a result that cannot be written
    |  |- FolderNotWritableError      the target folder cannot be created or written to
    |  |- NotEnoughDiskError          no free space for the working file
    |  |- TargetTooLargeError         the format cannot hold this many pixels
    |  |- EncodeError                 the encoder or the disk failed
    |  |- VerificationError           what was written is not what was computed
    |- ModelError                   a model that cannot be used
    |  |- ModelNotFoundError          there is no card with that name
    |  |- ModelFileError              the weights are missing or not a safetensors file
    |  |- ModelHashError              the weights do not match the checksum in the card
    |  |- ModelKeysError              tensors are missing, unknown or of another shape
    |- DeviceError                  a device or precision that cannot run the network
       |- DeviceNotAvailableError     requested, but not present on this computer
       |- PrecisionNotAvailableError  requested, but not supported by this device
       |- EngineFailedError           every fallback has failed

Errors carry data, not sentences: those are in `upscaler.messages`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any


class UpscalerError(Exception):
    """Base of all errors of this package. They can be sent to another process."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (type(self), self.args, vars(self))


def _rebuilt(kind: type[UpscalerError], args: tuple[Any, ...], fields: dict[str, Any]) -> UpscalerError:
    error = kind.__new__(kind, *args)
    vars(error).update(fields)
    return error


class Cancelled(UpscalerError):
    """Raised by `Progress.check_cancelled` once the user has asked to stop."""


@dataclass(eq=False)
class UnexpectedError(UpscalerError):
    reason: str

    @classmethod
    def of(cls, error: Exception) -> UnexpectedError:
        """The error that represents any other exception."""
        return cls(f"{type(error).__name__}: {error}")


@dataclass(eq=False)
class CrashedError(UpscalerError):
    path: Path
    times: int


@dataclass(eq=False)
class NotEnoughMemoryError(UpscalerError):
    needed_megabytes: int
    free_megabytes: int


@dataclass(eq=False)
class ClusterError(UpscalerError):
    reason: str


@dataclass(eq=False)
class EarlierError(UpscalerError):
    told: str


class OptionsError(UpscalerError):
    """An invalid request."""


@dataclass(eq=False)
class ScaleError(OptionsError):
    scale: float  # how many times larger than the original the result would be
    possible: int  # the nearest possible scale
    width: int  # of the result at that scale
    height: int


class SmallerThanOriginalError(ScaleError):
    pass


class TooMuchLargerError(ScaleError):
    pass


class CannotEnlargeError(ScaleError):
    pass


@dataclass(eq=False)
class CropError(OptionsError):
    crop: str
    width: int
    height: int


@dataclass(eq=False)
class DenoiseError(OptionsError):
    model: str
    denoise: int
    largest: int


class CannotDenoiseError(DenoiseError):
    pass


@dataclass(eq=False)
class DetailError(OptionsError):
    model: str
    detail: int
    largest: int


class CannotSharpenError(DetailError):
    pass


@dataclass(eq=False)
class CellsError(OptionsError):
    cells: str


@dataclass(eq=False)
class CellsDoNotFitError(CellsError):
    width: int
    height: int


@dataclass(eq=False)
class SourceIsTargetError(OptionsError):
    path: Path


@dataclass(eq=False)
class SourceFolderIsTargetError(OptionsError):
    path: Path


@dataclass(eq=False)
class OneFileForSeveralError(OptionsError):
    path: Path


@dataclass(eq=False)
class UnknownFormatError(OptionsError):
    path: Path
    writable: tuple[str, ...]


@dataclass(eq=False)
class BackendNotAvailableError(OptionsError):
    device: str
    backend: str
    available: tuple[str, ...]


@dataclass(eq=False)
class NameTemplateError(OptionsError):
    template: str


@dataclass(eq=False)
class UnknownFieldError(NameTemplateError):
    field: str
    known: tuple[str, ...]


class EmptyNameError(NameTemplateError):
    pass


class PathInNameError(NameTemplateError):
    pass


@dataclass(eq=False)
class ReadError(UpscalerError):
    path: Path


class SourceMissingError(ReadError):
    pass


@dataclass(eq=False)
class SourceUnreadableError(ReadError):
    reason: str


class EmptyFileError(ReadError):
    pass


@dataclass(eq=False)
class NotAPictureError(ReadError):
    readable: list[str]  # the kinds that can be read


class ReadMemoryError(ReadError):
    pass


@dataclass(eq=False)
class BrokenPictureError(ReadError):
    reason: str


class BeyondRepairError(BrokenPictureError):
    pass


class DisputedPictureError(ReadError):
    pass


@dataclass(eq=False)
class UnsupportedPixelsError(ReadError):
    pixels: str  # the pixel format: "32 bits", "floating point"


@dataclass(eq=False)
class PictureTooLargeError(ReadError):
    width: int
    height: int
    limit_megapixels: int


@dataclass(eq=False)
class WriteError(UpscalerError):
    path: Path


@dataclass(eq=False)
class FolderNotWritableError(WriteError):
    reason: str


@dataclass(eq=False)
class NotEnoughDiskError(WriteError):
    needed_megabytes: int


@dataclass(eq=False)
class TargetTooLargeError(WriteError):
    width: int
    height: int
    able: tuple[str, ...]  # kinds of files that can hold it


@dataclass(eq=False)
class EncodeError(WriteError):
    reason: str


@dataclass(eq=False)
class VerificationError(WriteError):
    reason: str


@dataclass(eq=False)
class ModelError(UpscalerError):
    model: str


@dataclass(eq=False)
class ModelNotFoundError(ModelError):
    known: tuple[str, ...]


@dataclass(eq=False)
class ModelFileError(ModelError):
    path: Path
    reason: str


@dataclass(eq=False)
class ModelHashError(ModelError):
    path: Path


@dataclass(eq=False)
class ModelKeysError(ModelError):
    keys: tuple[str, ...]


@dataclass(eq=False)
class DeviceError(UpscalerError):
    device: str


@dataclass(eq=False)
class DeviceNotAvailableError(DeviceError):
    available: tuple[str, ...]


@dataclass(eq=False)
class PrecisionNotAvailableError(DeviceError):
    precision: str


@dataclass(eq=False)
class EngineFailedError(DeviceError):
    reason: str


def reason_of(error: BaseException) -> str:
    """The reason of a failure as the system or a library words it, without error number and file name; our own
    sentences remain translatable."""
    first = error.args[0] if len(error.args) == 1 else None
    return getattr(error, "strerror", None) or (first if isinstance(first, str) else str(error))


def says_out_of_memory(error: Exception) -> bool:
    """Whether torch, OpenCV or Python has run out of memory."""
    words = ("out of memory", "not enough memory", "can't allocate memory", "insufficient memory")
    return isinstance(error, MemoryError) or any(word in str(error).lower() for word in words)
