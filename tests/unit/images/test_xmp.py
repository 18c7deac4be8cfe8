from pathlib import Path

import pytest
from PIL import Image

from upscaler import messages
from upscaler.geometry import Size
from upscaler.images.formats import BY_NAME
from upscaler.images.metadata import for_result, read_metadata
from upscaler.images.xmp import renewed

SIZE = Size(600, 400)
PHONE = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/"
 xmlns:GCamera="http://ns.google.com/photos/1.0/camera/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:Container="http://ns.google.com/photos/1.0/container/" xmlns:Item="http://ns.google.com/photos/1.0/container/item/"
 hdrgm:Version="1.0" GCamera:MotionPhoto="1" GCamera:MotionPhotoVersion='1' dc:format="image/jpeg">
<Container:Directory><rdf:Seq><rdf:li rdf:parseType="Resource"><Container:Item Item:Semantic="GainMap" Item:Length="9"/>
</rdf:li></rdf:Seq></Container:Directory><GCamera:MotionPhotoPresentationTimestampUs>12</GCamera:MotionPhotoPresentationTimestampUs>
<dc:title>On the beach</dc:title></rdf:Description></rdf:RDF></x:xmpmeta>"""


def test_what_a_phone_appends_is_not_promised_any_more(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.new("RGB", (60, 40)).save(path, xmp=PHONE)
    with path.open("ab") as file:
        file.write(b"a gain map and a video")
    with Image.open(path) as picture:
        kept, told = for_result(read_metadata(picture), SIZE, BY_NAME["jpg"])
    assert kept.xmp is not None
    for gone in (b"hdrgm:", b"GCamera:", b"Container:Directory"):
        assert gone not in kept.xmp.replace(b"xmlns:" + gone, b"")
    assert b"<dc:title>On the beach</dc:title>" in kept.xmp
    assert b'dc:format="image/jpeg"' in kept.xmp
    assert told == (messages.filled(messages.PARTS_DROPPED, what=(messages.GAIN_MAP, messages.VIDEO)),)


@pytest.mark.parametrize(
    ("said", "lost"),
    [
        (b"<GCamera:MicroVideo>1</GCamera:MicroVideo>", (messages.VIDEO,)),
        (b' Camera:MicroVideoOffset="99" Camera:MicroVideo="1"', (messages.VIDEO,)),
        (b' GCamera:MotionPhoto="0"', ()),
        (b' xmpNote:HasExtendedXMP="ABCDEF"', (messages.EXTENDED_XMP,)),
        (b"", ()),
    ],
)
def test_each_way_of_saying_so(said: bytes, lost: tuple[str, ...]) -> None:
    xmp, told = renewed(b"before" + said + b"<Container:Directory>a</Container:Directory>", SIZE)
    assert told == lost
    assert xmp == (b"before" if lost else b"before<Container:Directory>a</Container:Directory>")


def test_what_it_repeats_of_exif_follows_the_picture() -> None:
    assert renewed(b'<a tiff:Orientation = "6"/><exif:PixelXDimension>60<', SIZE) == (
        b'<a tiff:Orientation = "1"/><exif:PixelXDimension>600<',
        (),
    )
