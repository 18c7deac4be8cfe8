import json
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from tests.unit.test_messages import RAISED
from upscaler import errors, messages
from upscaler.jobs.stored_errors import from_json, to_json
from upscaler.messages import sentence


def stored_and_back(error: errors.UpscalerError) -> errors.UpscalerError:
    return from_json(json.loads(json.dumps(to_json(error))))


@pytest.mark.parametrize("kind", RAISED, ids=lambda kind: kind.__name__)
def test_every_error_comes_back_as_it_was(kind: type[errors.UpscalerError]) -> None:
    values = {"Path": Path("/\udcff.png"), "str": "text", "int": 7, "float": 1.5, "list[str]": ["a", "b"]}
    values["tuple[str, ...]"] = ("a", "b")
    error = kind(*[values[str(field.type)] for field in fields(kind)] if is_dataclass(kind) else ())
    again = stored_and_back(error)
    assert (type(again), vars(again)) == (kind, vars(error))


def test_a_reason_can_still_be_translated() -> None:
    reason = messages.filled(messages.OF_PAGE, reason="the file is cut off", page=2)
    again = stored_and_back(errors.BrokenPictureError(Path("a.tif"), reason))
    german = {messages.OF_PAGE: "{reason} (Seite {page})"}
    assert sentence(again, lambda text: german.get(text, text)).endswith("the file is cut off (Seite 2).")


@pytest.mark.parametrize(
    "stored",
    [
        {},  # by a version that stored nothing but the sentence
        {"kind": "LaterError", "values": {}},
        {"kind": "Path", "values": {}},
        {"kind": "EncodeError", "values": {"path": "a.png"}},
        {"kind": "EncodeError", "values": {"path": "a.png", "reason": {"template": "{later}", "values": {}}}},
        {"kind": "EncodeError", "values": {"path": None, "reason": ""}},
    ],
)
def test_of_other_errors_the_sentence_is_left(stored: dict[str, object]) -> None:
    error = from_json({"error": "The picture is too blue.", **stored})
    assert isinstance(error, errors.EarlierError)
    assert sentence(error) == "It failed in an earlier run: The picture is too blue."
