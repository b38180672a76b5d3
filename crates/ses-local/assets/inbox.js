// The inbox page: what is shown, and what the keys do.

import { Feed, jsonOrNull, remove, watch } from "./inbox/api.js";
import { attempt, byId, make, say, several } from "./inbox/dom.js";
import { draw, isSeen, linkOf, markCurrent, markSeen, tick } from "./inbox/list.js";
import { drawMessage, drawNote, drawRefusal, loadMessage, loadRefusal } from "./inbox/message.js";
import { ask, connect, isActive, keys, open, server } from "./inbox/panels.js";

const view = byId("view"), panes = byId("panes"), scroll = byId("scroll"), live = byId("live"), search = byId("search");
const feed = new Feed();
const wide = matchMedia("(min-width: 801px)");
const state = { shown: "", welcome: "", status: null, faults: [], loaded: false, lost: false, busy: false, again: false, reading: false };

// Up to 9999 as it is: there is room for four figures.
const counted = (n) => n < 10_000 ? String(n) : new Intl.NumberFormat("en", { notation: "compact" }).format(n);
const STATES = { live: "Live", lost: "Not reachable", waiting: "Connecting" };

function setLive(to) {
  state.lost = to === "lost";
  live.dataset.state = to;
  live.textContent = STATES[to];
  banners();
}

/** Reads what is new; one reading at a time, and one more if asked meanwhile. */
async function refresh() {
  if (state.busy) { state.again = true; return; }
  state.busy = true;
  try {
    // The first page already says how to send here.
    await Promise.all([feed.refresh(), state.status ? null : look()]);
    const before = state.loaded;
    state.loaded = true;
    redraw();
    if (!before) fill();
  } catch {
    setLive("lost");
  }
  await look();
  state.busy = false;
  // A burst of events is one reading.
  if (state.again) { state.again = false; setTimeout(refresh, 150); }
}

/** The world file and the faults. */
async function look() {
  const [status, faults] = await Promise.all([jsonOrNull("status"), jsonOrNull("faults")]);
  if (status) state.status = status;
  if (faults) state.faults = faults.faults.filter(isActive);
  banners();
  if (location.hash.length < 2) welcome();
}

function redraw() {
  const items = feed.items();
  draw(items, location.hash.slice(1));
  const counts = feed.counts();
  for (const place of document.querySelectorAll("[data-count]")) {
    place.textContent = state.loaded ? counted(counts[place.dataset.count]) : "";
  }
  title();
  byId("list-note").textContent = noteOf(items);
  byId("clear").disabled = counts.all === 0 && !feed.query;
  route();
}

function title() {
  const fresh = feed.items().filter((item) => !isSeen(item.key)).length;
  document.title = `${fresh ? `(${fresh}) ` : ""}Inbox · ses-local`;
}

function noteOf(items) {
  if (!state.loaded) return "";
  if (items.length > 0) return !feed.whole ? "Scroll for more" : feed.dropped ? `${several(feed.dropped, "older message")} made room for these.` : "";
  if (feed.query) return `Nothing matches “${feed.query}”.`;
  return { all: "Nothing yet.", accepted: "Nothing was accepted.", refused: "Nothing was refused." }[feed.filter];
}

/** Goes on reading while the end of the list is in sight. */
async function fill() {
  if (state.reading) return;
  state.reading = true;
  try {
    while (!feed.whole && nearEnd()) {
      const before = feed.items().length;
      await feed.more();
      redraw();
      if (feed.items().length === before) break;
    }
  } catch {
    setLive("lost");
  }
  state.reading = false;
}

const nearEnd = () => byId("list-note").getBoundingClientRect().top < innerHeight + 800;

function banners() {
  const all = [];
  const action = () => make("button", { type: "button", class: "button small", onclick: () => server(refresh) }, "Show");
  if (state.lost) all.push(["danger", "ses-local does not answer. Start it again: this page goes on by itself.", null]);
  // What was known of a server that is gone helps nobody.
  if (!state.lost && state.status?.world.error) all.push(["danger", "The world file has an error: what stood there before is still in use.", action()]);
  if (!state.lost && state.faults.length) all.push(["warning", `${several(state.faults.length, "fault is", "faults are")} active: answers may be wrong on purpose.`, action()]);
  const key = JSON.stringify(all.map(([tone, text]) => [tone, text]));
  if (byId("banners").dataset.key === key) return;
  byId("banners").dataset.key = key;
  byId("banners").replaceChildren(...all.map(([tone, text, button]) => make("div", { class: `banner tone-${tone}` }, make("p", {}, text), button)));
}

// The composer links to `#<message id>`: the same as `#accepted/<message id>`.
function spellOut() {
  const hash = location.hash.slice(1);
  if (hash && !hash.includes("/")) history.replaceState(null, "", `#accepted/${hash}`);
}

