// The inbox page. All text goes in as text: nothing a message says is markup here.
"use strict";

const byId = (id) => document.getElementById(id);
const list = byId("list"), view = byId("view"), panes = byId("panes"), live = byId("live");
const state = { items: [], seen: "", filter: "all", shown: "", tab: "" };

const CHECKS = {
  "signature": ["The signature is not right", "It was not made from this request with this key, or not now."],
  "credentials": ["The credentials are not valid", "The key is unknown, its session token is not its own, or its time is over."],
  "request": ["Not a request SES knows", "The call itself is not one SES knows."],
  "address": ["An address is malformed", "It is not written as SES wants it."],
  "recipients": ["The recipients are not acceptable", "There are none, or too many."],
  "headers": ["A header is not acceptable", "One is missing, doubled or malformed."],
  "attachments": ["An attachment is not acceptable", "SES does not carry such a file."],
  "size": ["The message is too large", "This API takes less."],
  "configuration-set": ["There is no such configuration set", "It must exist in the caller's own account and Region."],
  "verified-identity": ["No verified identity", "An address has none behind it: no ARN, a wrong one, or another Region."],
  "arn-alignment": ["The ARN does not cover the address", "An ARN must name the address, or its domain."],
  "sending-authorization": ["The owner's policies do not allow it", "The identity exists, but this caller may not send with it."],
};

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// Replaces the details; what is null is left out.
const show = (...children) => view.replaceChildren(...children.filter((child) => child !== null));

const clock = (iso) => new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const moment = (iso) => new Date(iso).toLocaleString([], { dateStyle: "medium", timeStyle: "medium" });
const bytes = (n) => n < 1024 ? `${n} bytes` : n < 1048576 ? `${(n / 1024).toFixed(1)} KB` : `${(n / 1048576).toFixed(1)} MB`;
const people = (all) => all.length > 1 ? `${all[0]} and ${all.length - 1} more` : all[0] || "nobody";

