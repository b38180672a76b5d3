// The same by this package.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { ARN, FROM, HTML, KEYS, SUBJECT, TEXT, TO } from "./mail.mjs";

const folder = process.env.NPM_PACKAGE;
if (!folder) throw new Error("NPM_PACKAGE is not set: run this by cargo xtask bench");
const api = await import(pathToFileURL(join(folder, "node.js")));
const credentials = new api.Credentials(KEYS.accessKeyId, KEYS.secretAccessKey, KEYS.sessionToken);

export const prepare = (route, content) =>
  api.prepare({
    delegate: { sourceArn: ARN },
    from: `${FROM.name} <${FROM.address}>`, to: [TO], subject: SUBJECT, text: TEXT, html: HTML,
    attachments: content ? [{ filename: "report.pdf", contentType: "application/pdf", content }] : [],
    route,
  });

/** The signed request with its body in one array. */
export function whole(route, content) {
  const prepared = prepare(route, content);
  const signed = credentials.sign(prepared);
  prepared.free();
  return signed;
}

const room = new Uint8Array(1 << 18);

/** The signed request, whose body `sink` is given in chunks. */
export async function streamed(route, content, open, sink) {
  const prepared = prepare(route, content);
  const signed = credentials.signHashed(prepared, await prepared.hash(open));
  for await (const chunk of prepared.chunks(open, room)) await sink(chunk);
  prepared.free();
  return signed;
}
