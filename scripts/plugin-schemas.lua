-- luajit plugin-schemas.lua KONG_DIRECTORY PLUGIN… writes the schemas of plugins as one JSON object.
-- Only their tables are read: what they require, apart from other schemas and constants, is replaced by stand-ins.
local root = arg[1]
package.path = root .. "/?.lua;" .. root .. "/?/init.lua"

-- The same order in every run.
local unordered = pairs
function pairs(given)
  local keys, at = {}, 0
  for key in unordered(given) do table.insert(keys, key) end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  return function()
    at = at + 1
    if keys[at] ~= nil then return keys[at], given[keys[at]] end
  end
end

local null = setmetatable({}, { __tostring = function() return "null" end })
local names = {} -- function or stand-in -> its name

local function named(name)
  local stub = {}
  names[stub] = name
  return setmetatable(stub, {
    __index = function(self, key)
      local inner = named(name .. "." .. tostring(key))
      rawset(self, key, inner)
      return inner
    end,
    __call = function(_, first) return type(first) == "table" and first or named(name .. "()") end,
    __concat = function() return "" end,
  })
end

ngx = setmetatable({ null = null, config = { prefix = function() return "/" end }, re = named("ngx.re") }, { __index = function(_, key) return named("ngx." .. key) end })
-- Some schemas ask whether there is a database: those behind an ingress controller have none.
kong = setmetatable({ configuration = { loaded_plugins = {}, database = "off", role = "traditional" } }, { __index = function(_, key) return named("kong." .. key) end })
table.unpack = table.unpack or unpack

local Schema = { validators = named("validators") }
function Schema.define(tbl)
  return setmetatable(tbl, { __call = function(t, given)
    given = given or {}
    for key, value in pairs(t) do
      if given[key] == nil then given[key] = value end
    end
    return given
  end })
end

local function copy(value)
  if type(value) ~= "table" or names[value] or value == null then return value end
  local made = {}
  for key, inner in pairs(value) do made[key] = copy(inner) end
  return setmetatable(made, getmetatable(value))
end

local tools_table = setmetatable({ deep_copy = copy, cycle_aware_deep_copy = copy, shallow_copy = copy, deepcopy = copy, EMPTY = {} }, { __index = function(_, key) return named("table." .. key) end })
local http = setmetatable({}, { __index = function(self, key) local stub = named(key) rawset(self, key, stub) return stub end })
local given = {
  ["kong.db.schema"] = Schema,
  ["kong.tools.table"] = tools_table,
  ["kong.tools.utils"] = setmetatable({ deep_copy = copy, cycle_aware_deep_copy = copy, shallow_copy = copy, validate_header_name = http.validate_header_name, validate_cookie_name = http.validate_cookie_name, validate_utf8 = named("validate_utf8") }, { __index = function(_, key) return named(key) end }),
  ["kong.tools.http"] = http,
  ["table.new"] = function() return {} end,
  ["pl.tablex"] = setmetatable({ deepcopy = copy }, { __index = function(_, key) return named("tablex." .. key) end }),
  ["kong.plugins.proxy-cache.strategies"] = { STRATEGY_TYPES = { "memory" }, DELAY_STRATEGY_STORE = {} },
  ["kong.deprecation"] = function() end,
}
local real = { ["kong.db.schema.typedefs"] = true, ["kong.tools.queue_schema"] = true, ["kong.tools.redis.schema"] = true, ["kong.observability.tracing.propagation.schema"] = true, ["kong.constants"] = true, ["kong.plugins.acme.reserved_words"] = true, ["kong.plugins.statsd.constants"] = true, ["kong.llm.schemas"] = true, ["kong.enterprise_edition.tools.redis.schema"] = true }
local plain = require
function require(name)
  if given[name] ~= nil then return given[name] end
  local loads = real[name] or name:match("^kong%.plugins%..*schema") or name:match("^kong%.plugins%.[^.]+$")
  local value
  if name == "kong.observability.tracing.propagation.utils" then
    value = { FORMATS = dofile(root .. "/kong/observability/tracing/propagation/utils.lua").FORMATS }
  elseif name == "kong.llm" then
    local ok, schemas = pcall(dofile, root .. "/kong/llm/schemas/init.lua")
    value = ok and { config_schema = schemas } or dofile(root .. "/kong/llm/init.lua")
  elseif name == "kong.plugins.request-size-limiting.handler" then
    value = dofile(root .. "/kong/plugins/request-size-limiting/handler.lua")
  elseif loads then
    value = plain(name)
  else
    value = named(name)
  end
  given[name] = value
  return value
end

local sources = {}
local function function_name(fn)
  if names[fn] then return names[fn] end
  local info = debug.getinfo(fn, "S")
  local path = info.source:gsub("^@", "")
  if not sources[path] then
    sources[path] = {}
    for line in io.lines(path) do table.insert(sources[path], line) end
  end
  local line = sources[path][info.linedefined]
  local name = line:match("function%s+([%w_.]+)") or line:match("([%w_]+)%s*=%s*function")
  local short = path:gsub("^" .. root:gsub("%p", "%%%0") .. "/kong/", "")
  return short .. ":" .. (name and name ~= "" and name or tostring(info.linedefined))
end

local function quoted(text)
  return '"' .. text:gsub('[%c"\\]', function(c) return string.format("\\u%04x", c:byte()) end) .. '"'
end

local skipped = { description = true, encrypted = true }
local function encode(value, depth)
  if depth > 40 then error("too deep") end
  if value == nil or value == null then return "null" end
  local kind = type(value)
  if kind == "boolean" then return tostring(value) end
  if kind == "number" then return string.format("%.17g", value) end
  if kind == "string" then return quoted(value) end
  if kind == "function" or names[value] then return '{"function":' .. quoted(function_name(value)) .. "}" end
  local out = {}
  -- What a name of before becomes is found by asking: for a text, for null, and for the one word that is translated.
  if type(value.func) == "function" then
    local ok, into = pcall(value.func, "\1")
    local at = {}
    while ok and type(into) == "table" do
      local key, inner = next(into)
      table.insert(at, key)
      into = inner
    end
    local function becomes(given)
      local made = value.func(given)
      for _, key in ipairs(at) do made = made[key] end
      return made
    end
    local shown = { type = value.type, referenceable = value.referenceable, len_min = value.len_min, custom_validator = value.custom_validator, into = at, replaces = value.deprecation and value.deprecation.replaced_with, translate_backwards = value.translate_backwards, deprecated = value.deprecation ~= nil }
    if #at > 0 then
      if becomes(null) ~= null then shown.from_null = becomes(null) end
      if becomes("off") ~= "off" then shown.from_off = becomes("off") end
    end
    return encode(shown, depth)
  end
  if value[1] ~= nil then
    for _, inner in ipairs(value) do table.insert(out, encode(inner, depth + 1)) end
    return "[" .. table.concat(out, ",") .. "]"
  end
  local keys = {}
  for key in pairs(value) do
    if not skipped[key] or type(value[key]) == "table" then table.insert(keys, key) end
  end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for _, key in ipairs(keys) do table.insert(out, quoted(tostring(key)) .. ":" .. encode(value[key], depth + 1)) end
  return "{" .. table.concat(out, ",") .. "}"
end

local all = {}
for index = 2, #arg do
  local ok, schema = pcall(require, "kong.plugins." .. arg[index] .. ".schema")
  if not ok then
    io.stderr:write(arg[index] .. ": " .. tostring(schema) .. "\n")
    os.exit(1)
  end
  table.insert(all, quoted(arg[index]) .. ":" .. encode(schema, 0))
end
io.write("{" .. table.concat(all, ",") .. "}")
