"""The tests mirror the package: every module has its twin."""

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
    orphans = []
    for test in (ROOT / "tests" / "unit").rglob("test_*.py"):
        inside = test.relative_to(ROOT / "tests" / "unit")
        module = ROOT / "upscaler" / inside.with_name(test.name.removeprefix("test_"))
        if not module.is_file() and test.name not in ("test_mirror.py", "test_laziness.py"):
            orphans.append(str(inside))
    assert orphans == []
