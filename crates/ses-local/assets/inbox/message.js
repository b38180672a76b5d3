// The details: one message, one refused attempt.

import { json } from "./api.js";
import { bytes, byId, copyable, copyButton, facts, foreign, make, moment, tabs } from "./dom.js";
import { accountOf } from "./list.js";
import { answerOf, checkOf, disturbed } from "./words.js";
import { capital, drawLooks, drawSteps, looksOf, sentence } from "./why.js";

const PREVIEWED = /^image\/(png|jpe?g|gif|webp|avif)$/i;
const FEW = 5;
const MOST_VALUE = 240;
const MOST_SOURCE = 400_000;
const OUTCOMES = {
  bounced: "Bounces", complained: "Delivered, then marked as spam", outOfTheOffice: "Delivered, and answers out of the office",
  suppressed: "On the suppression list: bounces",
};

let chosenTab = "";
let width = "full";

const back = () => make("a", { class: "back button quiet small", href: "#" }, "← Inbox");
const code = (text, what) => text ? copyable(text, what) : null;

function head(item, badge, title, onDelete, ...more) {
  return make("header", { class: "view-head" },
    make("div", { class: "view-actions" }, back(), badge,
      make("span", { class: "actions" }, more,
        make("button", { type: "button", class: "button small", onclick: onDelete }, "Delete"))),
    make("h2", { class: "title", dir: "auto" }, title));
}

export function drawMessage(item, onDelete) {
  const id = encodeURIComponent(item.id);
  const header = (name) => item.headers.find((one) => one.name.toLowerCase() === name)?.value;
  const looks = looksOf(item);
  const failed = item.fate.kind === "renderingFailed";
  const badge = failed
    ? make("span", { class: "badge warn" }, "Accepted, but not delivered")
    : make("span", { class: "badge good" }, "Accepted");
  return make("div", { class: "details" },
    head(item, badge, failed ? "No message was made" : item.subject || "(no subject)", onDelete,
      failed ? null : make("a", { class: "button small", href: `messages/${id}/raw`, download: `${item.id}.eml` }, "Download .eml")),
    failed ? make("p", { class: "notice tone-warning" }, make("strong", {}, "SES said yes, and then could not make the message: "), foreign(item.fate.reason),
      " The sender gets no error for this; only an event of a configuration set tells of it.") : null,
    failed ? null : make("div", { class: "view-main" },
      facts([["From", header("from")], ["To", short(header("to"))], ["Cc", short(header("cc"))], ["Reply to", short(header("reply-to"))], ["Date", header("date")]]),
      item.parts.length ? make("ul", { class: "files", "aria-label": "Attachments" }, ...item.parts.map((part) => file(id, part))) : null,
      tabs("Message content", pages(item, id), chosenTab, (name) => { chosenTab = name; })),
    make("aside", { class: "view-side", "aria-label": "Why it was accepted" },
      make("h3", {}, "Why it was accepted"),
      make("p", { class: "sentence" }, sentence(item, looks)),
      looks.length ? drawLooks(looks) : null,
      make("h3", {}, "Envelope"),
      facts([["Source", item.source], ["Bounces to", item.returnPath], [failed ? "Not sent to" : "Recipients", recipients(failed ? item.destinations.map((address) => ({ address, outcome: "delivered" })) : item.outcomes)],
        ["Configuration set", item.configurationSet], ["Tags", tagsOf(item.tags)], ["Template", item.template], ["Tenant", item.tenant], ["Contact list", item.listManagement]]),
      make("h3", {}, "Request"),
      facts([["Received", moment(item.receivedAt)], ["Operation", item.operation], ["Region", item.region], ["Account", accountOf(item)],
        ["Caller", code(item.caller, "the caller's ARN")], ["Size", bytes(item.size)], ["Message id", code(item.id, "the message id")]])));
}

/** Each recipient, and what the mailbox simulator makes of it. */
function recipients(outcomes) {
  const list = (some) => make("ul", { class: "plain" }, ...some.map(({ address, outcome }) =>
    make("li", {}, foreign(address), outcome === "delivered" ? null : make("span", { class: "tag warn" }, OUTCOMES[outcome]))));
  const rest = outcomes.slice(FEW);
  // One more is no reason to hide it.
  if (rest.length < 2) return list(outcomes);
  return [list(outcomes.slice(0, FEW)), make("details", { class: "fold" }, make("summary", {}, `${rest.length} more`), list(rest))];
}

/** A header that would fill the page shows its beginning. */
function short(value) {
  if (!value || value.length <= MOST_VALUE) return value;
  return make("details", { class: "fold" }, make("summary", {}, foreign(`${value.slice(0, 100)}…`)), foreign(value));
}

const tagsOf = (tags) => tags.map(({ name, value }) => make("span", { class: "tag plain" }, foreign(`${name}=${value}`)));

