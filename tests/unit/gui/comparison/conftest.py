from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.errors import SourceMissingError
from upscaler.gui.comparison.live_rows import LiveRows
from upscaler.gui.comparison.presenter import Presenter
from upscaler.gui.comparison.preview_service import PreviewService
from upscaler.gui.comparison.stage import Side
from upscaler.gui.comparison.view import ComparisonView
from upscaler.gui.queue.entry import Entry
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.widgets import text
from upscaler.gui.widgets.theme import Theme
from upscaler.jobs.job import Job, Outcome, State
from upscaler.options import UpscaleOptions


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot) -> ComparisonView:
    Theme(qapp, "dark")
    made = ComparisonView()
    qtbot.addWidget(made)
    made.resize(802, 600)
    made.show()
    return made


@pytest.fixture
def preview_service(qtbot: QtBot) -> PreviewService:
    return PreviewService()


@pytest.fixture
def live_rows(qtbot: QtBot) -> LiveRows:
    return LiveRows()


@pytest.fixture
def presenter(
    view: ComparisonView,
    queue: QueueModel,
    preview_service: PreviewService,
    live_rows: LiveRows,
) -> Iterator[Presenter]:
    made = Presenter(view, queue, preview_service, live_rows)
    yield made
    made.shut_down()


def outcome(entry: Entry, state: State, target: Path | None = None) -> Outcome:
    error = SourceMissingError(entry.source) if state is State.FAILED else None
    return Outcome(Job(1, entry.source, Path(), UpscaleOptions()), state, 1.0, target, error=error)


def add(queue: QueueModel, *paths: Path) -> list[Entry]:
    queue.add(paths)
    return queue.entries


def shown(view: ComparisonView) -> dict[Side, str]:
    return {side: shown.replace(text.NARROW, " ") for side, shown in view.content.labels.items()}
