// Builds and signs one mail, `how` (streamed, whole, sdk), with the file at `path`,
// and prints the peak of this process's memory in bytes. The file at `ballast` is in
// memory as well unless the mail is streamed, so that what is compared differs by
// what building takes.
import { readFile, stat } from "node:fs/promises";

import { piecesOf } from "../node/file_pieces.mjs";

const [how, path, ballast] = process.argv.slice(2);

let sampled = 0;
const sample = () => {
  sampled = Math.max(sampled, process.memoryUsage.rss());
};

/** The system's own record since this program began; where there is none, what was sampled. */
async function peak() {
  const status = await readFile("/proc/self/status", "utf8").catch(() => "");
  const found = /VmHWM:\s+(\d+) kB/.exec(status);
  sample();
  return found ? Number(found[1]) * 1024 : sampled;
}

const open = () => piecesOf(path);

const held = how === "streamed" ? undefined : await readFile(ballast);
const content = held && held.subarray(0, (await stat(path)).size);
let result;
if (how === "streamed") {
  const { streamed } = await import("./package.mjs");
  result = await streamed("v2-send-email-raw", { size: (await stat(path)).size }, open, sample);
} else if (how === "whole") {
  const { whole } = await import("./package.mjs");
  result = whole("v2-send-email-raw", content);
} else {
  const { rawV2 } = await import("./sdk.mjs");
  result = await rawV2(content);
}
if (!result.headers.authorization) throw new Error("the request is not signed");
console.log(await peak());
