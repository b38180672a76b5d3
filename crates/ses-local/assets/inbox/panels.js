// How to send here, and the state of the server: its world and its faults.

import { jsonOrNull, remove } from "./api.js";
import { byId, copyButton, copyable, facts, foreign, make, several, tabs } from "./dom.js";

const dialog = byId("dialog");
const REGION = "us-east-1";
const ARN = "arn:aws:ses:us-east-1:111122223333:identity/owner.example";
let chosen = "AWS CLI";

export function open(title, ...content) {
  dialog.replaceChildren(
    make("div", { class: "sheet-head" }, make("h2", { id: "dialog-title" }, title),
      make("button", { type: "button", class: "button quiet small", onclick: () => dialog.close() }, "Close")),
    ...content.filter(Boolean));
  if (!dialog.open) dialog.showModal();
}

dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});

/** Asks before something is lost; the safe answer has the focus. */
export function ask(title, text, verb, act) {
  const no = make("button", { type: "button", class: "button", onclick: () => dialog.close() }, "Keep");
  open(title, make("p", {}, text), make("div", { class: "actions" },
    make("button", { type: "button", class: "button danger", onclick: () => { dialog.close(); act(); } }, verb), no));
  no.focus();
}

/** Ways to send here; credentials are in the terminal only. */
export function connect(status) {
  const origin = location.origin;
  const smtp = smtpOf(status);
  const samples = [
    ["AWS CLI", `aws ses send-email \\\n  --endpoint-url ${origin} --region ${REGION} \\\n  --from you@owner.example \\\n  --to someone@recipient.example \\\n  --source-arn ${ARN} \\\n  --subject Hello --text 'Sent as someone else'`],
    ["boto3", `import boto3\n\nses = boto3.client("ses", endpoint_url="${origin}", region_name="${REGION}")\nses.send_email(\n    Source="you@owner.example",\n    SourceArn="${ARN}",\n    Destination={"ToAddresses": ["someone@recipient.example"]},\n    Message={"Subject": {"Data": "Hello"}, "Body": {"Text": {"Data": "Sent as someone else"}}},\n)`],
    ["JavaScript", `import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";\n\nconst ses = new SESv2Client({ endpoint: "${origin}", region: "${REGION}" });\nawait ses.send(new SendEmailCommand({\n  FromEmailAddress: "you@owner.example",\n  FromEmailAddressIdentityArn: "${ARN}",\n  Destination: { ToAddresses: ["someone@recipient.example"] },\n  Content: { Simple: { Subject: { Data: "Hello" }, Body: { Text: { Data: "Sent as someone else" } } } },\n}));`],
    ["SMTP", smtp
      ? `Host        ${smtp.host}\nPort        ${smtp.port}${smtp.tlsPort ? ` (STARTTLS), ${smtp.tlsPort} (TLS)` : ""}\nUser        the access key id of a user\nPassword    the SMTP password made of its secret for ${REGION}\n\nX-SES-SOURCE-ARN: ${ARN}\nX-SES-FROM-ARN: ${ARN}\nX-SES-RETURN-PATH-ARN: ${ARN}`
      : "This server does not say that it speaks SMTP."],
    ["STS", `aws sts assume-role \\\n  --endpoint-url ${origin} --region ${REGION} \\\n  --role-arn arn:aws:iam::444455556666:role/mailer \\\n  --role-session-name you`],
  ];
  return make("div", { class: "connect" },
    tabs("Ways to send", samples.map(([name, text]) => [name, () => make("div", { class: "code" }, copyButton(text, "the example"), make("pre", {}, text))]), chosen, (name) => { chosen = name; }),
    make("p", { class: "muted" }, "The credentials are in the terminal where ses-local started. This page never has them."));
}

function smtpOf(status) {
  const smtp = status?.smtp;
  if (!smtp) return null;
  if (typeof smtp === "string") {
    const at = smtp.lastIndexOf(":");
    return { host: smtp.slice(0, at), port: smtp.slice(at + 1) };
  }
  return { host: smtp.host ?? location.hostname, port: smtp.port ?? smtp.starttls ?? "?", tlsPort: smtp.tlsPort ?? smtp.tls };
}

export const worldOf = (status) => {
  const world = status?.world ?? {};
  const error = world.error ?? world.lastError ?? status?.lastError ?? null;
  return { file: world.file ?? (typeof status?.world === "string" ? status.world : null), error: error && typeof error === "object" ? error.message ?? JSON.stringify(error) : error };
};

export const faultsOf = (answer) => (Array.isArray(answer) ? answer : answer?.faults || []);

/** The world that is played, and what goes wrong on demand. */
export async function server(changed) {
  const [status, answer] = await Promise.all([jsonOrNull("status"), jsonOrNull("faults")]);
  const world = worldOf(status);
  const faults = faultsOf(answer);
  const again = () => { changed(); server(changed); };
  open("Server",
    make("h3", {}, "World"),
    world.error ? make("div", { class: "notice tone-danger" }, make("strong", {}, "The file has an error; the world before it is still played."), make("pre", {}, world.error)) : null,
    facts([["Address", copyable(location.origin, "the address")], ["File", world.file ?? (status ? "none: the world built in" : "unknown to this page")],
      ["Version", status?.version], ["Data", typeof status?.data === "string" ? status.data : null], ["CORS", status?.cors]]),
    make("h3", {}, "Faults"),
    answer === null ? make("p", { class: "muted" }, "This server sets no faults.")
      : faults.length === 0 ? make("p", { class: "muted" }, "No fault is active. Tests set them through POST /faults.")
        : make("ul", { class: "faults" }, ...faults.map((fault) => drawFault(fault, again))),
    faults.length > 1 ? make("div", { class: "actions" }, make("button", { type: "button", class: "button small", onclick: async () => { await remove("faults"); again(); } }, `Delete all ${faults.length}`)) : null);
}

function drawFault(entry, again) {
  const { fault } = entry;
  const name = typeof fault === "string" ? fault : Object.keys(fault || {})[0] || "fault";
  const how = typeof fault === "string" ? null : JSON.stringify(fault?.[name]);
  const fits = Object.keys(entry.match || {}).length ? JSON.stringify(entry.match) : "every request";
  return make("li", { class: "card" },
    make("div", {}, make("p", {}, make("strong", {}, foreign(name)), how ? [" ", make("code", {}, how)] : null),
      make("p", { class: "muted" }, "For ", make("code", {}, fits), entry.after ? `, after ${several(entry.after, "request")}` : "",
        Number.isInteger(entry.times) ? `. Hit ${entry.hits ?? 0} of ${several(entry.times, "request")}.` : `. Hit ${several(entry.hits ?? 0, "request")} so far, and will hit all.`)),
    make("button", { type: "button", class: "button small", "aria-label": `Delete the fault ${name}`, onclick: async () => { await remove(`faults/${encodeURIComponent(entry.id)}`); again(); } }, "Delete"));
}

/** The keys of the page. */
export function keys() {
  open("Keys", make("dl", { class: "headers" }, ...[["j, ↓", "The next one"], ["k, ↑", "The one before"], ["Enter", "Read it"], ["/", "Search"], ["Esc", "Back to the list"], ["?", "These keys"]]
    .flatMap(([key, what]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, what)])));
}
