--[[
Upscales what darktable exports: a target "upscale" in the export module, with a folder and a scale. See README.md.

It runs the command `upscale`, which never replaces a file: a second export of the same picture gets the name "... (2)".
]]

local dt = require "darktable"

local NAME = "upscaler"
local SCALES = { "2", "3", "4" }

local folder = dt.new_widget("file_chooser_button") {
  title = "folder for the upscaled pictures",
  value = dt.preferences.read(NAME, "folder", "directory"),
  is_directory = true,
  changed_callback = function(self) dt.preferences.write(NAME, "folder", "directory", self.value) end,
}

local scale = dt.new_widget("combobox") {
  label = "scale",
  tooltip = "how many times larger",
  changed_callback = function(self) dt.preferences.write(NAME, "scale", "string", self.value) end,
  table.unpack(SCALES),
}

-- The last choice; 2 at first
local function restore()
  local last = dt.preferences.read(NAME, "scale", "string")
  for number, value in ipairs(SCALES) do
    if value == last then
      scale.selected = number
      return
    end
  end
  scale.selected = 1
end

-- Quotes a word of a shell command, whatever it contains
local function quoted(text)
  if dt.configuration.running_os == "windows" then
    return '"' .. text .. '"'
  end
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

local function command(filename, target)
  local words = { "upscale", quoted(filename), "-o", quoted(target), "-x", scale.value, "--quiet" }
  local line = table.concat(words, " ")
  -- cmd.exe strips the outermost quotes
  return dt.configuration.running_os == "windows" and '"' .. line .. '"' or line
end

-- Called by darktable for each exported picture, which is in a temporary file
local function store(_, image, _, filename, number, total)
  local target = folder.value or image.path .. "/upscaled"
  dt.print(string.format("upscaling %d of %d", number, total))
  local done, _, code = os.execute(command(filename, target))
  if done then
    os.remove(filename)
  elseif code == 127 then
    dt.print("the command upscale was not found: install Upscaler")
  else
    dt.print_error("upscale ended with " .. tostring(code) .. " for " .. filename)
    dt.print(image.filename .. " could not be upscaled; the exported picture is " .. filename)
  end
end

restore()
dt.register_storage(NAME, "upscale", store, nil, nil, nil, dt.new_widget("box") { folder, scale })
