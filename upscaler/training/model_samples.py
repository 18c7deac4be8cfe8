"""Makes the samples shown beside each model in the window: a small part of a picture before and after.

    python -m upscaler.training.model_samples [--out FOLDER]

They are made from the app's sample picture, or for drawings from one that is drawn here. Each file shows the part with
enlarged pixels, and beside it the model's result.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from upscaler import paths
from upscaler.geometry import Padding, Region
from upscaler.network.catalog import list_models
from upscaler.options import DRAWING_MODEL, RESTORE_MODEL, SHARP_MODEL, UpscaleOptions
from upscaler.pipeline import upscale_file
from upscaler.progress import Progress
from upscaler.target_size import TargetSize
from upscaler.training.command import module_parser

SCALE = 4
PART = Region(106, 38, 32, 24)  # of the sample picture: an eye
AROUND = 24  # pixels of the picture around it that the network sees
FOR_DRAWINGS = (DRAWING_MODEL, "realesrgan-x4plus-anime", "realesrgan-animevideov3")
_NOISE, _QUALITY = 7.0, 35  # of the damaged one: noise (standard deviation in levels) and JPEG quality
_SAVED = 92


def clean() -> Image.Image:
    """The sample picture."""
    with Image.open(paths.resources() / "samples" / "astronaut.png") as photo:
        return photo.convert("RGB")


def damaged() -> Image.Image:
    """The sample picture with noise and JPEG artefacts."""
    pixels = np.asarray(clean(), np.float64)
    noisy = np.clip(pixels + np.random.default_rng(1).normal(0, _NOISE, pixels.shape), 0, 255)
    file = io.BytesIO()
    Image.fromarray(noisy.round().astype(np.uint8)).save(file, "JPEG", quality=_QUALITY)
    with Image.open(file) as picture:
        return picture.convert("RGB")


def drawing() -> Image.Image:
    """Two letters and a curve, drawn large and then reduced, as drawing programs do."""
    large = Image.new("RGB", (PART.width * 8, PART.height * 8), "#fbf7ec")
    pen = ImageDraw.Draw(large)
    pen.ellipse((150, 90, 290, 230), fill="#e4572e", outline="#17191c", width=9)
    pen.text((14, 6), "Aa", font=ImageFont.load_default(150), fill="#17191c")
    return large.resize((PART.width, PART.height), Image.Resampling.BOX)


def before_and_after(model: str, folder: Path) -> Image.Image:
    """The sample of a model, two panes wide. `folder` is for files on the way."""
    drawn = model in FOR_DRAWINGS
    picture = drawing() if drawn else damaged() if model == RESTORE_MODEL else clean()
    part = Region(0, 0, *picture.size) if drawn else PART
    around = part if drawn else part.grown(Padding(AROUND, AROUND, AROUND, AROUND))
    picture.save(folder / "before.png")
    options = UpscaleOptions(TargetSize(SCALE), around, model, on_exists="overwrite")
    upscale_file(folder / "before.png", folder / "after.png", options, Progress())
    inside = part.moved(-around.x, -around.y) * SCALE
    both = Image.new("RGB", (2 * inside.width, inside.height))
    pixels = np.asarray(picture)[part.slices].repeat(SCALE, 0).repeat(SCALE, 1)
    both.paste(Image.fromarray(pixels))
    with Image.open(folder / "after.png") as result:
        both.paste(Image.fromarray(np.asarray(result.convert("RGB"))[inside.slices]), (inside.width, 0))
    return both


def main(arguments: list[str] | None = None) -> None:
    parser = module_parser("model_samples", __doc__)
    parser.add_argument("--out", type=Path, default=paths.resources() / "samples" / "models", help="of the app")
    out = parser.parse_args(arguments).out
    out.mkdir(exist_ok=True)
    for name in (model.card.name for model in list_models()):
        if name != SHARP_MODEL:  # an end of the slider for detail
            with tempfile.TemporaryDirectory() as folder:
                before_and_after(name, Path(folder)).save(out / f"{name}.jpg", quality=_SAVED, subsampling=0)
                print(out / f"{name}.jpg")


if __name__ == "__main__":
    main()
