// Bodies as plans: every way to read one gives the bytes that Node's own
// base64 gives, and streaming holds a small part of a file at a time.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { ARN, VALID, given, readByPython, startLocalSes } from "./local_ses.mjs";

const api = await import(pathToFileURL(join(given("NPM_PACKAGE"), "node.js")));
let ses;

before(async () => {
  ses = await startLocalSes();
});

after(() => ses?.stop());

const RAW = ["v1-send-raw-email", "v1-send-raw-email-headers", "v2-send-email-raw"];
const ROUTES = [...RAW, "v2-send-email-simple"];

const draft = (fields) => ({
  delegate: { sourceArn: ARN },
  from: "Ännchen <ann@owner.example>",
  to: ["bob@example.org"],
  subject: "Grüße aus Node",
  text: "Hallo",
  ...fields,
});
const stamp = { at: new Date(1768480496000), nonce: new Uint8Array(16).fill(7) };
const credentials = new api.Credentials(VALID.accessKeyId, VALID.secretAccessKey, VALID.sessionToken);

const sha256 = (bytes) => createHash("sha256").update(bytes).digest();
const joined = async (chunks) => {
  const all = [];
  for await (const chunk of chunks) all.push(Buffer.from(chunk));
  return Buffer.concat(all);
};

/** Random choices that a failing run can repeat: mulberry32. */
function dice(seed) {
  const next = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return { below: (n) => Math.floor(next() * n), of: (list) => list[Math.floor(next() * list.length)] };
}

/** The bytes in pieces of random sizes, each overwritten by the next. */
async function* pieces(bytes, roll, largest) {
  const room = new Uint8Array(largest);
  for (let from = 0; from < bytes.length; ) {
    const part = bytes.subarray(from, from + 1 + roll.below(largest));
    room.set(part);
    yield room.subarray(0, part.length);
    from += part.length;
  }
}

const lines = (bytes) => bytes.toString("base64").replace(/.{1,76}/g, "$&\r\n");

/** The body once more, from a request whose files are only marks. */
function naive(files, route) {
  // Marks of nine bytes stand as themselves in base64, so that they can be found in either layer.
  const mark = (n) => Buffer.from(`mark-${String(n).padStart(4, "0")}`);
  const marked = api.prepare(draft({ route, attachments: files.map((file, n) => ({ ...file, content: mark(n) })) }), stamp);
  const put = (text, encode) => files.reduce((text, { content }, n) => {
    const parts = text.split(encode(mark(n)));
    assert.equal(parts.length, 2, `mark ${n}`);
    return parts.join(encode(content));
  }, text);
  const text = Buffer.from(marked.body()).toString();
  if (route === "v2-send-email-simple") return Buffer.from(put(text, (bytes) => bytes.toString("base64")));
  const mime = Buffer.from(put(Buffer.from(marked.mime).toString("latin1"), lines), "latin1");
  const data = mime.toString("base64");
  if (route === "v2-send-email-raw") {
    const body = JSON.parse(text);
    const was = body.Content.Raw.Data;
    return Buffer.from(text.replace(was, data));
  }
  const was = encodeURIComponent(Buffer.from(marked.mime).toString("base64"));
  assert.ok(text.includes(was));
  return Buffer.from(text.replace(was, encodeURIComponent(data)));
}

test("the module that is published encodes by vectors", async () => {
  const module = await WebAssembly.compile(await readFile(join(given("NPM_PACKAGE"), "ses_delegate_bg.wasm")));
  const features = WebAssembly.Module.customSections(module, "target_features").map((section) => Buffer.from(section).toString("latin1"));
  assert.match(features.join(), /\+.simd128/);
});

