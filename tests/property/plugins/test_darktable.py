"""darktable's script, run by Lua if it is installed, with a stub of darktable's API."""

import os
import shutil
import subprocess
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.property.plugins.stand_in import PLUGINS, deep_picture, larger, read, upscale  # noqa: F401 - a fixture

pytestmark = pytest.mark.posix


LUA = next((path for path in map(shutil.which, ("lua5.4", "lua5.3", "lua")) if path), None)

DARKTABLE = """
local kept = {}
local function widget(kind)
  return function(fields)
    if kind == "combobox" then
      return setmetatable({}, {
        __index = function(_, key) return key == "value" and fields[fields.selected] or fields[key] end,
        __newindex = function(_, key, value)
          fields[key] = value
          if key == "selected" then fields.changed_callback({ value = fields[value] }) end
        end,
      })
    end
    return fields
  end
end
package.preload["darktable"] = function()
  return {
    new_widget = widget,
    configuration = { running_os = "linux" },
    preferences = {
      read = function(_, name) return name == "folder" and os.getenv("FOLDER") or name == "scale" and "3" or nil end,
      write = function(_, name, _, value) kept[name] = value end,
    },
    print = function(text) print("told: " .. text) end,
    print_error = function(text) print("error: " .. text) end,
    register_storage = function(name, title, store)
      print(name .. ": " .. title)
      local image = { path = os.getenv("IMAGES"), filename = "raw.cr2" }
      for number = 1, #arg do store({}, image, {}, arg[number], number, #arg, true, {}) end
    end,
  }
end
dofile(os.getenv("SCRIPT"))
"""

if LUA is not None:

    @pytest.mark.parametrize("is_chosen", [True, False])
    def test_darktable_exports_into_the_folder(is_chosen: bool, tmp_path: Path, upscale: Path) -> None:
        photos, chosen = tmp_path / "photos", tmp_path / "it's chosen"
        exported = [tmp_path / "it's one.tif", tmp_path / "broken.tif"]
        for path in exported:
            cv2.imwrite(str(path), deep_picture()[:, :, :3])
        environment = os.environ | {"IMAGES": str(photos), "SCRIPT": str(PLUGINS / "darktable" / "upscale_export.lua")}
        environment |= {"FOLDER": str(chosen)} if is_chosen else {}
        (tmp_path / "stub.lua").write_text(DARKTABLE)
        command = [str(LUA), str(tmp_path / "stub.lua"), *map(str, exported)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        folder = chosen if is_chosen else photos / "upscaled"
        assert [path.name for path in folder.iterdir()] == ["it's one_3x.tif"]
        assert np.array_equal(read(folder / "it's one_3x.tif"), larger(deep_picture()[:, :, :3], 3))
        assert [path.exists() for path in exported] == [False, True]  # what failed is not lost
        assert done.stdout.splitlines()[0] == "upscaler: upscale"
        assert "told: upscaling 2 of 2" in done.stdout
        assert f"raw.cr2 could not be upscaled; the exported picture is {exported[1]}" in done.stdout
