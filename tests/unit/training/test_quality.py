from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from upscaler.network.architectures.srresnet import SRResNetConfig
from upscaler.network.catalog import find_model
from upscaler.network.checkpoint import save_network
from upscaler.training import quality
from upscaler.training.dataset import photo_paths
from upscaler.training.degradation.steps import Pixels
from upscaler.training.enlargers import Enlarged, of_the_app
from upscaler.training.evaluate import enlarged_bicubic
from upscaler.training.metrics import psnr_y
from upscaler.training.perceptual import Distance
from upscaler.training.quality import Scene, Scored
from upscaler.training.trainer import as_tensor, new_network

pytestmark = pytest.mark.usefixtures("one_thread")
NUMBERS = {"PSNR": 30.123, "Alex": 0.25, "chroma": 40.0, "detail": 0.5, "drift": 0.25}


@pytest.fixture(scope="module")
def distance() -> Distance:
    torch.manual_seed(0)
    return Distance("alex").eval().requires_grad_(False)


@pytest.fixture(autouse=True)
def weights_at_hand(monkeypatch: pytest.MonkeyPatch, distance: Distance) -> None:
    monkeypatch.setattr(quality, "load_distance", lambda _: distance)


def scored(photo: str, degradation: str, enlarger: str, **changed: float) -> Scored:
    return Scored(photo, degradation, enlarger, NUMBERS | changed)


def test_scenes_are_squares_that_follow_from_the_name(photos_folder: Path) -> None:
    paths = photo_paths(photos_folder)[:2]
    degradations = ("clean", "real", "old")
    first, again = (list(quality.scenes(paths, degradations, 4, 96)) for _ in range(2))
    assert [(scene.photo, scene.degradation) for scene in first] == [
        (path.name, degradation) for path in paths for degradation in degradations
    ]
    for scene, other in zip(first, again, strict=True):
        assert scene.reference.shape == (96, 96, 3) and scene.lr.shape == (24, 24, 3)
        assert np.array_equal(scene.lr, other.lr) and np.array_equal(scene.reference, other.reference)
    assert np.array_equal(first[0].reference, first[1].reference)
    assert not np.array_equal(first[0].reference, first[2].reference)  # ageing has changed it
    (whole,) = quality.scenes(paths[:1], ("clean",), 4, 0)
    assert whole.reference.shape == (120, 144, 3)


def test_a_result_is_scored_against_the_reference(photo: Pixels, distance: Distance) -> None:
    reference, lr = photo[:96, :96], photo[:24, :24]
    judge = quality.Judge(Scene("a", "clean", reference, lr), 4, {"Alex": distance})
    result = enlarged_bicubic(lr, 4)
    columns = judge.columns(Enlarged(result, 0.0576))
    expected = ["PSNR", "Alex", "chroma", "detail", "grid 2 px", "grid 4 px", "drift", "s/MP"]
    assert list(columns) == expected
    assert columns["PSNR"] == psnr_y(result, reference, 4) and columns["s/MP"] == pytest.approx(100)
    alone = distance(as_tensor(result[None].copy()), as_tensor(reference[None].copy())).item()
    assert columns["Alex"] == pytest.approx(alone, rel=1e-5)
    perfect = judge.columns(Enlarged(reference, 1))
    assert perfect["Alex"] == 0 and math.isinf(perfect["PSNR"]) and perfect["detail"] == 1


