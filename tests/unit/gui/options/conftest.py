"""A section of the options panel, as the panel uses it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.qt import garbage, known_pace, own_settings  # noqa: F401 - fixtures
from upscaler.geometry import Size
from upscaler.gui.options.section import Sample, Section, Situation
from upscaler.images.header import Header
from upscaler.options import UpscaleOptions

SAMPLE = Sample(Path("/photos/harbour.bmp"), Header("bmp", Size(1200, 800)))

MakeSection = Callable[..., Any]  # it gives the kind of section that it is asked for


@pytest.fixture
def make_section(qapp: QApplication, qtbot: QtBot) -> MakeSection:
    """Shows a section with a picture in view; what the person wishes comes true."""

    def make(kind: Callable[[], Section], options: UpscaleOptions | None = None, **known: Any) -> Section:
        section = kind()
        qtbot.addWidget(section)
        situation = Situation(options or UpscaleOptions(), **{"sample": SAMPLE, **known})
        section.show_situation(situation)
        section.wished.connect(
            lambda wished, output: section.show_situation(replace(situation, options=wished, output=output))
        )
        section.resize(272, 200)
        section.show()
        return section

    return make
