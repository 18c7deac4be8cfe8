from upscaler.inference.backends.backend import Backend
from upscaler.inference.backends.choice import BACKENDS


def test_every_backend_has_what_the_engine_asks_for() -> None:
    asked = {name for name in vars(Backend) if not name.startswith("_")}
    assert {"can_run", "first_setting", "speed", "memory", "pieces", "next_setting"} <= asked
    assert len({backend.name for backend in BACKENDS}) == len(BACKENDS)
    for backend in BACKENDS:
        assert all(hasattr(backend, name) for name in asked)
