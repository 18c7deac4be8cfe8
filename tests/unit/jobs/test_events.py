from typing import get_args

from upscaler.jobs import events as module
from upscaler.jobs.events import Event


def test_every_event_of_the_module_is_one_that_listeners_hear() -> None:
    defined = {
        found for found in vars(module).values() if isinstance(found, type) and found.__module__ == module.__name__
    }
    assert defined == set(get_args(Event))
