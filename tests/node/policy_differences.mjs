// Where the core and iam-simulate answer differently, and what AWS documents.

/** A policy's elements changed: `value(text, operator)` each value of a condition, `resource(text, element)` each resource. */
function changed(policy, { value = (text) => text, resource = (text) => text }) {
  if (!policy) return policy;
  const each = (one, change) => (Array.isArray(one) ? one.flatMap(change) : change(one));
  const statement = (made) => {
    const copy = { ...made };
    for (const element of ["Resource", "NotResource"]) {
      if (element in made) copy[element] = each(made[element], (text) => resource(text, element));
    }
    if (made.Condition) {
      copy.Condition = Object.fromEntries(
        Object.entries(made.Condition).map(([operator, keys]) => [
          operator,
          Object.fromEntries(
            Object.entries(keys).map(([key, values]) => [
              key,
              each(values, (text) => (typeof text === "string" ? value(text, operator) : text)),
            ]),
          ),
        ]),
      );
    }
    return copy;
  };
  return { ...policy, Statement: each(policy.Statement, statement) };
}

/** All of a pair's policies changed. */
function rewritten(pair, change) {
  const policy = (one) => changed(one, typeof change === "function" ? change(one) : change);
  return {
    ...pair,
    owner: policy(pair.owner),
    identityBased: pair.identityBased.map(policy),
    permissionsBoundary: policy(pair.permissionsBoundary),
    session: policy(pair.session),
  };
}

const found = (pair, key) => Object.entries(pair.context).find(([known]) => known.toLowerCase() === key.toLowerCase())?.[1];
const VARIABLE = /\$\{([^},*?$]+)\}/g;
const hasNoValue = (pair, text) => [...text.matchAll(VARIABLE)].some(([, key]) => found(pair, key) === undefined);
const isInverted = (operator) => operator.includes("Not");

/**
 * Differences in which AWS's documentation speaks for the core. `rewrite` says
 * the same in words that both understand: then both must answer what the core
 * answered before.
 */
export const DOCUMENTED = [
  {
    name: "a policy's date in seconds",
    documented: "IAM User Guide, date condition operators: dates of ISO 8601 or in epoch time; the judge compares seconds with milliseconds",
    rewrite: (pair) =>
      rewritten(pair, {
        value: (text, operator) =>
          operator.includes("Date") && /^\d{5,}$/.test(text) ? new Date(Number(text) * 1000).toISOString() : text,
      }),
  },
  {
    name: "${*}, ${?} and ${$} where wildcards have no meaning",
    documented: 'IAM User Guide, policy variables, special characters: "can be used in any string where you can use regular policy variables"',
    rewrite: (pair) =>
      rewritten(pair, {
        value: (text, operator) => (/String(Not)?Equals/.test(operator) ? text.replaceAll(/\$\{([*?$])\}/g, "$1") : text),
      }),
  },
  {
    name: "a variable without a value, inverted",
    documented:
      'IAM User Guide, policy variables with no value: "Inverted condition operators … do match against a null value"; in NotResource it "will not match any resource"',
    rewrite: (pair) =>
      rewritten(pair, {
        value: (text, operator) =>
          /String|Arn/.test(operator) && isInverted(operator) && hasNoValue(pair, text) ? "arn:aws:none:::none" : text,
        resource: (text, element) =>
          element === "NotResource" && hasNoValue(pair, text) ? "arn:aws:none:us-east-1:1:none/none" : text,
      }),
  },
  {
    name: "NotIpAddress of a single address and the other IP version",
    documented: "IAM User Guide, IP address condition operators: all addresses but the specified ones",
    rewrite: (pair) =>
      rewritten(pair, {
        value: (text, operator) =>
          operator.includes("NotIpAddress") && !text.includes("/") ? `${text}/${text.includes(":") ? 128 : 32}` : text,
      }),
  },
  {
    name: "the range 0.0.0.0/0",
    documented: "RFC 4632: all of IPv4; the judge shifts 32 bits by 32, which JavaScript does not",
    rewrite: (pair) =>
      rewritten(pair, { value: (text) => (text === "0.0.0.0/0" ? ["0.0.0.0/1", "128.0.0.0/1"] : text) }),
  },
  {
    name: "variables in ARNs, whose names have a colon",
    documented: "IAM User Guide, policy variables: usable with string and ARN operators; the judge splits an ARN within them",
    rewrite: (pair) =>
      rewritten(pair, {
        value: (text, operator) =>
          operator.includes("Arn") ? text.replaceAll(VARIABLE, (whole, key) => found(pair, key) ?? whole) : text,
      }),
  },
  {
    name: "variables in version 2008-10-17",
    documented: "IAM User Guide, Version: without 2012-10-17 variables are literal text",
    rewrite: (pair) =>
      rewritten(pair, (policy) => {
        const literal = (text) => (policy?.Version === "2008-10-17" ? text.replaceAll("${", "$(") : text);
        return { value: literal, resource: literal };
      }),
  },
  {
    name: "a session that is named itself and has session policies",
    documented: 'IAM User Guide, session policies: permissions for the ARN of the session "are not limited by the session policy"',
    rewrite: (pair) => (JSON.stringify(pair.owner ?? "").includes(pair.caller) ? { ...pair, session: null } : pair),
  },
];

/** What AWS does not document: the core says that nobody can tell, whatever the judge chose. */
export const UNDOCUMENTED = [
  { name: "NotPrincipal that names a part of the caller", says: /NotPrincipal names a part of what the caller/ },
  { name: "a federated user's own user", says: /a federated user's ARN does not tell whose session it is/ },
  { name: "several values without ForAllValues: or ForAnyValue:", says: /is a key of several values, and AWS does not document/ },
  { name: "a boundary or session policy beside what everybody is granted", says: /whether that limits what everybody is granted/ },
  { name: "ForAnyValue: with IfExists and without the key", says: /documents of IfExists that it then holds, of ForAnyValue: that it does not/ },
];
