// What the codes of the server mean, in plain words.

/** The step that said no: what it found, and what it asks. */
export const CHECKS = {
  "signature": ["The signature is not right", "The secret key is another one, the request was changed on its way, or a clock is wrong."],
  "credentials": ["The credentials are not valid", "The key is unknown, its session token is missing or another's, or it has expired."],
  "request": ["The request is not acceptable", "The call is not known, or something in it is missing or malformed."],
  "address": ["An address is malformed", "It is not written as SES wants it."],
  "recipients": ["The recipients are not acceptable", "There are none, or too many."],
  "headers": ["A header is not acceptable", "One is missing, doubled or malformed."],
  "attachments": ["An attachment is not acceptable", "SES does not carry such a file."],
  "size": ["The message is too large", "This API takes less."],
  "configuration-set": ["There is no such configuration set", "It must exist in the caller's own account and Region."],
  "template": ["The template cannot be used", "It does not exist, or its data does not fit it."],
  "quota": ["The quota is used up", "The account sends too much, or too fast."],
  "fault": ["A fault set for a test", "Somebody asked for it by POST /faults; SES itself would not have answered so."],
  "policy": ["The policy document is not acceptable", "It is not written as SES wants policies."],
  "server": ["ses-local itself failed", "This is a mistake of its own: SES would not have answered so."],
  "verified-identity": ["No verified identity", "An address has none behind it: no ARN, a wrong one, or one of another Region."],
  "arn-alignment": ["The ARN does not cover the address", "An ARN must name the address, or its domain."],
  "permission": ["The caller's own IAM policy does not allow it", "The owner's policy is not enough: the caller's own account must allow it too."],
  "sending-authorization": ["The owner's policies do not allow it", "The identity exists, but this caller may not send with it."],
};

const ROLE = ["The role may not be assumed", "It does not exist, or its trust policy or the caller's own policy does not allow it."];

const REQUEST = ["Request", "Is it a call that is known here?", ["request"]];
const CREDENTIALS = ["Credentials", "Who signed it, and is the signature right?", ["signature", "credentials"]];
const CONTENT = ["address", "recipients", "headers", "attachments", "size", "configuration-set", "template", "quota", "policy"];

const SENDING = [
  REQUEST,
  CREDENTIALS,
  ["Content", "Are addresses, headers, size and quota in order?", CONTENT],
  ["Identities", "Does a verified identity stand behind each address?", ["verified-identity"]],
  ["ARNs", "Does each ARN cover its address?", ["arn-alignment"]],
  ["Policies", "Do the owner's policies and the caller's own allow it?", ["sending-authorization", "permission"]],
];
const OTHER = [
  REQUEST,
  CREDENTIALS,
  ["Content", "Does what it names exist, and is it well written?", [...CONTENT, "verified-identity"]],
  ["Policies", "Do policies allow it?", ["permission", "sending-authorization"]],
];

/** The steps of such a request in their order, and the checks each of them makes. */
export const stepsOf = (item) => item.api !== "STS" && /^$|^SMTP|\bSend/.test(item.operation ?? "") ? SENDING : OTHER;

export const checkOf = (item) => (item.api === "STS" && item.check === "permission" ? ROLE : CHECKS[item.check]) || [`Refused at the step ${item.check}`, ""];

/** What a fault did to a request that had no error of its own; null of everything else. */
export const disturbed = ({ check, message }) => check === "fault" ? /^Fault \d+ hit: ([^]*)/.exec(message ?? "")?.[1] ?? null : null;

const OF_BULK = /^Only this destination was refused, with the status (?<code>\w+);/;
const OF_FAULT = /^Fault \d+ hit: answered (?<status>\d{3}) (?<code>[\w.]+)/;

/** Code and HTTP status as the client saw them: a destination of a bulk has a status of its own in an answer that is 200, a fault a code of the test's. */
export function answerOf({ code, status, notes }) {
  const bulk = notes.map((note) => OF_BULK.exec(note)?.groups).find(Boolean);
  if (bulk) return { code: bulk.code, status: 200 };
  const fault = notes.map((note) => OF_FAULT.exec(note)?.groups).find(Boolean);
  return fault ?? { code, status };
}

/** Where an ARN came from; one that was given for another address may stand for this one. */
export const originOf = ({ arn: { origin: { kind, name } }, givenFor }) =>
  givenFor ? `the ${kind} ${name} stands for it` : `from the ${kind} ${name}`;