function file(id, part) {
  const name = part.fileName || part.contentId || "unnamed";
  const href = `messages/${id}/parts/${part.index}`;
  return make("li", { class: "card" }, make("a", { href, download: name },
    PREVIEWED.test(part.contentType) ? make("img", { src: href, alt: "", width: 44, height: 44, loading: "lazy" }) : make("span", { class: "file-mark", "aria-hidden": "true" }, extension(name)),
    make("span", { class: "file-text" }, foreign(name, "bdi", { class: "name" }),
      make("span", { class: "muted" }, `${part.contentType} · ${bytes(part.size)}${part.inline ? " · inline" : ""}`))));
}

const extension = (name) => (/\.([a-z0-9]{1,4})$/i.exec(name)?.[1] || "file").toUpperCase();

function pages(item, id) {
  const made = [];
  if (item.html) made.push(["HTML", () => htmlPage(item, id)]);
  if (item.text !== null) made.push(["Text", () => make("pre", { class: "prose", dir: "auto" }, item.text)]);
  made.push(["Headers", () => make("dl", { class: "headers" }, ...item.headers.flatMap((one) => [
    make("dt", {}, foreign(one.name)), make("dd", {}, foreign(one.value, "code"))]))]);
  made.push(["Parts", () => tree(id)]);
  made.push(["Source", () => source(id)]);
  return made;
}

/** The frame has no scripts, no origin and no network: its height is a guess from what the HTML holds. */
function htmlPage(item, id) {
  const frame = make("iframe", { sandbox: "", src: `messages/${id}/html`, title: "The message as HTML", referrerpolicy: "no-referrer", "data-width": width });
  frame.style.blockSize = `${heightOf(item.html)}px`;
  const widths = [["full", "Full"], ["600", "600"], ["360", "Phone"]];
  const buttons = widths.map(([value, label]) => make("button", { type: "button", "aria-pressed": String(value === width), onclick: (event) => {
    width = value;
    frame.dataset.width = value;
    for (const one of event.currentTarget.parentNode.children) one.setAttribute("aria-pressed", String(one === event.currentTarget));
  } }, label));
  return make("div", { class: "frame-box" }, make("div", { class: "widths", role: "group", "aria-label": "Width" }, ...buttons), frame);
}

