"""JPEG (ITU-T T.81) by our own encoder: components, sampling, scans and depths that libraries never write."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import numpy as np

from tests.corpus.arithmetic import ArithmeticCoder
from tests.corpus.kind import Kind, Made, Recipe
from tests.corpus.packing import Bits, exif
from tests.corpus.pixels import Array, picture, rgb_of_cmyk, rgb_of_ycbcr, size_of, turned, ycbcr_of_rgb
from upscaler.images.colour import srgb

SPACE = {
    "process": "baseline baseline baseline progressive progressive refined extended arithmetic twelve lossless",
    "colour": "ycbcr ycbcr ycbcr gray rgb rgbids cmyk ycck",
    "adobe": "fitting fitting none short",
    "jfif": "yes yes no short",
    "sampling": "1x1 2x1 2x2 1x2 4x1 2x2each 1x1odd",
    "scans": "together apart",
    "restart": "0 0 1 3",
    "tables": "8 16",
    "segments": "none none comment exif1 exif6 exif3 iccone icctwo iccshort filling unknown multiscreen",
    "end": "eoi eoi garbage none",
    "size": "37x23 40x32 17x45 8x8 1x1 5x3",
}
_ZIGZAG = sorted(range(64), key=lambda k: (k // 8 + k % 8, (k // 8 if (k // 8 + k % 8) % 2 else k % 8)))
_IDS = {"rgbids": b"RGB"}
_TRANSFORMS = {"ycbcr": 1, "rgb": 0, "cmyk": 0, "ycck": 2}
_BASE = np.array([[1 + (x + y) // 3 for x in range(8)] for y in range(8)])  # quantisation steps
_COSINES = np.array([[np.cos((2 * x + 1) * u * np.pi / 16) / (2 if u else 8**0.5) for x in range(8)] for u in range(8)])


def possible(recipe: Recipe) -> bool:
    colour, adobe, process = recipe["colour"], recipe["adobe"], recipe["process"]
    if colour in ("rgb", "ycck") and adobe != "fitting":
        return False  # nothing else identifies them
    if colour in ("rgb", "rgbids", "cmyk", "ycck") and recipe["jfif"] != "no":
        return False  # JFIF means YCbCr or gray
    if colour == "rgbids" and adobe != "none":
        return False
    if colour == "gray" and (recipe["sampling"] not in ("1x1", "2x2") or recipe["scans"] == "apart"):
        return False
    if colour in ("cmyk", "rgb", "rgbids") and recipe["sampling"] != "1x1":
        return False
    if process == "lossless":
        return colour in ("gray", "rgb") and recipe["sampling"] == "1x1" and recipe["restart"] == "0"
    if process == "twelve" and recipe["tables"] == "8":
        return False
    return not (process == "baseline" and recipe["tables"] == "16")


class _Component:
    """Samples (H, W) of one component as quantised blocks, and as they decode."""

    def __init__(self, number: int, samples: Array, across: int, down: int, most: tuple[int, int], white: int) -> None:
        height, width = samples.shape
        self.number, self.across, self.down = number, across, down
        step_x, step_y = most[0] // across, most[1] // down
        small = _shrunk(samples, step_x, step_y)
        self.own = (-(-width * across // (most[0] * 8)), -(-height * down // (most[1] * 8)))  # blocks, alone in a scan
        units = (-(-width // (8 * most[0])), -(-height // (8 * most[1])))
        blocks = (units[0] * across, units[1] * down)
        padded = np.pad(small, ((0, blocks[1] * 8 - small.shape[0]), (0, blocks[0] * 8 - small.shape[1])), "edge")
        cut = padded.reshape(blocks[1], 8, blocks[0], 8).transpose(0, 2, 1, 3) - (white + 1) // 2
        self.steps = _BASE * ((white + 1) // 256)
        values = np.rint(_COSINES @ cut @ _COSINES.T / self.steps).astype(int)
        self.blocks = values.reshape(blocks[1], blocks[0], 64)[:, :, _ZIGZAG]
        back = _COSINES.T @ (values * self.steps) @ _COSINES + (white + 1) // 2
        whole = back.transpose(0, 2, 1, 3).reshape(blocks[1] * 8, blocks[0] * 8).clip(0, white)
        self.decoded = _grown(whole[: small.shape[0], : small.shape[1]], step_x, step_y)[:height, :width]


def _shrunk(samples: Array, across: int, down: int) -> Array:
    padded = np.pad(samples, ((0, -samples.shape[0] % down), (0, -samples.shape[1] % across)), "edge")
    cut = padded.reshape(padded.shape[0] // down, down, padded.shape[1] // across, across)
    return np.asarray(cut.mean((1, 3)))


def _grown(samples: Array, across: int, down: int) -> Array:
    return samples.repeat(down, 0).repeat(across, 1)


def _factors(recipe: Recipe, count: int) -> list[tuple[int, int]]:
    """The sampling of each component; all but the first and the fourth are colours."""
    word = recipe["sampling"]
    if word == "2x2each":  # nothing is subsampled, though it looks like it
        return [(2, 2)] * count
    if word == "1x1odd":  # only the second colour is
        return [(2, 1), (1, 1), (2, 1), (2, 1)][:count]
    across, down = (int(one) for one in word.split("x"))
    return [(across, down) if number in (0, 3) else (1, 1) for number in range(count)]


def _samples(recipe: Recipe, size: tuple[int, int], white: int) -> Array:
    """(H, W, C) as stored in the components."""
    if recipe["colour"] == "gray":
        return picture(size, 1, white, smooth=True)
    rgb = picture(size, 3, white, smooth=True)
    rgb[..., 1:] = (rgb[..., :1] + rgb[..., 1:]) // 2  # no colour far out of gamut
    match recipe["colour"]:
        case "ycbcr":
            return ycbcr_of_rgb(rgb * 255 / white) * (white / 255)
        case "cmyk" | "ycck":
            black = picture(size, 1, white, 3, smooth=True) // 3
            inverted = np.concatenate([rgb, white - black], 2)  # as Adobe writes inks: 0 is full
            if recipe["colour"] == "ycck":
                inverted = np.concatenate([ycbcr_of_rgb(white - rgb), white - black], 2)
            return inverted
    return rgb


def make(recipe: Recipe) -> Made:
    size, process = size_of(recipe["size"]), recipe["process"]
    white = 4095 if process == "twelve" else 255
    samples = np.rint(_samples(recipe, size, white))
    count = samples.shape[2]
    factors = _factors(recipe, count)
    most = (max(one[0] for one in factors), max(one[1] for one in factors))
    ids = _IDS.get(recipe["colour"], bytes(range(1, count + 1)))
    content = b"\xff\xd8" + _segments(recipe)
    if process == "lossless":
        content += _lossless(samples.astype(int), ids)
        decoded = samples
    else:
        parts = [_Component(n, samples[..., n], *factors[n], most, white) for n in range(count)]
        content += _tables(parts[0].steps, recipe["tables"] == "16")
        marker = {"baseline": 0xC0, "progressive": 0xC2, "refined": 0xC2, "arithmetic": 0xC9}.get(process, 0xC1)
        frame = struct.pack(">BHHB", 12 if white > 255 else 8, size[1], size[0], count)
        frame += b"".join(bytes((ids[n], factors[n][0] << 4 | factors[n][1], 0)) for n in range(count))
        content += _segment(marker, frame)
        if int(recipe["restart"]):
            content += _segment(0xDD, struct.pack(">H", int(recipe["restart"])))
        content += _huffman_tables() + _scans(recipe, parts, ids, most)
        decoded = np.stack([part.decoded for part in parts], 2)
    content += b"" if recipe["end"] == "none" else b"\xff\xd9"
    content += b"garbage" * 9 if recipe["end"] == "garbage" else b""
    subsampled = count > 1 and recipe["sampling"] not in ("1x1", "2x2each")
    turn = {"exif6": 6, "exif3": 3}.get(recipe["segments"], 1)
    seen = np.rint(_seen(recipe, decoded * 255 / white)).astype(np.uint8)
    return Made(content, (turned(seen, turn),), *((40, 3.0) if subsampled else (5, 1.0)))


def _seen(recipe: Recipe, decoded: Array) -> Array:
    match recipe["colour"]:
        case "ycbcr":
            return rgb_of_ycbcr(decoded)
        case "cmyk":  # browsers and Pillow treat inks as inverted even without Adobe's marker
            return rgb_of_cmyk(255 - decoded, 255)
        case "ycck":
            return rgb_of_cmyk(np.concatenate([rgb_of_ycbcr(decoded), 255 - decoded[..., 3:]], 2), 255)
    return decoded


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def _segments(recipe: Recipe) -> bytes:
    """The segments before the tables."""
    profile, said = srgb(), recipe["segments"]
    half = len(profile) // 2
    content = {
        "yes": _segment(0xE0, b"JFIF\0" + struct.pack(">HBHHBB", 0x102, 1, 72, 72, 0, 0)),
        "no": b"",
        "short": _segment(0xE0, b"JFIF\0"),
    }[recipe["jfif"]]
    content += {
        "fitting": _segment(0xEE, b"Adobe" + struct.pack(">HHHB", 100, 0, 0, _TRANSFORMS.get(recipe["colour"], 0))),
        "none": b"",
        "short": _segment(0xEE, b"Adobe"),
    }[recipe["adobe"]]
    content += {
        "comment": _segment(0xFE, b"hello"),
        "exif1": _segment(0xE1, b"Exif\0\0" + exif(1)),
        "exif6": _segment(0xE1, b"Exif\0\0" + exif(6)),
        "exif3": _segment(0xE1, b"Exif\0\0" + exif(3)),
        "iccone": _segment(0xE2, b"ICC_PROFILE\0\1\1" + profile),
        "icctwo": _segment(0xE2, b"ICC_PROFILE\0\2\2" + profile[half:])
        + _segment(0xE2, b"ICC_PROFILE\0\1\2" + profile[:half]),
        "iccshort": _segment(0xE2, b"ICC_PROFILE\0"),
        "filling": b"\xff\xff\xff" + _segment(0xFE, b"after filling"),
        "unknown": _segment(0xEB, bytes(200)),
        "multiscreen": _segment(0xE0, b"JFXX\0\x13" + bytes((1, 1)) + bytes(3)),
        "none": b"",
    }[said]
    return content


def _tables(steps: Array, wide: bool) -> bytes:
    values = steps.reshape(64)[_ZIGZAG]
    return _segment(0xDB, bytes([wide << 4]) + values.astype(">u2" if wide else np.uint8).tobytes())


def _huffman_tables() -> bytes:
    """Every symbol has eight bits and is its own code: for DC sizes and for all AC symbols."""
    return b"".join(
        _segment(0xC4, bytes([kind]) + bytes(7) + bytes([count]) + bytes(8) + bytes(range(count)))
        for kind, count in ((0x00, 16), (0x10, 255))
    )


def _scans(recipe: Recipe, parts: list[_Component], ids: bytes, most: tuple[int, int]) -> bytes:
    """(components, first and last coefficient, previous and current bit position) of each scan, and its data."""
    every = list(range(len(parts)))
    groups = [every] if recipe["scans"] == "together" else [[n] for n in every]
    if len(every) > 1 and sum(part.across * part.down for part in parts) > 10:
        groups = [[n] for n in every]  # more blocks than one unit may hold
    match recipe["process"]:
        case "progressive":
            scans = [(group, 0, 0, 0, 0) for group in groups]
            scans += [([n], first, last, 0, 0) for first, last in ((1, 5), (6, 63)) for n in every]
        case "refined":
            scans = [(group, 0, 0, 0, 1) for group in groups] + [([n], 1, 63, 0, 2) for n in every]
            scans += [([n], 1, 63, 2, 1) for n in every] + [(group, 0, 0, 1, 0) for group in groups]
            scans += [([n], 1, 63, 1, 0) for n in every]
        case _:
            scans = [(group, 0, 63, 0, 0) for group in groups]
    content = b""
    for group, first, last, before, now in scans:
        header = bytes([len(group)]) + b"".join(bytes((ids[n], 0)) for n in group)
        content += _segment(0xDA, header + bytes((first, last, before << 4 | now)))
        units = list(_units([parts[n] for n in group], most))
        step = int(recipe["restart"]) or len(units)
        for number, at in enumerate(range(0, len(units), step)):
            content += bytes((0xFF, 0xD0 + (number - 1) % 8)) if number else b""
            coder = ArithmeticCoder() if recipe["process"] == "arithmetic" else _Huffman()
            for unit in units[at : at + step]:
                for component, block in unit:
                    coder.block(component, block.tolist(), first, last, before, now)
            content += coder.bytes()
    return content


def _units(parts: list[_Component], most: tuple[int, int]) -> Iterator[list[tuple[int, Array]]]:
    """The blocks of a scan in the order in which they are coded."""
    if len(parts) == 1:
        width, height = parts[0].own
        yield from ([(parts[0].number, parts[0].blocks[y, x])] for y in range(height) for x in range(width))
        return
    rows, columns = parts[0].blocks.shape[0] // parts[0].down, parts[0].blocks.shape[1] // parts[0].across
    for y in range(rows):
        for x in range(columns):
            yield [
                (part.number, part.blocks[y * part.down + v, x * part.across + u])
                for part in parts
                for v in range(part.down)
                for u in range(part.across)
            ]


class _Huffman:
    """Blocks in codes of eight bits: sequential and progressive ones (T.81, F.1.2 and G.1.2)."""

    def __init__(self) -> None:
        self._bits, self._before = Bits(True), dict[int, int]()

    def bytes(self) -> bytes:
        return self._bits.bytes(1).replace(b"\xff", b"\xff\0")

    def _number(self, symbol: int, value: int, size: int) -> None:
        self._bits.add(symbol, 8)
        if size:
            self._bits.add(value if value > 0 else value + (1 << size) - 1, size)

    def block(self, component: int, block: list[int], first: int, last: int, before: int, now: int) -> None:
        if first == 0:
            value = block[0] >> now
            if before:
                self._bits.add(value & 1, 1)
                return
            difference = value - self._before.get(component, 0)
            self._before[component] = value
            self._number(size := abs(difference).bit_length(), difference, size)
            first = 1
        values = [(abs(value) >> now) * (1 if value > 0 else -1) for value in block[first : last + 1]]
        if before:
            self._refine(values)
        elif last:
            self._band(values)

    def _band(self, values: list[int]) -> None:
        run = 0
        for value in values:
            if not value:
                run += 1
                continue
            while run > 15:
                self._bits.add(0xF0, 8)
                run -= 16
            size = abs(value).bit_length()
            self._number(run << 4 | size, value, size)
            run = 0
        if run:
            self._bits.add(0, 8)

    def _refine(self, values: list[int]) -> None:
        """A refinement scan: the correction bits of known coefficients follow the code of the next new one."""
        new = [at for at, value in enumerate(values) if abs(value) == 1]
        run, waiting = 0, list[int]()
        for at, value in enumerate(values):
            if abs(value) > 1:
                waiting.append(abs(value) & 1)
            elif not value:
                run += 1
                if run == 16 and new and new[-1] > at:
                    self._bits.add(0xF0, 8)
                    self._corrections(waiting)
                    run = 0
            else:
                self._bits.add(run << 4 | 1, 8)
                self._bits.add(int(value > 0), 1)
                self._corrections(waiting)
                run = 0
        if run or waiting:
            self._bits.add(0, 8)
            self._corrections(waiting)

    def _corrections(self, waiting: list[int]) -> None:
        for bit in waiting:
            self._bits.add(bit, 1)
        waiting.clear()


def _lossless(samples: Array, ids: bytes) -> bytes:
    """Each sample minus its left neighbour (T.81, annex H)."""
    height, width, count = samples.shape
    frame = struct.pack(">BHHB", 8, height, width, count) + b"".join(bytes((one, 0x11, 0)) for one in ids)
    guess = np.empty_like(samples)
    guess[:, 1:] = samples[:, :-1]
    guess[1:, 0] = samples[:-1, 0]
    guess[0, 0] = 128
    bits = Bits(True)
    for value in (samples - guess).ravel().tolist():
        size = abs(value).bit_length()
        bits.add(size, 8)
        if size:
            bits.add(value if value > 0 else value + (1 << size) - 1, size)
    scan = bytes([count]) + b"".join(bytes((one, 0)) for one in ids) + bytes((1, 0, 0))
    data = bits.bytes(1).replace(b"\xff", b"\xff\0")
    return _segment(0xC3, frame) + _huffman_tables() + _segment(0xDA, scan) + data


JPEG = Kind("jpeg", SPACE, make, possible)
