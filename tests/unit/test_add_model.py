import json
import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.conftest import make_compact
from upscaler import add_model as module
from upscaler import messages
from upscaler.add_model import add_model
from upscaler.errors import Cancelled, ModelFileError
from upscaler.inference import third_party
from upscaler.network.catalog import added_models, find_model, list_models
from upscaler.network.checkpoint import load_model
from upscaler.progress import Progress


@pytest.fixture
def in_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads models in a thread, since starting a process takes seconds; and measures the halo on a small picture."""

    class Thread(threading.Thread):
        def kill(self) -> None:
            pass

    class Context:
        Pipe = staticmethod(multiprocessing.Pipe)

        @staticmethod
        def Process(target: Any, args: Any, daemon: bool) -> Thread:
            own_end = Connection(os.dup(args[2].fileno()), readable=False)  # the parent closes its own
            return Thread(target=target, args=(*args[:2], own_end), daemon=daemon)

    monkeypatch.setattr("multiprocessing.get_context", lambda _: Context)
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # which only the main thread of a process may call
    monkeypatch.setattr(third_party, "_FIRST_SIDE", 32)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "4x Größe (v1).pth"
    torch.save({"params": make_compact(convolutions=1).state_dict()}, path)
    return path


def test_a_file_becomes_a_model_in_a_process_of_its_own(weights: Path) -> None:
    before = weights.read_bytes()
    model = add_model(weights)
    card = model.card
    assert (card.name, card.title, card.scales) == ("4x-Gr-e-v1", "4x Größe (v1)", (4,))
    assert card.origin["file"] == weights.name and "unknown" in card.licence
    assert 0 < card.halo <= 3
    assert find_model(card.name) == model
    lr = torch.rand(1, 3, 8, 8)
    assert torch.allclose(load_model(model)(lr, 4), make_compact(convolutions=1)(lr, 4), atol=1e-5)
    assert weights.read_bytes() == before
    assert sorted(path.suffix for path in added_models().iterdir()) == [".json", ".safetensors"]


@pytest.mark.posix
@pytest.mark.usefixtures("in_a_thread")
def test_the_same_file_is_added_once_and_another_gets_another_name(weights: Path, tmp_path: Path) -> None:
    first = add_model(weights)
    copy = tmp_path / "copy.pth"
    copy.write_bytes(weights.read_bytes())
    assert add_model(weights) == add_model(copy) == first
    torch.save(make_compact(seed=1, convolutions=1).state_dict(), weights)
    assert add_model(weights).card.name == f"{first.card.name}-2"


@pytest.mark.posix
@pytest.mark.usefixtures("in_a_thread")
def test_names_of_the_app_s_own_models_are_taken(tmp_path: Path) -> None:
    """Whatever their case; and no name leads outside the folder."""
    for seed, (name, expected) in enumerate({"Photo": "Photo-2", "auto": "auto-2", "..": "model"}.items()):
        path = tmp_path / f"{name}.pth"
        torch.save(make_compact(seed=seed, convolutions=0).state_dict(), path)
        assert add_model(path).card.name == expected
    assert {path.parent for path in added_models().rglob("*.safetensors")} == {added_models()}


@pytest.mark.posix
@pytest.mark.usefixtures("in_a_thread")
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("none.pth", None, "No such file"),
        ("a.txt", b"", "only files of these kinds"),
        ("a.safetensors", b"nonsense", "not in safetensors format"),
        ("none.param", None, "No such file"),
        ("a.param", b"7767517\n0 0\n", "a.bin is missing"),
        ("a.bin", b"", "a.param is missing"),
        ("a.ckpt", b"nonsense", "not in PyTorch format"),
    ],
)
def test_what_is_no_model_is_refused_with_the_reason(
    name: str, content: bytes | None, reason: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ModelFileError) as caught:
        add_model(tmp_path / name)
    assert reason.lower() in caught.value.reason.lower()
    assert not added_models().exists() or list(added_models().iterdir()) == []


class FakeChild:
    """A process that does `act` with its end of the pipe, and then nothing."""

    def __init__(self, act: Any) -> None:
        self._act, self.killed = act, False

    def __call__(self, *, args: Any, **_: Any) -> Any:
        self._connection = args[2]
        return self

    def start(self) -> None:
        self._act(self._connection)

    def kill(self) -> None:
        self.killed = True

    def join(self) -> None:
        pass


@pytest.mark.parametrize("act", [lambda end: end.close(), lambda end: end.send_bytes(b"not JSON")])
def test_a_crash_of_the_process_is_told(act: Any, weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child = FakeChild(act)
    monkeypatch.setattr(multiprocessing.get_context("spawn"), "Process", child, raising=False)
    with pytest.raises(ModelFileError) as caught:
        add_model(weights)
    assert caught.value.reason == "the process that read it crashed" and child.killed


def test_it_stops_when_asked_to_and_after_a_long_time(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = []  # the silent end of the pipe
    child = FakeChild(lambda end: kept.append(os.dup(end.fileno())))
    monkeypatch.setattr(multiprocessing.get_context("spawn"), "Process", child, raising=False)
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(Cancelled):
        add_model(weights, Progress(cancelled=cancelled))
    monkeypatch.setattr(module, "DEADLINE", 0)
    with pytest.raises(ModelFileError) as caught:
        add_model(weights)
    assert "longer than" in caught.value.reason and child.killed
    for end in kept:
        os.close(end)
    assert not [model for model in list_models() if model.card.origin]


@pytest.mark.posix
def test_a_process_that_dies_harms_nobody(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real process, killed as if by the system."""
    context = multiprocessing.get_context("spawn")
    start: Any = context.Process.start

    def start_and_kill(process: Any) -> None:
        start(process)
        os.kill(process.pid, signal.SIGKILL)

    monkeypatch.setattr(context.Process, "start", start_and_kill)
    with pytest.raises(ModelFileError) as caught:
        add_model(weights)
    assert "crashed" in caught.value.reason


def test_reasons_are_plain_text() -> None:
    ours, theirs = multiprocessing.Pipe(duplex=False)
    theirs.send_bytes(json.dumps("why").encode())
    assert module._answer(ours) == "why"


def test_reasons_can_be_translated_once_they_have_come_from_the_process(tmp_path: Path) -> None:
    param = "7767517\n2 2\nInput in 0 1 a\nPooling p 1 1 a b 0=1 4=1\n"
    (tmp_path / "a.param").write_text(param)
    (tmp_path / "a.bin").write_bytes(b"")
    with pytest.raises(ModelFileError) as caught:
        add_model(tmp_path / "a.param")
    assert caught.value.reason == "its layer Pooling needs the whole picture, so it cannot run in parts"
    shown = messages.sentence(caught.value, lambda text: {messages.LAYER_NEEDS_WHOLE: "{layer}: nein"}.get(text, text))
    assert shown.endswith(": Pooling: nein.")
