// How to send here, and the state of the server: its world and its faults.

import { jsonOrNull, remove } from "./api.js";
import { attempt, byId, copyButton, copyable, facts, foreign, make, moment, several, tabs } from "./dom.js";

const dialog = byId("dialog");
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

// Shown where nothing can be sent in the world that is in use.
const NOBODY = { caller: null, region: "us-east-1", from: "you@owner.example", arn: "arn:aws:ses:us-east-1:111122223333:identity/owner.example", role: null };

/** Ways to send here, as this world allows; credentials are in the terminal only. */
export function connect(status) {
  const example = status?.world.example;
  const pages = samples(example ?? NOBODY, status?.smtp);
  return make("div", { class: "connect" },
    status && !example ? make("p", { class: "notice tone-warning" }, "No caller of this world may send, so this is only the form. Give one an identity or a policy in the world file.") : null,
    tabs("Ways to send", pages.map(([name, text, under]) => [name, () => [
      make("div", { class: "code" }, copyButton(text, "the example"), make("pre", {}, text), under ?? null),
      make("p", { class: "muted beneath" }, ...name === "SMTP" ? ["SMTP takes the keys of a user, not of a session. "]
        : ["First paste the credentials ", example ? ["of ", make("b", {}, foreign(shortCaller(example.caller))), " "] : null, "from the terminal where ses-local started. "],
      "This page never has them.")]]), chosen, (name) => { chosen = name; }));
}

const shortCaller = (arn) => arn.split(":")[5].replace(/^assumed-role\//, "").replace(/^user\//, "user ");

/** Name, text, and what stands below it. */
function samples({ region, from, arn, role }, smtp) {
  const origin = location.origin;
  const lines = (...all) => all.filter((line) => line !== null).join("\n");
  const given = (line) => arn ? line : null;
  return [
    ["AWS CLI", lines("aws ses send-email \\", `  --endpoint-url ${origin} --region ${region} \\`, `  --from ${from} \\`,
      "  --to someone@recipient.example \\", given(`  --source-arn ${arn} \\`), "  --subject Hello --text 'Sent as someone else'")],
    ["boto3", lines("import boto3", "", "ses = boto3.client(", '    "ses",', `    endpoint_url="${origin}",`, `    region_name="${region}",`, ")", "answer = ses.send_email(",
      `    Source="${from}",`, given(`    SourceArn="${arn}",`), '    Destination={"ToAddresses": ["someone@recipient.example"]},',
      "    Message={", '        "Subject": {"Data": "Hello"},', '        "Body": {"Text": {"Data": "Sent as someone else"}},', "    },", ")", 'print(answer["MessageId"])')],
    ["JavaScript", lines('import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";', "", "const ses = new SESv2Client({", `  endpoint: "${origin}",`, `  region: "${region}",`, "});",
      "const answer = await ses.send(new SendEmailCommand({", `  FromEmailAddress: "${from}",`, given("  FromEmailAddressIdentityArn:"), given(`    "${arn}",`),
      '  Destination: { ToAddresses: ["someone@recipient.example"] },', "  Content: {", "    Simple: {", '      Subject: { Data: "Hello" },', '      Body: { Text: { Data: "Sent as someone else" } },', "    },", "  },", "}));", "console.log(answer.MessageId);")],
    ["SMTP", smtp
      ? lines(`Host      ${smtp.host}`, `Port      ${smtp.port} with STARTTLS, ${smtp.tlsPort} in TLS`, "User      in the terminal, after “by SMTP: user name”", `Password  there too, the one for ${region}`,
        given("\nHeaders of the message:"), ...["SOURCE", "FROM", "RETURN-PATH"].map((role) => given(`X-SES-${role}-ARN: ${arn}`)))
      : "This server speaks no SMTP: it was started with --no-smtp.", smtp ? certificate() : null],
    ["STS", role
      ? lines("aws sts assume-role \\", `  --endpoint-url ${origin} --region ${region} \\`, `  --role-arn ${role} \\`, "  --role-session-name me")
      : lines("aws sts get-caller-identity \\", `  --endpoint-url ${origin} --region ${region}`)],
  ];
}

const CORS = { "all": "may call v1, v2 and STS (--cors all)", "v1-only": "may call v1 and STS, not v2 (--cors v1-only)", "none": "may call nothing (--cors none)" };

/** The world that is in use, and what goes wrong on demand. */
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
    world.error ? make("div", { class: "notice tone-danger" }, make("strong", {}, "The file has an error: what stood there before is still in use."), make("pre", {}, world.error)) : null,
    facts([["Address", copyable(location.origin, "the address")], ["File", world.file ?? "none: the small world that is built in"],
      ["Messages", `${several(status.messages, "message")} and ${several(status.refusals, "refusal")}, ${status.data ? "kept on disk" : "forgotten when ses-local ends"}`],
      ["Made room", status.dropped ? several(status.dropped, "older message") : null], ["Data", status.data],
      ["From of raw mail", status.strictFrom ? "needs an ARN of its own (--strict-from)" : "is covered by SourceArn"],
      ["Web pages", CORS[status.cors] ?? status.cors], ["Clock", minutes ? `${moment(status.now)}, ${several(Math.abs(minutes), "minute")} ${minutes > 0 ? "ahead" : "behind"}` : null], ["Version", status.version]]),
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
