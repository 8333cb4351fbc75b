-- Several pages of HTML, numbered in a folder, to documents beside them, in one run of pandoc.
-- The pages are read in pandoc's sandbox: the empty table is all that they see of the disk.

local folder, to, count = arg[1], arg[2], tonumber(arg[3])

local function read(name)
  local file = assert(io.open(folder .. "/" .. name, "rb"))
  local text = file:read("a")
  file:close()
  return text
end

local function write(name, text)
  local file = assert(io.open(folder .. "/" .. name, "wb"))
  file:write(text)
  file:close()
end

local options = {}
if to == "odt" then
  options.template = pandoc.template.compile(pandoc.template.default("opendocument"))
end

for number = 1, count do
  local page = pandoc.read(read(number .. ".html"), "html+epub_html_exts", {}, {})
  if to == "docx" then
    options.reference_doc = folder .. "/" .. number .. ".reference"
  end
  write(number .. ".made", pandoc.write(page, to, pandoc.WriterOptions(options)))
end
