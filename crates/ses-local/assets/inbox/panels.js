// How to send here, and the state of the server: its world and its faults.

import { jsonOrNull, remove } from "./api.js";
import { attempt, byId, copyButton, copyable, facts, foreign, make, moment, several, tabs } from "./dom.js";

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
  const smtp = status?.smtp;
  const samples = [
    ["AWS CLI", `aws ses send-email \\\n  --endpoint-url ${origin} --region ${REGION} \\\n  --from you@owner.example \\\n  --to someone@recipient.example \\\n  --source-arn ${ARN} \\\n  --subject Hello --text 'Sent as someone else'`],
    ["boto3", `import boto3\n\nses = boto3.client("ses", endpoint_url="${origin}", region_name="${REGION}")\nses.send_email(\n    Source="you@owner.example",\n    SourceArn="${ARN}",\n    Destination={"ToAddresses": ["someone@recipient.example"]},\n    Message={"Subject": {"Data": "Hello"}, "Body": {"Text": {"Data": "Sent as someone else"}}},\n)`],
    ["JavaScript", `import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";\n\nconst ses = new SESv2Client({ endpoint: "${origin}", region: "${REGION}" });\nawait ses.send(new SendEmailCommand({\n  FromEmailAddress: "you@owner.example",\n  FromEmailAddressIdentityArn: "${ARN}",\n  Destination: { ToAddresses: ["someone@recipient.example"] },\n  Content: { Simple: { Subject: { Data: "Hello" }, Body: { Text: { Data: "Sent as someone else" } } } },\n}));`],
    ["SMTP", smtp
      ? `Host        ${smtp.host}\nPort        ${smtp.port} (STARTTLS), ${smtp.tlsPort} (TLS)\nUser        the access key id of a user\nPassword    the SMTP password made of its secret for ${REGION}\n\nX-SES-SOURCE-ARN: ${ARN}\nX-SES-FROM-ARN: ${ARN}\nX-SES-RETURN-PATH-ARN: ${ARN}`
      : "This server speaks no SMTP: it was started with --no-smtp."],
    ["STS", `aws sts assume-role \\\n  --endpoint-url ${origin} --region ${REGION} \\\n  --role-arn arn:aws:iam::444455556666:role/mailer \\\n  --role-session-name you`],
  ];
  return make("div", { class: "connect" },
    tabs("Ways to send", samples.map(([name, text]) => [name, () => make("div", { class: "code" }, copyButton(text, "the example"), make("pre", {}, text), name === "SMTP" && smtp ? certificate() : null)]), chosen, (name) => { chosen = name; }),
    make("p", { class: "muted" }, "The credentials are in the terminal where ses-local started. This page never has them."));
}

/** The world that is played, and what goes wrong on demand. */
export async function server(changed) {
  const [status, answer] = await Promise.all([jsonOrNull("status"), jsonOrNull("faults")]);
  if (!status || !answer) return open("Server", make("p", { class: "notice tone-danger" }, "ses-local does not answer."));
  const { world } = status;
  const { faults } = answer;
  const forget = (path) => async () => {
    await attempt("The fault could not be deleted.", () => remove(path)) && await server(changed);
    changed();
  };
  const minutes = Math.round((new Date(status.now) - Date.now()) / 60_000);
  open("Server",
    make("h3", {}, "World"),
    world.error ? make("div", { class: "notice tone-danger" }, make("strong", {}, "The file has an error; the world before it is still played."), make("pre", {}, world.error)) : null,
    facts([["Address", copyable(location.origin, "the address")], ["File", world.file ?? "none: the world built in"],
      ["Messages", `${several(status.messages, "message")} and ${several(status.refusals, "refusal")}, ${status.data ? "kept on disk" : "forgotten when it ends"}`],
      ["Made room", status.dropped ? several(status.dropped, "older message") : null], ["Data", status.data],
      ["From of raw mail", status.strictFrom ? "needs an ARN of its own (--strict-from)" : "SourceArn covers it"],
      ["CORS", status.cors], ["Clock", minutes ? `${moment(status.now)}, ${several(Math.abs(minutes), "minute")} ${minutes > 0 ? "ahead" : "behind"}` : null], ["Version", status.version]]),
    make("h3", {}, "Faults"),
    faults.length === 0 ? make("p", { class: "muted" }, "No fault is set. Tests set them through ", make("code", {}, "POST /faults"), ".")
      : make("ul", { class: "faults" }, ...faults.map((fault) => drawFault(fault, forget))),
    faults.length > 1 ? make("div", { class: "actions" }, make("button", { type: "button", class: "button small", onclick: forget("faults") }, `Delete all ${faults.length}`)) : null);
}

const certificate = () => make("p", { class: "under" }, "Clients that check the certificate need ", make("a", { href: "certificate.pem", download: "ses-local.pem" }, "certificate.pem"), ".");

/** A fault that has hit as often as it should stays in the list of the server. */
export const isActive = ({ times, hits }) => times === "always" || hits < times;

function drawFault(entry, forget) {
  const { fault } = entry;
  const name = typeof fault === "string" ? fault : Object.keys(fault)[0];
  const how = typeof fault === "string" ? null : JSON.stringify(fault[name]);
  const fits = Object.keys(entry.match).length ? make("code", {}, JSON.stringify(entry.match)) : "every request";
  return make("li", { class: "card" },
    make("div", {}, make("p", {}, make("strong", {}, foreign(name)), how ? [" ", make("code", {}, how)] : null),
      make("p", { class: "muted" }, "For ", fits, entry.after ? `, after ${several(entry.after, "request")}` : "",
        !isActive(entry) ? `. Used up: it hit ${several(entry.hits, "request")}.` : Number.isInteger(entry.times) ? `. Hit ${entry.hits} of ${several(entry.times, "request")}.` : `. Hit ${several(entry.hits, "request")} so far, and will hit all.`)),
    make("button", { type: "button", class: "button small", "aria-label": `Delete the fault ${name}`, onclick: forget(`faults/${entry.id}`) }, "Delete"));
}

/** The keys of the page. */
export function keys() {
  open("Keys", make("dl", { class: "headers" }, ...[["j, ↓", "The next one"], ["k, ↑", "The one before"], ["Enter", "Read it"], ["/", "Search"], ["Esc", "Back to the list"], ["?", "These keys"]]
    .flatMap(([key, what]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, what)])));
}
