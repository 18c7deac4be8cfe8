import pytest
from PySide6.QtGui import QIcon
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from upscaler import paths
from upscaler.gui.widgets.icons import app_icon, icon, pixmap

NAMES = sorted(path.stem for path in (paths.resources() / "icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_every_drawing_is_valid(qapp: QApplication, name: str) -> None:
    assert QSvgRenderer(str(paths.resources() / "icons" / f"{name}.svg")).isValid()


@pytest.mark.parametrize("name", [name for name in NAMES if name != "app"])
def test_icons_take_the_colour_of_the_theme(qapp: QApplication, name: str) -> None:
    image = pixmap(name, "#ff0000", 96).toImage()
    points = [image.pixelColor(x, y) for x in range(96) for y in range(96)]
    inks = [point for point in points if point.alpha() > 128]
    assert inks
    assert all(ink.red() > 250 and ink.green() < 5 and ink.blue() < 5 for ink in inks)


def test_an_icon_has_both_states_and_room_beside_it(qapp: QApplication) -> None:
    made = icon("start", "#ffffff", "#808080", 16, gap=4)
    sizes = {(size.width(), size.height()) for size in made.availableSizes()}
    assert (20, 16) in sizes
    assert (40, 32) in sizes
    assert not made.pixmap(20, QIcon.Mode.Disabled).isNull()


def test_the_app_icon_has_the_sizes_of_desktops(qapp: QApplication) -> None:
    assert {size.width() for size in app_icon().availableSizes()} >= {16, 32, 48, 256}
