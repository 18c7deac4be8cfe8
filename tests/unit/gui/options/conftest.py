"""A section of the options panel, as the panel uses it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.qt import garbage, known_throughput, own_settings  # noqa: F401 - fixtures
from upscaler.geometry import Size
from upscaler.gui.options.section import CurrentPicture, PanelState, Section
from upscaler.images.codecs.base import Header
from upscaler.options import UpscaleOptions

PICTURE = CurrentPicture(Path("/photos/harbour.bmp"), Header("bmp", Size(1200, 800)))

MakeSection = Callable[..., Any]  # it returns the requested kind of section


@pytest.fixture
def make_section(qapp: QApplication, qtbot: QtBot) -> MakeSection:
    """Shows a section with a picture in view; the user's requests take effect."""

    def make(kind: Callable[[], Section], options: UpscaleOptions | None = None, **known: Any) -> Section:
        section = kind()
        qtbot.addWidget(section)
        state = PanelState(options or UpscaleOptions(), **{"picture": PICTURE, **known})
        section.show_state(state)
        section.options_requested.connect(
            lambda options_requested, output: section.show_state(
                replace(state, options=options_requested, output=output)
            )
        )
        section.resize(272, 200)
        section.show()
        return section

    return make
