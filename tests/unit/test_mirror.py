"""The tests mirror the package: every module has its test."""

from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_module_has_a_test_of_its_name() -> None:
    missing = []
    for module in (ROOT / "upscaler").rglob("*.py"):
        if module.stem in ("__init__", "__main__"):
            continue
        inside = module.relative_to(ROOT / "upscaler")
        twin = ROOT / "tests" / "unit" / inside.with_name(f"test_{module.name}")
        if not twin.is_file():
            missing.append(str(twin.relative_to(ROOT)))
    assert missing == []


def test_every_unit_test_has_a_module() -> None:
    """test_cli_resume.py covers one subject of cli.py."""
    orphans = []
    for test in (ROOT / "tests" / "unit").rglob("test_*.py"):
        inside = test.relative_to(ROOT / "tests" / "unit")
        words = test.stem.split("_")[1:]
        names = ("_".join(words[:count]) for count in range(1, len(words) + 1))
        modules = (ROOT / "upscaler" / inside.with_name(f"{name}.py") for name in names)
        if not any(module.is_file() for module in modules) and test.name not in ("test_mirror.py", "test_laziness.py"):
            orphans.append(str(inside))
    assert orphans == []