async function json(path) {
  const response = await fetch(path, { cache: "no-store" });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

async function refresh() {
  if (document.hidden) return;
  try {
    const [accepted, refused] = await Promise.all([json("messages"), json("refusals")]);
    const seen = JSON.stringify([accepted, refused]);
    live.classList.remove("lost");
    live.textContent = "Live";
    if (seen === state.seen) return;
    state.seen = seen;
    state.items = [
      ...accepted.messages.map((item) => ({ ...item, kind: "accepted" })),
      ...refused.refusals.map((item) => ({ ...item, kind: "refused" })),
    ].sort((a, b) => b.receivedAt.localeCompare(a.receivedAt));
    drawList();
    route();
  } catch {
    live.classList.add("lost");
    live.textContent = "Not reachable";
  }
}

function drawList() {
  const counts = { all: state.items.length, accepted: 0, refused: 0 };
  for (const item of state.items) counts[item.kind] += 1;
  for (const place of document.querySelectorAll("[data-count]")) place.textContent = counts[place.dataset.count];
  const items = state.items.filter((item) => state.filter === "all" || item.kind === state.filter);
  list.replaceChildren(...items.map(row));
  const empty = byId("list-empty");
  empty.hidden = items.length > 0;
  empty.textContent = state.filter === "refused" ? "Nothing was refused." : "Nothing yet.";
  markCurrent();
}

function row(item) {
  const accepted = item.kind === "accepted";
  const what = accepted ? item.subject || "(no subject)" : item.code;
  const route = [item.destinations.length ? `to ${people(item.destinations)}` : null, item.operation || item.api].filter(Boolean).join(" · ");
  return make("li", { class: item.kind },
    make("a", { href: `#${item.kind}/${item.id}` },
      make("span", { class: accepted ? "dot" : "dot bad", "aria-hidden": "true" }),
      make("span", { class: "who" }, item.source || (CHECKS[item.check] || ["Refused"])[0]),
      make("span", { class: "when" }, clock(item.receivedAt)),
      make("span", { class: "what" }, accepted ? what : `Refused: ${what}`),
      make("span", { class: "route" }, route)));
}

function markCurrent() {
  for (const link of list.querySelectorAll("a")) {
    if (link.getAttribute("href") === location.hash) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

// The composer links to `#<message id>`: the same as `#accepted/<message id>`.
function spellOut() {
  const hash = location.hash.slice(1);
  if (hash && !hash.includes("/")) history.replaceState(null, "", `#accepted/${hash}`);
}

async function route() {
  spellOut();
  const [kind, id] = location.hash.slice(1).split("/");
  markCurrent();
  panes.classList.toggle("reading", Boolean(id));
  const item = state.items.find((one) => one.kind === kind && one.id === id);
  if (state.shown === location.hash && (item || !id)) {
    if (id || (state.items.length > 0) === (view.dataset.welcome === "some")) return;
  }
  const moved = state.shown !== location.hash && id;
  state.shown = location.hash;
  delete view.dataset.welcome;
  if (!id) return welcome();
  if (!item) {
    // It may yet come with the next refresh.
    state.shown = "";
    return gone();
  }
  if (kind === "refused") showRefusal(item);
  else {
    try { showMessage(await json(`messages/${id}`)); } catch { gone(); }
  }
  if (moved) { view.scrollTop = 0; view.focus({ preventScroll: true }); }
}

function welcome() {
  const some = state.items.length > 0;
  view.dataset.welcome = some ? "some" : "none";
  show(make("div", { class: "welcome" },
    make("h1", {}, some ? "Choose a message" : "Waiting for the first message"),
    make("p", {}, some
      ? "Each one shows what recipients would get, and why SES took it or refused it."
      : "Send here as you would to Amazon SES, with the credentials ses-local printed at its start. Whatever it accepts or refuses appears by itself."),
    some ? null : make("pre", { class: "card" },
      `aws ses send-email \\\n  --endpoint-url ${location.origin} --region us-east-1 \\\n  --from you@owner.example \\\n  --to someone@recipient.example \\\n  --source-arn arn:aws:ses:us-east-1:111122223333:identity/owner.example \\\n  --subject Hello --text 'Sent as someone else'`)));
}

function gone() {
  show(back(), make("div", { class: "welcome" }, make("h1", {}, "This message is gone"),
    make("p", {}, "It was cleared, or the server was started again.")));
}

const back = () => make("a", { class: "back", href: "#" }, "← Inbox");

function facts(pairs) {
  return make("dl", { class: "facts" }, ...pairs.filter(([, value]) => value)
    .flatMap(([name, value, mono]) => [make("dt", {}, name), make("dd", { class: mono ? "mono" : undefined }, value)]));
}

function showRefusal(item) {
  const [name, hint] = CHECKS[item.check] || [item.check, ""];
  show(back(),
    make("span", { class: "badge bad" }, `Refused · ${item.status}`),
    make("h1", {}, name),
    make("p", { class: "notes" }, hint),
    make("h2", {}, "What SES answered"),
    make("div", { class: "card verdict" }, make("p", { class: "code" }, item.code),
      make("p", {}, item.message === null ? "(SES gives no message here.)" : item.message)),
    item.notes.length ? make("h2", {}, "What happened") : null,
    make("ul", { class: "notes" }, ...item.notes.map((note) => make("li", {}, note))),
    make("h2", {}, "The request"),
    facts([["When", moment(item.receivedAt)], ["Operation", item.operation || item.api], ["Region", item.region],
      ["Caller", item.caller, true], ["From", item.source], ["To", item.destinations.join(", ")], ["Request id", item.id, true]]));
}

function showMessage(message) {
  const header = (name) => (message.headers.find((one) => one.name.toLowerCase() === name) || {}).value;
  show(back(),
    make("span", { class: "badge good" }, "Accepted"),
    make("h1", {}, message.subject || "(no subject)"),
    facts([["From", header("from")], ["To", header("to")], ["Cc", header("cc")], ["Reply-To", header("reply-to")],
      ["Delivered to", message.destinations.join(", ")], ["Bounces to", message.returnPath], ["Date", header("date")]]),
    message.parts.length ? make("h2", {}, "Attachments") : null,
    message.parts.length ? make("ul", { class: "files" }, ...message.parts.map((part) => file(message, part))) : null,
    tabs(message),
    make("h2", {}, "Why it was accepted"),
    make("ul", { class: "why" }, ...grants(message.authorization)),
    make("h2", {}, "The request"),
    facts([["Received", moment(message.receivedAt)], ["Operation", message.operation], ["Region", message.region],
      ["Caller", message.caller, true], ["Size", bytes(message.size)], ["Message id", message.id, true]]));
}

function file(message, part) {
  const name = part.fileName || part.contentId || "unnamed";
  return make("li", { class: "card" }, make("a", { href: `messages/${message.id}/parts/${part.index}`, download: name },
    make("span", { class: "name" }, name),
    make("span", { class: "meta" }, `${part.contentType} · ${bytes(part.size)}${part.inline ? " · inline" : ""}`)));
}

// One card for all addresses accepted for the same reason.
function grants(all) {
  const cards = new Map();
  for (const one of all) {
    const policy = one.basis.kind === "policy" ? one.basis : null;
    const reason = policy ? `Allowed by policy ${policy.name}${policy.sid ? `, statement ${policy.sid}` : ""}` : "The caller's own identity";
    const origin = one.arn ? `ARN from the ${one.arn.origin.kind} ${one.arn.origin.name}` : "no ARN needed";
    const key = JSON.stringify([reason, origin, one.identity, one.address]);
    const card = cards.get(key) || { ...one, reason, origin, roles: [] };
    card.roles.push(one.role);
    cards.set(key, card);
  }
  return [...cards.values()].map((card) => make("li", { class: "card grant" },
    make("p", { class: "role" }, [...new Set(card.roles)].join(", ")), make("p", {}, card.address),
    make("p", { class: "reason" }, `${card.reason} · ${card.origin}`), make("p", { class: "reason mono" }, card.identity)));
}

function tabs(message) {
  const id = encodeURIComponent(message.id);
  const pages = [];
  if (message.html !== null) pages.push(["HTML", () => make("iframe", { sandbox: "", src: `messages/${id}/html`, title: "The message as HTML", referrerpolicy: "no-referrer" })]);
  if (message.text !== null) pages.push(["Text", () => make("pre", {}, message.text)]);
  pages.push(["Headers", () => make("dl", { class: "headers" }, ...message.headers.flatMap((one) => [make("dt", {}, one.name), make("dd", { class: "mono" }, one.value)]))]);
  pages.push(["Source", () => source(id)]);

  const panel = make("div", { class: "card panel", role: "tabpanel", id: "panel", tabindex: "0" });
  const bar = make("div", { class: "tabs", role: "tablist", "aria-label": "Message content" });
  const select = (name, focus) => {
    state.tab = name;
    for (const tab of bar.children) {
      const on = tab.textContent === name;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      if (on) { panel.setAttribute("aria-labelledby", tab.id); if (focus) tab.focus(); }
    }
    panel.replaceChildren(pages.find(([one]) => one === name)[1]());
  };
  for (const [name] of pages) {
    const tab = make("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "panel" }, name);
    tab.addEventListener("click", () => select(name));
    bar.append(tab);
  }
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = pages.findIndex(([one]) => one === state.tab);
    select(pages[(at + step + pages.length) % pages.length][0], true);
  });
  select(pages.some(([one]) => one === state.tab) ? state.tab : pages[0][0]);
  const box = document.createDocumentFragment();
  box.append(bar, panel);
  return box;
}

function source(id) {
  const pre = make("pre", { class: "source" }, "Loading…");
  fetch(`messages/${id}/raw`, { cache: "no-store" })
    .then((response) => response.text())
    .then((text) => { pre.textContent = text.length > 400000 ? `${text.slice(0, 400000)}\n\n… cut here; the whole is at messages/${id}/raw` : text; })
    .catch(() => { pre.textContent = "Not reachable."; });
  return pre;
}

for (const button of document.querySelectorAll("[data-filter]")) {
  button.addEventListener("click", () => {
    state.filter = button.dataset.filter;
    for (const other of document.querySelectorAll("[data-filter]")) other.setAttribute("aria-pressed", String(other === button));
    drawList();
  });
}
byId("clear").addEventListener("click", async () => {
  if (state.items.length && !confirm("Forget all messages and refusals?")) return;
  await fetch("messages", { method: "DELETE" });
  location.hash = "";
  refresh();
});
addEventListener("hashchange", route);
document.addEventListener("visibilitychange", refresh);
setInterval(refresh, 2000);
welcome();
refresh();
