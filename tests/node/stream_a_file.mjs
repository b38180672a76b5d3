// Sends the file that the argument names in two passes from disk, one for the hash
// and one for the wire. Prints the peak of this process's memory, and the outcome.
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { piecesOf } from "./file_pieces.mjs";
import { ARN, VALID, given } from "./local_ses.mjs";

const { Credentials, prepare } = await import(pathToFileURL(join(given("NPM_PACKAGE"), "node.js")));
const path = process.argv[2];

// Not the system's own record of it, which counts the parent before the fork.
let peak = 0;
const sample = () => {
  peak = Math.max(peak, process.memoryUsage.rss());
};

const open = () => piecesOf(path, sample);

async function send() {
  const prepared = prepare({
    delegate: { sourceArn: ARN },
    from: "ann@owner.example",
    to: ["bob@example.org"],
    subject: "A file",
    text: "See the file.",
    attachments: [{ filename: "file.bin", content: { size: (await stat(path)).size } }],
    route: "v2-send-email-raw",
    endpoint: given("SES_ORIGIN"),
  });
  const signed = credentials.signHashed(prepared, await prepared.hash(open));
  const headers = { ...signed.headers, "content-length": prepared.bodyLength };
  const sending = request(signed.url, { method: signed.method, headers });
  const answered = once(sending, "response");
  const written = (chunk) => new Promise((done, failed) => sending.write(chunk, (error) => (error ? failed(error) : done())));
  // Written before it is overwritten by the next.
  for await (const chunk of prepared.chunks(open, room)) {
    await written(chunk);
    sample();
  }
  sending.end();
  const [response] = await answered;
  const body = [];
  for await (const part of response) body.push(part);
  return prepared.interpret({ status: response.statusCode, headers: response.headers, body: Buffer.concat(body) });
}

const credentials = new Credentials(VALID.accessKeyId, VALID.secretAccessKey, VALID.sessionToken);
const room = new Uint8Array(1 << 18);
const outcome = await send();
console.log(JSON.stringify({ outcome, peak }));
