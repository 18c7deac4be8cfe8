"""Files of every layout are read correctly, or as the tables say. `python -m tests.corpus` makes one of them again."""

import pytest

from tests.corpus.check import RIGHT, outcome
from tests.corpus.kind import Kind
from tests.corpus.kinds import COUNTS, KINDS, parsed
from tests.corpus.tables import KNOWN_FAULTS, UNSUPPORTED, Entry, entries


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_files_come_out_right_or_as_the_tables_say(kind: Kind) -> None:
    wrong: list[str] = []
    used: set[Entry] = set()
    for recipe in kind.some(COUNTS[kind.name]):
        found = outcome(kind, recipe)
        explained = entries(kind.name, recipe, found)
        used.update(explained)
        if found != RIGHT and not explained:
            wrong.append(f"{kind.text(recipe)}\n    {found}")
    assert not wrong, "\n".join((f"{len(wrong)} files:", *wrong))
    own = [entry for entry in (*UNSUPPORTED, *KNOWN_FAULTS) if entry.where.split()[0] == kind.name]
    assert [entry for entry in own if entry not in used] == [], "right now: take them out"


def test_there_are_enough_of_them() -> None:
    assert sum(COUNTS.values()) >= 1500


def test_a_file_can_be_made_again_from_its_text() -> None:
    for kind in KINDS.values():
        recipe = next(iter(kind.some(1)))
        again, same = parsed(kind.text(recipe))
        assert (again, same) == (kind, recipe)
        assert again.make(same).content == kind.make(recipe).content


def test_every_word_of_a_space_can_be_in_a_file() -> None:
    for kind in KINDS.values():
        missing = {(name, word) for name, words in kind.space.items() for word in words.split()}
        for recipe in kind.some(COUNTS[kind.name]):
            missing -= set(recipe.items())
        assert not missing, (kind.name, missing)
