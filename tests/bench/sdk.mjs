// nodemailer's composer and the AWS SDK for JavaScript v3, up to the signed
// request: what one would use without this package.
import { SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import MailComposer from "nodemailer/lib/mail-composer";

import { ARN, FROM, HTML, KEYS, SUBJECT, TEXT, TO } from "./mail.mjs";

/** A client that stops once its request is signed, and keeps it in `signed`. */
function stopped(Client) {
  const client = new Client({ region: "us-east-1", credentials: KEYS });
  const stop = () => async ({ request }) => {
    client.signed = request;
    return { output: { $metadata: {} }, response: {} };
  };
  client.middlewareStack.addRelativeTo(stop, { relation: "after", toMiddleware: "httpSigningMiddleware", name: "stop" });
  return client;
}

const [v1, v2] = [stopped(SESClient), stopped(SESv2Client)];

const mime = (content) =>
  new MailComposer({
    from: FROM, to: TO, subject: SUBJECT, text: TEXT, html: HTML,
    attachments: content ? [{ filename: "report.pdf", contentType: "application/pdf", content }] : [],
  }).compile().build();

/** The body as the bytes that go on the wire. */
const drained = ({ headers, body }) => ({ headers, body: typeof body === "string" ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength) });

export async function rawV2(content) {
  const Data = await mime(content);
  await v2.send(new SendEmailCommand({
    FromEmailAddressIdentityArn: ARN,
    Destination: { ToAddresses: [TO] },
    Content: { Raw: { Data } },
  }));
  return drained(v2.signed);
}

export async function rawV1(content) {
  const Data = await mime(content);
  await v1.send(new SendRawEmailCommand({
    Source: FROM.address, Destinations: [TO], RawMessage: { Data }, SourceArn: ARN, FromArn: ARN, ReturnPathArn: ARN,
  }));
  return drained(v1.signed);
}
