// Random policies and requests, such that about half of what is asked matches.

const OWNER = "123456789012";
const DELEGATE = "111122223333";
const STRANGER = "444455556666";

/** The delegates, and callers of the owner's own account. */
export const CALLERS = [DELEGATE, OWNER].flatMap((account) => [
  `arn:aws:iam::${account}:user/ann`,
  `arn:aws:iam::${account}:user/staff/ann`,
  `arn:aws:sts::${account}:assumed-role/mailer/s1`,
  `arn:aws:sts::${account}:federated-user/fed`,
  `arn:aws:iam::${account}:root`,
]);

export const ACTIONS = [
  "ses:SendEmail",
  "ses:SendRawEmail",
  "ses:SendTemplatedEmail",
  "ses:SendBulkTemplatedEmail",
];
const IDENTITIES = ["example.com", "ann@example.com", "sub.example.com"];
const arn = (identity) => `arn:aws:ses:us-east-1:${OWNER}:identity/${identity}`;

const STRINGS = [
  "StringEquals",
  "StringNotEquals",
  "StringEqualsIgnoreCase",
  "StringNotEqualsIgnoreCase",
  "StringLike",
  "StringNotLike",
];
const ORDERS = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
const NUMERIC = ORDERS.map((order) => `Numeric${order}`);
const DATE = ORDERS.map((order) => `Date${order}`);

/** Keys of requests: what AWS has there, and by which operators policies ask what. */
const KEYS = [
  {
    key: "ses:FromAddress",
    found: ["ann@example.com", "bob@example.com", "Ann@example.com"],
    operators: STRINGS,
    wanted: [
      "ann@example.com",
      "*@example.com",
      "bob@*",
      "?nn@example.com",
      "ANN@EXAMPLE.COM",
      "${aws:username}@example.com",
      "${aws:PrincipalTag/team, 'ann'}@example.com",
      "${aws:PrincipalTag/team}@example.com",
      "${*}@example.com",
    ],
  },
  {
    key: "ses:FromDisplayName",
    found: ["Marketing", "Sales $1 (now)"],
    operators: STRINGS,
    wanted: ["Marketing", "market*", "Market*", "Sales ${$}1 (now)", "Sales ?1 *", "sales $1 (NOW)"],
  },
  {
    key: "ses:FeedbackAddress",
    found: ["bounces@example.com", "ann@example.com"],
    operators: STRINGS,
    wanted: ["bounces@example.com", "*@example.org", "${ses:FromAddress}", "b*s@example.com"],
  },
  {
    key: "ses:Recipients",
    many: true,
    found: [["bob@example.org"], ["bob@example.org", "cy@example.net"], ["cy@example.net", "dee@example.net"]],
    operators: STRINGS,
    wanted: ["bob@example.org", "*@example.net", "*@example.*", "CY@example.net"],
  },
  { key: "aws:UserAgent", found: ["curl/8.5", "aws-cli/2.1"], operators: STRINGS, wanted: ["curl/*", "AWS-CLI/2.1", "curl/8?5"] },
  { key: "aws:PrincipalOrgID", found: ["o-exampleorg1", "o-exampleorg2"], operators: STRINGS, wanted: ["o-exampleorg1", "o-*"] },
  { key: "aws:PrincipalTag/team", found: ["ann", "sub", "bob"], operators: STRINGS, wanted: ["ann", "S*", "b?b"] },
  { key: "aws:PrincipalTag/key", found: ["cmVk", "Ymx1ZQ=="], operators: ["BinaryEquals"], wanted: ["cmVk", "Ymx1ZQ=="] },
  {
    key: "aws:EpochTime",
    found: ["1768480496", "1768480497"],
    operators: NUMERIC,
    wanted: ["1768480496", "1768480497", "1768480496.5", 1768480495],
  },
  {
    key: "aws:MultiFactorAuthAge",
    found: ["0", "300", "3600"],
    operators: NUMERIC,
    wanted: ["300", "3600.0", "1000", 299.5],
  },
  {
    key: "aws:CurrentTime",
    found: ["2026-01-15T12:34:56Z", "2026-01-15T00:00:00Z"],
    operators: DATE,
    wanted: [
      "2026-01-15T12:34:56Z",
      "2026-01-15",
      "2026-01-15T13:34:56+01:00",
      "2026-01-15T12:34Z",
      "2026-01",
      "2026-01-15T12:34:56.5Z",
      "1768480496",
    ],
  },
  { key: "aws:SecureTransport", found: ["true", "false"], operators: ["Bool"], wanted: ["true", "false", "True", true] },
  { key: "aws:MultiFactorAuthPresent", found: ["true", "false"], operators: ["Bool"], wanted: ["true", false] },
  {
    key: "aws:SourceIp",
    found: ["203.0.113.7", "198.51.100.9", "2001:db8::7"],
    operators: ["IpAddress", "NotIpAddress"],
    wanted: ["203.0.113.0/24", "203.0.113.7", "198.51.0.0/16", "2001:db8::/32", "2001:db8::7", "0.0.0.0/0", "203.0.113.8/31"],
  },
  {
    key: "aws:PrincipalArn",
    operators: ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", ...STRINGS.slice(-2)],
    wanted: [
      `arn:aws:iam::${DELEGATE}:user/*`,
      `arn:aws:iam::${DELEGATE}:role/mailer`,
      "arn:aws:iam::*:user/ann",
      "arn:*:iam::*:role/?ailer",
      "arn:aws:iam::${aws:PrincipalAccount}:user/${aws:username}",
    ],
  },
  {
    key: "aws:SourceArn",
    found: [`arn:aws:sns:us-east-1:${OWNER}:topic`],
    operators: ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
    wanted: [`arn:aws:sns:*:${OWNER}:*`, `arn:aws:sns:us-east-1:${OWNER}:topic`, `arn:aws:sns:us-west-?:${OWNER}:topic`],
  },
  {
    key: "aws:username",
    operators: STRINGS,
    wanted: ["ann", "a*", "ANN", "${aws:username}"],
  },
];

