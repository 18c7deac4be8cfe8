"""The arithmetic coder of JPEG (ITU-T T.81, annex D), for sequential scans (F.1.4)."""

from __future__ import annotations

# Table D.3: the share of the less probable symbol, the next states after it and after the other, and the states in
# which it becomes the more probable one. The last state stays even.
_SHARES = """
5a1d 2586 1114 080b 03d8 01da 00e5 006f 0036 001a 000d 0006 0003 0001 5a7f 3f25 2cf2 207c 17b9 1182 0cef 09a1 072f
055c 0406 0303 0240 01b1 0144 00f5 00b7 008a 0068 004e 003b 002c 5ae1 484c 3a0d 2ef1 261f 1f33 19a8 1518 1177 0e74
0bfb 09f8 0861 0706 05cd 04de 040f 0363 02d4 025c 01f8 01a4 0160 0125 00f6 00cb 00ab 008f 5b12 4d04 412c 37d8 2fe8
293c 2379 1edf 1aa9 174e 1424 119c 0f6b 0d51 0bb6 0a40 5832 4d1c 438e 3bdd 34ee 2eae 299a 2516 5570 4ca9 44d9 3e22
3824 32b4 2e17 56a8 4f46 47e5 41cf 3c3d 375e 5231 4c0f 4639 415e 5627 50e7 4b85 5597 504f 5a10 5522 59eb 5a1d
"""
_AFTER_LESS = """
1 14 16 18 20 23 25 28 30 33 35 9 10 12 15 36 38 39 40 42 43 45 46 48 49 51 52 54 56 57 59 60 62 63 32 33 37 64 65
67 68 69 70 72 73 74 75 77 78 79 48 50 50 51 52 53 54 55 56 57 58 59 61 61 65 80 81 82 83 84 86 87 87 72 72 74 74 75
77 77 80 88 89 90 91 92 93 86 88 95 96 97 99 99 93 95 101 102 103 104 99 105 106 107 103 105 108 109 110 111 110 112
112 113
"""
_AFTER_MORE = """
1 2 3 4 5 6 7 8 9 10 11 12 13 13 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 9 37 38 39 40 41 42
43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 32 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79 48 81
82 83 84 85 86 87 71 89 90 91 92 93 94 86 96 97 98 99 100 93 102 103 104 99 106 107 103 109 107 111 109 111 113
"""
_SWITCHES = (0, 14, 36, 64, 80, 88, 95, 105, 110, 112)
_TABLE = [
    (int(share, 16), int(less), int(more), state in _SWITCHES)
    for state, (share, less, more) in enumerate(
        zip(_SHARES.split(), _AFTER_LESS.split(), _AFTER_MORE.split(), strict=True)
    )
]
_EVEN = 113
_MOST_LOW = 5  # coefficients up to here have their own statistics of sizes


class ArithmeticCoder:
    """The blocks of a scan, or between two restarts. All components share their statistics."""

    def __init__(self) -> None:
        self._low, self._width, self._shifts = 0, 0x10000, 0
        self._states: dict[tuple[str, int], tuple[int, int]] = {}  # each with its more probable symbol
        self._before: dict[int, int] = {}
        self._last: dict[int, int] = {}

    def bytes(self) -> bytes:
        """The shortest number in the interval, with a zero after each 255."""
        low = (self._low + self._width - 1) >> 16 << 16
        low = low if low >= self._low else low + 0x8000
        length = 16 + self._shifts
        return (low << (-length % 8)).to_bytes(-(-length // 8) + 1, "big")[1:].replace(b"\xff", b"\xff\0")

    def _code(self, place: tuple[str, int], decision: int) -> None:
        state, more = self._states.get(place, (_EVEN if place[0] == "even" else 0, 0))
        share, after_less, after_more, switches = _TABLE[state]
        self._width -= share
        if decision != more:
            if self._width >= share:
                self._low += self._width
                self._width = share
            self._states[place] = after_less, 1 - more if switches else more
        else:
            if self._width >= 0x8000:
                return
            if self._width < share:
                self._low += self._width
                self._width = share
            self._states[place] = after_more, more
        while self._width < 0x8000:
            self._width, self._low, self._shifts = self._width << 1, self._low << 1, self._shifts + 1

    def block(self, component: int, block: list[int], first: int, last: int, before: int, now: int) -> None:
        assert (first, last, before, now) == (0, 63, 0, 0)
        self._mean(component, block[0])
        end = max((k for k in range(1, 64) if block[k]), default=0)
        k = 1
        while k <= end:
            self._code(("ac", 3 * (k - 1)), 0)
            while not block[k]:
                self._code(("ac", 3 * (k - 1) + 1), 0)
                k += 1
            place = 3 * (k - 1) + 1
            self._code(("ac", place), 1)
            self._code(("even", 0), int(block[k] < 0))
            self._size(block[k], place + 1, 189 if k <= _MOST_LOW else 217)
            k += 1
        if k < 64:
            self._code(("ac", 3 * (k - 1)), 1)

    def _mean(self, component: int, value: int) -> None:
        """The difference from the previous block, coded in the context of the previous difference."""
        place = self._last.get(component, 0)
        difference, self._before[component] = value - self._before.get(component, 0), value
        self._code(("dc", place), int(difference != 0))
        if not difference:
            self._last[component] = 0
            return
        self._code(("dc", place + 1), int(difference < 0))
        rest = abs(difference) - 1
        place += 3 if difference < 0 else 2
        self._code(("dc", place), int(rest > 0))
        if rest:
            place, top = 20, rest >> 1
            while top:
                self._code(("dc", place), 1)
                place, top = place + 1, top >> 1
            self._code(("dc", place), 0)
            self._bits("dc", place + 14, rest)
        self._last[component] = (8 if difference < 0 else 4) + (8 if rest > 1 else 0)

    def _size(self, value: int, place: int, large: int) -> None:
        rest = abs(value) - 1
        self._code(("ac", place), int(rest > 0))
        if not rest:
            return
        top = rest >> 1
        self._code(("ac", place), int(top > 0))
        if top:
            place, top = large, top >> 1
            while top:
                self._code(("ac", place), 1)
                place, top = place + 1, top >> 1
            self._code(("ac", place), 0)
        self._bits("ac", place + 14, rest)

    def _bits(self, kind: str, place: int, rest: int) -> None:
        """The bits after the first one."""
        for shift in range(rest.bit_length() - 2, -1, -1):
            self._code((kind, place), rest >> shift & 1)
