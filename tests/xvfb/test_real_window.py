"""The real window with real input, from the outside. One test is one session, because starting the app takes time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tests.xvfb.desktop import App, Desktop, until
from upscaler.gui.comparison.modes import MODES

MakePhoto = Callable[..., Path]
pytestmark = pytest.mark.posix

LARGE = (1600, 1200)  # takes some seconds


def middle(desktop: Desktop, app: App) -> Image.Image:
    """The comparison on the screen, without the panels and its labels."""
    x, y, width, height = app.place
    return desktop.screen().crop((x + 320, y + 140, x + width - 330, y + height - 140))


def differs(a: Image.Image, b: Image.Image) -> bool:
    return ImageChops.difference(a, b).getbbox() is not None


def settled(desktop: Desktop, app: App) -> Image.Image:
    """The comparison, once two successive screenshots are equal."""

    def same_twice() -> Image.Image | None:
        first = middle(desktop, app)
        return None if differs(first, middle(desktop, app)) else first

    found = until(same_twice, "the picture comes to rest")
    assert found is not None
    return found


def changed_from(desktop: Desktop, app: App, before: Image.Image) -> Image.Image:
    until(lambda: differs(before, middle(desktop, app)), "the comparison looks different")
    return settled(desktop, app)


def dot_in(picture: Image.Image) -> tuple[int, int, int, int]:
    """Where the green dot of the original is: left, top, right, bottom."""
    red, green, _ = picture.crop((0, 0, picture.width // 2, picture.height)).convert("RGB").split()
    box = ImageChops.subtract(green, red).point(lambda more: 255 * (more > 150)).getbbox()
    assert box is not None, "the dot is on the screen"
    return box


def results(photo: Path) -> list[str]:
    folder = photo.parent / "upscaled"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def copied(desktop: Desktop, kind: str, path: Path) -> subprocess.Popen[bytes]:
    owner = desktop.start(
        [sys.executable, str(Path(__file__).with_name("clipboard_owner.py")), kind, str(path)], stdout=subprocess.PIPE
    )
    assert owner.stdout is not None
    with owner.stdout as said:
        assert said.readline() == b"copied\n"
    return owner


def test_dragged_from_a_file_manager_then_a_second_start(desktop: Desktop, make_photo: MakePhoto) -> None:
    first, second = make_photo("dragged.png", 64, 48), desktop.home / "second.png"
    second.write_bytes(first.read_bytes())
    app = desktop.app()
    desktop.xdotool("windowmove", app.window, 310, 20, "windowsize", app.window, 960, 700)
    desktop.start(["pcmanfm", "--no-desktop", str(first.parent)])
    manager = until(lambda: desktop.window("photos"), "the file manager opens")
    desktop.xdotool("windowmove", manager, 0, 20, "windowsize", manager, 300, 400)

    def arrived() -> bool:
        desktop.xdotool("windowactivate", "--sync", manager)
        desktop.drag(icon_in(desktop, manager), (700, 350))
        app.focus()
        app.keys("ctrl+Return")
        return app.title != "Upscaler" or results(first) != []

    until(arrived, "the dragged file is in the queue")
    until_upscaled(app, first.parent / "upscaled" / "dragged_4x.png")

    later = desktop.start([sys.executable, "-m", "upscaler.gui", str(second)])
    desktop.xdotool("windowactivate", "--sync", manager)
    assert until(lambda: None if later.poll() is None else [later.returncode], "the second start ends") == [0]
    until(lambda: desktop.xdotool("getactivewindow") == app.window, "the window that runs comes to the front")
    until_upscaled(app, desktop.home / "upscaled" / "second_4x.png")
    assert app.close() == 0


def icon_in(desktop: Desktop, manager: str) -> tuple[int, int]:
    """Where the only file in the folder is: its thumbnail is the only colourful thing in the right half."""
    told = dict(line.split("=") for line in desktop.xdotool("getwindowgeometry", "--shell", manager).splitlines())
    x, y, width, height = (int(told[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))
    left, top = x + width // 2, y + 90
    found = desktop.screen().crop((left, top, x + width, y + height - 30)).convert("HSV").getchannel("S")
    box = found.point(lambda saturation: 255 * (saturation > 60)).getbbox()
    if box is None:
        return left + 40, top + 40
    return left + (box[0] + box[2]) // 2, top + (box[1] + box[3]) // 2


def until_upscaled(app: App, result: Path) -> None:
    """Press Start until the picture, which may not be in the queue yet, is upscaled and the run has ended.

    A press just after the run has begun is on Pause, so the next one resumes it.
    """

    def is_there() -> bool:
        title = app.title
        if title.startswith("Paused") or (title == "Upscaler" and not result.is_file()):
            app.keys("ctrl+Return")
        return title == "Upscaler" and result.is_file()

    until(is_there, f"{result.name} is there, and the run has ended")


def test_paste_a_picture_and_a_file(desktop: Desktop, make_photo: MakePhoto) -> None:
    photo = make_photo("copied.png", 60, 40)
    app = desktop.app()
    owner = copied(desktop, "picture", photo)
    app.focus()
    app.keys("ctrl+v")
    place = desktop.home / "Pictures" / "Upscaled"
    until(lambda: any(place.glob("Pasted *.png")), "the pasted picture is kept")
    owner.kill()
    [kept] = place.glob("Pasted *.png")
    with Image.open(kept) as a, Image.open(photo) as b:
        assert not differs(a.convert("RGB"), b.convert("RGB"))
    copied(desktop, "file", photo)
    app.keys("ctrl+v")
    until_upscaled(app, photo.parent / "upscaled" / "copied_4x.png")
    assert sorted(path.name for path in place.iterdir()) == [kept.name, f"{kept.stem}_4x.png"]
    assert app.close() == 0


def test_start_pause_cancel_and_close_while_running(desktop: Desktop, make_photo: MakePhoto) -> None:
    photo = make_photo("large.png", *LARGE)
    app = desktop.app(photo)
    app.focus()

    app.press_until("ctrl+Return", "large.png – Upscaler")
    app.press_until("ctrl+Return", "Paused")
    app.keys("ctrl+Return")
    until(lambda: "Paused" not in app.title, "it goes on")
    app.press_until("ctrl+Return", "Paused")

    app.keys("Escape")
    app.dialog("Stop the run")
    app.keys("Return")  # the answer that loses nothing
    until(lambda: not desktop.window("Stop the run"), "the question goes")
    assert "large.png" in app.title
    app.keys("Escape")
    app.agree("Stop the run")
    until(lambda: app.title == "Upscaler", "the run is stopped")
    assert results(photo) == []

    app.focus()
    app.press_until("ctrl+Return", "large.png – Upscaler")
    app.keys("alt+F4")
    app.agree("Close while upscaling")
    assert app.ended() == 0
    assert [path.name for path in photo.parent.iterdir()] == ["large.png"]


def test_each_mode_and_zoom_at_the_pointer(desktop: Desktop, make_photo: MakePhoto) -> None:
    photo = make_photo("small.png", 72, 96)  # the panes of a portrait picture are side by side
    with Image.open(photo) as picture:
        picture.paste((0, 255, 0), (40, 52, 42, 54))  # a dot, off the middle, to find on the screen
        picture.save(photo)
    app = desktop.app(photo)
    until_upscaled(app, photo.parent / "upscaled" / "small_4x.png")
    x, y, *_ = app.place
    desktop.xdotool("mousemove", x + 640, y + 300)
    desktop.xdotool("click", 1)  # in the picture, because digits typed in the queue search it
    seen: list[Image.Image] = []
    for number in range(1, len(MODES) + 1):
        app.keys(str(number))
        seen.append(changed_from(desktop, app, seen[-1]) if seen else settled(desktop, app))
        assert all(differs(seen[-1], other) for other in seen[:-1]), f"mode {number} looks like another one"

    app.keys("2")
    split = settled(desktop, app)
    desktop.xdotool("keydown", "space")
    changed_from(desktop, app, split)
    desktop.xdotool("keyup", "space")
    until(lambda: not differs(split, middle(desktop, app)), "the result is back")

    app.keys("1", "z", *["plus"] * 6)  # larger than the view, else it would be centred instead
    before = settled(desktop, app)
    dot = dot_in(before)
    pointer = (x + 320 + (dot[0] + dot[2]) // 2, y + 140 + (dot[1] + dot[3]) // 2)
    desktop.xdotool("mousemove", *pointer)
    for _ in range(3):
        desktop.xdotool("click", 4)
        before = changed_from(desktop, app, before)
    zoomed = dot_in(before)
    assert zoomed[0] < pointer[0] - x - 320 < zoomed[2], "the dot is still under the pointer"
    assert zoomed[1] < pointer[1] - y - 140 < zoomed[3], "the dot is still under the pointer"
    assert zoomed[3] - zoomed[1] > 1.5 * (dot[3] - dot[1])
    assert app.close() == 0


def test_what_a_restart_keeps(desktop: Desktop, make_photo: MakePhoto) -> None:
    photo, results_folder = make_photo("small.png", 96, 72), desktop.home / "results"
    results_folder.mkdir()

    def sit(*more: Path) -> list[dict[str, object]]:
        command = [sys.executable, str(Path(__file__).with_name("sitting.py")), str(photo), *map(str, more)]
        process = desktop.start(command, stdout=subprocess.PIPE)
        assert process.stdout is not None
        told, _ = process.communicate(timeout=90)
        assert process.returncode == 0
        found: list[dict[str, object]] = json.loads(told)
        return found

    before, changed = sit(results_folder)
    assert [name for name in before if before[name] == changed[name]] == [], "all of it was changed"
    kept, _ = sit()
    assert kept == changed
