from pathlib import Path

from PIL import Image

from upscaler.images.decode import decode


def test_palettes_with_transparency_and_of_grays(tmp_path: Path) -> None:
    indexed = Image.new("P", (2, 1))
    indexed.putpalette([0, 0, 0, 255, 0, 0])
    indexed.putdata([0, 1])
    indexed.save(tmp_path / "clear.png", transparency=0)
    assert decode(tmp_path / "clear.png").pixels.tolist() == [[[0, 0, 0, 0], [255, 0, 0, 255]]]
    indexed.save(tmp_path / "clear.gif", transparency=0)
    assert decode(tmp_path / "clear.gif").pixels[:, :, 3].tolist() == [[0, 255]]
    indexed.putpalette([10, 10, 10, 200, 200, 200])
    indexed.save(tmp_path / "gray.png")
    assert decode(tmp_path / "gray.png").pixels.tolist() == [[[10], [200]]]


def test_gray_with_a_transparent_level(tmp_path: Path) -> None:
    gray = Image.new("L", (2, 1))
    gray.putdata([5, 200])
    gray.save(tmp_path / "a.png", transparency=5)
    assert decode(tmp_path / "a.png").pixels.tolist() == [[[5, 0], [200, 255]]]
