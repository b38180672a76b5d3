// One mail, as both sides are given it.
import { createHash } from "node:crypto";

export const ARN = "arn:aws:ses:us-east-1:111122223333:identity/owner.example";
export const FROM = { name: "Ännchen", address: "ann@owner.example" };
export const TO = "bob@example.org";
export const SUBJECT = "Grüße: the report you asked for";
// Keys that open nothing.
export const KEYS = {
  accessKeyId: "ASIATESTDELEGATE0001",
  secretAccessKey: "PLANTED+secret/of+the+valid+session/0001",
  sessionToken: "PLANTEDtoken//of+the+valid+session==",
};

const SENTENCE = "The figures for the third quarter are in, and they look much as we thought. ";
export const TEXT = `Liebe Grüße,\n\n${SENTENCE.repeat(12)}\n`;
export const HTML = `<p>Liebe Grüße,</p>\n<p>${SENTENCE.repeat(12)}</p>\n`;

/** Bytes that do not compress, always the same. */
export function file(size) {
  const blocks = [];
  for (let n = 0; n * 32 < size; n += 1) blocks.push(createHash("sha256").update(String(n)).digest());
  return Buffer.concat(blocks).subarray(0, size);
}
