// The core's MIME, read by mailparser: what it finds equals what was typed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { domainToASCII, fileURLToPath } from "node:url";

import { simpleParser } from "mailparser";

import { given } from "./local_ses.mjs";

const generator = fileURLToPath(new URL("../python/mime_cases.py", import.meta.url));

/** Drafts with what a reader must find, those that Python's email is given too; the seed goes to the terminal. */
function drawn() {
  const lines = execFileSync(given("PYTHON"), [generator], { stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 28 });
  return lines.toString().trimEnd().split("\n").map((line) => JSON.parse(line));
}

/** The messages of `drafts`, by the core. */
function composed(drafts) {
  const stamp = { at: 1768480496, nonce: "000102030405060708090a0b0c0d0e0f" };
  const credentials = { accessKeyId: "ASIAIOSFODNN7EXAMPLE", secretAccessKey: "x", sessionToken: "x" };
  const input = drafts.map((draft) => JSON.stringify({ draft, stamp, credentials })).join("\n");
  const lines = execFileSync(given("COMPOSE"), { input, maxBuffer: 1 << 28 }).toString().trimEnd().split("\n");
  return lines.map((line) => Buffer.from(JSON.parse(line).mime, "base64"));
}

/** mailparser shows domains in their own script; the core sends punycode. */
const sent = (address) => address.replace(/[^@]*$/, domainToASCII);
/** It trims what stands in quotes, which is part of a name (RFC 5322 section 3.2.4); Python's email keeps it. */
const trimmed = (people) => people.map(([name, address]) => [name.trim(), sent(address)]);
const people = (header) => trimmed((header?.value ?? []).map(({ name, address }) => [name, address]));
const text = (found) => (found || "").replaceAll(/\r\n?/g, "\n").replace(/\n$/, "");

const USUAL = ["from", "to", "cc", "reply-to", "return-path", "subject", "date", "message-id", "mime-version"];
const OPTIONS = { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true };

/** All other headers in order; the names and addresses of those that have some. */
async function further(mail) {
  const found = [];
  for (const { key, line } of mail.headerLines) {
    if (USUAL.includes(key) || key.startsWith("content-") || key.startsWith("x-ses-")) continue;
    const [, name, value] = /^([^:]+):(.*)$/s.exec(line);
    // It decodes no names but those of From and its like, nor a header that is
    // there twice, and takes parts of URLs for comments: so all are read as the
    // headers that it knows well.
    if (key === "sender") {
      found.push([name, people((await simpleParser(`From:${value}\r\n\r\n`)).from)[0]]);
    } else if (key === "list-id") {
      const [, id] = /<?([^<>\s]+)>?$/.exec(value);
      const mailbox = value.replace(/<?[^<>\s]+>?$/, "<a@b.c>");
      found.push([name, [people((await simpleParser(`From:${mailbox}\r\n\r\n`)).from)[0][0], id]]);
    } else {
      found.push([name, (await simpleParser(`Subject:${value}\r\n\r\n`)).subject ?? ""]);
    }
  }
  return found;
}

/** A message as mailparser reads it, in the form in which drafts say what is expected. */
async function read(message) {
  const mail = await simpleParser(message, OPTIONS);
  const files = mail.attachments.filter((file) => file.contentDisposition);
  // An invitation is no file, but to mailparser every part that is no text is one.
  const [invitation] = mail.attachments.filter((file) => !file.contentDisposition);
  return {
    from: people(mail.from),
    to: people(mail.to),
    cc: people(mail.cc),
    replyTo: people(mail.replyTo),
    subject: mail.subject ?? "",
    returnPath: mail.headers.get("return-path")?.value[0].address ?? "",
    text: text(mail.text),
    html: text(mail.html),
    calendar: invitation ? [invitation.headers.get("content-type").params.method, text(invitation.content.toString())] : null,
    files: files.map((file) => ({
      filename: file.filename,
      // As written: of an octet-stream it makes what the file's name suggests.
      contentType: file.headers.get("content-type").value,
      disposition: file.contentDisposition,
      cid: file.cid ?? null,
      content: file.content.toString("hex"),
    })),
    headers: await further(mail),
    sesHeaders: mail.headerLines.filter(({ key }) => key.startsWith("x-ses-")).map(({ line }) => line.split(": ")),
  };
}

/** Where two values differ, in a line each: whole messages would fill the terminal. */
function differences(found, expected, path = "") {
  if (typeof found !== "string" && found && expected && typeof expected === "object") {
    const names = new Set([...Object.keys(found), ...Object.keys(expected)]);
    return [...names].flatMap((name) => differences(found[name], expected[name], `${path}.${name}`));
  }
  if (found === expected) return [];
  if (typeof found !== "string" || typeof expected !== "string") return [`${path}: ${found} instead of ${expected}`];
  const at = [...found].findIndex((_, n) => found[n] !== expected[n]);
  const near = (text) => JSON.stringify(text.slice(Math.max(at - 20, 0), Math.max(at, 0) + 40));
  return [`${path} from ${at}: ${near(found)} instead of ${near(expected)}`];
}

test("hundreds of messages read back as typed", async () => {
  const cases = drawn();
  assert.ok(cases.length >= 500);
  const messages = composed(cases.map(({ draft }) => draft));
  const found = [];
  for (const [at, { expected }] of cases.entries()) {
    const all = { ...expected, text: text(expected.text), html: text(expected.html) };
    for (const field of ["from", "to", "cc", "replyTo"]) all[field] = trimmed(expected[field]);
    all.headers = expected.headers.map(([name, value]) => [name, Array.isArray(value) ? [value[0].trim(), value[1]] : value]);
    if (all.calendar) all.calendar[1] = text(all.calendar[1]);
    found.push(...differences(await read(messages[at]), all, `${at}`));
  }
  assert.deepEqual(found, []);
});
