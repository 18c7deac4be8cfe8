from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from PIL import Image

from tests.unit.training.experiments.conftest import run
from upscaler.training.experiments import checks, curves, report
from upscaler.training.experiments.curves import Curve, Point
from upscaler.training.experiments.variants import EXPERIMENTS


def test_an_experiment_writes_curves_plots_and_report(photos_folder: Path, tmp_path: Path) -> None:
    document = tmp_path / "docs" / "experiments.md"
    document.parent.mkdir()
    document.write_text(
        "# Words before\n\n<!-- shortcuts: written by the program -->old<!-- shortcuts: end -->\n\nafter\n"
    )
    run("shortcuts", photos_folder, tmp_path / "run", "--report", str(document))

    for variant in EXPERIMENTS["shortcuts"]:
        curve = curves.read_curve(tmp_path / "run" / "curves" / f"{variant.name}.csv")
        assert curve.lr in curves.RATES and curve.last.step == 12 and len(curve.points) == 12
        assert all(np.isfinite([point.loss, point.psnr]).all() for point in curve.points)
    text = document.read_text()
    assert text.startswith("# Words before") and text.endswith("after\n") and "old" not in text
    assert len(re.findall(r"^\| (plain|residual) \| [24] \|", text, re.MULTILINE)) == 4
    images = [document.parent / name for name in re.findall(r"\]\((images/.*?)\)", text)]
    assert len(images) == 4 and all(image.exists() for image in images)
    with Image.open(images[-1]) as strip:
        assert strip.width == 4 * (checks.CROP * checks.ENLARGED + 4) - 4


def test_late_loss_is_the_mean_of_the_last_tenth() -> None:
    points = [Point(i, 0.0, float(i), 30.0) for i in range(30)]
    assert report.late_loss(Curve(1e-3, points)) == 28
    assert report.late_loss(Curve(1e-3, points[:4])) == 3
