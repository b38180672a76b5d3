// Why a message was accepted or an attempt refused: the three looks of sending authorization.

import { copyable, copyButton, foreign, make } from "./dom.js";
import { STEPS, checkOf, originOf } from "./words.js";

const PASSED = /^(allow|allowed|own|own-identity|ownIdentity|passed|pass|ok|granted)$/i;

/** One look as the page wants it, whatever of it the server tells. */
export function lookOf(raw, accepted) {
  const basis = raw.basis || {};
  const verdict = typeof raw.verdict === "object" && raw.verdict ? raw.verdict : { kind: raw.verdict };
  const outcome = verdict.kind ?? raw.outcome ?? null;
  const passed = outcome === null ? accepted || Boolean(basis.kind) : PASSED.test(outcome);
  const unasked = /^(not-?checked|unchecked|skipped|not-?reached|pending)$/i.test(outcome || "");
  return {
    role: raw.role || "Address",
    address: raw.address || "",
    arn: raw.arn?.text ?? (typeof raw.arn === "string" ? raw.arn : ""),
    origin: raw.arn?.origin ?? raw.origin ?? null,
    identity: raw.identity || "",
    own: (basis.kind || "") === "ownIdentity",
    policy: basis.name ?? basis.policy ?? raw.policy?.name ?? null,
    sid: basis.sid ?? raw.policy?.sid ?? null,
    statement: basis.statement ?? raw.statement ?? verdict.statement ?? null,
    caller: raw.callerPolicy ?? raw.iam ?? basis.callerPolicy ?? null,
    reason: raw.reason ?? raw.note ?? verdict.reason ?? verdict.note ?? null,
    state: unasked ? "open" : passed ? "good" : "bad",
  };
}

export function looksOf(item) {
  const raw = item.authorization || item.looks || [];
  if (raw.length > 0 || item.kind === "accepted") return raw.map((one) => lookOf(one, item.kind === "accepted"));
  return fromNotes(item.notes || []);
}

/** A server that lists no looks still names the failing ones in its notes. */
function fromNotes(notes) {
  return notes.flatMap((note) => {
    const found = /^(Source|From|Return-Path) (\S+@\S+): (.*)$/s.exec(note);
    return found ? [lookOf({ role: found[1], address: found[2], verdict: "refused", reason: found[3] }, false)] : [];
  });
}

/** In one sentence: who let whom send. */
export function sentence(message, looks) {
  const caller = message.account ? `account ${message.account}` : "the caller";
  const granted = looks.find((look) => look.policy);
  if (!granted) return [`Sent by ${caller} with ${looks.length ? "identities of its own" : "its own rights"}.`];
  const owner = granted.identity.split(":")[4];
  return [`${owner ? `Account ${owner}` : "The owner"} lets ${caller} send: policy `, make("b", {}, foreign(granted.policy)),
    granted.sid ? [", statement ", make("b", {}, foreign(granted.sid))] : null, "."];
}

const MARKS = { good: ["✓", "Allowed"], bad: ["✕", "Said no"], open: ["–", "Not reached"] };

export function drawLooks(looks) {
  let before = "";
  return make("ol", { class: "looks card" }, ...looks.map((look) => {
    const decision = JSON.stringify([look.identity, look.policy, look.sid, look.own, look.state, look.statement, look.reason]);
    const same = decision === before && look.state === "good";
    before = decision;
    return drawLook(look, same);
  }));
}

function drawLook(look, same) {
  const [sign, word] = MARKS[look.state];
  const origin = originOf(look);
  return make("li", { class: `look ${look.state}` },
    make("p", { class: "look-role" },
      make("span", { class: `sign ${look.state}`, "aria-hidden": "true" }, sign), make("strong", {}, look.role),
      make("span", { class: look.state === "bad" ? "tag bad" : "unseen" }, word)),
    make("div", { class: "look-text" },
      make("p", { class: "look-address" }, foreign(look.address || "(none)")),
      look.arn
        ? [make("p", {}, make("code", {}, look.arn)), make("p", { class: "origin" }, make("span", {}, origin), copyButton(look.arn, `the ARN of ${look.role}`))]
        : look.state === "good" ? make("p", { class: "muted" }, "No ARN was given or needed.") : null,
      same ? make("p", { class: "decision muted" }, "Allowed as above.") : decisionOf(look)));
}

function decisionOf(look) {
  const parts = [];
  if (look.identity && look.identity !== look.arn) {
    parts.push(make("p", {}, make("span", { class: "muted" }, "Decided by the identity "), copyable(look.identity, "the identity's ARN")));
  }
  if (look.own && look.state === "good") parts.push(make("p", { class: "decision" }, "The caller's account owns this identity."));
  if (look.policy) {
    const verb = look.state === "bad" ? "Refused by" : "Allowed by";
    parts.push(make("p", { class: "decision" }, `${verb} policy `, make("b", {}, foreign(look.policy)),
      look.sid ? [", statement ", make("b", {}, foreign(look.sid))] : look.statement ? ", a statement without Sid" : null));
  }
  if (look.statement) parts.push(folded("The statement", look.statement));
  if (look.caller) parts.push(callerPolicy(look.caller));
  if (look.reason) parts.push(make("p", { class: look.state === "bad" ? "reason" : "muted" }, foreign(capital(String(look.reason)))));
  return parts;
}

function callerPolicy(caller) {
  const name = caller.name ?? caller.policy ?? (typeof caller === "string" ? caller : "");
  return [
    make("p", { class: "decision" }, "The caller's own IAM policy ", make("b", {}, foreign(name)), caller.sid ? [", statement ", make("b", {}, foreign(caller.sid))] : null,
      /deny|denied|not/i.test(caller.verdict || "") ? " does not allow it." : " allows it."),
    caller.statement ? folded("The caller's statement", caller.statement) : null,
  ].filter(Boolean);
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** JSON behind a fold. */
function folded(title, value) {
  const text = typeof value === "string" ? pretty(value) : JSON.stringify(value, null, 2);
  return make("details", { class: "fold" }, make("summary", {}, title), make("div", { class: "code" }, copyButton(text, title.toLowerCase()), make("pre", { tabindex: "0" }, text)));
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** SES's steps with the one that said no. */
export function drawSteps(item) {
  const at = STEPS.findIndex(([, , checks]) => checks.includes(item.check));
  if (at < 0) return null;
  return make("ol", { class: "steps card" }, ...STEPS.map(([name, question], index) => {
    const state = index < at ? "good" : index === at ? "bad" : "open";
    return make("li", { class: state },
      make("span", { class: `sign ${state}`, "aria-hidden": "true" }, MARKS[state][0]),
      make("span", { class: "step-text" }, make("strong", {}, name), make("span", { class: "unseen" }, index < at ? ": passed." : index === at ? ": said no." : ": not reached."),
        make("span", { class: "muted" }, index === at ? checkOf(item)[0] : question)));
  }));
}