test("500 random messages: streamed, whole and hashed bodies are what Node's base64 makes of them", async () => {
  for (let seed = 0; seed < 500; seed += 1) {
    const roll = dice(seed);
    const size = () => roll.of([roll.below(4), roll.below(200), 57 * roll.below(60), roll.below(3000), roll.below(200_000)]);
    const files = Array.from({ length: 1 + roll.below(3) }, (_, n) => ({
      filename: `file ${n}.bin`,
      ...(roll.below(3) === 0 && { cid: `c${n}` }),
      content: randomBytes(size()),
    }));
    const route = roll.of(ROUTES);
    const about = `seed ${seed}, ${route}, ${files.map((file) => file.content.length)}`;
    const expected = naive(files, route);

    const here = api.prepare(draft({ route, attachments: files }), stamp);
    assert.equal(here.bodyLength, expected.length, about);
    assert.ok(expected.equals(here.body()), `body() of ${about}`);

    const kinds = [
      (bytes) => bytes,
      (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
      (bytes) => new Blob([bytes]),
      (bytes) => ({ size: bytes.length }),
    ];
    const kept = files.map((file) => ({ ...file, content: roll.of(kinds)(file.content) }));
    const streamed = api.prepare(draft({ route, attachments: kept }), stamp);
    assert.equal(streamed.bodyLength, expected.length, about);
    const largest = roll.of([1, 7, 57, 1000, 65536, 300_000]);
    const open = (file) => pieces(files[file].content, roll, files[file].content.length > 5000 ? Math.max(largest, 57) : largest);
    assert.ok(expected.equals(await joined(streamed.chunks(open))), `chunks() of ${about}`);
    assert.ok(expected.equals(await joined(streamed.chunks(open, new Uint8Array(1 << 18)))), `chunks() into a buffer of ${about}`);
    assert.ok(sha256(expected).equals(await streamed.hash(open)), `hash() of ${about}`);
    for (const prepared of [here, streamed]) prepared.free();
  }
});

test("the signature is the same whoever hashed the body, and however", async () => {
  for (const size of [0, 10, 5000, 200_000]) {
    const attachments = [{ filename: "a.bin", content: randomBytes(size) }];
    const prepared = api.prepare(draft({ route: "v2-send-email-raw", attachments }), stamp);
    const { body, ...head } = credentials.sign(prepared, stamp.at);
    assert.deepEqual(Buffer.from(body), Buffer.from(prepared.body()));
    const digests = [await prepared.hash(), sha256(body), new Uint8Array(await crypto.subtle.digest("SHA-256", body))];
    for (const digest of digests) assert.deepEqual(credentials.signHashed(prepared, digest, stamp.at), head);
    api.useHasher();
    assert.deepEqual({ ...credentials.sign(prepared, stamp.at), body: undefined }, { ...head, body: undefined });
    assert.deepEqual(credentials.signHashed(prepared, await prepared.hash(), stamp.at), head);
    api.useHasher(() => createHash("sha256"));
    const key = credentials.signingKey(prepared, stamp.at);
    assert.equal(key.scope, "20260115/us-east-1/ses/aws4_request");
    assert.deepEqual({ ...key.sign(prepared, stamp.at), body: undefined }, { ...head, body: undefined });
    assert.deepEqual(key.signHashed(prepared, digests[0], stamp.at), head);
    assert.throws(() => key.sign(prepared, new Date(0)), { name: "SesInputError", code: "signing_key.scope" });
  }
});

test("a hasher is used for long bodies only, and once", () => {
  const seen = [];
  api.useHasher(() => {
    const hash = createHash("sha256");
    seen.push(hash);
    return hash;
  });
  credentials.sign(api.prepare(draft({ route: "v1-send-email" })));
  assert.equal(seen.length, 0);
  credentials.sign(api.prepare(draft({ route: "v1-send-email", text: "long ".repeat(1000) })));
  assert.equal(seen.length, 1);
  api.useHasher(() => createHash("sha256"));
  assert.throws(() => api.useHasher(5), { name: "SesInputError", field: "make" });
});

test("bytes that are elsewhere, or others than were planned, are named by their attachment", async () => {
  const attachments = (content) => [{ filename: "a", content: new Uint8Array(1) }, { filename: "b", content }];
  const input = (code, field = "attachments[1].content") => ({ name: "SesInputError", code, field });
  for (const content of [{ size: 5 }, new Blob(["12345"])]) {
    const prepared = api.prepare(draft({ attachments: attachments(content) }));
    assert.throws(() => prepared.body(), input("content.elsewhere"));
    assert.throws(() => prepared.mime, input("content.elsewhere"));
    assert.throws(() => credentials.sign(prepared), input("content.elsewhere"));
  }
  const prepared = api.prepare(draft({ attachments: attachments({ size: 5 }) }));
  assert.throws(() => prepared.chunks(), input("content.elsewhere"));
  assert.throws(() => prepared.hash(), input("content.elsewhere"));
  assert.throws(() => prepared.chunks(5), input("input.type", "open"));
  assert.throws(() => prepared.chunks(() => [], new Uint8Array(1000)), input("input.type", "into"));
  for (const size of [0, 4, 6, 100_000]) {
    await assert.rejects(joined(prepared.chunks(() => [new Uint8Array(size)])), input("content.size"), `${size}`);
    await assert.rejects(prepared.hash(async () => [new Uint8Array(size)]), input("content.size"), `${size}`);
  }
  await assert.rejects(prepared.hash(() => ["text"]), /attachments\[1\]\.content: expected chunks that are Uint8Arrays/);
  await assert.rejects(prepared.hash(() => { throw new Error("no such file"); }), /no such file/);

  const shrinking = new ArrayBuffer(10);
  const changed = api.prepare(draft({ attachments: attachments(shrinking) }));
  structuredClone(shrinking, { transfer: [shrinking] });
  assert.throws(() => changed.body(), input("content.size"));

  const wrong = (content, code, field) =>
    assert.throws(() => api.prepare(draft({ attachments: attachments(content) })), input(code, field));
  wrong("text", "input.type");
  wrong([1, 2], "input.type");
  wrong({ length: 5 }, "input.type");
  wrong({ size: "5" }, "input.type", "attachments[1].content.size");
  wrong({ size: -1 }, "input.type", "attachments[1].content.size");
  wrong({ size: 1.5 }, "input.type", "attachments[1].content.size");
  wrong({ size: 5, name: "x" }, "input.unknown", "attachments[1].content.name");
  assert.throws(() => credentials.signHashed(prepared, new Uint8Array(31)), input("input.type", "sha256"));
});

test("a size that no route takes is refused before a byte is read", () => {
  const attachments = [{ filename: "a", content: { size: 8_000_000 } }];
  const refused = { name: "SesInputError", code: "message.size", field: "attachments" };
  assert.throws(() => api.prepare(draft({ attachments, route: "v1-send-raw-email" })), refused);
  assert.equal(api.prepare(draft({ attachments, route: "v2-send-email-raw" })).route, "v2-send-email-raw");
});

for (const route of ROUTES) {
  test(`${route}: files from an iterable and from a Blob arrive whole`, async () => {
    const [first, second] = [randomBytes(300_001), randomBytes(123_456)];
    const attachments = [
      { filename: "one.bin", content: { size: first.length } },
      { filename: "two.bin", content: new Blob([second]) },
    ];
    const prepared = api.prepare(draft({ route, endpoint: ses.origin, attachments }));
    const open = () => pieces(first, dice(1), 20_000);
    const signed = credentials.signHashed(prepared, await prepared.hash(open));
    const body = ReadableStream.from(prepared.chunks(open));
    const headers = { ...signed.headers, "content-length": String(prepared.bodyLength) };
    const response = await fetch(signed.url, { ...signed, headers, body, duplex: "half" });
    const outcome = prepared.interpret({ status: response.status, headers: response.headers, body: await response.text() });
    assert.equal(outcome.ok, true, JSON.stringify(outcome));
    const { files } = await readByPython(await ses.raw(outcome.messageId));
    assert.deepEqual(files.map(({ filename }) => filename), ["one.bin", "two.bin"]);
    assert.ok(files[0].content === first.toString("hex") && files[1].content === second.toString("hex"));
  });
}

test("streaming a file of 25 MB takes a quarter of its size in memory at most", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "streamed-"));
  t.after(() => rm(folder, { recursive: true }));
  const program = fileURLToPath(new URL("stream_a_file.mjs", import.meta.url));
  const env = { ...process.env, SES_ORIGIN: ses.origin };
  // The highest resident memory of a process that sends one file, in bytes.
  const sent = async (size) => {
    const path = join(folder, `${size}.bin`);
    const content = randomBytes(size);
    await writeFile(path, content);
    const { stdout } = await promisify(execFile)(process.execPath, [program, path], { env });
    const { outcome, peak } = JSON.parse(stdout);
    assert.equal(outcome.ok, true, stdout);
    assert.ok(Buffer.from(await ses.raw(outcome.messageId)).includes(lines(content)), "the file arrived whole");
    return peak;
  };
  const size = 25_000_000;
  const [small, large] = [await sent(2_000), await sent(size)];
  const multiple = (large - small) / size;
  t.diagnostic(`peak memory over that of a mail with 2 kB: ${multiple.toFixed(3)} times the file`);
  assert.ok(multiple <= 0.25, `${multiple}`);
});

test("the module's own memory does not grow with the file", async () => {
  const { memory } = await api.default();
  const read = async (size) => {
    const content = new Uint8Array(size);
    const prepared = api.prepare(draft({ route: "v2-send-email-raw", attachments: [{ filename: "a", content }] }));
    assert.equal(prepared.body().length, prepared.bodyLength);
    credentials.sign(prepared);
    await prepared.hash();
    prepared.free();
  };
  await read(200_000);
  const before = memory.buffer.byteLength;
  await read(25_000_000);
  assert.equal(memory.buffer.byteLength, before);
});
