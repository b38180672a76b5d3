// Elements and short texts. All text goes in as text: nothing a message says is markup here.

export const byId = (id) => document.getElementById(id);

/** Makes an element; attributes that are undefined, null or false are left out, and so are such children. */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Somebody else's text: it reads in its own direction, and cannot turn its neighbours round. */
export const foreign = (text, tag = "bdi", attributes = {}) => make(tag, { dir: "auto", ...attributes }, text);

/** A list of names and values; empty values are left out. */
export function facts(pairs) {
  return make("dl", { class: "facts" }, ...pairs
    .filter(([, value]) => value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value instanceof Node || Array.isArray(value) ? value : foreign(String(value))))));
}

/** An ARN breaks after its Region, not within. */
export function arn(text) {
  const [, head, rest] = /^(arn:[^:]*:[^:]*:[^:]*:)(.+)$/s.exec(text) ?? [text, "", text];
  return make("code", {}, head ? [make("span", { class: "whole" }, head), make("wbr")] : null, rest);
}

/** Code that can be copied: an id or an ARN, in its line. */
export function copyable(text, what) {
  return make("span", { class: "copyable" }, arn(text), copyButton(text, what));
}

export function copyButton(text, what) {
  const button = make("button", { type: "button", class: "copy", "aria-label": `Copy ${what}`, title: `Copy ${what}` }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
      say(`Copied ${what}.`);
    } catch {
      button.textContent = "Not copied";
      say("The browser did not allow copying.");
    }
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
  return button;
}

/** Tells those who listen and do not look. */
export function say(text) {
  byId("said").textContent = text;
}

/** Tells everybody what went wrong, above all else, until it is put away. */
export function fail(text) {
  document.querySelector(".toast")?.remove();
  const toast = make("div", { class: "toast tone-danger", role: "alert" });
  // What is outside an open dialog can neither be seen nor heard.
  (document.querySelector("dialog[open]") ?? document.body).append(toast);
  toast.append(make("p", {}, text), make("button", { type: "button", class: "button small", onclick: () => toast.remove() }, "Close"));
}

/** Does what may fail; whether it was done. */
export async function attempt(what, act) {
  try {
    await act();
  } catch (error) {
    fail(`${what} ${error.message}`);
    return false;
  }
  document.querySelector(".toast")?.remove();
  return true;
}

// One set of tabs may be on the page twice: their ids differ.
let made = 0;

/** Tabs as WAI-ARIA has them: arrows move, only the chosen one is in the order of focus. */
export function tabs(label, pages, chosen, onChoose = () => {}) {
  made += 1;
  const key = `tabs-${made}`;
  const panel = make("div", { class: "panel", role: "tabpanel", id: `${key}-panel`, tabindex: "0" });
  const bar = make("div", { class: "tabs", role: "tablist", "aria-label": label });
  const choose = (name, focus) => {
    for (const tab of bar.children) {
      const on = tab.dataset.name === name;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      if (on) {
        panel.setAttribute("aria-labelledby", tab.id);
        if (focus) tab.focus();
        tab.scrollIntoView?.({ block: "nearest", inline: "nearest" });
      }
    }
    panel.replaceChildren(...[pages.find(([one]) => one === name)[1]()].flat());
  };
  for (const [name] of pages) {
    bar.append(make("button", {
      type: "button", role: "tab", id: `${key}-${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`, "aria-controls": panel.id,
      "data-name": name, onclick: () => { onChoose(name); choose(name); },
    }, name));
  }
  bar.addEventListener("keydown", (event) => {
    const names = pages.map(([name]) => name);
    const at = names.indexOf(document.activeElement.dataset.name);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: names.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    const name = names[(to + names.length) % names.length];
    onChoose(name);
    choose(name, true);
  });
  const first = pages.some(([name]) => name === chosen) ? chosen : pages[0][0];
  choose(first);
  return make("div", { class: "tabbed" }, bar, panel);
}

export const moment = (iso) => new Date(iso).toLocaleString([], { dateStyle: "medium", timeStyle: "medium" });

/** How long ago, in few letters; the clock of the server may be another than ours. */
export function ago(iso, now = Date.now()) {
  const then = new Date(iso);
  const seconds = (now - then) / 1000;
  if (Number.isNaN(seconds)) return "";
  if (seconds < -60) return then.toLocaleString([], { dateStyle: "short", timeStyle: "short" });
  if (seconds < 60) return "now";
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h`;
  if (seconds < 7 * 86400) return `${Math.floor(seconds / 86400)} d`;
  return then.toLocaleDateString([], { day: "numeric", month: "short" });
}

export const bytes = (n) => n < 1024 ? `${n} bytes` : n < 1048576 ? `${(n / 1024).toFixed(1)} KB` : `${(n / 1048576).toFixed(1)} MB`;
export const people = (all) => all.length > 1 ? `${all[0]} and ${all.length - 1} more` : all[0] || "nobody";
export const several = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
