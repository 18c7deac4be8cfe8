"""An unlimited supply of rendered pages to train `drawing` on: text, windows, charts, line art and comics.

Each page is RGB uint8, (side, side, 3). Most are drawn several times larger and averaged; some are drawn at their final
size without antialiasing, as old programs do.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from upscaler.training.degradation.steps import Pixels

FINER = 3  # pages are drawn this many times larger, then averaged
PIXEL_EXACT = 0.2  # share of pages without antialiasing
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
SAMPLES = {  # sample text for fonts with this in their name; the first is for all others
    "": "The quick brown fox jumps over 1234567890 lazy dogs; Größe, façade & naïve (50 %) {x[i] += 1} Wärme é ß @ #",
    "CJK": "永和九年歲在癸丑暮春之初會于會稽山いろはにほへとちりぬるを カタカナ 다람쥐 헌 쳇바퀴에",
    "Arabic": "نص حكيم له سر قاطع وذو شأن عظيم مكتوب على ثوب أخضر",
    "Hebrew": "דג סקרן שט בים מאוכזב ולפתע מצא חברה",
    "Devanagari": "ऋषियों को सताने वाले दुष्ट राक्षसों के राजा रावण",
    "Thai": "เป็นมนุษย์สุดประเสริฐเลิศคุณค่า กว่าบรรดาฝูงสัตว์",
    "Cyrillic": "Съешь же ещё этих мягких французских булок, да выпей чаю",
    "Greek": "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία",
    "Georgian": "ჩქარი ყავისფერი მელა გადაახტა ზარმაც ძაღლს",
    "Armenian": "Բել դղյակի ձախ ժամն օֆ ազգությանը",
}
PAPERS = ((255, 255, 255), (250, 248, 240), (240, 240, 240), (32, 33, 36), (24, 26, 30), (0, 0, 0), (253, 246, 227))

Colour = tuple[int, int, int]


class Page:
    """A page that is being drawn. Coordinates are in page units, independent of the pixels it is drawn with."""

    def __init__(self, side: int, rng: np.random.Generator, held_back: bool = False, zoom: float = 1.0) -> None:
        """`side` in pixels, `zoom` in pixels per unit; `held_back`: with fonts that are never trained on."""
        self.side, self.rng, self.held_back = side / zoom, rng, held_back
        self.averaged = 1 if rng.random() < PIXEL_EXACT else FINER
        self.finer = self.averaged * zoom
        self.paper = PAPERS[int(rng.integers(len(PAPERS)))] if rng.random() < 0.7 else self.colour()
        self.picture = Image.new("RGB", (side * self.averaged,) * 2, self.paper)
        self.draw = ImageDraw.Draw(self.picture)
        self.draw.fontmode = "1" if self.averaged == 1 and rng.random() < 0.3 else "L"

    def colour(self) -> Colour:
        """A random colour, often a saturated one."""
        values = self.rng.integers(0, 256, 3)
        if self.rng.random() < 0.4:
            values[int(self.rng.integers(3))] = int(self.rng.choice([0, 255]))
        return int(values[0]), int(values[1]), int(values[2])

    def ink(self) -> Colour:
        """A random colour that contrasts with the paper: mostly dark on light, light on dark."""
        is_light = sum(self.paper) > 380
        if self.rng.random() < 0.6:
            level = int(self.rng.integers(0, 60))
            return (level,) * 3 if is_light else (255 - level,) * 3
        for _ in range(10):
            colour = self.colour()
            if abs(sum(colour) - sum(self.paper)) > 200:
                return colour
        return (0, 0, 0) if is_light else (255, 255, 255)

    def font(self) -> Path | None:
        """A random font; one in three is for a script in SAMPLES, since most fonts are Latin."""
        special, known = (fonts(self.held_back, special) for special in (True, False))
        chosen = special if special and self.rng.random() < 0.35 else known
        return chosen[int(self.rng.integers(len(chosen)))] if chosen else None

    def place(self) -> tuple[float, float]:
        """A random point on the page or slightly outside, (x, y)."""
        x, y = self.rng.uniform(-0.1 * self.side, 1.1 * self.side, 2)
        return float(x), float(y)

    def width(self, largest: float = 6) -> float:
        """A random line width in units, most often a thin one."""
        return float(np.exp(self.rng.uniform(0, math.log(largest))))

    def scaled(self, values: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        """Coordinates of the page in pixels of the picture that it is drawn in."""
        return [(x * self.finer, y * self.finer) for x, y in values]

    def line(self, points: Sequence[tuple[float, float]], colour: Colour, width: float) -> None:
        """A polyline."""
        self.draw.line(self.scaled(points), colour, max(1, round(width * self.finer)), joint="curve")

    def polygon(self, points: Sequence[tuple[float, float]], fill: Colour) -> None:
        """A filled polygon."""
        self.draw.polygon(self.scaled(points), fill)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Colour | None,
        edge: Colour | None,
        radius: float = 0,
    ) -> None:
        """A rectangle, possibly with round corners, with an edge of one unit or none."""
        (corner,) = self.scaled([(x, y)])
        far = corner[0] + width * self.finer, corner[1] + height * self.finer
        self.draw.rounded_rectangle((*corner, *far), radius * self.finer, fill, edge, round(self.finer))

    def text(self, x: float, y: float, words: str, size: float, colour: Colour, font: Path | None) -> float:
        """A line of text. Returns its width."""
        face = _face(font, max(6, round(size * self.finer)))
        self.draw.text((round(x * self.finer), round(y * self.finer)), words, colour, face)
        return self.draw.textlength(words, face) / self.finer

    def pixels(self) -> Pixels:
        """The finished page, (side, side, 3) uint8."""
        return np.asarray(self.picture.reduce(self.averaged) if self.averaged > 1 else self.picture)


def page(side: int, rng: np.random.Generator, held_back: bool = False, zoom: float = 1.0) -> Pixels:
    """A page of a random kind, (side, side, 3) uint8, drawn `zoom` times as large as on a screen.

    With `held_back`, in fonts that are never trained on.
    """
    drawn = Page(side, rng, held_back, zoom)
    KINDS[int(rng.choice(len(KINDS), p=SHARES))](drawn)
    return drawn.pixels()


# --- kinds of pages -------------------------------------------------------------------------------------------------


def text(page: Page) -> None:
    """Paragraphs or a table of code, in a font of any script."""
    rng, y = page.rng, page.rng.uniform(-10, 10)
    font, ink = page.font(), page.ink()
    size = float(np.exp(rng.uniform(math.log(8), math.log(60))))
    words = _words(font)
    while y < page.side:
        if rng.random() < 0.1:
            font, ink = page.font(), page.ink()
            words = _words(font)
        x = rng.uniform(-20, 0.3 * page.side)
        while x < page.side:
            x += page.text(x, y, words[int(rng.integers(len(words)))], size, ink, font) + 0.3 * size
            if rng.random() < 0.02:
                break
        y += size * rng.uniform(1.1, 1.6)


def window(page: Page) -> None:
    """Panels, buttons, fields, lists and lines one pixel thin."""
    rng, font = page.rng, page.font()
    words = _words(font)
    for _ in range(int(rng.integers(15, 60))):
        x, y = page.place()
        width, height = rng.uniform(10, 0.6 * page.side), rng.uniform(8, 60)
        fill = page.colour() if rng.random() < 0.6 else None
        page.box(round(x), round(y), round(width), round(height), fill, page.ink(), float(rng.choice([0, 0, 3, 6, 12])))
        if rng.random() < 0.8:
            size = min(height * 0.6, rng.uniform(9, 22))
            page.text(x + 6, y + (height - size) / 2, words[int(rng.integers(len(words)))], size, page.ink(), font)
        if rng.random() < 0.3:
            row = round(page.place()[1])
            page.line([(0, row), (page.side, row)], page.ink(), 1)


def chart(page: Page) -> None:
    """Axes, a grid, curves, bars and areas, as on maps and plots."""
    rng = page.rng
    step = rng.uniform(12, 60)
    for i in range(math.ceil(page.side / step)):
        page.line([(i * step, 0), (i * step, page.side)], page.ink(), 1)
        page.line([(0, i * step), (page.side, i * step)], page.ink(), 1)
    for _ in range(int(rng.integers(1, 8))):
        points = [(float(x), float(y)) for x, y in zip(*_walk(page), strict=True)]
        if rng.random() < 0.4:
            page.polygon(points, page.colour())
        page.line(points, page.ink(), page.width())
    font = page.font()
    for word in rng.choice(_words(font), 6):
        page.text(*page.place(), str(word), rng.uniform(8, 20), page.ink(), font)


def line_art(page: Page) -> None:
    """Curves, circles and hatching."""
    rng = page.rng
    for _ in range(int(rng.integers(10, 50))):
        page.line(_curve(page), page.ink(), page.width(5))
    for _ in range(int(rng.integers(1, 8))):
        (x, y), angle, gap = page.place(), rng.uniform(0, math.pi), rng.uniform(2.5, 9)
        length, ink, width = rng.uniform(20, 150), page.ink(), page.width(2)
        along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
        for i in range(int(rng.integers(5, 40))):
            start = x + i * gap * across[0], y + i * gap * across[1]
            end = start[0] + length * along[0], start[1] + length * along[1]
            page.line([start, end], ink, width)


def comic(page: Page) -> None:
    """Flat fills with bold outlines, halftone dots, speech bubbles."""
    rng = page.rng
    for _ in range(int(rng.integers(4, 16))):
        points = _curve(page)
        page.polygon(points, page.colour())
        page.line([*points, points[0]], page.ink(), page.width(8))
    if rng.random() < 0.4:
        gap, radius, ink = rng.uniform(4, 12), rng.uniform(0.8, 3), page.colour()
        (x, y), count = page.place(), int(rng.integers(5, 25))
        for i in range(count * count):
            across, down = x + gap * (i % count), y + gap * (i // count)
            page.box(across, down, 2 * radius, 2 * radius, ink, None, radius)
    x, y = page.place()
    font = page.font()
    page.box(x, y, 140, 50, (255, 255, 255), (0, 0, 0), 25)
    page.text(x + 14, y + 14, str(rng.choice(_words(font))), 20, (0, 0, 0), font)


KINDS: tuple[Callable[[Page], None], ...] = (text, window, chart, line_art, comic)
SHARES = (0.4, 0.2, 0.13, 0.13, 0.14)


def _walk(page: Page) -> tuple[list[float], list[float]]:
    count = int(page.rng.integers(8, 60))
    xs = np.linspace(-10, page.side + 10, count)
    ys = page.rng.uniform(0, page.side) + np.cumsum(page.rng.normal(0, page.rng.uniform(2, 30), count))
    return xs.tolist(), ys.tolist()


def _curve(page: Page) -> list[tuple[float, float]]:
    """A closed or open curve through random points (cubic Bezier)."""
    a, b, c, d = (np.array(page.place()) for _ in range(4))
    t = np.linspace(0, 1, 40)[:, None]
    points = (1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * b + 3 * t**2 * (1 - t) * c + t**3 * d
    return [(float(x), float(y)) for x, y in points]


@cache
def fonts(held_back: bool, special: bool = False) -> tuple[Path, ...]:
    """The usable fonts of this computer, by path; there may be none. One family in seven is held back. `special` fonts
    are those for a script in SAMPLES."""
    found = (path for folder in FONT_FOLDERS for path in folder.rglob("*") if path.suffix in (".ttf", ".otf", ".ttc"))
    kept = (path for path in found if _is_held_back(path) == held_back)
    chosen = (path for path in kept if not special or any(name and name in path.name for name in SAMPLES))
    return tuple(sorted(path for path in chosen if _draws(path)))


def _is_held_back(font: Path) -> bool:
    """By the name of the family."""
    family = font.stem.partition("-")[0]
    return int(hashlib.sha256(family.encode()).hexdigest(), 16) % 7 == 0


def _draws(font: Path) -> bool:
    """Whether a font has the letters of its sample text; missing letters are drawn as boxes."""
    face = _face(font, 20)
    letters, none = (_words(font)[0], "\U0010fffe")
    return all(bytes(face.getmask(letter)) != bytes(face.getmask(none)) for letter in letters)


@lru_cache(512)
def _face(font: Path | None, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    try:
        return ImageFont.truetype(font, size) if font else ImageFont.load_default(size)
    except OSError:  # symbols without a Unicode map, bitmaps
        return ImageFont.load_default(size)


def _words(font: Path | None) -> list[str]:
    name = font.name if font else ""
    return next(text for key, text in reversed(SAMPLES.items()) if key in name).split()
