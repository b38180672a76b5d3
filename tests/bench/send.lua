-- wrk sends each request of a file once, and stops when all are answered.
-- The file: for each request, 4 octets of its length (little-endian), then its bytes.

local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long nanoseconds; } moment;
  int clock_gettime(int clock, moment *now);
  int getpid(void);
  int kill(int process, int signal);
]]
local MONOTONIC, INTERRUPT = 1, 2

local function now()
  local moment = ffi.new("moment")
  ffi.C.clock_gettime(MONOTONIC, moment)
  return tonumber(moment.seconds) + tonumber(moment.nanoseconds) / 1e9
end

local worker

function setup(thread)
  worker = thread
end

-- Of the one thread.
local file, asked, checked = nil, 0, false
answered, refused, begun, ended = 0, 0, 0, 0

function init(arguments)
  local opened = assert(io.open(arguments[1], "rb"))
  local bytes = opened:read("*a")
  opened:close()
  file = {}
  local at = 1
  while at <= #bytes do
    local a, b, c, d = bytes:byte(at, at + 3)
    local length = a + 256 * (b + 256 * (c + 256 * d))
    file[#file + 1] = bytes:sub(at + 4, at + 3 + length)
    at = at + 4 + length
  end
end

function request()
  if not checked then
    -- wrk asks once before it begins, and sends nothing.
    checked = true
    return file[1]
  end
  if asked == 0 then begun = now() end
  asked = asked + 1
  -- Past the end nothing is sent: the connection waits for the others.
  return file[asked] or ""
end

function response(status)
  answered = answered + 1
  if status ~= 200 then refused = refused + 1 end
  ended = now()
  if answered == #file then
    -- wrk ends as if the user had stopped it.
    ffi.C.kill(ffi.C.getpid(), INTERRUPT)
  end
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\nJSON {"answered": %d, "refused": %d, "seconds": %.6f, "p50": %.3f, "p99": %.3f, "broken": %d}\n',
    worker:get("answered"), worker:get("refused"), worker:get("ended") - worker:get("begun"),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, errors.connect + errors.read + errors.write))
end