function heightOf(html) {
  // Counted, not parsed: what a parser makes of it would be judged by this page's own policy.
  const blocks = html.match(/<(?:p|div|tr|li|h[1-4]|br|blockquote|pre|hr)\b/gi)?.length || 0;
  const letters = html.replace(/<style\b[^]*?<\/style\s*>|<[^>]*>/gi, "").trim().length;
  const pictures = [...html.matchAll(/<img\b[^>]*/gi)]
    .reduce((sum, [tag]) => sum + Math.min(Number.parseInt(/\bheight\s*=\s*["']?(\d+)/i.exec(tag)?.[1] ?? "120", 10), 600), 0);
  return Math.min(Math.max(180, 60 + blocks * 30 + Math.ceil(letters / 75) * 22 + pictures), Math.max(480, innerHeight * 0.8));
}

/** The structure, drawn from the source. */
function tree(id) {
  const box = make("div", { class: "tree" }, make("p", { class: "muted" }, "Loading…"));
  sourceOf(id).then((text) => structure(text)).then((root) => box.replaceChildren(make("ul", { class: "plain" }, branch(root))))
    .catch(() => box.replaceChildren(make("p", { class: "muted" }, "Not reachable.")));
  return box;
}

function branch(part) {
  const { fileName: name, children = [] } = part;
  const encoded = /^(base64|quoted-printable)$/i.test(part.encoding ?? "");
  const more = [part.charset, part.encoding, `${bytes(part.size)}${encoded ? " encoded" : ""}`, part.contentId ? `cid:${part.contentId}` : null].filter(Boolean);
  return make("li", {}, make("p", {}, make("code", {}, part.contentType), " ",
    name ? foreign(name, "b") : null, more.length ? make("span", { class: "muted" }, ` ${more.join(" · ")}`) : null),
    children.length ? make("ul", { class: "plain" }, ...children.map(branch)) : null);
}

/** An extended value, `charset'language'octets`; as it is where it cannot be read. */
function percentDecoded(value) {
  try {
    return decodeURIComponent(value.replace(/^utf-8'[^']*'/i, ""));
  } catch {
    return value;
  }
}

/** The MIME structure of a source, as far as boundaries tell it. */
function structure(source, depth = 0) {
  const cut = /\r?\n\r?\n/.exec(source);
  const block = (cut ? source.slice(0, cut.index) : source).replace(/\r?\n[ \t]+/g, " ");
  const body = cut ? source.slice(cut.index + cut[0].length) : "";
  const field = (name) => new RegExp(`^${name}:\\s*(.*)$`, "im").exec(block)?.[1].trim() || "";
  const type = field("Content-Type");
  const parameter = (text, name) => {
    // Whole, or in pieces numbered from 0 (RFC 2231).
    const found = [...text.matchAll(new RegExp(`;\\s*${name}(?:\\*\\d+)?(\\*?)=(?:"([^"]*)"|([^;\\s]+))`, "gi"))];
    const extended = found.some(([, star]) => star);
    const value = found.map(([, , quoted, plain]) => quoted ?? plain).join("");
    return (extended ? percentDecoded(value) : value) || null;
  };
  const contentType = (type.split(";")[0].trim() || "text/plain").toLowerCase();
  const part = {
    contentType, charset: parameter(type, "charset"), encoding: field("Content-Transfer-Encoding") || null, size: body.length,
    fileName: parameter(field("Content-Disposition"), "filename") || parameter(type, "name"), contentId: field("Content-ID").replace(/[<>]/g, "") || null,
  };
  const boundary = parameter(type, "boundary");
  if (contentType.startsWith("multipart/") && boundary && depth < 20) {
    const lines = `\n${body}`.split(`\n--${boundary}`);
    part.children = lines.slice(1).filter((one) => !one.startsWith("--")).map((one) => structure(one.replace(/^[ \t]*\r?\n/, ""), depth + 1));
  }
  return part;
}

async function sourceOf(id) {
  const response = await fetch(`messages/${id}/raw`, { cache: "no-store" });
  if (!response.ok) throw new Error(String(response.status));
  return response.text();
}

function source(id) {
  const box = make("div", { class: "source" }, make("p", { class: "muted" }, "Loading…"));
  sourceOf(id).then((text) => {
    const shown = text.length > MOST_SOURCE ? text.slice(0, MOST_SOURCE) : text;
    const end = /\r?\n\r?\n/.exec(shown);
    const cut = end ? end.index + end[0].length : shown.length;
    box.replaceChildren(copyButton(text, "the source"),
      make("pre", { class: "block" }, shown.slice(0, cut).trimEnd()),
      make("p", { class: "rule" }, "End of the headers"),
      make("pre", {}, shown.slice(cut)));
    if (shown !== text) box.append(make("p", { class: "muted" }, `Cut at ${bytes(MOST_SOURCE)} of ${bytes(text.length)}: the download has it all.`));
  }).catch(() => box.replaceChildren(make("p", { class: "muted" }, "Not reachable.")));
  return box;
}

export function drawRefusal(item, onDelete) {
  const [title, hint] = checkOf(item);
  const looks = looksOf(item);
  const steps = drawSteps(item);
  // What the addresses below tell by themselves is not said twice.
  const unplaced = item.notes.filter((note) => !looks.some((look) => (look.reason && note.includes(look.reason)) || note === `${look.role} was checked.`));
  return make("div", { class: "details" },
    head(item, item.check === "fault" ? make("span", { class: "badge warn" }, "Fault") : make("span", { class: "badge bad" }, "Refused"), title, onDelete),
    make("div", { class: "view-main" },
      make("p", { class: "muted" }, hint),
      answerTo(item),
      unplaced.length ? [make("h3", {}, "In plain words"), make("ul", { class: "notes" }, ...unplaced.map((note) => make("li", {}, foreign(note))))] : null,
      looks.length ? [make("h3", {}, "Each address"), drawLooks(looks)] : null),
    make("aside", { class: "view-side", "aria-label": "The attempt" },
      steps ? [make("h3", {}, "Which step said no"), steps] : null,
      make("h3", {}, "Request"),
      facts([["Received", moment(item.receivedAt)], ["Operation", item.operation || item.api], ["Region", item.region], ["Account", accountOf(item)],
        ["Caller", code(item.caller, "the caller's ARN")], ["From", item.source], ["To", short(item.destinations.join(", "))],
        ["Request id", code(item.id, "the request id")]])));
}

/** What the client got; or what a fault did to it, where it got no error. */
function answerTo(item) {
  const happened = disturbed(item);
  if (happened) return make("p", { class: "notice tone-warning" }, foreign(capital(happened)), ".");
  const who = item.api === "STS" ? "STS" : "SES";
  const { code, status } = answerOf(item);
  return [make("h3", {}, item.api === "SMTP" ? "What SES answered by SMTP" : item.api === "STS" ? "What STS answered" : `What SES ${item.api} answered`),
    make("div", { class: "card verdict" },
      make("p", {}, make("code", { class: "verdict-code" }, code), item.api === "SMTP" ? null : make("span", { class: "tag bad" }, `HTTP ${status}`)),
      item.message ? answerText(item.message) : make("p", { class: "muted" }, `${who} gives no message here.`))];
}

/** The first paragraph; what follows, the strings that were to be signed, is to be compared to the letter. */
function answerText(text) {
  const end = text.indexOf("\n\n");
  if (end < 0) return make("p", { class: "verdict-text" }, foreign(text));
  const rest = text.slice(end).trim();
  return [make("p", { class: "verdict-text" }, foreign(text.slice(0, end))),
    make("div", { class: "code" }, copyButton(rest, "the strings"), make("pre", { tabindex: "0" }, rest))];
}

/** Nothing chosen, or nothing there. */
export function drawNote(title, text, ...more) {
  return make("div", { class: "welcome" }, byId("panes").classList.contains("reading") ? back() : null, make("h2", { class: "title" }, title), make("p", { class: "muted" }, text), more);
}

export const loadMessage = async (id) => ({ ...await json(`messages/${encodeURIComponent(id)}`), kind: "accepted" });
export const loadRefusal = async (id) => ({ ...await json(`refusals/${encodeURIComponent(id)}`), kind: "refused" });
