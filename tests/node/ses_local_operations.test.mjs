// Every operation and every refusal of ses-local, by the AWS SDK for JavaScript: the tables
// of tests/ses_local, read as tests/python/ses_local_table.py reads them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import * as ses from "@aws-sdk/client-ses";
import * as sesv2 from "@aws-sdk/client-sesv2";
import * as sts from "@aws-sdk/client-sts";
import { startLocalSes } from "./local_ses.mjs";

const table = async (name) => JSON.parse(await readFile(new URL(`../ses_local/${name}.json`, import.meta.url), "utf8"));
const steps = await table("operations");
const rows = await table("errors");
const world = new URL("../ses_local/world.toml", import.meta.url);
const SDKS = { v1: [ses, ses.SESClient], v2: [sesv2, sesv2.SESv2Client], sts: [sts, sts.STSClient] };
const keys = await keysOf(world);
let local;
/** The id of the message sent last. */
let sent;
before(async () => {
  local = await startLocalSes(world);
});
after(() => local?.stop());

/** The credentials of each user and session: the world holds them on lines of their own. */
async function keysOf(file) {
  const found = {};
  for (const section of (await readFile(file, "utf8")).split(/^(?=\[\[)/m)) {
    const value = (name) => new RegExp(`^${name} = "(.*)"$`, "m").exec(section)?.[1];
    if (!/^\[\[(user|session)\]\]/.test(section)) continue;
    found[value("session") ?? value("name")] = {
      accessKeyId: value("access_key_id"),
      secretAccessKey: value("secret_access_key"),
      sessionToken: value("session_token"),
    };
  }
  return found;
}

/** The row's caller, with what the row changes. */
function credentials({ who = "owner", credentials: changed = {} }) {
  const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
  return { ...keys[who], ...Object.fromEntries(Object.entries(changed).map(([name, value]) => [camel(name), value])) };
}

/** Sends the row's request; what the row changes of it is changed before or after it is signed. */
async function ask(row) {
  const [sdk, Client] = SDKS[row.api];
  const client = new Client({ endpoint: local.origin, region: "us-east-1", credentials: credentials(row), maxAttempts: 1 });
  if (row.body) {
    const replace = (next) => (args) => {
      const body = new TextEncoder().encode(row.body);
      Object.assign(args.request, { body });
      args.request.headers["content-length"] = String(body.length);
      return next(args);
    };
    client.middlewareStack.add(replace, { step: "build", priority: "low" });
  }
  if (row.drop) {
    const drop = (next) => (args) => {
      for (const name of row.drop) delete args.request.headers[name];
      return next(args);
    };
    client.middlewareStack.add(drop, { step: "deserialize", priority: "low" });
  }
  try {
    const { $metadata: _, ...answer } = await client.send(new sdk[`${row.operation}Command`](given(row.input)));
    sent = answer.MessageId ?? sent;
    return answer;
  } finally {
    client.destroy();
  }
}

/** An input with its blobs as bytes, and with what no table holds. */
function given(value, name = "", within = "") {
  if (value === "$large") {
    value = `From: a@owner.example\r\nTo: x@recipient.example\r\n\r\n${"0123456789abcdef\r\n".repeat(600_000)}`;
  }
  if (value === "$sent") return sent;
  if (typeof value === "string") {
    return name === "Data" && ["RawMessage", "Raw"].includes(within) ? new TextEncoder().encode(value) : value;
  }
  if (Array.isArray(value)) return value.map((held) => given(held));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, given(held, key, name)]));
}

/** What was not as expected, by its path. */
function* differs(expected, found, at = "") {
  if (Array.isArray(expected) && Array.isArray(found)) {
    if (expected[0] === "+") {
      for (const wanted of expected.slice(1)) {
        if (found.every((held) => [...differs(wanted, held)].length > 0)) yield `${at}: lacks ${JSON.stringify(wanted)}`;
      }
    } else if (expected.length !== found.length) {
      yield `${at}: expected ${expected.length}, but found ${found.length}`;
    } else {
      for (const [index, wanted] of expected.entries()) yield* differs(wanted, found[index], `${at}[${index}]`);
    }
  } else if (isObject(expected) && isObject(found)) {
    for (const name of new Set([...Object.keys(expected), ...Object.keys(found)])) {
      if (!(name in expected)) {
        if (found[name] !== undefined) yield `${at}.${name}: not expected, but ${JSON.stringify(found[name])}`;
      } else yield* differs(expected[name], found[name], `${at}.${name}`);
    }
  } else if (!fits(expected, found)) {
    // To these SDKs an empty list is none.
    const none = Array.isArray(expected) && expected.length === 0 && found === undefined;
    if (!none) yield `${at}: expected ${JSON.stringify(expected)}, but found ${JSON.stringify(found)}`;
  }
}

function isObject(value) {
  return value !== null && typeof value === "object" && !(value instanceof Date);
}

function fits(expected, found) {
  if (expected === "?") return true;
  if (expected === "*") return typeof found === "string" && found !== "";
  if (expected === "#") return typeof found === "number";
  if (expected === "@") return found instanceof Date && !Number.isNaN(found.valueOf());
  if (typeof expected === "string" && expected.startsWith("~")) {
    return typeof found === "string" && found.includes(expected.slice(1));
  }
  return expected === found;
}

// In order: each step stands on those before it.
for (const [number, step] of steps.entries()) {
  test(`${number} ${step.api} ${step.operation}${step.note ? ` (${step.note})` : ""}`, async () => {
    assert.deepEqual([...differs(step.output, await ask(step))], []);
  });
}

for (const row of rows) {
  test(`refusal: ${row.name}`, async () => {
    if (row.first) await ask({ ...row, ...row.first });
    const error = await ask(row).then(
      (answer) => assert.fail(`it was answered: ${JSON.stringify(answer)}`),
      (thrown) => thrown,
    );
    // Named by the exception of the model where the model has one, else by the code.
    assert.equal(error.name, row.class ?? row.code, row.aws);
    assert.equal(error.$metadata?.httpStatusCode, row.status, row.aws);
    if (row.message === null) assert.ok(["UnknownError", "", undefined, null].includes(error.message), error.message);
    else assert.deepEqual([...differs(row.message, error.message)], [], row.aws);
  });
}