async function route({ focus = false } = {}) {
  spellOut();
  const key = location.hash.slice(1);
  const [kind, id] = key.split("/");
  markCurrent(key);
  panes.classList.toggle("reading", Boolean(id));
  if (!id) return welcome();
  if (state.shown === key) return;
  const item = feed.find(key);
  state.shown = key;
  state.welcome = "";
  let content;
  try {
    if (kind === "accepted") content = drawMessage(await loadMessage(id), () => forget({ key, id, kind }));
    else content = drawRefusal(item ?? await loadRefusal(id), () => forget({ key, id, kind }));
    markSeen(key);
    title();
  } catch (error) {
    if (state.shown !== key) return;
    content = error.status === 404
      ? drawNote("This is gone", "It was cleared, or the server was started again.")
      : drawNote("This could not be read", "ses-local does not answer.", make("p", {}, make("button", { type: "button", class: "button", onclick: () => { state.shown = ""; route(); } }, "Try again")));
  }
  if (state.shown !== key) return;
  view.replaceChildren(content);
  view.scrollTop = 0;
  if (!wide.matches) scrollTo(0, 0);
  if (focus) view.focus({ preventScroll: true });
}

function welcome() {
  const some = feed.counts().all > 0 || feed.query !== "";
  // How to send here changes with the world.
  const which = state.loaded ? some ? "some" : `none ${JSON.stringify([state.status?.smtp, state.status?.world.example])}` : "";
  if (state.shown === "" && state.welcome === which) return;
  state.shown = "";
  state.welcome = which;
  if (!which) view.replaceChildren();
  else if (some) view.replaceChildren(drawNote("Choose a message", "Each one shows what recipients would get, and why SES took it or refused it.",
    make("p", { class: "muted" }, make("kbd", {}, "j"), " ", make("kbd", {}, "k"), " move, ", make("kbd", {}, "/"), " searches, ", make("kbd", {}, "?"), " shows all keys.")));
  else view.replaceChildren(drawNote("Waiting for the first message",
    "Send here as you would to Amazon SES. Whatever it accepts or refuses appears by itself.", connect(state.status)));
}

async function forget(item) {
  const path = item.kind === "accepted" ? "messages" : "refusals";
  if (!await attempt("It could not be deleted.", () => remove(`${path}/${encodeURIComponent(item.id)}`))) return;
  const items = feed.items();
  const at = items.findIndex((one) => one.key === item.key);
  const next = wide.matches ? items[at + 1] ?? items[at - 1] : null;
  say("Deleted.");
  location.hash = next ? next.key : "";
  refresh();
}

/** Moves by one in the list; where both are in sight it is read at once. */
function move(step) {
  const items = feed.items();
  if (items.length === 0) return;
  const focused = document.activeElement?.dataset?.key;
  const at = items.findIndex((item) => item.key === (focused || location.hash.slice(1)));
  const next = items[Math.min(Math.max(at + step, 0), items.length - 1)];
  const link = linkOf(next.key);
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
  if (wide.matches) {
    history.replaceState(null, "", `#${next.key}`);
    route();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || byId("dialog").open) return;
  const target = event.target;
  if (target === search) {
    if (event.key === "Escape") {
      event.preventDefault();
      if (search.value) { search.value = ""; find(); }
      else search.blur();
    } else if (event.key === "ArrowDown" || event.key === "Enter") { event.preventDefault(); search.blur(); find(); move(1); }
    return;
  }
  const inList = target === document.body || target.closest(".list-pane") !== null;
  if (event.key === "j" || (event.key === "ArrowDown" && inList)) move(1);
  else if (event.key === "k" || (event.key === "ArrowUp" && inList)) move(-1);
  else if (event.key === "/") search.focus();
  else if (event.key === "?") keys();
  else if (event.key === "Escape" && location.hash.length > 1) toList();
  else return;
  event.preventDefault();
});

function toList() {
  const link = linkOf(location.hash.slice(1));
  history.pushState(null, "", "#");
  route();
  link?.focus();
}

let waiting = 0;
async function find() {
  clearTimeout(waiting);
  if (feed.query === search.value.trim()) return;
  feed.search(search.value.trim());
  try {
    await feed.refresh();
    redraw();
    scroll.scrollTop = 0;
    fill();
  } catch {
    setLive("lost");
  }
}
search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(find, 180); });

for (const button of document.querySelectorAll("[data-filter]")) {
  button.addEventListener("click", () => {
    feed.filter = button.dataset.filter;
    for (const other of document.querySelectorAll("[data-filter]")) other.setAttribute("aria-pressed", String(other === button));
    scroll.scrollTop = 0;
    redraw();
    fill();
  });
}
byId("clear").addEventListener("click", () => ask("Clear all?", "All messages and refusals are deleted on the server. They cannot be had back.", "Clear all", async () => {
  if (!await attempt("Nothing was cleared.", () => remove("messages"))) return;
  location.hash = "";
  say("All is cleared.");
  refresh();
}));
byId("open-connect").addEventListener("click", () => open("Connect", connect(state.status)));
byId("open-server").addEventListener("click", () => server(refresh));
byId("skip").addEventListener("click", (event) => { event.preventDefault(); view.focus(); });
document.querySelector(".brand").addEventListener("click", (event) => { event.preventDefault(); history.pushState(null, "", "#"); route(); });
addEventListener("hashchange", () => route({ focus: location.hash.length > 1 }));
addEventListener("popstate", () => route());
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
scroll.addEventListener("scroll", fill, { passive: true });
addEventListener("scroll", fill, { passive: true });
setInterval(tick, 20_000);
refresh();
watch({ lists: refresh, server: look, state: setLive });
