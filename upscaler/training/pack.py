"""Make a folder of photos small enough to send to a machine borrowed for minutes:
`python -m upscaler.training.pack --photos DIR --out DIR --megabytes 45`.

Every photo is resized by the same factor and keeps its name, which decides whether it is held back. Downscaling removes
the camera's JPEG artefacts, so little of value for training is lost.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from upscaler.training.command import module_parser, positive
from upscaler.training.dataset import load_hr, photo_paths, shrunk

MARGIN = 0.97  # share of the bytes to aim for, since file sizes are not exactly proportional to pixels
QUALITY = {"quality": 95, "subsampling": 0}  # for JPEG; WebP uses only the first, other formats neither


def packed(paths: list[Path], limit: int) -> tuple[float, dict[str, bytes]]:
    """The factor by which photos were resized, and their files by name, at most `limit` bytes in total."""
    share = 1.0
    while True:
        files = dict(_files(paths, share))
        total = sum(map(len, files.values()))
        if total <= limit:
            return share, files
        share *= math.sqrt(MARGIN * limit / total)


def _files(paths: list[Path], share: float) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        photo = load_hr(path)
        if share < 1:
            photo = shrunk(photo, share)
        if photo.size:
            file = io.BytesIO()
            Image.fromarray(photo).save(file, Image.registered_extensions()[path.suffix.lower()], **QUALITY)
            yield path.name, file.getvalue()


def main(arguments: list[str] | None = None) -> None:
    parser = module_parser("pack", __doc__)
    parser.add_argument("--photos", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="a new folder")
    parser.add_argument("--megabytes", type=positive, default=45)
    options = parser.parse_args(arguments)
    if options.out.exists():
        raise SystemExit(f"{options.out} exists.")
    share, files = packed(photo_paths(options.photos), 1_000_000 * options.megabytes)
    options.out.mkdir(parents=True)
    for name, content in files.items():
        (options.out / name).write_bytes(content)
    total = sum(map(len, files.values())) / 1e6
    print(f"{len(files)} photos with {100 * share:.0f} % of their sides, {total:.1f} MB")


if __name__ == "__main__":
    main()
