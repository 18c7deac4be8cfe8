import pickle
from pathlib import Path

from upscaler import errors


def concrete(base: type[errors.UpscalerError]) -> list[type[errors.UpscalerError]]:
    return [base, *(leaf for child in base.__subclasses__() for leaf in concrete(child))]


def test_the_tree_in_the_docstring_names_every_error() -> None:
    assert errors.__doc__ is not None
    drawn = {line.split("|-")[1].split()[0] for line in errors.__doc__.splitlines() if "|-" in line}
    assert drawn == {error.__name__ for error in concrete(errors.UpscalerError)} - {"UpscalerError"}


def test_errors_carry_data_and_survive_pickling() -> None:
    error = errors.PictureTooLargeError(Path("a"), 3, 4, 5)
    again = pickle.loads(pickle.dumps(error))
    assert (again.path, again.width, again.height, again.limit_megapixels) == (Path("a"), 3, 4, 5)

    named = errors.EncodeError(path=Path("a"), reason="b")
    copied = pickle.loads(pickle.dumps(named))
    assert (type(copied), vars(copied)) == (errors.EncodeError, {"path": Path("a"), "reason": "b"})


def test_the_reason_is_told_without_number_and_file() -> None:
    assert errors.reason_of(OSError(28, "No space left on device", "a.png")) == "No space left on device"
    assert errors.reason_of(OSError("cut off")) == errors.reason_of(ValueError("cut off")) == "cut off"
