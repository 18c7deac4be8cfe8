"""The long run of the corpus, or one file of it: see README.md here."""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from tests.corpus.check import RIGHT, outcome
from tests.corpus.kinds import COUNTS, KINDS, parsed
from tests.corpus.tables import entries

_WRONG = "in no table"
_CHUNK = 20  # files per process at a time


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus", description=__doc__)
    parser.add_argument("recipe", nargs="?", help='one file, such as "png colour=rgb depth=16 ..."')
    parser.add_argument("--out", type=Path, help="where to write it")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--only", default="", help="kinds, separated by commas")
    arguments = parser.parse_args()
    if arguments.recipe:
        return _one(arguments.recipe, arguments.out)
    return _many(arguments.count, arguments.seed, arguments.only.split(",") if arguments.only else list(KINDS))


def _one(text: str, out: Path | None) -> int:
    kind, recipe = parsed(text)
    made = kind.make(recipe)
    if out:
        out.write_bytes(made.content)
    found = outcome(kind, recipe, made)
    print(found)
    return int(found != RIGHT)


def _many(count: int, seed: int, names: list[str]) -> int:
    print(f"seed {seed}")
    rng = random.Random(seed)
    kinds = rng.choices([KINDS[name] for name in names], [COUNTS[name] for name in names], k=count)
    texts = [kind.text(kind.any(rng)) for kind in kinds]
    outcomes, done, wrong = Counter[str](), 0, 0
    with ProcessPoolExecutor() as pool:
        try:
            for text, found, told in pool.map(_judged, texts, chunksize=_CHUNK):
                done += 1
                outcomes[RIGHT if found == RIGHT else told] += 1
                if found != RIGHT and told == _WRONG:
                    wrong += 1
                    print(f"{text}\n    {found}", flush=True)
        except BrokenProcessPool:
            wrong += 1
            print("A decoder has ended its process, over one of these:", *texts[done : done + 2 * _CHUNK], sep="\n")
    for name, number in outcomes.most_common():
        print(f"{number:6} {name}")
    print(f"{done} files of seed {seed}: {wrong} differ that are in no table")
    return int(wrong > 0)


def _judged(text: str) -> tuple[str, str, str]:
    """The recipe, the outcome, and the matching entry of the tables."""
    kind, recipe = parsed(text)
    found = outcome(kind, recipe)
    explained = entries(kind.name, recipe, found)
    return text, found, f"{explained[0].where}: {explained[0].reason}" if explained else _WRONG


if __name__ == "__main__":
    sys.exit(main())
