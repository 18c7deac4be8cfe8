from pathlib import Path

import numpy as np
import pytest
import tifffile

from tests.unit.images.test_metadata import ALL
from upscaler.images.bitmap import Pixels
from upscaler.images.metadata import Metadata
from upscaler.images.tiff import write_tiff


@pytest.mark.parametrize("big", [False, True])
def test_exif_lies_in_directories_of_its_own(
    big: bool, photo: Pixels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("upscaler.images.tiff._BIGTIFF_FROM", 100 if big else 10**9)
    write_tiff([photo], tmp_path / "a.tif", [None], ALL)
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        assert file.is_bigtiff is big
        tags = file.pages.first.tags
        assert tags["ExifTag"].value["PixelXDimension"] == 300
        assert tags["GPSTag"].value["GPSLatitude"] == (48, 1, 8, 1, 3, 2)
        assert tags["Make"].value == "Maker"
        assert file.pages.first.get_resolution("INCH") == (300, 150)
        assert np.array_equal(file.asarray(), photo[:, :, ::-1])


def test_without_metadata_nothing_is_said(photo: Pixels, tmp_path: Path) -> None:
    write_tiff([photo], tmp_path / "a.tif", [None], Metadata())
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        assert not {"ExifTag", "GPSTag", "Software", "DateTime", "ImageDescription"} & {
            tag.name for tag in file.pages.first.tags
        }
