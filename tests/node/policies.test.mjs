// The core's evaluator of policies, judged by @cloud-copilot/iam-simulate: all
// agree, or what AWS documents explains the difference.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { basename, dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { given } from "./local_ses.mjs";
import { DOCUMENTED, UNDOCUMENTED } from "./policy_differences.mjs";
import { CALLERS, OPERATORS, dice, drawn } from "./policy_pairs.mjs";

const PAIRS = 1000;
const JUDGE = fileURLToPath(new URL("iam_simulate.mjs", import.meta.url));
const compose = given("COMPOSE");
const EVALUATE = join(dirname(compose), basename(compose).replace("compose", "evaluate"));

/** What a program says to each pair. */
function asked(program, args, pairs) {
  const input = pairs.map((pair) => JSON.stringify(pair)).join("\n");
  const lines = execFileSync(program, args, { input, maxBuffer: 1 << 28 }).toString().trimEnd().split("\n");
  assert.equal(lines.length, pairs.length);
  return lines.map((line) => JSON.parse(line));
}

/** The core's answers: `allowed`, `denied` by a statement, `not allowed` by any, or `cannot tell`. */
function ours(pairs) {
  return asked(EVALUATE, [], pairs).map((answer, at) => {
    assert.equal(answer.refused, undefined, `${answer.refused}: ${JSON.stringify(pairs[at])}`);
    const { identityBased, permissionsBoundary, session } = answer.delegate;
    const isDenied = [answer.owner, identityBased, permissionsBoundary, session].some((said) => said?.decision === "denied");
    const said = { allowed: "allowed", denied: isDenied ? "denied" : "not allowed", cannotTell: "cannot tell" };
    const uncertain = [answer.owner, identityBased, permissionsBoundary, session].flatMap((policies) =>
      (policies?.statements ?? []).filter(({ applies }) => applies === "cannotTell").map(({ why }) => why),
    );
    return { said: said[answer.verdict], why: answer.why, uncertain };
  });
}

/** The judge's. */
function theirs(pairs) {
  const said = { Allowed: "allowed", ExplicitlyDenied: "denied", ImplicitlyDenied: "not allowed" };
  return asked(process.execPath, [JUDGE], pairs).map(({ result, error, ignored }, at) => {
    assert.ok(said[result], `${JSON.stringify(error)}: ${JSON.stringify(pairs[at])}`);
    // A key that the judge passes over would be no test of it.
    assert.deepEqual(ignored, [], JSON.stringify(pairs[at]));
    return said[result];
  });
}

/** Of pairs that are answered differently: the documented reasons that make the judge agree, alone or all together. */
function explained(pairs, answers) {
  const all = (pair) => DOCUMENTED.reduce((changed, { rewrite }) => rewrite(changed), pair);
  const ways = [...DOCUMENTED, { name: "several of these", rewrite: all }];
  const asking = pairs.flatMap((pair) => ways.map(({ rewrite }) => rewrite(pair)));
  if (asking.length === 0) return [];
  const [core, judge] = [ours(asking), theirs(asking)];
  return pairs.map((_, at) =>
    ways.find((__, way) => {
      const place = at * ways.length + way;
      return core[place].said === answers[at] && judge[place] === answers[at];
    })?.name,
  );
}

test("policies are evaluated as iam-simulate does, or as AWS documents", (t) => {
  const seed = given("SES_DELEGATE_SEED");
  t.diagnostic(`SES_DELEGATE_SEED=${seed}`);
  const die = dice(seed);
  const used = new Set();
  const pairs = Array.from({ length: PAIRS }, () => drawn(die, used));
  const [core, judge] = [ours(pairs), theirs(pairs)];

  const counts = new Map();
  const count = (what) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const differ = [];
  core.forEach(({ said, why, uncertain }, at) => {
    if (said === judge[at]) return count(`agree: ${said}`);
    const reason = UNDOCUMENTED.find(({ says }) => [why, ...uncertain].some((sentence) => says.test(sentence)));
    // Refused by nobody's word or, if that statement applies, by its own.
    const isRefused = said === "not allowed" && judge[at] === "denied" && reason;
    if (said !== "cannot tell" && !isRefused) return differ.push(at);
    assert.ok(reason, `${why}: ${JSON.stringify(pairs[at])}`);
    count(`not documented by AWS: ${reason.name}`);
  });
  const reasons = explained(differ.map((at) => pairs[at]), differ.map((at) => core[at].said));
  differ.forEach((at, place) => {
    const { said, why } = core[at];
    assert.ok(reasons[place], `${said} (${why}), but the judge: ${judge[at]}: ${JSON.stringify(pairs[at])}`);
    count(`documented by AWS: ${reasons[place]}`);
  });
  for (const [what, times] of [...counts].sort()) t.diagnostic(`${times} × ${what}`);

  // The pairs are a test only if they are of all kinds.
  const share = (what) => (counts.get(what) ?? 0) / PAIRS;
  assert.ok(share("agree: allowed") > 0.2 && share("agree: not allowed") > 0.2 && share("agree: denied") > 0.05);
  const agreed = share("agree: allowed") + share("agree: not allowed") + share("agree: denied");
  assert.ok(agreed > 0.95, `${agreed} agree`);
  for (const kind of [...OPERATORS, "NotPrincipal", ...CALLERS.map((caller) => caller.split(":")[5].split("/")[0])]) {
    assert.ok(used.has(kind), `${kind} was not drawn`);
  }
});
