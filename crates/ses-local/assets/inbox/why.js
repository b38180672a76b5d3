// Why a message was accepted or an attempt refused: the three looks of sending authorization.

import { arn, copyable, copyButton, foreign, make } from "./dom.js";
import { checkOf, originOf, stepsOf } from "./words.js";

const STATES = { "allowed": "good", "not-reached": "open" };

/** An accepted message has its authorization, a refused attempt its trace. */
export function looksOf(item) {
  return (item.kind === "accepted" ? item.authorization : item.trace).map((look) => ({ ...look, state: STATES[look.verdict] ?? "bad" }));
}

const policyOf = (look) => look.basis.kind === "policy" ? look.basis : null;

/** In one sentence: who let whom send. */
export function sentence(message, looks) {
  const granted = looks.find(policyOf);
  if (!granted) return [`Account ${message.account} sent with identities of its own.`];
  return [`Account ${granted.identity.split(":")[4]} lets account ${message.account} send: policy `, statementName(policyOf(granted)), "."];
}

const MARKS = { good: "✓", bad: "✕", open: "–" };
const VERDICTS = {
  "allowed": "Allowed", "unverified": "Not verified", "misaligned": "Not covered", "denied": "Denied",
  "not-allowed": "Not allowed", "not-reached": "Not decided",
};

export function drawLooks(looks) {
  let before = "";
  return make("ol", { class: "looks card" }, ...looks.map((look) => {
    const decision = JSON.stringify([look.arn?.text, look.identity, look.basis, look.verdict, look.permission, look.reason]);
    const same = decision === before && look.state !== "open";
    before = decision;
    return drawLook(look, same);
  }));
}

function drawLook(look, same) {
  const sign = MARKS[look.state];
  const word = VERDICTS[look.verdict] || look.verdict;
  const origin = look.arn ? originOf(look) : "";
  return make("li", { class: `look ${look.state}` },
    make("p", { class: "look-role" },
      make("span", { class: `sign ${look.state}`, "aria-hidden": "true" }, sign), make("strong", {}, look.role),
      make("span", { class: look.state === "bad" ? "tag bad" : look.state === "open" ? "tag plain" : "unseen" }, word)),
    make("div", { class: "look-text" },
      make("p", { class: "look-address" }, foreign(look.address)),
      look.arn
        ? [make("p", {}, arn(look.arn.text)), make("p", { class: "origin" }, make("span", {}, origin), copyButton(look.arn.text, `the ARN of ${look.role}`))]
        : look.state === "good" ? make("p", { class: "muted" }, "No ARN was given or needed.") : null,
      same ? make("p", { class: look.state === "bad" ? "reason" : "decision muted" }, look.state === "bad" ? "For the same reason." : "Allowed as above.") : decisionOf(look)));
}

function decisionOf(look) {
  const parts = [];
  const policy = policyOf(look);
  if (look.identity && look.identity !== look.arn?.text) {
    parts.push(make("p", {}, make("span", { class: "muted" }, "Decided by the identity "), copyable(look.identity, "the identity's ARN")));
  }
  if (look.basis.kind === "ownIdentity" && look.state === "good") parts.push(make("p", { class: "decision" }, "The caller's account owns this identity."));
  if (policy) {
    parts.push(make("p", { class: "decision" }, `${look.state === "bad" ? "Refused" : "Allowed"} by the owner's policy `, statementName(policy)));
    parts.push(folded("The owner's statement", policy.statement));
  }
  if (look.permission) {
    // Both sides may have spoken: the owner's Allow does not help against the caller's Deny.
    const denies = look.state === "bad" && (!policy || look.reason?.includes("caller"));
    parts.push(make("p", { class: denies ? "decision" : "decision granted" }, `The caller's own IAM policy ${denies ? "decided" : "allows it"}: `,
      statementName(look.permission)));
    parts.push(folded("The caller's statement", look.permission.statement));
  }
  // The reason often only names the policy again.
  if (look.reason && !(look.state === "bad" && policy && look.reason.includes(policy.name))) parts.push(make("p", { class: look.state === "bad" ? "reason" : "muted" }, foreign(capital(reasonOf(look)))));
  return parts;
}

const statementName = ({ name, sid }) => [make("b", {}, foreign(name)), sid ? [", statement ", make("b", {}, foreign(sid))] : ", a statement without Sid"];

// The identity stands right above.
const reasonOf = ({ reason, identity }) => identity ? reason.replace(`No policy of ${identity} `, "No policy of the identity ") : reason;

// An ARN at the beginning stays as it is.
export const capital = (text) => text.startsWith("arn:") ? text : text.charAt(0).toUpperCase() + text.slice(1);

/** JSON behind a fold. */
function folded(title, statement) {
  const text = pretty(statement);
  return make("details", { class: "fold" }, make("summary", {}, title), make("div", { class: "code" }, copyButton(text, title.toLowerCase()), make("pre", { tabindex: "0" }, text)));
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** The steps with the one that said no. */
export function drawSteps(item) {
  const steps = stepsOf(item);
  const at = steps.findIndex(([, , checks]) => checks.includes(item.check));
  if (at < 0) return null;
  return make("ol", { class: "steps card" }, ...steps.map(([name, question], index) => {
    const state = index < at ? "good" : index === at ? "bad" : "open";
    return make("li", { class: state },
      make("span", { class: `sign ${state}`, "aria-hidden": "true" }, MARKS[state]),
      make("span", { class: "step-text" }, make("strong", {}, name), make("span", { class: "unseen" }, index < at ? ": passed." : index === at ? ": said no." : ": not reached."),
        make("span", { class: "muted" }, index === at ? checkOf(item)[0] : question)));
  }));
}
