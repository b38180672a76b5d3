// The judge of policies, a process of its own: pairs of policies and a request,
// each a line of JSON on standard input; what @cloud-copilot/iam-simulate says, a
// line on standard output. That package is AGPL: it is asked here and nowhere
// else, and is neither linked nor bundled nor published with anything.
import { createInterface } from "node:readline";

import { runSimulation } from "@cloud-copilot/iam-simulate";

const named = (name, policies) => policies.map((policy) => ({ name, policy }));

/** What an account's root user may do by itself, which the judge does not know ("AWS account root user"). */
const EVERYTHING = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };

async function simulate(pair) {
  const simulation = {
    request: {
      principal: pair.caller,
      action: pair.action,
      resource: { resource: pair.resource, accountId: pair.account },
      contextVariables: pair.context,
    },
    identityPolicies: named("identity", pair.caller.endsWith(":root") ? [EVERYTHING] : pair.identityBased),
    permissionBoundaryPolicies: pair.permissionsBoundary ? named("boundary", [pair.permissionsBoundary]) : undefined,
    sessionPolicy: pair.session ?? undefined,
    resourcePolicy: pair.owner ?? undefined,
    // Control policies of an organization are not asked about: they allow all.
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
  const answer = await runSimulation(simulation, { simulationMode: "Strict" });
  if (answer.resultType !== "single") return { error: answer.errors ?? answer };
  return { result: answer.overallResult, ignored: answer.result.ignoredContextKeys };
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await simulate(JSON.parse(line)))}\n`);
}
