// What a TypeScript program does with the package; the compiler judges it.
import {
  Credentials, prepare,
  type Draft, type Outcome, type Reason, type Route, type SesInputError, type SignedRequest,
} from "ses-delegate";

const everything: Required<Draft> = {
  delegate: { sourceArn: "a", fromArn: "b", returnPathArn: "c" },
  region: "us-east-1",
  from: "ann@example.com",
  to: ["bob@example.org"], cc: [], bcc: [], replyTo: [],
  returnPath: "",
  subject: "s", text: "t", html: "<p>h",
  attachments: [{ filename: "f", contentType: "image/png", cid: "c", content: new Uint8Array(1) }],
  route: "v1-send-raw-email",
  endpoint: "",
};
const prepared = prepare(everything, { at: new Date(), nonce: new Uint8Array(16) });
const facts: [Route, Reason, string, boolean] = [prepared.route, prepared.reason, prepared.url, prepared.isOverride];
const names: string[] = prepared.parameters.map(([name]) => name);
const mime: Blob | undefined = prepared.mime && new Blob([prepared.mime]);

const credentials = new Credentials("id", "secret", "token");
const signed: SignedRequest = credentials.sign(prepared, new Date());
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

export { facts, fields, mime, names, read, told };
