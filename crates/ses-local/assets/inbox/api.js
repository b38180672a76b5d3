// The server's JSON: requests, pages of the two lists, live events.

const PAGE = 60;

export async function json(path) {
  const response = await fetch(path, { cache: "no-store" });
  if (!response.ok) throw Object.assign(new Error(`${path}: ${response.status}`), { status: response.status });
  return response.json();
}

const absent = new Set();

/** What a server of another version does not have is null, and is asked for once only. */
export async function jsonOrNull(path) {
  if (absent.has(path)) return null;
  try {
    return await json(path);
  } catch (error) {
    if (error.status === 404) absent.add(path);
    return null;
  }
}

/** Whether something was deleted: false where the server knows no such thing. */
export async function remove(path) {
  try {
    return (await fetch(path, { method: "DELETE" })).ok;
  } catch {
    return false;
  }
}

/** One of the two lists, newest first, read page by page. */
class Stream {
  constructor(kind, path, member) {
    Object.assign(this, { kind, path, member });
    this.reset("");
  }

  reset(query) {
    this.query = query;
    this.items = [];
    this.ids = new Set();
    this.whole = false;
    this.total = null;
  }

  async fetch(before) {
    const parameters = new URLSearchParams({ limit: PAGE });
    if (this.query) parameters.set("q", this.query);
    if (before) parameters.set("before", before);
    const answer = await json(`${this.path}?${parameters}`);
    const items = (answer[this.member] || []).map((item) => ({ ...item, kind: this.kind, key: `${this.kind}/${item.id}` }));
    if (Number.isInteger(answer.total)) this.total = answer.total;
    return items;
  }

  /** Reads the newest page and puts what is new on top, or begins anew where the two do not meet. */
  async refresh() {
    const query = this.query;
    const items = await this.fetch();
    if (query !== this.query) return;
    // A list that is not cut is the whole of it.
    const all = items.length !== PAGE;
    const fresh = new Set(items.map((item) => item.id));
    const last = items.at(-1);
    const rest = all || !last || !this.ids.has(last.id) ? [] : this.items.slice(this.items.findIndex((item) => item.id === last.id) + 1);
    this.whole = all || (rest.length > 0 && this.whole) || (this.whole && this.items.length > 0 && this.ids.has(last.id));
    this.items = [...items, ...rest.filter((item) => !fresh.has(item.id))];
    this.ids = new Set(this.items.map((item) => item.id));
  }

  async more() {
    const query = this.query;
    const last = this.items.at(-1);
    if (this.whole || !last) return;
    const items = await this.fetch(last.id);
    if (query !== this.query || this.items.at(-1) !== last) return;
    const fresh = items.filter((item) => !this.ids.has(item.id));
    for (const item of fresh) this.ids.add(item.id);
    this.items.push(...fresh);
    // One that does not know `before` says the same again.
    if (items.length < PAGE || fresh.length === 0) this.whole = true;
  }
}

/** Accepted and refused in one order of time. */
export class Feed {
  constructor() {
    this.accepted = new Stream("accepted", "messages", "messages");
    this.refused = new Stream("refused", "refusals", "refusals");
    this.filter = "all";
  }

  get streams() {
    return this.filter === "all" ? [this.accepted, this.refused] : [this[this.filter]];
  }

  search(query) {
    this.accepted.reset(query);
    this.refused.reset(query);
  }

  get query() {
    return this.accepted.query;
  }

  refresh() {
    return Promise.all([this.accepted.refresh(), this.refused.refresh()]);
  }

  /** Reads on where the list ends. */
  more() {
    const horizon = this.horizon();
    return Promise.all(this.streams.filter((one) => !one.whole && endOf(one) >= horizon).map((one) => one.more()));
  }

  get whole() {
    return this.streams.every((one) => one.whole);
  }

  /** The items down to where every list is known. */
  items() {
    const horizon = this.horizon();
    return this.streams.flatMap((one) => one.items)
      .filter((item) => item.receivedAt >= horizon)
      .sort((a, b) => a.receivedAt < b.receivedAt ? 1 : a.receivedAt > b.receivedAt ? -1 : 0);
  }

  horizon() {
    return this.streams.filter((one) => !one.whole).map(endOf).reduce((a, b) => a > b ? a : b, "");
  }

  find(key) {
    return [...this.accepted.items, ...this.refused.items].find((item) => item.key === key);
  }

  /** How many there are, as far as it is known. */
  counts() {
    const count = (one) => ({ n: one.total ?? one.items.length, more: one.total === null && !one.whole });
    const [accepted, refused] = [count(this.accepted), count(this.refused)];
    return { accepted, refused, all: { n: accepted.n + refused.n, more: accepted.more || refused.more } };
  }
}

const endOf = (stream) => stream.items.at(-1)?.receivedAt ?? "";

/** Names an event may have; those without a name come as `message`. */
const EVENTS = ["message", "accepted", "refused", "refusal", "deleted", "cleared", "fault", "faults", "world", "status", "change"];

/**
 * Calls `changed` whenever something may be new, and `state` with "live", "polling" or "lost".
 * Where the server sends no events, it is asked every two seconds.
 */
export function watch(changed, state) {
  let timer = 0;
  const poll = () => {
    state("polling");
    clearInterval(timer);
    timer = setInterval(() => { if (!document.hidden) changed(); }, 2000);
  };
  const source = new EventSource("events");
  source.onopen = () => { state("live"); changed(); };
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) poll();
    else state("lost");
  };
  for (const name of EVENTS) source.addEventListener(name, () => changed());
}
