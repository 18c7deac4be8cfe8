from dataclasses import FrozenInstanceError, fields, is_dataclass
from typing import get_args

import pytest

from upscaler.jobs.commands import Add, Command
from upscaler.jobs.events import Event


@pytest.mark.parametrize("kind", [*get_args(Command), *get_args(Event)])
def test_what_travels_between_threads_cannot_be_written(kind: type) -> None:
    assert is_dataclass(kind)
    made = kind(*fields(kind))  # whatever the values are
    for field in fields(kind):
        with pytest.raises(FrozenInstanceError):
            setattr(made, field.name, None)


def test_what_is_added_is_all_there_is_unless_that_is_said() -> None:
    assert (Add([]).more, Add([]).complete) == (False, True)
