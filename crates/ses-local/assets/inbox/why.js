// Why a message was accepted or an attempt refused: the three looks of sending authorization.

import { copyable, copyButton, foreign, make } from "./dom.js";
import { STEPS, checkOf, originOf } from "./words.js";

/** One look as the page wants it; what the server leaves out stays empty. */
export function lookOf(raw, accepted) {
  const basis = raw.basis || {};
  const verdict = raw.verdict || (accepted ? "allowed" : "denied");
  const policy = basis.kind === "policy" ? basis : null;
  return {
    role: raw.role || "Address",
    address: raw.address || "",
    arn: raw.arn?.text || "",
    origin: raw.arn?.origin || null,
    givenFor: raw.givenFor || null,
    identity: raw.identity || "",
    own: basis.kind === "ownIdentity",
    policy: policy?.name ?? null,
    sid: policy?.sid ?? null,
    statement: policy?.statement || null,
    permission: raw.permission || null,
    reason: raw.reason || null,
    verdict,
    state: verdict === "allowed" ? "good" : verdict === "not-reached" ? "open" : "bad",
  };
}

/** An accepted message has its authorization, a refused attempt its trace. */
export function looksOf(item) {
  if (item.kind === "accepted") return (item.authorization || []).map((one) => lookOf(one, true));
  return item.trace?.length ? item.trace.map((one) => lookOf(one, false)) : fromNotes(item.notes || []);
}

/** A server that keeps no trace still names the failing addresses in its notes. */
function fromNotes(notes) {
  return notes.flatMap((note) => {
    const found = /^(Source|From|Return-Path) (\S+@\S+): (.*)$/s.exec(note);
    return found ? [lookOf({ role: found[1], address: found[2], reason: found[3] }, false)] : [];
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

const MARKS = { good: "✓", bad: "✕", open: "–" };
const VERDICTS = {
  "allowed": "Allowed", "unverified": "Not verified", "misaligned": "Not covered", "denied": "Denied",
  "not-allowed": "Not allowed", "not-reached": "Not decided",
};

export function drawLooks(looks) {
  let before = "";
  return make("ol", { class: "looks card" }, ...looks.map((look) => {
    const decision = JSON.stringify([look.identity, look.policy, look.sid, look.own, look.state, look.statement, look.permission, look.reason]);
    const same = decision === before && look.state === "good";
    before = decision;
    return drawLook(look, same);
  }));
}

function drawLook(look, same) {
  const sign = MARKS[look.state];
  const word = VERDICTS[look.verdict] || look.verdict;
  const origin = originOf(look);
  return make("li", { class: `look ${look.state}` },
    make("p", { class: "look-role" },
      make("span", { class: `sign ${look.state}`, "aria-hidden": "true" }, sign), make("strong", {}, look.role),
      make("span", { class: look.state === "bad" ? "tag bad" : look.state === "open" ? "tag plain" : "unseen" }, word)),
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
    parts.push(make("p", { class: "decision" }, `${look.state === "bad" ? "Refused" : "Allowed"} by the owner's policy `, statementName(look)));
    if (look.statement) parts.push(folded("The owner's statement", look.statement));
  }
  if (look.permission) {
    // Both sides may have spoken: the owner's Allow does not help against the caller's Deny.
    const denies = look.state === "bad" && (!look.policy || look.reason?.includes("caller"));
    parts.push(make("p", { class: "decision" }, `The caller's own IAM policy ${denies ? "decided" : "allows it"}: `,
      statementName({ policy: look.permission.name, sid: look.permission.sid })));
    if (look.permission.statement) parts.push(folded("The caller's statement", look.permission.statement));
  }
  // The reason often only names the policy again.
  if (look.reason && !(look.state === "bad" && look.policy && look.reason.includes(look.policy))) parts.push(make("p", { class: look.state === "bad" ? "reason" : "muted" }, foreign(capital(look.reason))));
  return parts;
}

const statementName = ({ policy, sid }) => [make("b", {}, foreign(policy)), sid ? [", statement ", make("b", {}, foreign(sid))] : ", a statement without Sid"];

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
      make("span", { class: `sign ${state}`, "aria-hidden": "true" }, MARKS[state]),
      make("span", { class: "step-text" }, make("strong", {}, name), make("span", { class: "unseen" }, index < at ? ": passed." : index === at ? ": said no." : ": not reached."),
        make("span", { class: "muted" }, index === at ? checkOf(item)[0] : question)));
  }));
}
