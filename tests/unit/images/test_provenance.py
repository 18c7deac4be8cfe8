import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from upscaler.geometry import Region
from upscaler.images.provenance import ENHANCED, NAMESPACE, SOURCE_TYPES, Provenance, with_provenance

MADE = Provenance(
    "Upscaler 1.2.3",
    4.0,
    Path("a <&> b.png"),
    "ab" * 32,
    (("photo", "12" * 32), ("photo-sharp", "34" * 32)),
    20,
    50,
    "cpu",
)
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
OWN = f"{{{NAMESPACE}}}"
SOURCE_TYPE = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType"
HISTORY = "{http://ns.adobe.com/xap/1.0/mm/}History"
EVENT = "{http://ns.adobe.com/xap/1.0/sType/ResourceEvent#}"
BEGIN = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="uuid:1" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/\""""
END = b"<dc:title>On the beach</dc:title></rdf:Description></rdf:RDF></x:xmpmeta>"


def parsed(xmp: bytes) -> ElementTree.Element:
    found = ElementTree.fromstring(re.sub(rb"<\?xpacket.*?\?>", b"", xmp).strip()).find(f"{RDF}RDF")
    assert found is not None
    return found


def values(xmp: bytes, name: str) -> list[str | None]:
    """The values of a property, as an element or as an attribute."""
    rdf = parsed(xmp)
    attributes = [part.attrib[name] for part in rdf.iter(f"{RDF}Description") if name in part.attrib]
    return [*attributes, *(part.text for part in rdf.iter(name))]


def events(xmp: bytes) -> list[str]:
    return [one.attrib[f"{EVENT}softwareAgent"] for one in parsed(xmp).findall(f".//{HISTORY}/{RDF}Seq/{RDF}li")]


def test_a_new_packet_says_everything() -> None:
    xmp = with_provenance(None, MADE)
    assert values(xmp, f"{OWN}Tool") == ["Upscaler 1.2.3"]
    assert values(xmp, f"{OWN}Scale") == ["4"]
    assert values(xmp, f"{OWN}SourceName") == ["a <&> b.png"]
    assert values(xmp, f"{OWN}SourceSHA256") == ["ab" * 32]
    assert values(xmp, f"{OWN}Name") == ["photo", "photo-sharp"]
    assert values(xmp, f"{OWN}SHA256") == ["12" * 32, "34" * 32]
    assert (values(xmp, f"{OWN}Denoise"), values(xmp, f"{OWN}Detail")) == (["20"], ["50"])
    assert values(xmp, SOURCE_TYPE) == [ENHANCED]
    assert events(xmp) == ["Upscaler 1.2.3"]
    assert with_provenance(None, MADE) == xmp  # the same every time: no date


def test_a_crop_is_told_and_forgotten_with_the_next_result() -> None:
    xmp = with_provenance(None, replace(MADE, crop=Region(1, 2, 30, 40)))
    assert values(xmp, f"{OWN}Crop") == ["1,2,30,40"]
    assert values(with_provenance(xmp, MADE), f"{OWN}Crop") == []


def test_it_is_about_the_same_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.new("RGB", (8, 8)).save(path, xmp=with_provenance(BEGIN + b">" + END, MADE))
    with Image.open(path) as picture:
        xmp = picture.info["xmp"]
    assert values(xmp, "{http://purl.org/dc/elements/1.1/}title") == ["On the beach"]
    assert values(xmp, SOURCE_TYPE) == [ENHANCED]
    assert set(values(xmp, f"{RDF}about")) == {"uuid:1"}  # of one picture


def test_what_the_packet_holds_stays() -> None:
    before = BEGIN + b">" + END
    xmp = with_provenance(before, MADE)
    at = before.rindex(b"</rdf:RDF>")
    assert xmp.startswith(before[:at])
    assert xmp.endswith(before[at:])


@pytest.mark.parametrize(
    "form",
    [b' Iptc4xmpExt:DigitalSourceType="%s">', b"><Iptc4xmpExt:DigitalSourceType>%s</Iptc4xmpExt:DigitalSourceType>"],
)
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{SOURCE_TYPES}digitalCapture", ENHANCED),
        (f"{SOURCE_TYPES.replace('http:', 'https:')}negativeFilm", ENHANCED),
        (f"{SOURCE_TYPES}trainedAlgorithmicMedia", f"{SOURCE_TYPES}trainedAlgorithmicMedia"),
        (f"{SOURCE_TYPES}compositeCapture", f"{SOURCE_TYPES}compositeCapture"),
    ],
)
def test_a_picture_that_was_made_up_is_not_called_a_photograph(form: bytes, before: str, after: str) -> None:
    xmp = with_provenance(BEGIN + form % before.encode() + END, MADE)
    assert values(xmp, SOURCE_TYPE) == [after]


def test_without_a_network_nothing_is_said_of_enhancement() -> None:
    xmp = with_provenance(None, replace(MADE, models=()))
    assert values(xmp, SOURCE_TYPE) == []
    assert values(xmp, f"{OWN}Name") == []
    kept = with_provenance(
        BEGIN + f' Iptc4xmpExt:DigitalSourceType="{SOURCE_TYPES}print">'.encode() + END, replace(MADE, models=())
    )
    assert values(kept, SOURCE_TYPE) == [f"{SOURCE_TYPES}print"]


@pytest.mark.parametrize(
    "history",
    [
        b'<xmpMM:History><rdf:Seq><rdf:li stEvt:action="saved" stEvt:softwareAgent="GIMP"/></rdf:Seq></xmpMM:History>',
        b'<xmpMM:History>\n<rdf:Seq>\n<rdf:li stEvt:softwareAgent="GIMP"/>\n</rdf:Seq>\n</xmpMM:History>',
    ],
)
def test_the_history_goes_on(history: bytes) -> None:
    xmp = with_provenance(BEGIN + b">" + history + END, MADE)
    assert events(xmp) == ["GIMP", "Upscaler 1.2.3"]
    assert len(values(xmp, HISTORY)) == 1


def test_an_unusual_history_stays_as_it_is() -> None:
    before = BEGIN + b"><xmpMM:History><rdf:Seq/></xmpMM:History>" + END
    assert events(with_provenance(before, MADE)) == []


def test_a_result_that_is_upscaled_again_says_so() -> None:
    again = replace(MADE, tool="Upscaler 2", scale=2, models=(("drawing", "56" * 32),), source_sha256=None)
    xmp = with_provenance(with_provenance(BEGIN + b">" + END, MADE), again)
    assert values(xmp, f"{OWN}Tool") == ["Upscaler 2"]
    assert values(xmp, f"{OWN}Name") == ["drawing"]
    assert values(xmp, f"{OWN}SourceSHA256") == []
    assert values(xmp, SOURCE_TYPE) == [ENHANCED]
    assert events(xmp) == ["Upscaler 1.2.3", "Upscaler 2"]


@pytest.mark.parametrize("name", ["bell\a.png", "bell\udcff.png", "bell\ufffe.png"])
def test_names_that_xml_cannot_hold(name: str) -> None:
    xmp = with_provenance(None, replace(MADE, source=Path(name)))
    assert values(xmp, f"{OWN}SourceName") == ["bell?.png"]


@pytest.mark.parametrize("xmp", [b"", b"no XMP", BEGIN, "<rdf:RDF></rdf:RDF>".encode("utf-16")])
def test_a_damaged_packet_is_refused(xmp: bytes) -> None:
    with pytest.raises(ValueError, match="RDF"):
        with_provenance(xmp, MADE)
