// The server's JSON: requests, pages of the two lists, live events.

const PAGE = 60;
/** The most the server gives at once. */
const MOST = 1000;

export async function json(path) {
  const response = await fetch(path, { cache: "no-store" });
  if (!response.ok) throw Object.assign(new Error(`${path}: ${response.status}`), { status: response.status });
  return response.json();
}

export async function jsonOrNull(path) {
  try {
    return await json(path);
  } catch {
    return null;
  }
}

/** Deletes, or throws what the server says of it; what is gone already counts as deleted. */
export async function remove(path) {
  let response;
  try {
    response = await fetch(path, { method: "DELETE" });
  } catch {
    throw new Error("ses-local does not answer.");
  }
  if (response.ok || response.status === 404) return;
  const told = await response.json().catch(() => ({}));
  throw new Error(told.message || `The server answered ${response.status}.`);
}

/** One of the two lists, newest first, read page by page. */
class Stream {
  constructor(kind, path) {
    Object.assign(this, { kind, path });
    this.reset("");
  }

  reset(query) {
    this.query = query;
    this.items = [];
    this.ids = new Set();
    this.whole = false;
    this.total = 0;
    this.dropped = 0;
  }

  async fetch({ before, limit = PAGE } = {}) {
    const parameters = new URLSearchParams({ limit });
    if (this.query) parameters.set("q", this.query);
    if (before) parameters.set("before", before);
    const { total, next, dropped = 0, [this.path]: found } = await json(`${this.path}?${parameters}`);
    return { total, next, dropped, items: found.map((item) => ({ ...item, kind: this.kind, key: `${this.kind}/${item.id}` })) };
  }

  take({ total, next, dropped }, items) {
    Object.assign(this, { total, dropped, items, ids: new Set(items.map((item) => item.id)) });
    this.whole = next === null;
  }

  /** Puts what is new on top. Where something went, or too much came, all that was read is read again. */
  async refresh() {
    const query = this.query;
    let answer = await this.fetch();
    if (query !== this.query) return;
    const fresh = answer.items.filter((item) => !this.ids.has(item.id));
    const meet = fresh.length < answer.items.length;
    const grew = answer.total - this.total + answer.dropped - this.dropped;
    if (answer.next === null || this.items.length <= PAGE) return this.take(answer, answer.items);
    if (meet && grew === fresh.length) {
      const whole = this.whole;
      this.take(answer, [...fresh, ...this.items]);
      this.whole = whole;
      return;
    }
    answer = await this.fetch({ limit: Math.min(this.items.length + fresh.length, MOST) });
    if (query === this.query) this.take(answer, answer.items);
  }

  async more() {
    const query = this.query;
    const last = this.items.at(-1);
    if (this.whole || !last) return;
    const answer = await this.fetch({ before: last.id });
    if (query !== this.query || this.items.at(-1) !== last) return;
    this.take(answer, [...this.items, ...answer.items.filter((item) => !this.ids.has(item.id))]);
    // The last one read was deleted meanwhile: nothing stands before it.
    if (answer.items.length === 0 && this.items.length < this.total) {
      this.reset(query);
      await this.refresh();
    }
  }
}

/** Accepted and refused in the order of their one counter. */
export class Feed {
  constructor() {
    this.accepted = new Stream("accepted", "messages");
    this.refused = new Stream("refused", "refusals");
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

  /** Messages that the server let go for want of room. */
  get dropped() {
    return this.accepted.dropped;
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
      .filter((item) => item.sequence >= horizon)
      .sort((a, b) => b.sequence - a.sequence);
  }

  horizon() {
    return Math.max(0, ...this.streams.filter((one) => !one.whole).map(endOf));
  }

  find(key) {
    return [...this.accepted.items, ...this.refused.items].find((item) => item.key === key);
  }

  counts() {
    const [accepted, refused] = [this.accepted.total, this.refused.total];
    return { accepted, refused, all: accepted + refused };
  }
}

const endOf = (stream) => stream.items.at(-1)?.sequence ?? 0;

/** The first event of each connection stands for all that was missed. */
const LISTS = ["ready", "reset", "accepted", "refused", "deleted", "cleared"];
const SERVER = ["world", "faults"];

/** Calls `lists` and `server` whenever something of theirs may be new, and `state` with "live" or "lost". */
export function watch({ lists, server, state }) {
  const source = new EventSource("events");
  source.onopen = () => state("live");
  for (const name of LISTS) source.addEventListener(name, () => lists());
  for (const name of SERVER) source.addEventListener(name, () => server());
  source.onerror = () => {
    state("lost");
    // Browsers go on by themselves, but not after every kind of failure.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => watch({ lists, server, state }), 2000);
  };
}
