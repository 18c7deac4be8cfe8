"""QOI (1.0 specification) and Netpbm's formats, written by hand."""

from __future__ import annotations

import struct

import numpy as np

from tests.corpus.kind import Kind, Made, Recipe
from tests.corpus.packing import bits_packed
from tests.corpus.pixels import Array, picture, scaled, size_of

QOI_SPACE = {
    "channels": "4 3",
    "space": "0 1",
    "content": "noise smooth runs few",
    "operations": "all rgba norun nodiff",
    "size": "37x23 40x32 18x45 1x1 300x2",
}
PNM_SPACE = {
    "kind": "P6 P5 P4 P3 P2 P1 P7 Pf",
    "white": "255 65535 1 7 15 99 254 256 1023 4095 65534",
    "comment": "none behind1 behind2 behind3",
    "spaces": "newline blank tabs windows",
    "following": "none again garbage",
    "size": "37x23 40x32 18x45 1x1",
}


def _make_qoi(recipe: Recipe) -> Made:
    size, channels = size_of(recipe["size"]), int(recipe["channels"])
    pixels = picture(size, channels, smooth=recipe["content"] != "noise")
    if recipe["content"] == "runs":
        pixels = pixels // 64 * 64
    elif recipe["content"] == "few":
        pixels = np.random.default_rng(3).integers(0, 256, (5, channels))[(pixels[..., 0] * 7) % 5]
    header = b"qoif" + struct.pack(">IIBB", *size, channels, int(recipe["space"]))
    return Made(header + _qoi(pixels, recipe["operations"]) + bytes(7) + b"\1", (scaled(pixels, 255),))


def _qoi(pixels: Array, operations: str) -> bytes:
    full = np.concatenate([pixels, np.full((*pixels.shape[:2], 4 - pixels.shape[2]), 255)], 2)
    table: list[tuple[int, ...]] = [(0, 0, 0, 0)] * 64
    done, before, run = bytearray(), (0, 0, 0, 255), 0
    for pixel in (tuple(one) for one in full.reshape(-1, 4).tolist()):
        if pixel == before and operations not in ("norun", "rgba"):
            run += 1
            if run == 62:
                done.append(0xC0 | 61)
                run = 0
            continue
        if run:
            done.append(0xC0 | (run - 1))
            run = 0
        place = (pixel[0] * 3 + pixel[1] * 5 + pixel[2] * 7 + pixel[3] * 11) % 64
        red, green, blue = ((now - then + 128) % 256 - 128 for now, then in zip(pixel[:3], before[:3], strict=True))
        if operations == "rgba":
            done += bytes((0xFF, *pixel))
        elif table[place] == pixel:
            done.append(place)
        elif pixel[3] != before[3]:
            done += bytes((0xFF, *pixel))
        elif operations != "nodiff" and all(-2 <= one <= 1 for one in (red, green, blue)):
            done.append(0x40 | (red + 2) << 4 | (green + 2) << 2 | (blue + 2))
        elif -32 <= green <= 31 and -8 <= red - green <= 7 and -8 <= blue - green <= 7:
            done += bytes((0x80 | (green + 32), (red - green + 8) << 4 | (blue - green + 8)))
        else:
            done += bytes((0xFE, *pixel[:3]))
        table[place] = before = pixel
    if run:
        done.append(0xC0 | (run - 1))
    return bytes(done)


def _possible_pnm(recipe: Recipe) -> bool:
    if recipe["kind"] in ("P1", "P4") and (recipe["white"] != "1" or recipe["comment"] == "behind3"):
        return False
    if recipe["kind"] in ("P7", "Pf"):
        return recipe["white"] == "255" and recipe["comment"] == "none" and recipe["following"] == "none"
    if recipe["following"] == "again" and recipe["kind"] in ("P1", "P2", "P3"):
        return False  # plain ones hold one picture
    return not (recipe["spaces"] == "windows" and recipe["kind"] in ("P4", "P5", "P6"))  # one byte stands before pixels


def _make_pnm(recipe: Recipe) -> Made:
    size, kind, white = size_of(recipe["size"]), recipe["kind"], int(recipe["white"])
    if kind in ("P7", "Pf"):
        return Made((b"P7\nWIDTH 2\n" if kind == "P7" else b"Pf\n2 1\n-1.0\n") + bytes(40))
    samples = picture(size, 3 if kind in ("P3", "P6") else 1, white)
    gap = {"newline": "\n", "blank": " ", "tabs": "\t\t", "windows": "\r\n"}[recipe["spaces"]]
    words = [kind, str(size[0]), str(size[1]), *([] if kind in ("P1", "P4") else [str(white)])]
    header = ""
    for number, word in enumerate(words):
        last = number == len(words) - 1
        header += word + ("\n" if last else gap)
        if recipe["comment"] == f"behind{number}":
            header += "" if last else "# a comment 12\n"
    flat = samples.reshape(size[1], -1)
    if kind == "P1":
        data = "\n".join("".join(map(str, row)) for row in flat.tolist()).encode()
    elif kind in ("P2", "P3"):
        data = (gap.join(map(str, flat.ravel().tolist())) + "\n").encode()
    elif kind == "P4":
        data = bits_packed(flat, 1)
    else:
        data = flat.astype(">u2" if white > 255 else np.uint8).tobytes()
    content = header.encode() + data
    content += {"none": b"", "again": content, "garbage": b"\n"}[recipe["following"]]
    samples = white - samples if kind in ("P1", "P4") else samples  # 1 is black
    return Made(content, (scaled(samples, white),))


QOI = Kind("qoi", QOI_SPACE, _make_qoi)
PNM = Kind("pnm", PNM_SPACE, _make_pnm, _possible_pnm)
