// What the tests of the inbox send, and the world they send in.
import { SESClient, SendEmailCommand, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { SESv2Client, SendEmailCommand as SendV2 } from "@aws-sdk/client-sesv2";

import { ARN, DENIED_ARN, VALID } from "../node/local_ses.mjs";

// What the tests need beyond the world of all tests.
export const MORE_WORLD = `
[[identity]]
account = "111122223333"
region = "us-east-1"
name = "press@owner.example"

[[identity.policy]]
name = "deny-delegate"
document = '{"Version":"2012-10-17","Statement":[{"Sid":"NotThePress","Effect":"Deny","Principal":{"AWS":"444455556666"},"Action":"ses:*","Resource":"arn:aws:ses:us-east-1:111122223333:identity/press@owner.example"}]}'

[[role]]
account = "444455556666"
name = "mailer"

[[role.policy]]
name = "mail"
document = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ses:*","Resource":"*"}]}'

[[user]]
account = "444455556666"
name = "smtp"
access_key_id = "AKIATESTDELEGATE0003"
secret_access_key = "PLANTED+secret/of+the+smtp+user/00000003"
`;
export const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkwPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==";
export const REPORT = Buffer.from(Array.from({ length: 3000 }, (_, n) => (n * 7) % 256));

/** Ways to send, each as one call. */
export function sender(endpoint) {
  // The clients write into what they are given.
  const credentials = { ...VALID };
  const at = (region) => new SESClient({ endpoint, region, credentials, maxAttempts: 1 });
  const [east, west] = [at("us-east-1"), at("eu-west-1")];
  const v2 = new SESv2Client({ endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
  const simple = (subject, to, text) => ({ Destination: { ToAddresses: to }, Message: { Subject: { Data: subject, Charset: "UTF-8" }, Body: { Text: { Data: text, Charset: "UTF-8" } } } });
  return {
    v2client: v2,
    simple: async (subject, { to = ["bob@example.org"], text = "Hallo", from = "ann@owner.example" } = {}) =>
      (await east.send(new SendEmailCommand({ Source: from, SourceArn: ARN, ...simple(subject, to, text) }))).MessageId,
    raw: async (message, more = {}) => (await east.send(new SendRawEmailCommand({
      Source: "ann@owner.example", SourceArn: ARN, FromArn: ARN, ReturnPathArn: ARN, RawMessage: { Data: Buffer.from(message) }, ...more }))).MessageId,
    v2: async (subject) => (await v2.send(new SendV2({
      FromEmailAddress: "ann@owner.example", FromEmailAddressIdentityArn: ARN, FeedbackForwardingEmailAddress: "bounces@owner.example",
      FeedbackForwardingEmailAddressIdentityArn: ARN, Destination: { ToAddresses: ["success@simulator.amazonses.com"] },
      Content: { Simple: { Subject: { Data: subject }, Body: { Text: { Data: "Hallo" } } } } }))).MessageId,
    denied: () => west.send(new SendEmailCommand({ Source: "press@owner.example", SourceArn: DENIED_ARN, ...simple("No", ["bob@example.org"], "x") })).catch((error) => error),
    unverified: () => east.send(new SendEmailCommand({ Source: "who@elsewhere.example", ...simple("No", ["bob@example.org"], "x") })).catch((error) => error),
  };
}

/** A message with HTML, a picture in it and a file. */
export const full = (subject = "=?utf-8?q?Gr=C3=BC=C3=9Fe?=", name = "report.pdf", html = '<h1>Hallo</h1><p>Ein <b>Brief</b> <img src="cid:logo"></p>') => [
  `From: =?utf-8?q?=C3=84nnchen?= <ann@owner.example>`, "To: bob@example.org", `Subject: ${subject}`, "MIME-Version: 1.0",
  'Content-Type: multipart/mixed; boundary="m"', "", "--m", 'Content-Type: multipart/alternative; boundary="a"', "",
  "--a", "Content-Type: text/plain; charset=utf-8", "", "Hallo, ein Brief", "--a", "Content-Type: text/html; charset=utf-8", "", html, "--a--",
  "--m", "Content-Type: image/png", "Content-ID: <logo>", `Content-Disposition: inline; filename="logo.png"`, "Content-Transfer-Encoding: base64", "", PNG,
  "--m", "Content-Type: application/pdf", `Content-Disposition: attachment; filename="${name}"`, "Content-Transfer-Encoding: base64", "", REPORT.toString("base64").replace(/.{76}/g, "$&\r\n"), "--m--", "",
].join("\r\n");
