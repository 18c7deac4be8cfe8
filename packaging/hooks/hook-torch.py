"""Replaces PyInstaller's own hook, which includes every module and file of torch: this one includes only what is
imported."""

from pathlib import Path

from PyInstaller.utils.hooks import PY_DYLIB_PATTERNS, collect_dynamic_libs, get_package_paths

_UNUSED = ("/test/", "torchbind_test", "aoti_custom", "backend_with_compiler")
_MANAGER = Path(get_package_paths("torch")[1]) / "bin" / "torch_shm_manager"  # torch does not import without it

module_collection_mode = "pyz+py"  # torch reads its own source when it is imported
warn_on_missing_hiddenimports = False
hiddenimports = ["torch.testing._internal"]
binaries = [
    library
    for library in collect_dynamic_libs("torch", search_patterns=[*PY_DYLIB_PATTERNS, "*.so.*"])
    if not any(part in library[0].replace("\\", "/") for part in _UNUSED)
]
datas = [(str(_MANAGER), "torch/bin")] if _MANAGER.exists() else []
