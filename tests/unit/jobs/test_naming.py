from datetime import date
from pathlib import Path

import pytest

from upscaler.errors import EmptyNameError, NameTemplateError, PathInNameError, ScaleError, UnknownFieldError
from upscaler.geometry import Size
from upscaler.images.codecs.base import Header
from upscaler.jobs.naming import check_template, example, legal, same_name, target_name
from upscaler.messages import sentence
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

CAT = Header("png", Size(300, 200))


def named(template: str, source: str = "cat.png", **options: object) -> str:
    return target_name(Path(source), CAT, UpscaleOptions(name=template, **options), 7)  # type: ignore[arg-type]  # any


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{name}_{scale}x", "cat_4x.png"),
        ("{name}_{size}", "cat_4x.png"),
        ("{counter} {name} {model}", "0007 cat auto.png"),
        ("{name}-{width}x{height}", "cat-1200x800.png"),
        ("large", "large.png"),
        ("v1.2 {name}", "v1.2 cat.png"),
    ],
)
def test_a_template_is_filled_in(template: str, expected: str) -> None:
    assert named(template) == expected


def test_a_template_too_long_for_any_name_leaves_none_of_it() -> None:
    assert named("{name}" + 300 * "x") == 251 * "x" + ".png"


def test_the_date_is_that_of_today() -> None:
    before, found, after = date.today(), named("{name} {date}"), date.today()
    assert found in (f"cat {before.isoformat()}.png", f"cat {after.isoformat()}.png")  # midnight may pass


def test_a_model_that_is_known_beforehand_is_named() -> None:
    assert named("{model}", model="photo") == "photo.png"
    assert named("{model}", denoise=60) == "photo-restore.png"


@pytest.mark.parametrize(
    ("asked", "scale"),
    [
        (TargetSize(2), "2"),
        (TargetSize(2.5), "2.5"),
        (TargetSize(16), "16"),
        (TargetSize(710, "width"), "2.37"),
        (TargetSize(600, "height"), "3"),
        (TargetSize(450, "longest"), "1.5"),
    ],
)
def test_the_scale_is_what_the_picture_gets(asked: TargetSize, scale: str) -> None:
    assert named("{scale}", size=asked) == f"{scale}.png"


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (TargetSize(2.5), "cat_2.5x.png"),
        (TargetSize(710, "width"), "cat_710x473.png"),
        (TargetSize(600, "height"), "cat_900x600.png"),
        (TargetSize(450, "longest"), "cat_450x300.png"),
        (TargetSize(1000, "box", height=1000), "cat_1000x667.png"),
        (TargetSize(10, "width", unit="cm", dpi=254), "cat_1000x667.png"),
        (TargetSize(10, "width", unit="cm", dpi=254, bleed=3), "cat_1060x727.png"),
        (TargetSize(100, "longest", larger="copy"), "cat_300x200.png"),
    ],
)
def test_the_default_name_has_the_scale_or_the_pixels_of_the_file(asked: TargetSize, name: str) -> None:
    assert target_name(Path("cat.png"), CAT, UpscaleOptions(asked)) == name


def test_the_ending_follows_from_the_format() -> None:
    assert named("{name}", "cat.jpeg", format="webp") == "cat.webp"
    assert target_name(Path("a.heic"), Header("heic", Size(1, 1)), UpscaleOptions()) == "a_4x.jpg"


def test_a_picture_that_cannot_be_made_so_large_has_no_name() -> None:
    with pytest.raises(ScaleError):
        named("{name}", size=TargetSize(100, "width"))


@pytest.mark.parametrize(
    ("template", "error", "told"),
    [
        (
            "{nmae}",
            UnknownFieldError,
            "{nmae}. Available: {name}, {size}, {scale}, {model}, {width}, {height}, {date}, {counter}.",
        ),
        ("{}", UnknownFieldError, "{}"),
        ("{name:>9}", UnknownFieldError, "{name:>9}"),
        ("{name", UnknownFieldError, "{. Available"),
        ("name}", UnknownFieldError, "}. Available"),
        ("{{name}}", UnknownFieldError, "{"),
        ("", EmptyNameError, "empty"),
        (" . ", EmptyNameError, "empty"),
        ("{date}/{name}", PathInNameError, "folders"),
        ("..\\{name}", PathInNameError, "folders"),
    ],
)
def test_a_wrong_template_is_told(template: str, error: type[NameTemplateError], told: str) -> None:
    with pytest.raises(error) as caught:
        check_template(template)
    assert told in sentence(caught.value)


def test_an_example() -> None:
    assert example(UpscaleOptions()) == "cat_4x.jpg"
    assert example(UpscaleOptions(name="{width}"), Path("dog.png"), CAT) == "1200.png"
    with pytest.raises(UnknownFieldError):
        example(UpscaleOptions(name="{nmae}"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("plain", "plain"),
        ('10:30 <a>|b?*\\"', "10_30 _a__b____"),
        ("tab\tdelete\x7f", "tab_delete_"),
        ("dots. .", "dots"),
        ("...", "_"),
        ("CON", "_CON"),
        ("con.tar", "_con.tar"),
        ("nul  .x", "_nul  .x"),
        ("LPT¹", "_LPT¹"),
        ("console", "console"),
        ("com10", "com10"),
        (".upscaler-12.part", "_.upscaler-12.part"),
        ("a\udcffb", "a_b"),
    ],
)
def test_legal(name: str, expected: str) -> None:
    assert legal(name) == expected


def test_a_long_name_keeps_what_tells_it_apart() -> None:
    for source in ("a" * 251 + ".png", "ä" * 125 + ".png", "🐈" * 62 + ".png"):
        made = target_name(Path(source), CAT, UpscaleOptions(), number=12)
        assert made.endswith("_4x (12).png")
        assert 252 <= len(made.encode()) <= 255
        assert made[0] == source[0]
    assert named("{name}{name}", "ab" * 100 + ".png") == f"{('ab' * 100)[:125]}" * 2 + ".png"
    assert len(named("x" * 300)) == 255


def test_names_that_are_one_on_some_system() -> None:
    assert same_name("Ä.PNG") == same_name("a\u0308.png")
    assert same_name("STRASSE") == same_name("straße")
    assert same_name("a.png") != same_name("b.png")