/** Every operator that is drawn, `Null` included. */
export const OPERATORS = [...new Set(KEYS.flatMap(({ operators }) => operators)), "Null"];

/** Equal numbers from equal seeds (mulberry32). */
export function dice(seed) {
  let state = [...seed].reduce((hash, c) => Math.imul(hash ^ c.charCodeAt(0), 0x01000193), 0x811c9dc5);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const chance = (share) => next() < share;
  const pick = (list) => list[Math.floor(next() * list.length)];
  /** One of them, or a list of one to three. */
  const some = (list) => (chance(0.6) ? pick(list) : Array.from({ length: 1 + Math.floor(next() * 3) }, () => pick(list)));
  return { chance, pick, some };
}

/** Whom a statement names: mostly somebody near the caller. */
function principal({ chance, pick, some }, caller) {
  const account = caller.split(":")[4];
  const near = [
    account,
    account,
    `arn:aws:iam::${account}:root`,
    caller.endsWith(":root") ? account : caller,
    `arn:aws:iam::${account}:role/mailer`,
    `arn:aws:iam::${account}:role/team/mailer`,
    `arn:aws:iam::${account}:user/ann`,
  ];
  const far = [STRANGER, `arn:aws:iam::${account}:user/bob`, `arn:aws:sts::${account}:assumed-role/mailer/s2`];
  const kind = pick(["any", "aws", "aws", "aws", "aws", "aws", "far", "service", "both"]);
  switch (kind) {
    case "any":
      return chance(0.5) ? "*" : { AWS: "*" };
    case "far":
      return { AWS: some(far) };
    case "service":
      return { Service: some(["cognito-idp.amazonaws.com", "ses.amazonaws.com"]) };
    case "both":
      return { Service: "ses.amazonaws.com", AWS: some([...near, ...far]), Federated: "cognito-identity.amazonaws.com" };
    default:
      return { AWS: some(near) };
  }
}

function condition({ chance, pick, some }, used) {
  const { key, many, operators, wanted } = pick(KEYS);
  const name = chance(0.3) ? key.toLowerCase() : key;
  if (chance(0.08)) {
    used.add("Null");
    return { Null: { [name]: pick(["true", "false"]) } };
  }
  const operator = pick(operators);
  used.add(operator);
  const set = many ? pick(["ForAllValues:", "ForAnyValue:", "ForAnyValue:", ""]) : pick(["", "", "", "", "ForAllValues:", "ForAnyValue:"]);
  const ifExists = chance(0.2) ? "IfExists" : "";
  return { [`${set}${operator}${ifExists}`]: { [name]: some(wanted) } };
}

