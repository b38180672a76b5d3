// One message by nodemailer: a JSON object on standard input says how; what the
// server answered, or refused, goes to standard output.
import { readFileSync } from "node:fs";
import nodemailer from "nodemailer";

const { host, port, secure, authority, user, pass, method, envelope, raw } = JSON.parse(readFileSync(0, "utf8"));
const transport = nodemailer.createTransport({
  host,
  port,
  secure,
  requireTLS: !secure,
  tls: { ca: readFileSync(authority) },
  auth: { user, pass },
  authMethod: method,
});
try {
  const { response } = await transport.sendMail({ envelope, raw: Buffer.from(raw, "base64") });
  console.log(JSON.stringify({ response }));
} catch (error) {
  console.log(JSON.stringify({ code: error.code, response: error.response }));
}
