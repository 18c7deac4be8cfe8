"""How much low precision differs from fp32, in 8-bit levels: `python -m tests.bench.precision --photos DIR`.

Prints the table of docs/precision.md for the photos in a folder, with LR made by Pillow's bicubic, run by the engine.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.inference.engine import Engine
from upscaler.network.catalog import find_model
from upscaler.network.checkpoint import load_model
from upscaler.options import PrecisionChoice
from upscaler.training.dataset import load_photos, photo_paths


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=Path, required=True)
    parser.add_argument("--model", default="photo")
    parser.add_argument("--device", choices=("cpu", "cuda", "mps"), default="cpu")
    arguments = parser.parse_args()
    engine = Engine(load_model(find_model(arguments.model)))
    low: PrecisionChoice = "bf16" if arguments.device == "cpu" else "fp16"
    print(f"| scale | pictures | PSNR {low} to fp32, mean | lowest | largest difference | pixels off by 2 or more |")
    print("|---|---|---|---|---|---|")
    photos = load_photos(photo_paths(arguments.photos))
    for scale in (2, 3, 4):
        psnr, largest, off, samples = [], 0, 0, 0
        for photo in photos:
            exact, near = (run(engine, photo.lr[scale], scale, arguments.device, name) for name in ("fp32", low))
            difference = np.abs(exact.astype(np.int16) - near)
            psnr.append(10 * np.log10(255**2 / max(np.square(difference, dtype=np.float64).mean(), 1e-12)))
            largest = max(largest, int(difference.max()))
            off += int((difference > 1).sum())
            samples += difference.size
        row = (f"x{scale}", len(photos), f"{np.mean(psnr):.1f} dB", f"{min(psnr):.1f} dB", f"{largest} levels")
        print("|", " | ".join(map(str, row)), "|", f"{off / samples:.4%} |")


def run(engine: Engine, lr: Pixels, scale: int, device: str, precision: str) -> Pixels:
    """One picture: (H, W, 3) -> (scale * H, scale * W, 3) BGR"""
    canvas = np.empty((lr.shape[0] * scale, lr.shape[1] * scale, 3), np.uint8)
    engine.upscale(Bitmap(lr), scale, canvas, device, precision)  # type: ignore[arg-type]  # argparse checks them
    return canvas


if __name__ == "__main__":
    main()
