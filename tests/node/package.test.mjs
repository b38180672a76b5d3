// The npm package as its users get it: packed, installed elsewhere, used.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { ARN, DENIED_ARN, VALID, given, readByPython, startLocalSes } from "./local_ses.mjs";

const run = promisify(execFile);
let folder, ses, api;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "installed-"));
  await run("npm", ["pack", given("NPM_PACKAGE"), "--pack-destination", folder], { cwd: folder });
  const [tarball] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await run("npm", ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", join(folder, tarball)], { cwd: folder });
  await writeFile(join(folder, "entry.mjs"), 'export * from "ses-delegate";\n');
  // The module's own memory, by the same files.
  await writeFile(join(folder, "memory.mjs"), `
    import { readFileSync } from "node:fs";
    import * as api from "./node_modules/ses-delegate/ses_delegate.js";
    const module = readFileSync(new URL("./node_modules/ses-delegate/ses_delegate_bg.wasm", import.meta.url));
    const { memory } = api.initSync({ module });
    export const bytes = () => memory.buffer;
    export { api };
  `);
  api = await import(join(folder, "entry.mjs"));
  ses = await startLocalSes();
});

after(async () => {
  await ses?.stop();
  await rm(folder, { recursive: true });
});

const draft = (fields) => ({
  delegate: { sourceArn: ARN },
  from: "Ännchen <ann@owner.example>",
  to: ["bob@example.org"],
  subject: "Grüße aus Node",
  text: "Hallo",
  endpoint: ses.origin,
  ...fields,
});

async function send(fields, keys = VALID) {
  const prepared = api.prepare(draft(fields));
  const credentials = new api.Credentials(keys.accessKeyId, keys.secretAccessKey, keys.sessionToken);
  const signed = credentials.sign(prepared);
  credentials.free();
  const response = await fetch(signed.url, signed);
  const body = await response.text();
  return prepared.interpret({ status: response.status, headers: response.headers, body });
}

for (const route of [
  "v1-send-raw-email", "v1-send-raw-email-headers", "v1-send-email", "v2-send-email-raw", "v2-send-email-simple",
]) {
  test(`${route} is accepted by the local SES`, async () => {
    const content = Uint8Array.from({ length: 1000 }, (_, n) => n % 256);
    const attachments = route === "v1-send-email" ? [] : [{ filename: "résumé.bin", content }];
    const outcome = await send({ route, attachments });
    assert.equal(outcome.ok, true, JSON.stringify(outcome));
    const message = await readByPython(await ses.raw(outcome.messageId));
    assert.deepEqual(message.defects, []);
    assert.deepEqual(message.headers.Subject, ["Grüße aus Node"]);
    assert.deepEqual(message.from, [["Ännchen", "ann@owner.example"]]);
    assert.equal(message.text.trimEnd(), "Hallo");
    const files = attachments.map(() => ["résumé.bin", Buffer.from(content).toString("hex")]);
    assert.deepEqual(message.files.map((file) => [file.filename, file.content]), files);
  });
}

test("a message within a message arrives as it is, or is refused", async () => {
  const inner = "From: a@example.com\r\nSubject: inner\r\n\r\nHello\r\n";
  const attached = (text) => [{ filename: "inner.eml", contentType: "Message/RFC822", content: new TextEncoder().encode(text) }];
  const outcome = await send({ route: "v1-send-raw-email", attachments: attached(inner) });
  assert.equal(outcome.ok, true, JSON.stringify(outcome));
  const raw = Buffer.from(await ses.raw(outcome.messageId)).toString();
  assert.ok(raw.includes(inner) && raw.includes("Content-Type: message/rfc822"), raw);
  for (const text of [inner.replaceAll("\r", ""), `${inner}é`]) {
    assert.throws(() => api.prepare(draft({ attachments: attached(text) })), { code: "attachment.message", field: "attachments[0].content" });
  }
});

