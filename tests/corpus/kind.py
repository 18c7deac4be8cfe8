"""A kind of file in the corpus: the space of its choices, and what is made of one point of it, a recipe.

A recipe gives each name in the space one of its words. As a text, "png colour=rgb depth=16 …", it is all that is needed
to make the same file again.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from upscaler.images.bitmap import Pixels

Recipe = Mapping[str, str]
_CANDIDATES = 8  # recipes of which the one with the rarest pairs is taken


@dataclass(frozen=True)
class Made:
    """A file and what is right: each frame upright, (H, W, C) uint8 or uint16 as a Bitmap has it.

    No frames: there is no encoder for such a file here, and it must be refused. `worst` and `mean` bound the difference
    of samples, in levels of 255; colours count as much as they are seen (alpha). `still` is what is read as the first
    picture where that is not the first frame.
    """

    content: bytes
    frames: tuple[Pixels, ...] = ()
    worst: float = 0.0
    mean: float = 0.0
    still: Pixels | None = None


@dataclass(frozen=True)
class Kind:
    """`space` has the words of a choice in one text; of equal ones, a random recipe takes more. `possible` tells
    whether the words of a recipe go together."""

    name: str
    space: Mapping[str, str]
    make: Callable[[Recipe], Made]
    possible: Callable[[Recipe], bool] = lambda _: True

    def any(self, rng: random.Random, given: Recipe | None = None) -> Recipe:
        """A random recipe, with a word that is given."""
        words = [(name, some.split()) for name, some in self.space.items()]
        while True:
            recipe = {name: some[int(rng.random() * len(some))] for name, some in words}
            recipe |= given or {}
            if self.possible(recipe):
                return recipe

    def some(self, count: int, seed: int = 0) -> Iterator[Recipe]:
        """Recipes that meet each word, and then possible pairs of them as evenly as so many files can."""
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
