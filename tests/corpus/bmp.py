"""Windows and OS/2 bitmaps, and Windows icons, which contain such bitmaps, written with struct."""

from __future__ import annotations

import io
import struct

import numpy as np
from PIL import Image

from tests.corpus.kind import Kind, Made, Recipe
from tests.corpus.packing import bits_packed
from tests.corpus.pixels import Array, picture, scaled, size_of, with_alpha
from upscaler.images.bitmap import Pixels

_MASKS: dict[str, tuple[int, ...]] = {  # red, green, blue, alpha
    "555": (0x7C00, 0x3E0, 0x1F, 0),
    "565": (0xF800, 0x7E0, 0x1F, 0),
    "444": (0xF00, 0xF0, 0xF, 0),
    "4444": (0xF00, 0xF0, 0xF, 0xF000),
    "1555": (0x7C00, 0x3E0, 0x1F, 0x8000),
    "888": (0xFF0000, 0xFF00, 0xFF, 0),
    "bgr888": (0xFF, 0xFF00, 0xFF0000, 0),
    "8888": (0xFF0000, 0xFF00, 0xFF, 0xFF000000),
    "abgr8888": (0xFF, 0xFF00, 0xFF0000, 0xFF000000),
    "rgba8888": (0xFF000000, 0xFF0000, 0xFF00, 0xFF),
    "1010102": (0x3FF00000, 0xFFC00, 0x3FF, 0xC0000000),
}
BMP_SPACE = {
    "header": "40 40 12 52 56 64 108 124",
    "pixels": "8 4 1 2 rle8 rle4 16 24 24 32 " + " ".join(_MASKS),
    "upside": "down down up",
    "palette": "full few none0",
    "gap": "0 0 14",
    "rle": "plain absolute delta short",
    "fourth": "slope zero full",
    "mark": "size zerosize",
    "size": "37x23 40x32 18x45 1x1 5x3 6x2",
}
ICO_SPACE = {
    "kind": "32 32 24 8 4 1 png pngrgb",
    "others": "none smaller before two",
    "mask": "none half all",
    "alpha": "slope zero full",
    "size": "37x23 40x32 48x48 16x16 256x256",
}
_WITHOUT_MASKS = ("8", "4", "1", "2", "rle8", "rle4", "16", "24", "32")


def _possible_bmp(recipe: Recipe) -> bool:
    header, pixels = int(recipe["header"]), recipe["pixels"]
    indexed = pixels in ("8", "4", "1", "2", "rle8", "rle4")
    if header == 12 and (
        pixels not in ("8", "4", "1", "24") or recipe["upside"] == "up" or recipe["palette"] != "full"
    ):
        return False
    if header in (12, 64) and pixels in (*_MASKS, "16", "32", "2"):
        return False
    if pixels in _MASKS and _MASKS[pixels][3] and header in (40, 52):
        return False  # have no room for the fourth mask
    if (recipe["palette"] != "full" and not indexed) or (recipe["palette"] == "none0" and pixels.startswith("rle")):
        return False
    if pixels.startswith("rle"):
        return recipe["upside"] == "down" and recipe["size"] not in ("1x1", "5x3", "6x2")
    has_fourth = pixels == "32" or (pixels in _MASKS and _MASKS[pixels][3])
    if has_fourth and recipe["size"] == "1x1" and recipe["fourth"] == "slope":
        return False  # is zero there
    return recipe["rle"] == "plain" and (bool(has_fourth) or recipe["fourth"] == "slope")