test("a refusal is told with SES's code and words", async () => {
  const outcome = await send({ delegate: { sourceArn: DENIED_ARN }, from: "press@owner.example" });
  assert.equal(outcome.ok, false);
  assert.equal(outcome.code, "AccessDenied");
  assert.match(outcome.message, /not authorized to perform `ses:SendEmail'/);
});

test("wrong input is named by its field", () => {
  const thrown = (value) => {
    try {
      api.prepare(value);
    } catch (error) {
      return { name: error.name, error: error instanceof Error, fields: error.errors.map((e) => `${e.field} ${e.code}`) };
    }
    return assert.fail("nothing was thrown");
  };
  const input = (fields) => ({ name: "SesInputError", error: true, fields });
  assert.deepEqual(thrown(draft({ sbject: "x" })), input(["sbject input.unknown"]));
  assert.deepEqual(thrown(draft({ to: "bob@example.org" })), input(["to input.type"]));
  assert.deepEqual(thrown(draft({ attachments: [{ filename: "a", content: "text" }] })), input(["attachments[0].content input.type"]));
  assert.deepEqual(thrown(draft({ from: "ann", to: ["bob"] })), input(["from address.syntax", "to[0] address.syntax"]));
  assert.deepEqual(thrown(draft({ delegate: undefined })), input(["region region.syntax"]));
  assert.deepEqual(thrown(draft({ a: 1, to: 5, route: "v3" })), input(["a input.unknown", "route input.type", "to input.type"]));
  assert.deepEqual(thrown(draft({ route: "v1-send-email", attachments: [{ filename: "a", content: new Uint8Array() }] })),
    input(["route route.attachments"]));
});

test("equal drafts and stamps give equal bytes", () => {
  const stamp = { at: new Date(1768480496000), nonce: new Uint8Array(16).fill(7) };
  const bytes = () => Buffer.from(api.prepare(draft({ route: "v1-send-raw-email" }), stamp).mime).toString();
  assert.equal(bytes(), bytes());
  assert.match(bytes(), /Message-ID: <6968def0\.07070707/);
});

test("errors name the field of wrong credentials and show no secret", () => {
  const { accessKeyId, secretAccessKey, sessionToken } = VALID;
  for (const [field, ...given] of [
    ["secretAccessKey", accessKeyId, `${secretAccessKey} x`, sessionToken],
    ["secretAccessKey", accessKeyId, undefined, sessionToken],
    ["sessionToken", accessKeyId, secretAccessKey, 5],
    ["sessionToken", accessKeyId, secretAccessKey, undefined],
    ["accessKeyId", secretAccessKey, accessKeyId, sessionToken],
    ["accessKeyId", { accessKeyId }, secretAccessKey, sessionToken],
  ]) {
    assert.throws(() => new api.Credentials(...given), (error) => {
      assert.equal(error.name, "SesInputError");
      assert.equal(error.field, field);
      assert.doesNotMatch(`${error.stack}${JSON.stringify(error)}`, /PLANTED/);
      return true;
    });
  }
  assert.doesNotMatch(ses.log(), /PLANTED/);
});

test("freed credentials leave nothing in the module's memory", async () => {
  const memory = await import(join(folder, "memory.mjs"));
  const found = (text) => Buffer.from(memory.bytes()).toString("latin1").split(text).length - 1;
  const prepared = memory.api.prepare(draft());
  const credentials = new memory.api.Credentials(VALID.accessKeyId, VALID.secretAccessKey, VALID.sessionToken);
  assert.ok(found(VALID.secretAccessKey) > 0 && found(VALID.sessionToken) > 0, "the search finds what is there");
  credentials.sign(prepared);
  credentials.free();
  assert.equal(found(VALID.secretAccessKey), 0);
  assert.equal(found(VALID.sessionToken), 0);
});

test("an answer that proves nothing is not called a refusal", () => {
  const prepared = api.prepare(draft());
  const kind = (status, body) => prepared.interpret({ status, body }).kind;
  assert.equal(kind(400, "<ErrorResponse><Error><Code>MessageRejected</Code></Error></ErrorResponse>"), "refused");
  assert.equal(kind(502, "<html>bad gateway"), "unclear");
  assert.equal(kind(200, "ok"), "unclear");
});

test("TypeScript agrees with what the package takes and gives", async () => {
  const usage = join(folder, "usage.ts");
  await copyFile(new URL("usage.ts", import.meta.url), usage);
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--lib", "esnext,dom"];
  const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
  const { stdout } = await run(process.execPath, [tsc, ...options, usage], { cwd: folder });
  assert.equal(stdout, "");
});
