// How long the way from a mail to its signed request takes, against nodemailer
// and the AWS SDK: paired ratios in one run, A B A B …, since times of one machine
// mean nothing on another.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { file } from "./mail.mjs";
import { prepare, streamed, whole } from "./package.mjs";
import { rawV1, rawV2 } from "./sdk.mjs";

const MB = 1_000_000;
const [ten, seven] = [file(10 * MB), file(7 * MB)];
const TIMES = { small: { pairs: 31, each: 200, warm: 20 }, large: { pairs: 21, each: 1, warm: 3 } };

const signedV2 = whole("v2-send-email-raw", ten);
const body = Buffer.from(signedV2.body);
const hashAlone = () => createHash("sha256").update(body).digest();
const nowhere = () => {};

// `a` is held against `b`: its time is divided by that of `b`.
const CASES = [
  { name: "2 kB, v2 raw: SDK / here", ...TIMES.small, a: () => rawV2(), b: () => whole("v2-send-email-raw"), must: 40, stretch: 80 },
  { name: "10 MB, v2 raw: SDK / here", ...TIMES.large, a: () => rawV2(ten), b: () => whole("v2-send-email-raw", ten), must: 5, stretch: 6.5 },
  { name: "10 MB, v2 raw: SDK / here, streamed", ...TIMES.large, a: () => rawV2(ten), b: () => streamed("v2-send-email-raw", ten, undefined, nowhere) },
  { name: "7 MB, v1 raw: SDK / here", ...TIMES.large, a: () => rawV1(seven), b: () => whole("v1-send-raw-email", seven), must: 10, stretch: 12 },
  { name: "10 MB, SDK v2 raw / here v2 Simple", ...TIMES.large, a: () => rawV2(ten), b: () => whole("v2-send-email-simple", ten), must: 8, stretch: 10 },
  { name: "10 MB, v2 raw: here / createHash of the body alone", ...TIMES.large, a: () => whole("v2-send-email-raw", ten), b: hashAlone, most: 1.25, stretch: 1.15 },
];

/** The attachment of a raw request's message, decoded. */
function attached(body, ofForm) {
  const data = ofForm ? new URLSearchParams(body.toString()).get("RawMessage.Data") : JSON.parse(body).Content.Raw.Data;
  const mime = Buffer.from(data, "base64").toString("latin1");
  const at = mime.indexOf("\r\n\r\n", mime.search(/filename="?report\.pdf/));
  return Buffer.from(mime.slice(at, mime.indexOf("\r\n--", at + 4)), "base64");
}

// What is compared must be the same mail.
for (const [content, sdk, here, ofForm] of [
  [ten, await rawV2(ten), signedV2, false],
  [seven, await rawV1(seven), whole("v1-send-raw-email", seven), true],
]) {
  for (const request of [sdk, here]) {
    assert.match(request.headers.authorization, /^AWS4-HMAC-SHA256 Credential=ASIATESTDELEGATE0001\//);
    assert.ok(attached(Buffer.from(request.body), ofForm).equals(content), "both sides send the same file");
  }
}
const simple = JSON.parse(Buffer.from(whole("v2-send-email-simple", ten).body)).Content.Simple;
assert.ok(Buffer.from(simple.Attachments[0].RawContent, "base64").equals(ten), "Simple content holds the same file");
assert.equal(prepare("v2-send-email-raw", ten).bodyLength, body.length);

async function timed(work, each) {
  // Nobody pays for the megabytes that the other left behind.
  if (each === 1) globalThis.gc?.();
  const begin = process.hrtime.bigint();
  for (let n = 0; n < each; n += 1) await work();
  return Number(process.hrtime.bigint() - begin) / each / 1e6;
}

function quartiles(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return [0.25, 0.5, 0.75].map((part) => sorted[Math.round(part * (sorted.length - 1))]);
}

const version = (name) => JSON.parse(readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url))).version;
console.log(`node ${process.versions.node}, ${["nodemailer", "@aws-sdk/client-sesv2", "@aws-sdk/client-ses"].map((name) => `${name} ${version(name)}`).join(", ")}`);
const only = process.argv[2];
const row = (...cells) => console.log(cells.map((cell, at) => (at === 0 ? cell.padEnd(52) : cell.padStart(16))).join(""));
row("case", "ratio", "quartiles", "must, stretch", "", "ms each");
for (const { name, pairs, each, warm, a, b, must, most, stretch } of CASES) {
  if (only && !name.includes(only)) continue;
  // Until engines have compiled what there is to compile.
  for (let n = 0; n < warm; n += 1) for (const work of [a, b]) await timed(work, each);
  const ratios = [], times = [[], []];
  for (let n = 0; n < pairs; n += 1) {
    const [first, second] = [await timed(a, each), await timed(b, each)];
    ratios.push(first / second);
    times[0].push(first);
    times[1].push(second);
  }
  const [low, median, high] = quartiles(ratios);
  const target = must ? `>= ${must}, ${stretch}` : most ? `<= ${most}, ${stretch}` : "";
  const isMet = must ? median >= must : median <= most;
  const verdict = target && (isMet ? "met" : "MISSED");
  const [ms, other] = times.map((all) => quartiles(all)[1]);
  row(name, median.toFixed(2), `${low.toFixed(2)} to ${high.toFixed(2)}`, target, verdict, `${ms.toFixed(2)}, ${other.toFixed(3)}`);
}
