"""Wherever options are stored or requested, every one of them round-trips, with every kind of value that it can
have."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from tests.qt import garbage, own_settings  # noqa: F401 - fixtures
from upscaler.arguments import parse
from upscaler.geometry import Region
from upscaler.gui.options.format import FormatSection
from upscaler.gui.options.model import ModelSection
from upscaler.gui.options.more import ExistsSection, MetadataSection
from upscaler.gui.options.textures import TextureSection
from upscaler.gui.system.settings import Settings
from upscaler.images.formats import WRITABLE
from upscaler.inference import devices
from upscaler.jobs.calls import call_of, remaining_jobs
from upscaler.jobs.job import Job
from upscaler.jobs.journal import Journal
from upscaler.network.catalog import built_in_models
from upscaler.options import OPTIONS, UpscaleOptions, options_from
from upscaler.target_size import Measure, TargetSize

TEXTS: dict[str, list[Any]] = {
    "size": [
        TargetSize(2.5),
        TargetSize(1920, "box", 1080),
        *(TargetSize(1920, side) for side in get_args(Measure) if side not in ("scale", "box")),
    ],
    "crop": [Region(10, 0, 200, 150)],
    "format": list(WRITABLE),
    "model": [model.card.name for model in built_in_models()],
    "name": ["{counter} {name}"],
    "cells": ["32x16"],
}


def each() -> Iterator[Any]:
    """Options with one non-default value each."""
    for name, option in OPTIONS.items():
        limits = option.metadata["limits"]
        values = [limits[0], min(limits[1], 5000)] if limits else option.metadata["choices"] or TEXTS[name]
        for value in values:
            if value != option.default:
                yield pytest.param(name, replace(UpscaleOptions(), **{name: value}), id=f"{name}-{value}")


all_of_them = pytest.mark.parametrize(("name", "options"), list(each()))


@all_of_them
def test_settings_and_presets(name: str, options: UpscaleOptions, own_settings: None) -> None:
    settings = Settings()
    settings.set_options(options)
    settings.set_presets({"Shop": options})
    assert Settings().options() == options
    assert Settings().presets() == {"Shop": options}


@all_of_them
def test_the_journal(name: str, options: UpscaleOptions, tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    journal = Journal()
    queue = journal.begin(call_of([picture], None, options, recursive=False))
    queue.set_waiting([Job(1, picture, tmp_path, options)])
    queue.leave()
    (unfinished,) = journal.unfinished()
    again = journal.resume(unfinished.id)
    assert again is not None
    assert [job.options for job in remaining_jobs(unfinished, again)][:1] == [options]
    assert options_from(unfinished.call["options"]) == options
    again.leave()
    journal.close()


@all_of_them
def test_the_command_line(name: str, options: UpscaleOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "choose_precision", lambda *_: None)  # whether this computer has it
    monkeypatch.setattr(devices, "choose_device", lambda *_: None)
    value, argument = getattr(options, name), OPTIONS[name].metadata["argument"] or name.replace("_", "-")
    if name == "size":
        argument = value.measure
        value = f"{value.value:g}x{value.height:g}" if value.measure == "box" else value.value
    if name == "crop":
        value = str(value)
    asked, parsed = parse(["a.png", f"--{argument}", *([] if value is True else [str(value)])])
    assert parsed == options
    assert asked.named == {name}


def test_the_controls_have_all_values(qtbot: QtBot) -> None:
    exists, metadata, texture = ExistsSection(), MetadataSection(), TextureSection()
    sections = model, format, *_ = ModelSection(), FormatSection(), exists, metadata, texture
    for section in sections:
        qtbot.addWidget(section)
    for name, row in (("denoise", model.strength), ("detail", model.detail), ("quality", format.quality)):
        assert (row.slider.minimum(), row.slider.maximum()) == OPTIONS[name].metadata["limits"]
    boxes = ("on_exists", exists.choice), ("strip_metadata", metadata.choice), ("tileable", texture.choice)
    for name, box in (*boxes, ("png", format.png)):
        assert {box.itemData(row) for row in range(box.count())} == set(OPTIONS[name].metadata["choices"])


def test_what_earlier_versions_have_stored_is_read() -> None:
    assert options_from({"value": 1920.0, "measure": "width", "denoise": 40}) == UpscaleOptions(
        TargetSize(1920, "width"), denoise=40
    )
    earlier = {"enlargement": {"value": 2.0, "measure": "scale"}, "quality": 80}
    assert options_from(earlier) == UpscaleOptions(TargetSize(2), quality=80)


@pytest.mark.parametrize(
    "nonsense",
    [
        *(None, 3, [], {"value": "x"}, {"value": 99}, {"value": "nan"}, {"measure": "depth", "value": 4}),
        *({"quality": 300}, {"quality": [1]}, {"format": "doc"}, {"model": "gone"}, {"name": ""}, {"name": 1}),
        *({"crop": 3}, {"crop": {"x": 1}}, {"crop": {"x": -1, "y": 0, "width": 5, "height": 5}}),
        *({"crop": {"x": 0, "y": 0, "width": 0, "height": 5}}, {"crop": {"x": 0, "y": 0, "width": 5.5, "height": 5}}),
        *({"strip_metadata": 1}, {"detail": True}, {"size": 2}, {"size": {"value": 10**400}}),
    ],
)
def test_nonsense_becomes_the_default(nonsense: object, own_settings: None) -> None:
    QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "upscaler", "upscaler").setValue(
        "options/all", json.dumps(nonsense)
    )
    assert Settings().options() == UpscaleOptions()