function statement(die, used, { caller, action, identity, owners }) {
  const { chance, pick, some } = die;
  const made = { Effect: chance(0.75) ? "Allow" : "Deny" };
  if (chance(0.3)) made.Sid = `S${Math.floor(die.pick([1, 2, 3]) * 1000)}${pick("abcdefghijklmnopqrstuvwxyz")}`;
  if (owners) {
    const not = made.Effect === "Deny" && chance(0.2) ? "NotPrincipal" : "Principal";
    used.add(not);
    made[not] = not === "NotPrincipal" && chance(0.7) ? { AWS: [caller, caller.split(":")[4]] } : principal(die, caller);
  }
  const actions = [action, action, "ses:Send*", "ses:*", "SES:sendEMAIL", "ses:SendRaw?mail", pick(ACTIONS), "ses:Get*"];
  made[chance(0.12) ? "NotAction" : "Action"] = some(actions);
  const resources = [
    arn(identity),
    arn(identity),
    arn(pick(IDENTITIES)),
    `arn:aws:ses:*:${OWNER}:identity/*`,
    `arn:aws:ses:us-east-?:${OWNER}:identity/*example.com`,
    "*",
    `arn:aws:ses:us-east-1:${OWNER}:identity/\${aws:username}@example.com`,
    `arn:aws:ses:us-east-1:${OWNER}:identity/\${aws:PrincipalTag/team, 'sub'}.example.com`,
  ];
  made[chance(0.08) ? "NotResource" : "Resource"] = some(resources);
  const conditions = Array.from({ length: pick([0, 0, 1, 1, 2]) }, () => condition(die, used));
  if (conditions.length > 0) made.Condition = Object.assign({}, ...conditions);
  return made;
}

function policy(die, used, about, count) {
  const statements = Array.from({ length: count }, () => statement(die, used, about));
  const sids = new Set();
  for (const made of statements) {
    if (sids.has(made.Sid)) delete made.Sid;
    sids.add(made.Sid);
  }
  const old = die.chance(0.05);
  return { Version: old ? "2008-10-17" : "2012-10-17", Statement: count === 1 && die.chance(0.5) ? statements[0] : statements };
}

/** What AWS puts into every request of `caller`. */
function identityKeys(caller) {
  const [, , , , account, resource] = caller.split(":");
  const name = resource.split("/").at(-1);
  const keys = { "aws:PrincipalAccount": account, "aws:PrincipalArn": caller };
  if (resource.startsWith("user/")) keys["aws:username"] = name;
  if (resource.startsWith("assumed-role/")) keys["aws:PrincipalArn"] = `arn:aws:iam::${account}:role/${resource.split("/")[1]}`;
  return keys;
}

/** A pair; `used` collects what it draws upon. */
export function drawn(die, used) {
  const { chance, pick } = die;
  const caller = pick(CALLERS);
  const action = pick(ACTIONS);
  const identity = pick(IDENTITIES);
  const context = identityKeys(caller);
  for (const { key, found } of KEYS) {
    if (found && chance(0.75)) context[key] = pick(found);
  }
  const about = { caller, action, identity };
  const own = (count) => policy(die, used, { ...about, owners: false }, count);
  const whole = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "ses:*", Resource: "*" }] };
  const isRoot = caller.endsWith(":root");
  const isSession = caller.includes(":sts:");
  used.add(caller.split(":")[5].split("/")[0]);
  return {
    caller,
    account: OWNER,
    action,
    resource: arn(identity),
    context,
    owner: chance(0.92) ? policy(die, used, { ...about, owners: true }, pick([1, 2, 3])) : null,
    // Most callers may do all that the owner lets them do.
    identityBased: isRoot ? [] : pick([[whole], [whole], [own(2)], [own(1), own(1)], []]),
    permissionsBoundary: !isRoot && chance(0.1) ? pick([whole, own(2)]) : null,
    session: isSession && chance(0.2) ? pick([whole, own(2)]) : null,
  };
}
