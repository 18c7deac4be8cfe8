import json
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from tests.unit.test_errors import concrete
from upscaler import errors, messages
from upscaler.messages import advice, sentence

BASES = {
    *("UpscalerError", "OptionsError", "ScaleError", "NameTemplateError"),
    *("ReadError", "WriteError", "ModelError", "DeviceError"),
}
RAISED = [error for error in concrete(errors.UpscalerError) if error.__name__ not in BASES]


@pytest.mark.parametrize("kind", RAISED, ids=lambda kind: kind.__name__)
def test_every_error_has_a_sentence_that_shows_its_data(kind: type[errors.UpscalerError]) -> None:
    values = {"Path": Path("/some/where.png"), "str": "text", "int": 7}
    error = kind(*[values.get(str(field.type), ("a", "b")) for field in fields(kind)] if is_dataclass(kind) else ())
    told = sentence(error)
    assert told.endswith(".")
    assert not told.endswith("..")
    assert "{" not in told
    if hasattr(error, "path"):
        assert "“/some/where.png”" in told


@pytest.mark.parametrize("kind", RAISED, ids=lambda kind: kind.__name__)
def test_every_error_has_an_advice(kind: type[errors.UpscalerError]) -> None:
    said = advice(kind.__new__(kind))
    assert said.endswith(".")
    assert "{" not in said


@pytest.mark.parametrize("kind", RAISED, ids=lambda kind: kind.__name__)
def test_every_error_is_said_briefly(kind: type[errors.UpscalerError]) -> None:
    said = messages.briefly(kind.__new__(kind))
    assert len(said) <= 40
    assert not said.endswith(".")


def test_the_template_is_translated_before_it_is_filled() -> None:
    error = errors.SourceMissingError(Path("a{b}.png"))
    assert sentence(error, lambda template: template.replace("There is no file", "Es gibt keine Datei")) == (
        "Es gibt keine Datei “a{b}.png”."
    )


def test_a_picture_that_is_too_small_is_told_its_largest_size() -> None:
    assert sentence(errors.TooMuchLargerError(125.0, 64, 1024, 512)) == (
        "The picture is too small for this size. The largest size it can have is 1024 × 512 pixels."
    )


def test_long_lists_are_cut() -> None:
    told = sentence(errors.ModelKeysError("photo", tuple("abcdefghi")))
    assert told.endswith("a, b, c, d, e, f, g, h, ….")


def test_reasons_of_ours_are_translated_too() -> None:
    error = errors.EncodeError(Path("a.png"), "the disk refused")
    assert sentence(error, lambda text: text.replace("the disk refused", "der Datenträger meldet einen Fehler")) == (
        "“a.png” could not be written: der Datenträger meldet einen Fehler."
    )


def test_a_filled_warning_is_english_and_still_knows_its_template() -> None:
    warning = messages.filled(messages.FRAMES_DROPPED, count=3)
    assert warning == "The file holds 3 pictures: only the first is upscaled."
    german = {messages.FRAMES_DROPPED: "Nur das erste von {count} Bildern."}
    assert messages.translated(warning, lambda text: german.get(text, text)) == "Nur das erste von 3 Bildern."
    assert messages.translated(messages.TRUNCATED, str.upper) == messages.TRUNCATED.upper()


def test_what_a_warning_lists_is_separated_as_the_language_does() -> None:
    warning = messages.filled(messages.METADATA_DROPPED, format="WebP", what=("IPTC", "gAMA"))
    assert warning == "WebP cannot hold everything in the original; left out: IPTC, gAMA."
    japanese = {messages.LISTED: "{some}、{one}"}
    assert "IPTC、gAMA" in messages.translated(warning, lambda text: japanese.get(text, text))


def test_a_reason_with_values_is_translated_too() -> None:
    german = {"the file is cut off": "die Datei ist abgeschnitten", messages.OF_PAGE: "{reason} (Seite {page})"}
    error = errors.BrokenPictureError(
        Path("a.tif"), messages.filled(messages.OF_PAGE, reason="the file is cut off", page=2)
    )
    told = messages.sentence(error, lambda text: german.get(text, text))
    assert told == "“a.tif” is damaged: die Datei ist abgeschnitten (Seite 2)."


def test_a_message_goes_to_another_process_and_can_still_be_translated() -> None:
    sent = messages.filled(messages.MODEL_TOO_LARGE, megabytes=1000)
    found = messages.received(json.loads(json.dumps(messages.sent(sent))))
    assert found == sent == "it is larger than 1000 MB"
    german = {messages.MODEL_TOO_LARGE: "{megabytes} ist zu viel"}
    assert messages.translated(found, lambda text: german.get(text, text)) == "1000 ist zu viel"
    assert messages.received(messages.sent("of a library")) == "of a library"


@pytest.mark.parametrize(
    "message",
    [
        None,
        {},
        {"template": "{a.__class__}", "values": {"a": 1}},
        {"template": [], "values": {}},
        {"template": messages.MODEL_TOO_LARGE},
        {"template": messages.MODEL_TOO_LARGE, "values": []},
        {"template": messages.MODEL_TOO_LARGE, "values": {"other": 1}},
    ],
)
def test_what_is_no_message_of_ours_is_refused(message: object) -> None:
    with pytest.raises(ValueError, match=r"no message|values are missing"):
        messages.received(message)
