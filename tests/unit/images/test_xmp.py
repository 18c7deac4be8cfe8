from pathlib import Path

import pytest
from PIL import Image

from upscaler import messages
from upscaler.geometry import Size
from upscaler.images.fitting import for_result
from upscaler.images.formats import BY_NAME
from upscaler.images.pillow import read_metadata
from upscaler.images.xmp import turned, updated

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
    xmp, told = updated(b"before" + said + b"<Container:Directory>a</Container:Directory>", SIZE)
    assert told == lost
    assert xmp == (b"before" if lost else b"before<Container:Directory>a</Container:Directory>")


def test_what_it_repeats_of_exif_follows_the_picture() -> None:
    assert updated(b'<a tiff:Orientation = "6"/><exif:PixelXDimension>60<', SIZE) == (
        b'<a tiff:Orientation = "1"/><exif:PixelXDimension>600<',
        (),
    )


REGIONS = (
    b'<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:AppliedToDimensions%s<mwg-rs:RegionList>'
    b'<mwg-rs:Area stArea:x="0.8"/></mwg-rs:RegionList></mwg-rs:Regions>'
)


@pytest.mark.parametrize(
    "applied",
    [
        b' stDim:w="60" stDim:h="40" stDim:unit="pixel"/>',
        b' rdf:parseType="Resource"><stDim:w>60</stDim:w><stDim:h>40</stDim:h></mwg-rs:AppliedToDimensions>',
    ],
)
def test_marked_faces_stay_unless_the_picture_is_turned(applied: bytes) -> None:
    other = b"<xmpTPg:MaxPageSize stDim:w='60'/>"
    before = other + REGIONS % applied
    assert updated(before, SIZE) == (other + REGIONS % applied.replace(b"60", b"600").replace(b"40", b"400"), ())
    assert turned(before) == (other, (messages.MARKS,))
    assert turned(b"<MP:RegionInfo><MPRI:Regions/></MP:RegionInfo>after") == (b"after", (messages.MARKS,))
    assert turned(other) == (other, ())


def test_the_place_of_the_subject_is_gone() -> None:
    before = b"a<exif:SubjectArea>\n<rdf:Seq><rdf:li>30</rdf:li></rdf:Seq></exif:SubjectArea><exif:SubjectDistance>3<"
    assert updated(before, SIZE) == (b"a<exif:SubjectDistance>3<", ())


def test_sizes_of_a_panorama_follow_the_picture_unless_it_is_turned() -> None:
    before = (
        b'<a GPano:FullPanoWidthPixels="180" GPano:FullPanoHeightPixels="90" GPano:CroppedAreaLeftPixels="15"'
        b' GPano:CroppedAreaImageWidthPixels="60" GPano:PoseHeadingDegrees="15">'
        b"<GPano:CroppedAreaImageHeightPixels>40</GPano:CroppedAreaImageHeightPixels>"
        b"<GPano:CroppedAreaTopPixels>25</GPano:CroppedAreaTopPixels>"
    )
    after = before.replace(b"180", b"1800").replace(b"90", b"900")
    after = after.replace(b"60", b"600").replace(b"40", b"400").replace(b"25", b"250")
    after = after.replace(b'LeftPixels="15"', b'LeftPixels="150"')
    assert updated(before, SIZE) == (after, ())
    assert turned(before) == (b"<a>", (messages.MARKS,))