def test_what_was_done_before_ctrl_c_is_kept(photos_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bicubic = {"bicubic": of_the_app("bicubic")}

    def stopped(scenes: int) -> Iterator[Scene]:
        yield from list(quality.scenes(photo_paths(photos_folder)[:1], ("clean", "web"), 4, 96))[:scenes]
        raise KeyboardInterrupt

    (row,) = quality.measure(bicubic, stopped(1), 4, {})
    assert row.degradation == "clean" and "Stopped after" in capsys.readouterr().err
    with pytest.raises(KeyboardInterrupt):
        quality.measure(bicubic, stopped(0), 4, {})


def test_means_by_way_and_over_the_damaged_ones() -> None:
    rows = [
        scored("a", "clean", "x", Alex=0.9),
        scored("a", "web", "x", Alex=0.2),
        scored("b", "web", "x", Alex=0.4, detail=math.nan),
        scored("a", "old", "x", Alex=0.6),
        scored("b", "old", "x", Alex=0.8),
    ]
    found = {key: columns["Alex"] for key, columns in quality.means(rows).items()}
    assert found == pytest.approx({("clean", "x"): 0.9, ("web", "x"): 0.3, ("old", "x"): 0.7, ("damaged", "x"): 0.5})
    assert quality.means(rows)["web", "x"]["detail"] == 0.5  # values that are not numbers are left out
    assert ("damaged", "x") not in quality.means(rows[:3])


def test_the_table_has_a_row_for_each_way_and_enlarger() -> None:
    rows = [scored("a", "web", "x"), scored("a", "web", "y", Alex=0.1234)]
    assert quality.table(rows).splitlines() == [
        "| degradation | by | PSNR | Alex | chroma | detail | drift |",
        "|---|---|---|---|---|---|---|",
        "| web | x | 30.12 | 0.250 | 40.00 | 0.50 | 0.2 |",
        "| web | y | 30.12 | 0.123 | 40.00 | 0.50 | 0.2 |",
    ]


def test_the_command_prints_a_table_and_writes_sheets(
    photos_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights = tmp_path / "tiny.safetensors"
    save_network(new_network(SRResNetConfig(channels=16, blocks=1), 1), weights)
    param = tmp_path / "nearest.param"
    param.write_text("7767517\n2 2\nInput in 0 1 data\nInterp up 1 1 data out 0=1 1=4.0 2=4.0\n")
    param.with_suffix(".bin").write_bytes(b"")
    arguments = ["--photos", str(photos_folder), "--held-back", "--degradations", "web", "old", "--crop", "96"]
    arguments += ["--models", "bicubic", "--weights", f"tiny={weights}", "--ncnn", f"nearest={param}"]
    arguments += ["--cache", str(tmp_path / "kept"), "--sheets", str(tmp_path / "sheets"), "--cell", "64"]
    quality.main(arguments)
    lines = capsys.readouterr().out.splitlines()
    rows = [tuple(line.split(" | ")[:2]) for line in lines[2:]]
    assert rows == [
        (f"| {degradation}", name)
        for degradation in ("web", "old", "damaged")
        for name in ("bicubic", "tiny", "nearest")
    ]
    photos = photo_paths(photos_folder, held_back_only=True)
    with (tmp_path / "sheets" / "scores.csv").open() as file:
        scores = list(csv.DictReader(file))
    assert len(scores) == 2 * 3 * len(photos) and {row["photo"] for row in scores} == {path.name for path in photos}
    assert {path.name for path in (tmp_path / "sheets").glob("*.png")} >= {"web-1.png", "old-1.png"}
    assert len(list((tmp_path / "kept").iterdir())) == 2 * len(photos)


def test_sheets_show_the_worst_of_ours_first(
    photos_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = list(quality.scenes(photo_paths(photos_folder), ("web",), 4, 96))
    rows = [scored(scene.photo, "web", "bicubic", Alex=i / 100) for i, scene in enumerate(found)]
    drawn = {}
    monkeypatch.setattr(quality, "draw_sheets", lambda path, scenes, _: drawn.update({path: scenes}))
    shown = {"bicubic": of_the_app("bicubic")}
    quality.sheets(tmp_path, rows, found, shown, "bicubic", 4, 11, 64, "png")
    (scenes,) = drawn.values()
    assert list(drawn) == [tmp_path / "web.png"] and len(scenes) == 11
    assert [label for label, _ in scenes[0]] == [f"web: {Path(found[-1].photo).stem}", "bicubic 0.110", "original"]
    assert np.array_equal(scenes[0][0][1], enlarged_bicubic(found[-1].lr, 4))
    assert np.array_equal(scenes[0][-1][1], found[-1].reference)


@pytest.mark.parametrize(
    "wrong", [["--crop", "100"], ["--weights", "no-name"], ["--degradations", "wild"], ["--scale", "5"]]
)
def test_what_cannot_be_is_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        quality.parse_arguments(["--photos", "x", *wrong])
    assert wrong[0] in capsys.readouterr().err


def test_weights_have_a_row_for_each_detail() -> None:
    weights = find_model("photo").weights
    options = quality.parse_arguments(["--photos", "x", "--models", "--weights", f"mine={weights}"])
    assert list(quality.enlargers_of(options)) == ["mine"]
    options.detail = [50, 100]
    assert list(quality.enlargers_of(options)) == ["mine@50", "mine@100"]
