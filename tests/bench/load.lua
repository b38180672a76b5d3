-- wrk sends each request of a file once. Each thread says DONE when all of its
-- own are answered; wrk itself then waits for an interrupt.
-- Arguments: the file (for each request its length in eight digits, then its
-- bytes), how many threads there are, and a path that answers 200: connections
-- with nothing left to send ask for it, as wrk knows no idle one.

local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long nanoseconds; } instant;
  int clock_gettime(int clock, instant *now);
]]
local MONOTONIC = 1

-- In seconds. Lua's own clocks count whole ones, or those of the processor.
local function now()
  local instant = ffi.new("instant")
  ffi.C.clock_gettime(MONOTONIC, instant)
  return tonumber(instant.seconds) + tonumber(instant.nanoseconds) / 1e9
end

local threads = {}

function setup(thread)
  thread:set("place", #threads)
  table.insert(threads, thread)
end

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  local count = tonumber(arguments[2])
  filler = wrk.format("GET", arguments[3])
  mine, sent, taken, refused, first_refusal = {}, 0, 0, 0, ""
  local number = 0
  while true do
    local length = file:read(8)
    if not length then break end
    local request = file:read(tonumber(length))
    if number % count == place then table.insert(mine, request) end
    number = number + 1
  end
  file:close()
end

function request()
  -- wrk looks at one request of the first thread before it begins.
  if place == 0 and not looked_at then
    looked_at = true
    return filler
  end
  if sent == 0 then begun = now() end
  sent = sent + 1
  return mine[sent] or filler
end

function response(status, _, body)
  if status ~= 200 then
    refused = refused + 1
    first_refusal = status .. " " .. body
  elseif body:find("<MessageId>", 1, true) then
    taken = taken + 1
  end
  if taken + refused >= #mine and not ended then
    ended = now()
    wrk.thread:stop()
    io.write("DONE\n")
    io.flush()
  end
end

function done(summary, latency)
  local all_taken, all_refused, refusal, first, last = 0, 0, "", math.huge, 0
  for _, thread in ipairs(threads) do
    all_taken = all_taken + thread:get("taken")
    all_refused = all_refused + thread:get("refused")
    first = math.min(first, thread:get("begun"))
    last = math.max(last, thread:get("ended") or 0)
    if thread:get("first_refusal") ~= "" then refusal = thread:get("first_refusal") end
  end
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %.6f %.3f %.3f\n", all_taken, all_refused,
    errors.connect + errors.read + errors.write + errors.timeout, last - first,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
  if refusal ~= "" then io.write("REFUSED " .. refusal:gsub("%s+", " "):sub(1, 300) .. "\n") end
end
