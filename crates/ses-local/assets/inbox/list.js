// The list: rows, unseen marks, the times.

import { ago, byId, foreign, make, moment, people } from "./dom.js";
import { answerOf, disturbed } from "./words.js";

const list = byId("list");
const SEEN = "ses-local:opened";
const MOST_SEEN = 5000;

const rows = new Map();
let seen = read();

function read() {
  try {
    return new Set(JSON.parse(localStorage.getItem(SEEN) || "[]"));
  } catch {
    return new Set();
  }
}

export const isSeen = (key) => seen.has(key);

export function markSeen(key) {
  if (seen.has(key)) return;
  seen.add(key);
  if (seen.size > MOST_SEEN) seen = new Set([...seen].slice(-MOST_SEEN));
  try {
    localStorage.setItem(SEEN, JSON.stringify([...seen]));
  } catch {
    // Without storage the marks last as long as the page.
  }
  const row = rows.get(key);
  if (row) unmark(row);
}

function unmark(row) {
  row.classList.remove("new");
  row.querySelector(".fresh")?.remove();
}

/** Shows `items`; rows that stay are not made again, so focus and place stay too. */
export function draw(items, current) {
  const keys = new Set(items.map((item) => item.key));
  for (const [key, row] of rows) {
    if (!keys.has(key)) { row.remove(); rows.delete(key); }
  }
  let place = list.firstElementChild;
  for (const item of items) {
    let row = rows.get(item.key);
    if (!row) {
      row = makeRow(item);
      rows.set(item.key, row);
    }
    if (row === place) place = place.nextElementSibling;
    else list.insertBefore(row, place);
  }
  markCurrent(current);
}

export function markCurrent(current) {
  for (const link of list.querySelectorAll("a[aria-current]")) link.removeAttribute("aria-current");
  rows.get(current)?.firstElementChild.setAttribute("aria-current", "true");
}

export const linkOf = (key) => rows.get(key)?.firstElementChild;

function makeRow(item) {
  const accepted = item.kind === "accepted";
  const fresh = !isSeen(item.key);
  const fault = item.check === "fault";
  const undelivered = accepted && item.fate.kind !== "delivered";
  // Of a request that was not read so far no sender is known.
  const who = item.source || (accepted ? "(no sender)" : callerOf(item) || "(caller not known)");
  const what = accepted ? undelivered ? "No message was made" : foreign(item.subject || "(no subject)") : [make("strong", {}, fault ? "Fault" : "Refused"), " ", foreign(disturbed(item) ?? answerOf(item).code)];
  const mark = undelivered || fault ? "warn" : accepted ? "good" : "bad";
  return make("li", { class: `${item.kind}${fault ? " fault" : ""}${fresh ? " new" : ""}` },
    make("a", { href: `#${item.key}`, "data-key": item.key },
      make("span", { class: `dot ${mark}`, "aria-hidden": "true" }),
      make("span", { class: "who" }, fresh ? make("span", { class: "unseen fresh" }, "New: ") : null, foreign(who)),
      make("time", { class: "when", datetime: item.receivedAt, title: moment(item.receivedAt) }, ago(item.receivedAt)),
      make("span", { class: "what" }, what),
      item.destinations.length ? make("span", { class: "route" }, "to ", foreign(people(item.destinations))) : null,
      make("span", { class: "tags" },
        undelivered ? make("span", { class: "tag warn" }, "Not delivered") : null,
        make("span", { class: "tag" }, item.operation || item.api),
        accountOf(item) ? make("span", { class: "tag plain", title: "The caller's account" }, accountOf(item)) : null)));
}

/** The role and session or the user behind a request. */
const callerOf = (item) => (item.caller || "").split(":")[5]?.replace(/^assumed-role\/|^user\//, "");

/** The caller's account: known by itself or from the caller's ARN. */
export const accountOf = (item) => item.account || (item.caller || "").split(":")[4] || "";

/** Times run on without the list being made again. */
export function tick() {
  for (const time of list.querySelectorAll("time")) {
    const text = ago(time.dateTime);
    if (time.textContent !== text) time.textContent = text;
  }
}