def _make_bmp(recipe: Recipe) -> Made:
    size, name, header = size_of(recipe["size"]), recipe["pixels"], int(recipe["header"])
    depth = int(name.removeprefix("rle")) if name in _WITHOUT_MASKS else 16 if len(name) == 3 or len(name) == 4 else 32
    if name in ("888", "8888"):
        depth = 32
    palette, rows = b"", b""
    seen: Pixels
    if depth <= 8:
        count = 2**depth if recipe["palette"] == "full" else max(2, 2**depth // 2 - 1)
        if recipe["palette"] == "none0":
            count = 2**depth  # 0 in the header means all of them
        indices = np.minimum(picture(size, 1, 2**depth - 1)[..., 0], count - 1)
        colours = np.random.default_rng(3).integers(0, 256, (count, 3))
        entries = colours[:, ::-1] if header == 12 else np.pad(colours[:, ::-1], ((0, 0), (0, 1)))
        palette = entries.astype(np.uint8).tobytes()
        if name.startswith("rle"):
            indices, rows = _run_lengths(indices[::-1], depth, recipe["rle"])
            indices = indices[::-1]
        else:
            rows = _padded(bits_packed(_ordered(indices, recipe), depth), size[1])
        seen = scaled(colours[indices], 255)
    else:
        rows, seen = _direct(recipe, size, depth)
    masks = _MASKS.get(name, ())
    compression = {"rle8": 1, "rle4": 2}.get(name, 3 if masks else 0)
    used = {"few": len(palette) // 4, "full": len(palette) // 4, "none0": 0}[recipe["palette"]]
    height = -size[1] if recipe["upside"] == "up" else size[1]
    length = 0 if recipe["mark"] == "zerosize" and not name.startswith("rle") else len(rows)
    if header == 12:
        info = struct.pack("<IHHHH", 12, *size, 1, depth)
    else:
        info = struct.pack("<IiiHHIIiiII", header, size[0], height, 1, depth, compression, length, 2835, 2835, used, 0)
    tail = struct.pack("<4I", *masks) if masks else b""
    if header == 40 and masks:
        info += tail[:12]
    elif header == 64:
        info += bytes(24)
    elif header > 40:
        info = (info + tail)[:header].ljust(header, b"\0")
        if header >= 108:
            info = info[:56] + b"BGRs" + info[60:]
    start = 14 + len(info) + len(palette) + int(recipe["gap"])
    content = b"BM" + struct.pack("<IHHI", start + len(rows), 0, 0, start) + info + palette + bytes(int(recipe["gap"]))
    rounded = (1, 0.6) if depth == 16 else ()  # five bits as eight: multiplied or repeated
    return Made(content + rows, (seen,), *rounded)


def _ordered(rows: Array, recipe: Recipe) -> Array:
    return rows if recipe["upside"] == "up" else rows[::-1]


def _padded(data: bytes, height: int) -> bytes:
    """Each row padded to a multiple of four bytes."""
    length = len(data) // height
    return b"".join(data[at : at + length].ljust(-(-length // 4) * 4, b"\0") for at in range(0, len(data), length))


def _direct(recipe: Recipe, size: tuple[int, int], depth: int) -> tuple[bytes, Array]:
    """Rows without a palette, and what they look like: a fourth sample counts if a mask says so."""
    name = recipe["pixels"]
    masks = {"16": _MASKS["555"], "24": _MASKS["888"], "32": (*_MASKS["888"][:3], 0xFF000000)}.get(name) or _MASKS[name]
    values, channels = np.zeros((size[1], size[0]), np.int64), []
    for number, mask in enumerate(masks):
        shift = (mask & -mask).bit_length() - 1
        white = mask >> max(shift, 0)
        samples = picture(size, 4, white)[..., number] if white else values * 0
        if number == 3:
            samples = {"slope": samples, "zero": samples * 0, "full": samples * 0 + white}[recipe["fourth"]]
        values |= samples << max(shift, 0)
        channels.append(samples * 255 / white if white else samples * 0 + 255)
    seen = np.rint(np.stack(channels[:3], 2)).astype(np.uint8)
    # Programs that do not know alpha write zeros: nobody makes invisible pictures
    if name in _MASKS and masks[3] and recipe["fourth"] != "zero":
        seen = with_alpha(seen, np.rint(channels[3])).astype(np.uint8)
    data = _ordered(values, recipe).astype("<u4").view(np.uint8).reshape(*values.shape, 4)
    return _padded(np.ascontiguousarray(data[..., : depth // 8]).tobytes(), size[1]), seen


def _run_lengths(indices: Array, depth: int, way: str) -> tuple[Array, bytes]:
    """RLE of rows, bottom first, and their content: skipped pixels stay 0."""
    done, kept = bytearray(), indices.copy()
    for y, row in enumerate(indices):
        x = 0
        if way == "delta" and y == 3:
            done += bytes((0, 2, 4, 1))  # four to the right, one up
            kept[y, :] = kept[y + 1, :4] = 0
            continue
        if way == "delta" and y == 4:
            x = 4
        if way == "short" and y >= len(indices) - 2:
            kept[y] = 0
            continue
        while x < len(row):
            run = 1
            while run < 255 and x + run < len(row) and row[x + run] == row[x]:
                run += 1
            wide = min(7, len(row) - x)
            if way == "absolute" and run < 3 and wide >= 3:
                data = bits_packed(row[None, x : x + wide], depth)
                done += bytes((0, wide)) + data + bytes(len(data) % 2)
                x += wide
            else:
                done += bytes((run, int(row[x]) * (17 if depth == 4 else 1)))
                x += run
        done += b"\0\0"
    return kept, bytes(done[:-2] if way != "short" else done) + b"\0\1"


def _possible_ico(recipe: Recipe) -> bool:
    png, has_alpha = recipe["kind"].startswith("png"), recipe["kind"] in ("32", "png")
    if png and recipe["mask"] != "none":
        return False
    if recipe["size"] == "256x256" and not png:
        return False
    return has_alpha or recipe["alpha"] == "slope"


def _make_ico(recipe: Recipe) -> Made:
    """The largest picture of an icon is the one that is read."""
    size = size_of(recipe["size"])
    small = (size[0] // 2, size[1] // 2)
    entries = [(size, *_icon(recipe, size))]
    match recipe["others"]:
        case "smaller":
            entries.append((small, *_icon(recipe, small)))
        case "before":
            entries.insert(0, (small, *_icon(recipe, small)))
        case "two":
            entries = [(small, *_icon(recipe, small)), *entries, (small, *_icon(recipe, small))]
    content, data = struct.pack("<HHH", 0, 1, len(entries)), b""
    for (width, height), depth, part, _ in entries:
        place = 6 + 16 * len(entries) + len(data)
        content += struct.pack("<BBBBHHII", width % 256, height % 256, 0, 0, 1, depth, len(part), place)
        data += part
    return Made(content + data, (next(seen for one, _, _, seen in entries if one == size),))


def _icon(recipe: Recipe, size: tuple[int, int]) -> tuple[int, bytes, Array]:
    """Depth, a bitmap without file header and with a mask, or a PNG; and what it looks like."""
    name, (width, height) = recipe["kind"], size
    pixels = picture(size, 4)
    pixels[..., 3] = {"slope": pixels[..., 3], "zero": pixels[..., 3] * 0, "full": 255}[recipe["alpha"]]
    mask = np.zeros((height, width), np.int64)
    if recipe["mask"] != "none":
        mask[:, width // 2 if recipe["mask"] == "half" else 0 :] = 1
    if name.startswith("png"):
        file, seen = io.BytesIO(), scaled(pixels if name == "png" else pixels[..., :3], 255)
        Image.fromarray(seen).save(file, "PNG")
        return 32, file.getvalue(), seen
    depth, palette = int(name), b""
    if depth <= 8:
        colours = np.random.default_rng(3).integers(0, 256, (2**depth, 3))
        palette = np.pad(colours[:, ::-1], ((0, 0), (0, 1))).astype(np.uint8).tobytes()
        indices = picture(size, 1, 2**depth - 1)[..., 0]
        rows, colour = bits_packed(indices[::-1], depth), colours[indices]
    else:
        colour = pixels[..., :3]
        stored = pixels[::-1, :, [2, 1, 0, 3][: depth // 8]]
        rows = stored.astype(np.uint8).tobytes()
    alpha = (1 - mask) * 255
    if depth == 32 and recipe["alpha"] != "zero":
        alpha = pixels[..., 3]  # the mask is for older systems then
    masks = _padded(bits_packed(mask[::-1], 1), height)
    info = struct.pack("<IiiHHIIiiII", 40, width, 2 * height, 1, depth, 0, 0, 0, 0, 0, 0)
    return depth, info + palette + _padded(rows, height) + masks, scaled(with_alpha(colour, alpha), 255)


BMP = Kind("bmp", BMP_SPACE, _make_bmp, _possible_bmp)
ICO = Kind("ico", ICO_SPACE, _make_ico, _possible_ico)
