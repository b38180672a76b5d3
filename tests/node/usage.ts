// What a TypeScript program does with the package; the compiler judges it.
import {
  Credentials, SigningKey, prepare, useHasher,
  type Chunks, type Content, type Draft, type Hasher, type Outcome, type Reason, type Route,
  type SesInputError, type SignedHead, type SignedRequest,
} from "ses-delegate";

const everything: Required<Draft> = {
  delegate: { sourceArn: "a", fromArn: "b", returnPathArn: "c" },
  region: "us-east-1",
  from: "ann@example.com",
  sender: "bot@example.com",
  to: ["bob@example.org"], cc: [], bcc: [], replyTo: [],
  returnPath: "",
  subject: "s", text: "t", html: "<p>h",
  inReplyTo: "<a@b>", references: ["<a@b>"],
  listUnsubscribe: { url: "https://example.com/u", email: "u@example.com", oneClick: true },
  listId: "news.example.com", feedbackId: "a:b:c:d", autoSubmitted: "auto-generated", importance: "high",
  headers: [{ name: "X-Mailer", value: "m" }],
  icalEvent: { method: "REQUEST", filename: "i.ics", content: "BEGIN:VCALENDAR" },
  configurationSet: "c", tags: [{ name: "n", value: "v" }],
  listManagement: { contactList: "l", topic: "t" },
  tenant: "t",
  attachments: [{ filename: "f", contentType: "image/png", cid: "c", content: new Uint8Array(1) }],
  route: "v1-send-raw-email",
  endpoint: "",
  endpointVariant: "standard",
};
const prepared = prepare(everything, { at: new Date(), nonce: new Uint8Array(16) });
const facts: [Route, Reason, string, boolean] = [prepared.route, prepared.reason, prepared.url, prepared.isOverride];
const names: string[] = prepared.parameters.map(([name]) => name);
const mime: Blob | undefined = prepared.mime && new Blob([prepared.mime]);

const credentials = new Credentials("id", "secret", "token");
const signed: SignedRequest = credentials.sign(prepared, new Date());

const contents: Content[] = [
  new Uint8Array(1), new ArrayBuffer(1), new DataView(new ArrayBuffer(1)), new Blob(["x"]), new File(["x"], "x"), { size: 1 },
];
async function* open(file: number): AsyncGenerator<Uint8Array> { yield new Uint8Array(file); }
const opened = async (): Promise<Chunks> => [new Uint8Array(1)];
const streamed = async (): Promise<SignedHead> => {
  const parts: BlobPart[] = [];
  for await (const chunk of prepared.chunks(open)) parts.push(chunk);
  for await (const chunk of prepared.chunks(opened, new Uint8Array(1 << 18))) parts.push(chunk.slice());
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", prepared.body()));
  credentials.signHashed(prepared, digest, new Date());
  return credentials.signHashed(prepared, await prepared.hash(open));
};
const length: number = prepared.bodyLength;
const key: SigningKey = credentials.signingKey(prepared, new Date());
const signedByKey: [string, SignedRequest, SignedHead] =
  [key.scope, key.sign(prepared), key.signHashed(prepared, new Uint8Array(32))];
const hasher: Hasher = { update() {}, digest: () => new Uint8Array(32) };
useHasher(() => hasher);
useHasher();

const request: Promise<Response> = fetch(signed.url, signed);
const read = async (): Promise<Outcome> => {
  const { status, headers, arrayBuffer } = await request;
  return prepared.interpret({ status, headers, body: new Uint8Array(await arrayBuffer()) });
};
const told = (outcome: Outcome): string =>
  outcome.ok ? outcome.messageId : `${outcome.kind} ${outcome.status} ${outcome.code ?? ""} ${outcome.message ?? outcome.body}`;
const fields = (error: SesInputError): string[] => error.errors.map(({ field }) => field);

// @ts-expect-error an unknown key
prepare({ from: "a", sbject: "s" });
// @ts-expect-error an unknown route
prepare({ from: "a", route: "v3" });
// @ts-expect-error a list is wanted
prepare({ from: "a", to: "bob@example.org" });

// @ts-expect-error text is not bytes
prepare({ from: "a", attachments: [{ filename: "f", content: "text" }] });
// @ts-expect-error a signed head has no body
fetch(signedByKey[2].url, { body: signedByKey[2].body });

export { contents, facts, fields, length, mime, names, read, signedByKey, streamed, told };
