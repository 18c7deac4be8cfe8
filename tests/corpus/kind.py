"""A kind of file in the corpus: the space of its choices, and the file made from a point in it, a recipe.

A recipe assigns one of its words to each name in the space. As a text, "png colour=rgb depth=16 …", it suffices to make
the same file again.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from upscaler.images.bitmap import Pixels

Recipe = Mapping[str, str]
_CANDIDATES = 8  # number of candidate recipes, of which the one with the rarest pairs is used


@dataclass(frozen=True)
class Made:
    """A file and its correct content: each frame upright, (H, W, C) uint8 or uint16 as in a Bitmap.

    No frames: such a file cannot be encoded here and must be refused. `worst` and `mean` bound the difference of
    samples, in levels of 255; colours are weighted by alpha. `still` is the first picture read if that is not the first
    frame.
    """

    content: bytes
    frames: tuple[Pixels, ...] = ()
    worst: float = 0.0
    mean: float = 0.0
    still: Pixels | None = None


@dataclass(frozen=True)
class Kind:
    """`space` has the words of a choice in one text; repeated words are chosen more often. `possible` tells whether the
    words of a recipe can be combined."""

    name: str
    space: Mapping[str, str]
    make: Callable[[Recipe], Made]
    possible: Callable[[Recipe], bool] = lambda _: True

    def any(self, rng: random.Random, given: Recipe | None = None) -> Recipe:
        """A random recipe with a given word."""
        words = [(name, some.split()) for name, some in self.space.items()]
        while True:
            recipe = {name: some[int(rng.random() * len(some))] for name, some in words}
            recipe |= given or {}
            if self.possible(recipe):
                return recipe

    def some(self, count: int, seed: int = 0) -> Iterator[Recipe]:
        """Recipes that cover each word, and then possible pairs of words as evenly as this number of files allows."""
        rng, seen = random.Random(seed), Counter[tuple[tuple[str, str], ...]]()
        waiting = [{name: word} for name, words in self.space.items() for word in dict.fromkeys(words.split())]
        for _ in range(count):
            given = waiting.pop() if waiting else None
            found = max(
                (self.any(rng, given) for _ in range(_CANDIDATES)),
                key=lambda recipe: sum(1 / (1 + seen[pair]) ** 2 for pair in itertools.combinations(recipe.items(), 2)),
            )
            seen.update(itertools.combinations(found.items(), 2))
            waiting = [one for one in waiting if not one.items() <= found.items()]
            yield found

    def text(self, recipe: Recipe) -> str:
        return " ".join((self.name, *(f"{name}={word}" for name, word in recipe.items())))
